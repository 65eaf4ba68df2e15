import { editorBench, editorOptions, openAndWait, openFloor } from '../editor';
import { median, ms, type BenchRow, type Measured } from '../types';

/** Open a 4000 x 3000 picture with 1,000 and 10,000 boxes, from nothing to sharp on the screen. */
export const row: BenchRow = {
  name: 'open',
  async run(context) {
    const bench = await editorBench(context);
    const out: Measured[] = [];
    try {
      for (const [count, goal, ratio] of [[1000, 350, 350 / 257], [10_000, 400, 400 / 201]] as const) {
        const floors: number[] = [];
        const products: number[] = [];
        for (let run = 0; run < context.runs; run++) {
          for (const [times, measure] of [[floors, openFloor], [products, (page: Parameters<typeof openFloor>[0]) => openAndWait(page, editorOptions(count))]] as const) {
            const page = await bench.open();
            times.push(await measure(page));
            await page.close();
          }
        }
        const [floor, product] = [median(floors), median(products)];
        out.push({ work: `open 4000x3000 with ${count.toLocaleString('en')} boxes`, product: ms(product), floor: ms(floor), goal: `<= ${goal} ms or ${ratio.toFixed(2)} x floor`, reached: product <= goal || product <= ratio * floor, raw: { floors, products } });
      }
    } finally {
      await bench.close();
    }
    return out;
  },
};
