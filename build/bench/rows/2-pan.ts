import type { Page } from '@playwright/test';
import { editorBench, editorOptions, openAndWait, openFloor } from '../editor';
import { median, ms, quantile, type BenchRow, type Measured } from '../types';

const FRAMES = 180;

/** Zooms in and out at a wandering pointer and pans in between, one step per frame, by real wheel events. */
function drive(page: Page, floor: boolean): Promise<number[]> {
  return page.evaluate(async ({ frames, isFloor }) => {
    const next = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const stage = document.querySelector('[role=application]');
    const bare = (globalThis as unknown as { floor?: { canvas: HTMLCanvasElement; context2d: CanvasRenderingContext2D; bitmap: ImageBitmap; scale: number } }).floor;
    let camera = { scale: bare?.scale ?? 1, x: 0, y: 0 };
    const step = (at: { x: number; y: number }, deltaY: number, shiftKey: boolean): void => {
      if (!isFloor) {
        stage!.dispatchEvent(new WheelEvent('wheel', { clientX: at.x, clientY: at.y, deltaY, shiftKey, bubbles: true, cancelable: true }));
        return;
      }
      const factor = shiftKey ? 1 : Math.exp(-deltaY / 480);
      camera = shiftKey ? { ...camera, x: camera.x - deltaY } : { scale: camera.scale * factor, x: at.x - (at.x - camera.x) * factor, y: at.y - (at.y - camera.y) * factor };
      requestAnimationFrame(() => {
        bare!.context2d.clearRect(0, 0, bare!.canvas.width, bare!.canvas.height);
        bare!.context2d.drawImage(bare!.bitmap, camera.x, camera.y, bare!.bitmap.width * camera.scale, bare!.bitmap.height * camera.scale);
      });
    };
    for (let i = 0; i < 10; i++) await next();
    const times: number[] = [];
    let last = await next();
    for (let i = 0; i < frames; i++) {
      const at = { x: innerWidth * (0.45 + 0.25 * Math.sin(i / 17)), y: innerHeight * (0.5 + 0.25 * Math.cos(i / 23)) };
      step(at, i % 3 === 0 ? 12 * Math.sin(i / 9) : i % 120 < 60 ? -19 : 19, i % 3 === 0);
      const now = await next();
      times.push(now - last);
      last = now;
    }
    return times;
  }, { frames: FRAMES, isFloor: floor });
}

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
          floors.push(...(await drive(page, true)));
          await page.close();
          page = await bench.open();
          await openAndWait(page, editorOptions(count));
          products.push(...(await drive(page, false)));
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
      out.push({ work: 'sharp again after moving, 10,000 boxes', product: ms(Math.max(...rest)), floor: '–', goal: '<= 100 ms', reached: Math.max(...rest) <= 100, raw: { rest } });
    } finally {
      await bench.close();
    }
    return out;
  },
};
