import { million } from '../million';
import { ms, type BenchRow, type Measured } from '../types';

const MB = 1e6;

/** A million samples through the real journal and state, once: it takes about a minute. */
export const row: BenchRow = {
  name: 'million',
  async run() {
    const f = await million();
    const line = (work: string, value: number, goal: number, floor: string): Measured => ({ work: `a million samples: ${work}`, product: ms(value), floor, goal: `<= ${ms(goal)}`, reached: value <= goal, raw: { value } });
    const megabytes = f.bytesOnDisk / MB;
    const imported = line('import', f.importMs, 10_000, `${ms(f.floor.writeBlobsMs)} (same bytes, flushed)`);
    return [
      { ...imported, product: `${imported.product}, ${megabytes.toFixed(0)} MB`, goal: `${imported.goal} and <= 100 MB`, reached: imported.reached === true && megabytes <= 100 },
      line('replay', f.replayMs, 3000, `${ms(f.floor.readColumnsMs)} (read columns)`),
      line('open again', f.reopenMs, 2000, `${ms(f.floor.readColumnsMs)} (read columns)`),
      line('filter by three conditions', f.filterMs, 50, ms(f.floor.filterMs)),
      line('classify 2,000 scattered', f.classify2000Ms, 100, '–'),
    ];
  },
};
