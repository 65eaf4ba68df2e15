import { editorBench, editorOptions, openAndWait, openFloor } from '../editor';
import { BOXES, drawBoxes } from '../editor-hands';
import { median, ms, quantile, type BenchRow, type Measured } from '../types';

/** A new box, from mouse-up to visible. */
export const row: BenchRow = {
  name: 'new-box',
  async run(context) {
    const bench = await editorBench(context);
    const out: Measured[] = [];
    try {
      const floors: number[] = [];
      for (let run = 0; run < context.runs; run++) {
        const page = await bench.open();
        await openFloor(page);
        await page.evaluate(() => {
          const { context2d } = (globalThis as unknown as { floor: { context2d: CanvasRenderingContext2D } }).floor;
          addEventListener('pointerup', (event) => requestAnimationFrame(() => context2d.strokeRect(event.clientX - 60, event.clientY - 50, 60, 50)));
        });
        floors.push(...(await drawBoxes(page)));
        await page.close();
      }
      for (const count of [0, 1000, 10_000]) {
        const products: number[] = [];
        for (let run = 0; run < context.runs; run++) {
          const page = await bench.open();
          await openAndWait(page, editorOptions(count));
          await page.keyboard.press('b');
          products.push(...(await drawBoxes(page)));
          const objects = await page.getByRole('tab', { name: /Objects/ }).innerText();
          if (!objects.includes((count + BOXES).toLocaleString('en'))) throw new Error(`the boxes were not drawn: ${objects}`);
          await page.close();
        }
        out.push({ work: `a new box at ${count.toLocaleString('en')}, mouse-up to visible`, product: `${ms(median(products))}, p95 ${ms(quantile(products, 0.95))}`, floor: ms(median(floors)), goal: '<= 25 ms, flat in the count', reached: median(products) <= 25, raw: { floors, products } });
      }
    } finally {
      await bench.close();
    }
    return out;
  },
};
