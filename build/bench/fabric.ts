/**
 * fabric beside our stage: the same picture, the same boxes, the same gestures, on a page of its own. It is fetched
 * by `npm pack` for this measurement only: as a dependency it would bring native packages along that nothing here needs.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BARE, openPage, servePage } from './browser';
import { photograph } from './editor';
import type { FakeSample } from './pages/fake-host';
import type { BenchContext } from './types';

export const VERSION = '7.4.0';
const SHA512 = 'NalYDc3eifTl1C33zryQwpH6+XA/2ClxQrH9vkASkZw3tbkRmorpikhYMmxhUTmi7O3e9ODz0vOT8qfaCh9IVA==';

/** The library as one module file; kept in `.cache`. Throws when it cannot be fetched or is not what it should be. */
function library(context: BenchContext): Buffer {
  const file = join(context.root, '.cache', `fabric-${VERSION}.mjs`);
  if (existsSync(file)) return readFileSync(file);
  const dir = join(context.scratch, 'fabric');
  mkdirSync(dir, { recursive: true });
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['pack', `fabric@${VERSION}`, '--silent', '--pack-destination', dir], { cwd: dir, stdio: ['ignore', 'ignore', 'ignore'], shell: process.platform === 'win32', timeout: 60_000 });
  const archive = join(dir, `fabric-${VERSION}.tgz`);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== SHA512) throw new Error(`fabric-${VERSION}.tgz is not the one that was measured before: ${found}`);
  execFileSync('tar', ['-xzf', archive, 'package/dist/index.min.mjs'], { cwd: dir });
  mkdirSync(join(context.root, '.cache'), { recursive: true });
  renameSync(join(dir, 'package/dist/index.min.mjs'), file);
  rmSync(dir, { recursive: true, force: true });
  return readFileSync(file);
}

/** What of fabric's interface is used here. */
interface Fabric {
  readonly Canvas: new (element: HTMLCanvasElement, options: object) => FabricCanvas;
  readonly FabricImage: new (source: CanvasImageSource, options: object) => object;
  readonly Rect: new (options: object) => FabricRect;
  readonly Point: new (x: number, y: number) => object;
}
interface FabricRect { set(options: object): void }
interface FabricCanvas {
  readonly upperCanvasEl: HTMLCanvasElement;
  backgroundImage: object;
  add(...objects: object[]): void;
  getZoom(): number;
  setViewportTransform(transform: readonly number[]): void;
  zoomToPoint(point: object, zoom: number): void;
  relativePan(by: object): void;
  requestRenderAll(): void;
  renderAll(): void;
  getScenePoint(event: Event): { readonly x: number; readonly y: number };
  on(event: string, listener: (options: { readonly e: Event }) => void): void;
}

export interface FabricBench {
  open(): Promise<Page>;
  close(): Promise<void>;
}

export async function fabricBench(context: BenchContext): Promise<FabricBench> {
  const server = await servePage(BARE, { '/picture.jpg': { type: 'image/jpeg', body: await photograph() }, '/fabric.mjs': { type: 'text/javascript', body: library(context) } });
  const browser = await context.browser();
  return {
    async open() {
      const page = await openPage(browser, server.url);
      await page.addScriptTag({ type: 'module', content: "import * as fabric from '/fabric.mjs'; globalThis.fabric = fabric;" });
      await page.waitForFunction(() => 'fabric' in globalThis);
      return page;
    },
    close: () => server.close(),
  };
}

/**
 * Shows the picture with its boxes: outlines two pixels wide at every zoom over a light fill, as ours. Without caches
 * of its objects, which made it five times slower here. The wheel zooms at the pointer, with Shift it pans; a drag
 * draws a box. Answers how long it took until all of it was on the screen.
 */
export function openFabric(page: Page, sample: FakeSample): Promise<number> {
  return page.evaluate(async ({ boxes, width, height }) => {
    const { Canvas, FabricImage, Rect, Point } = (globalThis as unknown as { fabric: Fabric }).fabric;
    const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    const start = performance.now();
    const element = document.createElement('canvas');
    document.getElementById('root')!.append(element);
    const canvas = new Canvas(element, { width: innerWidth, height: innerHeight, renderOnAddRemove: false, selection: false, enableRetinaScaling: true, skipOffscreen: true });
    const bitmap = await createImageBitmap(await (await fetch('/picture.jpg')).blob());
    canvas.backgroundImage = new FabricImage(bitmap, { left: width / 2, top: height / 2, objectCaching: false });
    const look = (hue: number): object => ({ originX: 'left', originY: 'top', objectCaching: false, strokeUniform: true, strokeWidth: 2, stroke: `hsl(${hue} 80% 60%)`, fill: `hsl(${hue} 80% 60% / 0.12)` });
    canvas.add(...boxes.map((b, i) => new Rect({ left: b.x, top: b.y, width: b.width, height: b.height, ...look((i % 12) * 30) })));
    const scale = Math.min(innerWidth / width, innerHeight / height);
    canvas.setViewportTransform([scale, 0, 0, scale, 0, 0]);
    element.parentElement!.addEventListener('wheel', (event) => {
      event.preventDefault();
      if (event.shiftKey) canvas.relativePan(new Point(-event.deltaY, 0));
      else canvas.zoomToPoint(new Point(event.clientX, event.clientY), canvas.getZoom() * Math.exp(-event.deltaY / 480));
      canvas.requestRenderAll();
    }, { passive: false });
    let drawn: { readonly rect: FabricRect; readonly x: number; readonly y: number } | null = null;
    canvas.on('mouse:down', ({ e }) => {
      const { x, y } = canvas.getScenePoint(e);
      drawn = { rect: new Rect({ left: x, top: y, width: 0, height: 0, ...look(0) }), x, y };
      canvas.add(drawn.rect);
    });
    canvas.on('mouse:move', ({ e }) => {
      if (drawn === null) return;
      const { x, y } = canvas.getScenePoint(e);
      drawn.rect.set({ left: Math.min(x, drawn.x), top: Math.min(y, drawn.y), width: Math.abs(x - drawn.x), height: Math.abs(y - drawn.y) });
      canvas.requestRenderAll();
    });
    canvas.on('mouse:up', () => {
      drawn = null;
      canvas.requestRenderAll();
    });
    canvas.renderAll();
    await frame();
    await frame();
    Object.assign(globalThis, { fabricCanvas: canvas });
    return performance.now() - start;
  }, sample);
}
