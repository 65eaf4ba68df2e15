/** What is labeled lies on the picture where it was drawn: by itself, beside others, in wide windows and high ones. */
import type { Locator, Page } from '@playwright/test';
import { drawTwo, test } from './editing';
import { SIZE, stage } from './hands';
import { expect } from './harness';
import type { BoxJob } from './prepare';
import { cells, tab } from './workshop';

const LABELED = 'picture-0001.jpg';
/** Of `drawTwo`: left, top, width, height. */
const DRAWN = [[100, 100, 100, 80], [400, 300, 100, 120]];

const pane = (page: Page, name: string) => page.locator('[data-pane]').filter({ has: page.getByRole('img', { name, exact: true }) });
const outlines = (page: Page, name: string) => pane(page, name).locator('svg g');

/** The outlines in `where` lie on its picture (or the smaller copy that is shown of it) as they were drawn, within a pixel and a half of the screen. */
async function expectDrawn(where: Locator): Promise<void> {
  const { boxes, scale } = await where.evaluate((place, { width, height }) => {
    const shown = place.querySelector('img')!.getBoundingClientRect();
    const scale = Math.min(shown.width / width, shown.height / height);
    const [left, top] = [shown.x + (shown.width - scale * width) / 2, shown.y + (shown.height - scale * height) / 2];
    const boxes = Array.from(place.querySelectorAll('svg g'), (group) => {
      const box = group.lastElementChild!.getBoundingClientRect();
      return [box.left - left, box.top - top, box.width, box.height].map((n) => n / scale);
    });
    return { boxes, scale };
  }, SIZE);
  expect(boxes).toHaveLength(DRAWN.length);
  for (const [i, box] of DRAWN.entries()) for (const [k, value] of box.entries()) expect(Math.abs(boxes[i]![k]! - value) * scale, `${boxes[i]!.map(Math.round).join()} is ${box.join()}`).toBeLessThanOrEqual(1.5);
}

/** Two boxes on the first picture, then the gallery of the job with the first `count` samples selected. */
async function drawAndSelect(page: Page, boxes: BoxJob, count: number): Promise<void> {
  await drawTwo(page, boxes);
  await page.goBack();
  await expect(stage(page)).toHaveCount(0);
  await tab(page, 'All').click();
  await cells(page).nth(0).click();
  if (count > 1) await cells(page).nth(count - 1).click({ modifiers: ['Shift'] });
}

for (const count of [2, 3]) test(`objects lie on each of ${count} pictures at every zoom, can be hidden, and follow what is undone`, async ({ editor: page, boxes }) => {
  await drawAndSelect(page, boxes, count);
  await page.keyboard.press('c');
  await expect(outlines(page, LABELED)).toHaveCount(2);
  await expect(outlines(page, 'picture-0002.jpg')).toHaveCount(0);
  await expectDrawn(pane(page, LABELED));
  const place = (await pane(page, LABELED).boundingBox())!;
  await page.mouse.move(place.x + place.width * 0.3, place.y + place.height * 0.4);
  await page.mouse.wheel(0, -600);
  await expect(page.getByRole('region', { name: 'Compare' })).toContainText(/[2-9]\d\d\s?%/);
  await expectDrawn(pane(page, LABELED));

  await page.keyboard.press('o');
  await expect(outlines(page, LABELED)).toHaveCount(0);
  await page.getByRole('region', { name: 'Compare' }).getByRole('button', { name: 'Labels' }).click();
  await expect(outlines(page, LABELED)).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(outlines(page, LABELED)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByText(`${count} selected`).first()).toBeVisible();
});

for (const [width, height] of [[1280, 800], [1900, 640], [900, 900]] as const) {
  test(`objects lie on one picture in a window of ${width} by ${height}, in its cell and beside the gallery`, async ({ editor: page, boxes }) => {
    await drawAndSelect(page, boxes, 1);
    await page.setViewportSize({ width, height });
    await expect(cells(page).first().locator('svg g')).toHaveCount(2);
    await expectDrawn(cells(page).first());
    await page.keyboard.press('Space');
    const loupe = page.getByRole('region', { name: 'One sample' });
    await expect(loupe.locator('svg g')).toHaveCount(2);
    await expect.poll(() => loupe.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(800);
    await expectDrawn(loupe);
    const [picture, view] = [await loupe.locator('img').boundingBox(), await loupe.boundingBox()];
    expect(picture!.y + picture!.height, 'the picture is not cut off').toBeLessThanOrEqual(view!.y + view!.height);
    await page.keyboard.press('o');
    await expect(loupe.locator('svg g')).toHaveCount(0);
  });
}
