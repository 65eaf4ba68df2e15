import { editorBench, editorOptions, openAndWait, openFloor } from '../editor';
import { heap } from '../editor-hands';
import { median, type BenchRow } from '../types';

/** Heap of the editor with 10,000 boxes above the editor with none. The floor keeps the same boxes as objects on a bare page. */
export const row: BenchRow = {
  name: 'memory',
  async run(context) {
    const bench = await editorBench(context);
    const products: number[] = [];
    const floors: number[] = [];
    try {
      for (let run = 0; run < context.runs; run++) {
        const sizes: number[] = [];
        for (const count of [0, 10_000]) {
          const page = await bench.open();
          await openAndWait(page, editorOptions(count));
          await page.waitForTimeout(200);
          sizes.push(await heap(page));
          await page.close();
        }
        products.push(sizes[1]! - sizes[0]!);
        const page = await bench.open();
        await openFloor(page);
        const before = await heap(page);
        await page.evaluate((o) => Object.assign(globalThis, { kept: o }), editorOptions(10_000));
        floors.push((await heap(page)) - before);
        await page.close();
      }
    } finally {
      await bench.close();
    }
    const [product, floor] = [median(products), median(floors)];
    return [{ work: 'heap of 10,000 boxes above the empty editor', product: `${product.toFixed(1)} MB`, floor: `${floor.toFixed(1)} MB`, goal: '<= 10 MB', reached: product <= 10, raw: { products, floors } }];
  },
};
