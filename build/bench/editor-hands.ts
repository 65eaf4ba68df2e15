/** What is done to a picture with boxes in every row that shows one, and how it is measured. */
import type { Page } from '@playwright/test';

const FRAMES = 180;

/** Zooms in and out at a wandering pointer and pans in between, one step per frame, by real wheel events on `where`; 'floor': the bare page of `openFloor`. */
export function panAndZoom(page: Page, where: string): Promise<number[]> {
  return page.evaluate(async ({ frames, selector }) => {
    const next = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const stage = selector === 'floor' ? null : document.querySelector(selector);
    const bare = (globalThis as unknown as { floor?: { canvas: HTMLCanvasElement; context2d: CanvasRenderingContext2D; bitmap: ImageBitmap; scale: number } }).floor;
    let camera = { scale: bare?.scale ?? 1, x: 0, y: 0 };
    const step = (at: { x: number; y: number }, deltaY: number, shiftKey: boolean): void => {
      if (selector !== 'floor') {
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
  }, { frames: FRAMES, selector: where });
}

export const BOXES = 12;

/** From the mouse button coming up to the end of the frame that shows the box. */
export async function drawBoxes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    const channel = new MessageChannel();
    let start = 0;
    // A message after the frame's callbacks is handled when its drawing has been handed over.
    channel.port1.onmessage = () => times.push(performance.now() - start);
    addEventListener('pointerup', (event) => {
      start = event.timeStamp;
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }, { capture: true });
    Object.assign(globalThis, { times });
  });
  for (let i = 0; i < BOXES; i++) {
    const [x, y] = [150 + 50 * i, 150 + 30 * i];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 50, { steps: 4 });
    await page.mouse.up();
    await page.waitForTimeout(80);
  }
  return page.evaluate(() => (globalThis as unknown as { times: number[] }).times);
}

/** Heap of the page in MB, after a collection. */
export async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return (metrics.find((m) => m.name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1024 / 1024;
}
