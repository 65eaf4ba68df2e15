/** Pictures much longer than wide: they are seen in the gallery, in the filmstrip and in the editor, and boxes on them are exact. */
import { join } from 'node:path';
import sharp from 'sharp';
import { lying, MAKING, shows, test } from './editing';
import { stage } from './hands';
import { expect } from './harness';

const paint = (folder: string, name: string, width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#c04040' } }).jpeg().toFile(join(folder, name));

test.use({ making: { ...MAKING, pictures: { count: 1, width: 800, height: 600 }, more: async (folder) => {
  await paint(folder, 'tall.jpg', 20, 12_000);
  await paint(folder, 'wide.jpg', 12_000, 20);
} } });

test('a strip of 12,000 x 20 is thick enough to be labeled, whole at less zoom, and a box on it is exact', async ({ editor: page, boxes }) => {
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await shows(page, '3 of 3');
  const place = (await stage(page).boundingBox())!;
  // From its beginning, pixel for pixel, in the middle of the height.
  const left = place.x + 16;
  const top = place.y + Math.round((place.height - 20) / 2);
  await page.keyboard.press('Digit1');
  await page.mouse.move(left + 100, top + 2);
  await page.mouse.down();
  await page.mouse.move(left + 160, top + 18, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => lying(boxes, boxes.samples[2])).toEqual([{ label: 'tug', x: 100, y: 2, width: 60, height: 16 }]);
  for (let i = 0; i < 40; i++) await page.mouse.wheel(0, 240);
  await expect(page.getByRole('button', { name: /^\d+ %$/ })).toHaveText(/^[34] %/);
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: /^\d+ %$/ })).toHaveText(/^100 %/);

  // Back in the gallery: a strip, not a line, and in its cell.
  await page.getByRole('button', { name: 'Boxes', exact: true }).first().click();
  const strips = page.locator('img[data-cut]');
  await expect(strips).toHaveCount(2);
  for (const strip of await strips.all()) {
    const [box, cell] = [(await strip.boundingBox())!, (await strip.locator('xpath=..').boundingBox())!];
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(10);
    expect(box.width <= cell.width + 1 && box.height <= cell.height + 1).toBe(true);
  }
});
