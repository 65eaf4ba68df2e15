/** The page of the stage's own measurements: the real stage beside a bare canvas that only draws the picture. */
import { DEFAULT_THEME, fit, Stage, zoomAt, panBy, type Camera, type Picture } from '../../../src/renderer/stage';
import { between } from '../../../src/renderer/stage/camera';

const root = document.getElementById('root')!;

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

async function load(url: string): Promise<Picture> {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  return { width: bitmap.width, height: bitmap.height, source: bitmap, levels: [] };
}

/** A repeatable spread of boxes: multiplicative congruential, no clock and no chance. */
function boxes(n: number, width: number, height: number): Float64Array {
  const out = new Float64Array(4 * n);
  let seed = 12345;
  const next = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let i = 0; i < n; i++) {
    const w = 20 + next() * 120;
    const h = 20 + next() * 120;
    const x = next() * (width - w);
    const y = next() * (height - h);
    out.set([x, y, x + w, y + h], 4 * i);
  }
  return out;
}

function fill(stage: Stage, n: number, width: number, height: number): void {
  const b = boxes(n, width, height);
  stage.list.resize(n);
  for (let i = 0; i < n; i++) stage.list.set(i, b[4 * i]!, b[4 * i + 1]!, b[4 * i + 2]!, b[4 * i + 3]!, i % 24, 0);
  stage.invalidate();
}

/** The same path for floor and product: zooms in at a wandering point while panning, then out again. */
function path(image: { width: number; height: number }, view: { width: number; height: number }, frames: number): Camera[] {
  const cameras: Camera[] = [fit(image, view)];
  for (let i = 1; i < frames; i++) {
    const last = cameras[i - 1]!;
    const at = { x: view.width * (0.5 + 0.3 * Math.sin(i / 17)), y: view.height * (0.5 + 0.3 * Math.cos(i / 23)) };
    cameras.push(i % 3 === 0 ? panBy(last, 12 * Math.sin(i / 9), 9 * Math.cos(i / 7), image, view) : zoomAt(last, at, i % 120 < 60 ? 1.04 : 1 / 1.04, image, view));
  }
  return cameras;
}

async function drive(cameras: readonly Camera[], apply: (c: Camera) => void): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < 10; i++) await nextFrame();
  let last = await nextFrame();
  for (const c of cameras) {
    apply(c);
    const now = await nextFrame();
    times.push(now - last);
    last = now;
  }
  return times;
}

const bench = {
  async floorPan(url: string, frames: number): Promise<number[]> {
    const picture = await load(url);
    const canvas = document.createElement('canvas');
    canvas.width = innerWidth;
    canvas.height = innerHeight;
    canvas.style.display = 'block';
    root.replaceChildren(canvas);
    const ctx = canvas.getContext('2d')!;
    const draw = (c: Camera): void => {
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      ctx.drawImage(picture.source, c.x, c.y, picture.width * c.scale, picture.height * c.scale);
    };
    return drive(path(picture, canvas, frames), (c) => requestAnimationFrame(() => draw(c)));
  },

  async stagePan(url: string, n: number, frames: number): Promise<{ times: number[]; sharpAfter: number }> {
    const picture = await load(url);
    const stage = this.mount();
    stage.setPicture(picture);
    fill(stage, n, picture.width, picture.height);
    const cameras = path(picture, stage.view, frames);
    stage.setCamera(cameras[0]!);
    await this.sharp(stage);
    const times = await drive(cameras, (c) => stage.setCamera(c));
    const stopped = performance.now();
    await this.sharp(stage);
    const sharpAfter = performance.now() - stopped;
    stage.dispose();
    return { times, sharpAfter };
  },

  mount(): Stage {
    root.replaceChildren();
    const host = document.createElement('div');
    Object.assign(host.style, { position: 'relative', overflow: 'hidden', width: '100%', height: '100%', background: '#0e0e0e' });
    root.append(host);
    return new Stage(host, DEFAULT_THEME, () => undefined);
  },

  async sharp(stage: Stage): Promise<void> {
    do await nextFrame();
    while (!stage.isSharp);
  },
  between,
};

Object.assign(globalThis, { bench });
export type StageBench = typeof bench;
