/** Mouse on the stage of the box editor, in pixels of the picture: at the fitted view, as every picture opens. */
import type { Locator, Page } from '@playwright/test';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export const SIZE: PictureSize = { width: 800, height: 600 };
type HeldKey = 'Shift' | 'Alt';
type Spot = readonly [x: number, y: number];

export function stage(page: Page): Locator {
  return page.getByRole('application');
}

/** Where an image pixel is on the screen while the picture is fitted (16 px of room around it, at most 1:1). */
export async function at(page: Page, [x, y]: Spot, size = SIZE): Promise<[number, number]> {
  const room = await stage(page).boundingBox();
  if (room === null) throw new Error('there is no stage');
  const scale = Math.min((room.width - 32) / size.width, (room.height - 32) / size.height, 1);
  return [room.x + Math.round((room.width - size.width * scale) / 2) + x * scale, room.y + Math.round((room.height - size.height * scale) / 2) + y * scale];
}

/** Presses at one place and moves to another; the button stays down. */
export async function begin(page: Page, from: Spot, to: Spot, size = SIZE): Promise<void> {
  await page.mouse.move(...(await at(page, from, size)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, to, size)), { steps: 4 });
}

/** From one place to another, with keys held down meanwhile. */
export async function drag(page: Page, from: Spot, to: Spot, size = SIZE, keys: readonly HeldKey[] = []): Promise<void> {
  await holding(page, keys, async () => {
    await begin(page, from, to, size);
    await page.mouse.up();
  });
}

export async function click(page: Page, x: number, y: number, keys: readonly HeldKey[] = [], size = SIZE): Promise<void> {
  await holding(page, keys, async () => page.mouse.click(...(await at(page, [x, y], size))));
}

async function holding(page: Page, keys: readonly HeldKey[], body: () => Promise<void>): Promise<void> {
  for (const key of keys) await page.keyboard.down(key);
  await body();
  for (const key of keys) await page.keyboard.up(key);
}

/** Waits until the page has drawn so many frames: what was done is drawn then, however slow the machine is. */
export async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (n) => {
    for (let i = 0; i < n; i++) await new Promise(requestAnimationFrame);
  }, count);
}
