import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BARE, openPage, servePage } from '../browser';
import { tenThousand, tenThousandWorld } from '../folder';
import { startLabeling, startWorld } from '../host-world';
import { median, ms, quantile, type BenchContext, type BenchRow } from '../types';

const STEPS = 30;
/** Between two keys: time enough to decode a photograph of six megapixels ahead, as a person looks at one. */
const LOOK_MS = 350;
/** Neighbours that are decoded before the first key. */
const SETTLE_MS = 1500;

interface Watched { readonly times: number[]; late: number }

/**
 * Measures from each key down to the end of the frame that shows the next picture: a message sent from a frame's
 * callbacks is handled when its drawing has been handed over. Not shown then (the middle of the canvas looks as
 * before): late, and its time counts until it is.
 */
function watch(page: Page, canvas: string): Promise<void> {
  return page.evaluate((selector) => {
    const watched: Watched = { times: [], late: 0 };
    const small = new OffscreenCanvas(6, 4).getContext('2d', { willReadFrequently: true })!;
    const look = (): string => {
      const source = document.querySelector<HTMLCanvasElement>(selector)!;
      small.drawImage(source, 0, 0, 6, 4);
      return small.getImageData(0, 0, 6, 4).data.join();
    };
    let before = look();
    let start = 0;
    let first = true;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const time = performance.now() - start;
      const now = look();
      if (now === before) {
        if (first) watched.late++;
        first = false;
        requestAnimationFrame(() => channel.port2.postMessage(null));
        return;
      }
      before = now;
      watched.times.push(time);
    };
    addEventListener('keydown', (event) => {
      start = event.timeStamp;
      first = true;
      requestAnimationFrame(() => channel.port2.postMessage(null));
    }, { capture: true });
    Object.assign(globalThis, { watched });
  }, canvas);
}

async function press(page: Page): Promise<Watched> {
  for (let i = 0; i < STEPS; i++) {
    await page.keyboard.press('d');
    await page.waitForTimeout(LOOK_MS);
  }
  const watched = await page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);
  if (watched.times.length !== STEPS) throw new Error(`${watched.times.length} of ${STEPS} pictures came`);
  return watched;
}

/** A bare page with one canvas that holds the decoded neighbours and draws the next one on the key. */
async function floor(context: BenchContext): Promise<Watched> {
  const dir = join(await tenThousand(context), '0 photographs');
  const names = (await readdir(dir)).sort().slice(0, STEPS + 3);
  const files: Record<string, { type: string; body: Uint8Array }> = {};
  for (const [i, name] of names.entries()) files[`/${i}.jpg`] = { type: 'image/jpeg', body: await readFile(join(dir, name)) };
  const server = await servePage(BARE, files);
  const page = await openPage(await context.browser(), server.url);
  try {
    await page.evaluate(async (count) => {
      const canvas = document.createElement('canvas');
      canvas.width = innerWidth;
      canvas.height = innerHeight;
      canvas.style.display = 'block';
      document.getElementById('root')!.append(canvas);
      const context2d = canvas.getContext('2d')!;
      const decoded = new Map<number, Promise<ImageBitmap>>();
      const load = (i: number): Promise<ImageBitmap> => {
        const made = decoded.get(i) ?? fetch(`/${Math.min(i, count - 1)}.jpg`).then(async (r) => createImageBitmap(await r.blob()));
        decoded.set(i, made);
        return made;
      };
      const ready = new Map<number, ImageBitmap>();
      const ahead = async (i: number): Promise<void> => {
        for (const n of [i + 1, i + 2]) ready.set(n, await load(n));
        ready.get(i - 3)?.close();
      };
      const show = (bitmap: ImageBitmap): void => {
        const scale = Math.min(canvas.width / bitmap.width, canvas.height / bitmap.height);
        requestAnimationFrame(() => context2d.drawImage(bitmap, 0, 0, bitmap.width * scale, bitmap.height * scale));
      };
      let at = 0;
      show(await load(0));
      await ahead(0);
      addEventListener('keydown', () => {
        const next = ready.get(++at);
        if (next) show(next);
        void ahead(at);
      });
    }, names.length);
    await page.waitForTimeout(SETTLE_MS);
    await watch(page, 'canvas');
    return await press(page);
  } finally {
    await page.context().close();
    await server.close();
  }
}

/** The editor of the built program on the built host, on the ten thousand pictures: the photographs come first. */
async function product(context: BenchContext): Promise<Watched> {
  const world = await startWorld(context, await tenThousandWorld(context));
  try {
    const page = await world.open();
    await startLabeling(page);
    await page.waitForTimeout(SETTLE_MS);
    await watch(page, '[role=application] canvas[data-layer=media]');
    return await press(page);
  } finally {
    await world.close();
  }
}

/** The next of ten thousand pictures by its key, neighbours decoded ahead. */
export const row: BenchRow = {
  name: 'next-image',
  async run(context) {
    const [floors, times]: [number[], number[]] = [[], []];
    let late = 0;
    let floorLate = 0;
    for (let run = 0; run < context.runs; run++) {
      const bare = await floor(context);
      floors.push(...bare.times);
      floorLate += bare.late;
      const mine = await product(context);
      times.push(...mine.times);
      late += mine.late;
    }
    const told = (all: readonly number[], n: number): string => `${ms(median(all))}, p95 ${ms(quantile(all, 0.95))}${n > 0 ? `, ${n} late` : ''}`;
    const [m, p, fm, fp] = [median(times), quantile(times, 0.95), median(floors), quantile(floors, 0.95)];
    return [{ work: 'next of 10,000 images (key to visible)', product: told(times, late), floor: told(floors, floorLate), goal: '<= 17 ms median, <= 33 p95', reached: m <= 17 && p <= 33, raw: { times, floors, fm, fp } }];
  },
};
