/** For the test that the moving picture of the shapes agrees with a fresh drawing. */
import { DEFAULT_THEME, FLAG, Stage, type Camera } from '../../../src/renderer/stage';

const root = document.getElementById('root')!;

function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

function mount(): { stage: Stage; host: HTMLElement } {
  const host = document.createElement('div');
  Object.assign(host.style, { position: 'relative', overflow: 'hidden', width: '640px', height: '480px' });
  root.replaceChildren(host);
  return { stage: new Stage(host, DEFAULT_THEME, () => undefined), host };
}

function fill(stage: Stage, n: number): void {
  let seed = 4711;
  const next = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  stage.list.resize(n);
  for (let i = 0; i < n; i++) {
    const x = Math.round(next() * 1500);
    const y = Math.round(next() * 1100);
    stage.list.set(i, x, y, x + 8 + Math.round(next() * 90), y + 8 + Math.round(next() * 90), i % 24, i % 17 === 0 ? FLAG.selected : i % 23 === 0 ? FLAG.dashed : i % 29 === 0 ? FLAG.hidden : 0);
  }
  stage.invalidate();
}

async function sharp(stage: Stage): Promise<void> {
  do await frame();
  while (!stage.isSharp);
}

/** What is on the screen of the settled layer: its visible canvas under its transform. */
function look(host: HTMLElement): ImageData {
  const out = document.createElement('canvas');
  out.width = 640;
  out.height = 480;
  const context = out.getContext('2d')!;
  for (const canvas of host.querySelectorAll<HTMLCanvasElement>('canvas[data-layer=settled]')) {
    if (canvas.style.display === 'none') continue;
    context.setTransform(new DOMMatrix(canvas.style.transform === '' ? 'none' : canvas.style.transform));
    context.drawImage(canvas, 0, 0);
  }
  return context.getImageData(0, 0, 640, 480);
}

/** Pixels that differ by more than `tolerance` in any channel, inside a margin; and how many are drawn at all. */
function compare(a: ImageData, b: ImageData, margin: { left: number; top: number; right: number; bottom: number }, tolerance: number): { different: number; drawn: number } {
  let different = 0;
  let drawn = 0;
  for (let y = margin.top; y < 480 - margin.bottom; y++) {
    for (let x = margin.left; x < 640 - margin.right; x++) {
      const o = 4 * (640 * y + x);
      if (b.data[o + 3]! > 0) drawn++;
      if ([0, 1, 2, 3].some((k) => Math.abs(a.data[o + k]! - b.data[o + k]!) > tolerance)) different++;
    }
  }
  return { different, drawn };
}

async function fresh(n: number, camera: Camera, change?: (stage: Stage) => void): Promise<ImageData> {
  const { stage, host } = mount();
  stage.setCamera(camera);
  fill(stage, n);
  change?.(stage);
  await sharp(stage);
  const image = look(host);
  stage.dispose();
  return image;
}

const pixels = {
  /** While moving: the cached picture, shifted by whole pixels, against a drawing for that camera. */
  async whileMoving(n: number): Promise<{ different: number; drawn: number; moved: boolean }> {
    const { stage, host } = mount();
    stage.setCamera({ scale: 0.5, x: 10, y: 5 });
    fill(stage, n);
    await sharp(stage);
    const to = { scale: 0.5, x: 10 - 37, y: 5 - 21 };
    stage.setCamera(to);
    await frame();
    const image = look(host);
    const moved = [...host.querySelectorAll<HTMLElement>('canvas[data-layer=settled]')].some((c) => c.style.transform !== '');
    stage.dispose();
    // What comes into view at the right and below was not in the picture that moves.
    return { ...compare(image, await fresh(n, to), { left: 0, top: 0, right: 45, bottom: 29 }, 0), moved };
  },

  /** At rest after a long way: exactly the drawing of a stage that never moved. */
  async atRest(n: number): Promise<{ different: number; drawn: number }> {
    const { stage, host } = mount();
    stage.setCamera({ scale: 0.5, x: 10, y: 5 });
    fill(stage, n);
    await sharp(stage);
    for (let i = 1; i <= 25; i++) {
      stage.setCamera({ scale: 0.5 * 1.03 ** i, x: 10 - 3.3 * i, y: 5 - 2.7 * i });
      await frame();
    }
    const to = { scale: 0.77, x: -80, y: -64 };
    stage.setCamera(to);
    await sharp(stage);
    const image = look(host);
    stage.dispose();
    return compare(image, await fresh(n, to), { left: 0, top: 0, right: 0, bottom: 0 }, 0);
  },

  /** After changes mended in place: exactly the drawing of the changed shapes. */
  async afterDamage(n: number): Promise<{ different: number; drawn: number; before: number }> {
    const camera = { scale: 0.6, x: 3, y: 4 };
    const change = (stage: Stage): void => {
      const { list } = stage;
      for (const row of [3, 17, 40, 99]) {
        stage.damage(list.boxOf(row));
        list.set(row, 200 + row, 150 + row, 330 + row, 260 + row, row % 24, row === 40 ? FLAG.selected : row === 99 ? FLAG.hidden : 0);
        stage.damage(list.boxOf(row));
      }
      list.resize(n + 1);
      list.set(n, 400, 300, 520, 380, 5, 0);
      stage.damage(list.boxOf(n));
    };
    const { stage, host } = mount();
    stage.setCamera(camera);
    fill(stage, n);
    await sharp(stage);
    const before = look(host);
    change(stage);
    await sharp(stage);
    const image = look(host);
    stage.dispose();
    const whole = { left: 0, top: 0, right: 0, bottom: 0 };
    const wanted = await fresh(n, camera, (s) => {
      change(s);
      s.invalidate();
    });
    return { ...compare(image, wanted, whole, 0), before: compare(before, wanted, whole, 0).different };
  },
};

Object.assign(globalThis, { pixels });
export type PixelPage = typeof pixels;
