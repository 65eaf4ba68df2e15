import { benchCoco, type CocoFigures } from '../coco';
import { median, type BenchRow } from '../types';

const seconds = (value: number): string => `${(value / 1000).toFixed(2)} s`;

/** Reading and writing a million COCO annotations beside JSON.parse and JSON.stringify. At most three runs: each takes a quarter of a minute. */
export const row: BenchRow = {
  name: 'coco',
  async run(context) {
    const runs: CocoFigures[] = [];
    for (let run = 0; run < Math.min(3, context.runs); run++) runs.push(await benchCoco());
    const of = (pick: (f: CocoFigures) => number): number => median(runs.map(pick));
    const [read, write, floorRead, floorWrite, memory] = [of((f) => f.readMs), of((f) => f.writeMs), of((f) => f.floorReadMs), of((f) => f.floorWriteMs), of((f) => f.readMemory)];
    // The goals as ratios to the peer's (JSON.parse, JSON.stringify) 3.1 and 2.7 s, which this run measures too.
    return [
      { work: 'read COCO, 1,000,000 annotations', product: `${seconds(read)}, ${memory.toFixed(0)} MB`, floor: `${seconds(floorRead)} (JSON.parse)`, goal: '<= 3.0 s or 0.97 x JSON.parse', reached: read <= 3000 || read <= 0.97 * floorRead, raw: { read, floorRead, memory } },
      { work: 'write COCO, 1,000,000 annotations', product: seconds(write), floor: `${seconds(floorWrite)} (JSON.stringify)`, goal: '<= 2.0 s or 0.74 x stringify', reached: write <= 2000 || write <= 0.74 * floorWrite, raw: { write, floorWrite } },
    ];
  },
};
