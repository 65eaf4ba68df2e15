import { benchCoco, type CocoFigures } from '../coco';
import { median, ms, type BenchRow, type Measured } from '../types';

/** Goals of a million annotations (about 185 MB), ms, and MB of growth while reading. */
const READ_MS = 3000;
const WRITE_MS = 2000;
const READ_MEMORY = 200;

export const row: BenchRow = {
  name: 'coco',
  async run({ runs }): Promise<readonly Measured[]> {
    const all: CocoFigures[] = [];
    for (let i = 0; i < runs; i++) all.push(await benchCoco());
    const of = (name: keyof CocoFigures): number => median(all.map((figures) => figures[name]));
    const [read, write, memory] = [of('readMs'), of('writeMs'), of('readMemory')];
    return [
      { work: 'read COCO, 1,000,000 annotations', product: `${ms(read)}, +${memory.toFixed(0)} MB`, floor: `${ms(of('floorReadMs'))} (JSON.parse)`, goal: `<= ${ms(READ_MS)}, memory flat`, reached: read <= READ_MS && memory <= READ_MEMORY, raw: { read: all.map((f) => f.readMs), memory: all.map((f) => f.readMemory), floor: all.map((f) => f.floorReadMs) } },
      { work: 'write COCO, 1,000,000 annotations', product: ms(write), floor: `${ms(of('floorWriteMs'))} (JSON.stringify)`, goal: `<= ${ms(WRITE_MS)}`, reached: write <= WRITE_MS, raw: { write: all.map((f) => f.writeMs), floor: all.map((f) => f.floorWriteMs) } },
    ];
  },
};
