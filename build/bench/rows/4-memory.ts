import type { Page } from '@playwright/test';
import { editorBench, editorOptions, openAndWait, openFloor } from '../editor';
import { median, type BenchRow } from '../types';

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return (metrics.find((m) => m.name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1024 / 1024;
}

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
