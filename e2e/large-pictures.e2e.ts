/** A picture of so many pixels that it takes long to decode: a smaller copy is seen first, and boxes are those of the whole picture. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { lying, MAKING, shows, startLabeling, test } from './editing';
import { at, drag, frames, stage } from './hands';
import { expect } from './harness';

const SIZE = { width: 4200, height: 3000 };
/** Lies on the picture, pixel for pixel. */
const MARK = { left: 1200, top: 600, width: 600, height: 900 };

test.use({ making: { ...MAKING, pictures: { count: 2, width: 800, height: 600 }, more: async (folder) => {
  const mark = await sharp({ create: { ...MARK, channels: 3, background: '#00ff00' } }).png().toBuffer();
  await sharp({ create: { ...SIZE, channels: 3, background: '#202020' } }).composite([{ input: mark, left: MARK.left, top: MARK.top }]).tiff({ compression: 'lzw' }).toFile(join(folder, 'scan.tif'));
} } });

/** True where the picture is green on the screen, three CSS pixels inside and outside of each edge of the mark. */
async function edges(page: Page): Promise<readonly boolean[]> {
  const room = (await stage(page).boundingBox())!;
  const [x0, y0] = await at(page, [MARK.left, MARK.top], SIZE);
  const [x1, y1] = await at(page, [MARK.left + MARK.width, MARK.top + MARK.height], SIZE);
  const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const points = [[x0 + 3, my], [x0 - 3, my], [x1 - 3, my], [x1 + 3, my], [mx, y0 + 3], [mx, y0 - 3], [mx, y1 - 3], [mx, y1 + 3]].map(([x, y]) => [x! - room.x, y! - room.y] as const);
  return page.evaluate((all) => {
    const context = document.querySelector<HTMLCanvasElement>('canvas[data-layer=media]')!.getContext('2d')!;
    return all.map(([x, y]) => context.getImageData(Math.round(x * devicePixelRatio), Math.round(y * devicePixelRatio), 1, 1).data[1]! > 128);
  }, points);
}

test('a large scan is seen as a smaller copy, whole to who looks closer; boxes are the same on both', async ({ openWindow, boxes }) => {
  const page = await openWindow(boxes.host);
  const asked: string[] = [];
  page.on('response', (response) => {
    const kind = /\/([ms])\/[0-9a-f]{32}$/.exec(new URL(response.url()).pathname)?.[1];
    if (kind !== undefined) asked.push(kind);
  });
  // It may be decoded ahead as soon as the first picture is seen.
  await startLabeling(page);
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await shows(page, '3 of 3');
  await expect.poll(() => asked.includes('s')).toBe(true);
  await frames(page, 3);
  // The other two pictures are sent whole; the scan is not.
  const before = asked.filter((kind) => kind === 'm').length;
  const inside = [true, false, true, false, true, false, true, false];
  await expect.poll(() => edges(page)).toEqual(inside);
  const gesture = () => drag(page, [1000, 500], [2100, 1700], SIZE);
  await page.keyboard.press('Digit1');
  await gesture();
  await expect.poll(() => lying(boxes, boxes.samples[2])).toHaveLength(1);
  const [onCopy] = await lying(boxes, boxes.samples[2]);
  expect(Math.abs(onCopy!.x - 1000)).toBeLessThan(5);
  expect(asked.filter((kind) => kind === 'm')).toHaveLength(before);

  // Pixel for pixel: the whole picture is asked for and shown.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('z');
  await expect(page.getByRole('button', { name: '100 %' })).toBeVisible();
  await expect.poll(() => asked.filter((kind) => kind === 'm').length, { timeout: 60_000 }).toBe(before + 1);
  await page.keyboard.press('f');
  await expect.poll(() => edges(page)).toEqual(inside);
  await gesture();
  await expect.poll(() => lying(boxes, boxes.samples[2])).toEqual([onCopy]);
});

test('while a large scan is being opened nothing is drawn blind, by mouse or by key; as soon as it is seen, it is', async ({ editor: page, boxes }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => { release = resolve; });
  await page.route(/\/s\/[0-9a-f]{32}$/, async (route) => { await held; await route.continue(); });
  // What was decoded ahead is forgotten with the window.
  await page.reload();
  await shows(page, '1 of 3');
  await page.keyboard.press('Digit1');
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(page.getByText('3 of 3', { exact: true })).toBeVisible();
  await expect(page.getByText('Opening the picture…')).toBeVisible();
  await drag(page, [1000, 500], [2100, 1700], SIZE);
  for (const key of ['Enter', 'Control+ArrowRight', 'Control+ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByText('Opening the picture…')).toBeVisible();
  release();
  await shows(page, '3 of 3');
  expect(await lying(boxes, boxes.samples[2])).toEqual([]);
  await drag(page, [1000, 500], [2100, 1700], SIZE);
  await expect.poll(() => lying(boxes, boxes.samples[2])).toHaveLength(1);
});

test('compared, a large scan is a smaller copy, too, and whole to who looks closer', async ({ editor: page }) => {
  await page.getByRole('button', { name: 'Boxes', exact: true }).click();
  await page.getByRole('tab', { name: /^All/ }).click();
  const samples = page.getByRole('listbox', { name: 'Samples' });
  await samples.getByRole('option').first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('c');
  const pane = page.getByRole('region', { name: 'Compare' }).getByRole('img', { name: 'scan.tif' });
  await expect(pane).toHaveAttribute('src', /\/s\//);
  await expect(page.getByRole('region', { name: 'Compare' }).getByRole('img', { name: 'picture-0001.jpg' })).toHaveAttribute('src', /\/m\//);
  await pane.hover();
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -200);
  await expect(pane).toHaveAttribute('src', /\/m\//);
  await page.getByRole('button', { name: 'Fit' }).click();
  await expect(pane).toHaveAttribute('src', /\/s\//);
});
