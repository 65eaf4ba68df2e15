import { million, type MillionFigures } from '../million';
import { median, ms, type BenchRow, type Measured } from '../types';

/** Seconds above a second, else milliseconds. */
function time(value: number): string {
  return value < 1000 ? ms(value) : `${(value / 1000).toFixed(1)} s`;
}

/** A million samples on the disk: see `million.ts`. */
export const row: BenchRow = {
  name: 'million',
  async run({ runs }) {
    const all: MillionFigures[] = [];
    for (let run = 0; run < runs; run++) all.push(await million());
    const of = (figure: (figures: MillionFigures) => number): number => median(all.map(figure));
    const line = (work: string, figure: (figures: MillionFigures) => number, floor: ((figures: MillionFigures) => number) | null, goal: number): Measured => {
      const value = of(figure);
      return { work: `a million samples: ${work}`, product: time(value), floor: floor ? time(of(floor)) : '–', goal: `<= ${time(goal)}`, reached: value <= goal, raw: { values: all.map(figure), floors: floor ? all.map(floor) : [] } };
    };
    const bytes = of((f) => f.bytesOnDisk) / 1e6;
    return [
      line('import as journal and blobs', (f) => f.importMs, (f) => f.floor.writeBlobsMs, 10_000),
      { work: 'a million samples: size on the disk', product: `${bytes.toFixed(0)} MB`, floor: `${(of((f) => f.floor.columnBytes) / 1e6).toFixed(0)} MB as columns`, goal: '<= 100 MB', reached: bytes <= 100, raw: { values: all.map((f) => f.bytesOnDisk) } },
      line('open without a snapshot', (f) => f.replayMs, null, 3000),
      line('open again', (f) => f.reopenMs, (f) => f.floor.readColumnsMs, 2000),
      line('filter by three conditions', (f) => f.filterMs, (f) => f.floor.filterMs, 50),
      line('classify 2,000 scattered at once', (f) => f.classify2000Ms, null, 100),
    ];
  },
};
