import { editorBench, editorOptions, openAndWait, openFloor } from '../editor';
import { panAndZoom } from '../editor-hands';
import { median, ms, quantile, type BenchRow, type Measured } from '../types';

/** Frames while panning and zooming, at 0, 1,000 and 10,000 boxes. */
export const row: BenchRow = {
  name: 'pan',
  async run(context) {
    const bench = await editorBench(context);
    const out: Measured[] = [];
    try {
      for (const count of [1000, 10_000]) {
        const floors: number[] = [];
        const products: number[] = [];
        for (let run = 0; run < context.runs; run++) {
          let page = await bench.open();
          await openFloor(page);
          floors.push(...(await panAndZoom(page, 'floor')));
          await page.close();
          page = await bench.open();
          await openAndWait(page, editorOptions(count));
          products.push(...(await panAndZoom(page, '[role=application]')));
          await page.close();
        }
        const [fm, fp, pm, pp] = [median(floors), quantile(floors, 0.95), median(products), quantile(products, 0.95)];
        out.push({
          work: `pan and zoom at ${count.toLocaleString('en')} boxes`, product: `${pm.toFixed(1)} ms, p95 ${pp.toFixed(1)}`, floor: `${fm.toFixed(1)} ms, p95 ${fp.toFixed(1)}`,
          goal: 'median at the floor, p95 <= floor + 3 ms', reached: pm <= fm + 0.5 && pp <= fp + 3, raw: { floors, products },
        });
      }
      const page = await bench.open();
      await openAndWait(page, editorOptions(10_000));
      const rest: number[] = [];
      for (let i = 0; i < context.runs; i++) {
        rest.push(await page.evaluate(async () => {
          const next = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
          const stage = document.querySelector('[role=application]')!;
          for (let k = 0; k < 12; k++) {
            stage.dispatchEvent(new WheelEvent('wheel', { clientX: 500, clientY: 400, deltaY: k % 2 === 0 ? 7 : -8, bubbles: true, cancelable: true }));
            await next();
          }
          const start = performance.now();
          // Sharp: the picture of the shapes is not transformed any more.
          while ([...stage.querySelectorAll<HTMLElement>('canvas[data-layer=settled]')].some((c) => c.style.display === 'block' && c.style.transform !== '')) await next();
          return performance.now() - start;
        }));
      }
      await page.close();
      out.push({ work: 'sharp again after moving, 10,000 boxes', product: `${ms(median(rest))}, the first after opening ${ms(rest[0]!)}`, floor: '–', goal: 'median <= 100 ms', reached: median(rest) <= 100, raw: { rest } });
    } finally {
      await bench.close();
    }
    return out;
  },
};
