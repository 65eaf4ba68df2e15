/** What the rows of the box editor share: its page, a picture of twelve megapixels, and a repeatable spread of boxes. */
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import sharp from 'sharp';
import { openPage, servePage } from './browser';
import { bundlePage } from './bundle';
import type { EditorPageOptions } from './pages/editor-page';
import type { BenchContext } from './types';

export const WIDTH = 4000;
export const HEIGHT = 3000;

declare global {
  function openEditor(options: EditorPageOptions): void;
}

/** Smooth noise: compresses and decodes like a photograph. */
export async function photograph(width = WIDTH, height = HEIGHT): Promise<Uint8Array> {
  return sharp({ create: { width: 500, height: 375, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 40 }, background: '#888' } }).resize(width, height, { kernel: 'cubic', fit: 'fill' }).jpeg({ quality: 85 }).toBuffer();
}

const id = (n: number): string => n.toString(16).padStart(32, '0');

/** `samples` copies of one picture with `boxes` boxes each (multiplicative congruential: no chance in it). */
export function editorOptions(boxes: number, samples = 1, width = WIDTH, height = HEIGHT): EditorPageOptions {
  let seed = 12345;
  const next = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const labels = Array.from({ length: 12 }, (_, i) => ({ name: `label ${i + 1}`, color: i }));
  return {
    labels,
    samples: Array.from({ length: samples }, (_s, s) => ({
      id: id(5000 + s), name: `picture-${s}.jpg`, media: `/picture.jpg?${s}`, width, height,
      boxes: Array.from({ length: boxes }, (_, i) => {
        const w = 20 + next() * 120;
        const h = 20 + next() * 120;
        return { label: id(100 + (i % 12)), x: next() * (width - w), y: next() * (height - h), width: w, height: h };
      }),
    })),
  };
}

export interface EditorBench {
  /** A fresh page on the same server. */
  open(): Promise<Page>;
  close(): Promise<void>;
}

export async function editorBench(context: BenchContext, width = WIDTH, height = HEIGHT): Promise<EditorBench> {
  const bundle = await bundlePage(join(context.root, 'build/bench/pages/editor-page.tsx'));
  const server = await servePage(bundle, { '/picture.jpg': { type: 'image/jpeg', body: await photograph(width, height) }, '/thumbnail.jpg': { type: 'image/jpeg', body: await photograph(128, 96) } });
  const browser = await context.browser();
  return { open: () => openPage(browser, server.url), close: () => server.close() };
}

/** Opens the editor and waits until picture and shapes are on the screen; answers how long it took. */
export function openAndWait(page: Page, options: EditorPageOptions): Promise<number> {
  return page.evaluate(async (o) => {
    const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    const shown = (): boolean => {
      const stage = document.querySelector('[role=application]');
      if (stage === null || document.querySelector('[role=status]') !== null) return false;
      const visible = [...stage.querySelectorAll<HTMLElement>('canvas[data-layer=settled]')].some((c) => c.style.display === 'block');
      return visible || o.samples[0]!.boxes.length === 0;
    };
    const start = performance.now();
    openEditor(o);
    while (!shown()) await frame();
    await frame();
    return performance.now() - start;
  }, options);
}

/** The bare page: one canvas that shows the picture and does nothing else. */
export function openFloor(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    const start = performance.now();
    const canvas = document.createElement('canvas');
    canvas.width = innerWidth;
    canvas.height = innerHeight;
    canvas.style.display = 'block';
    document.getElementById('root')!.append(canvas);
    const bitmap = await createImageBitmap(await (await fetch('/picture.jpg')).blob());
    const context2d = canvas.getContext('2d')!;
    const scale = Math.min(canvas.width / bitmap.width, canvas.height / bitmap.height);
    context2d.drawImage(bitmap, 0, 0, bitmap.width * scale, bitmap.height * scale);
    await frame();
    await frame();
    Object.assign(globalThis, { floor: { canvas, context2d, bitmap, scale } });
    return performance.now() - start;
  });
}
