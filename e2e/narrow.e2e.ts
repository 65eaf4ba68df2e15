/** Small windows and enlarged pages: nothing that can be done is out of sight. And what a reload leaves of the way one came. */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ready } from './box-job';
import { expect, makePictures, test } from './harness';
import { connect, enter } from './node-window';
import { makeBoxJob } from './prepare';

test.use({ workspace: 'work' });

/** Buttons and the like outside lists and panels, which scroll, that a click in their middle would not reach: cut off, or under something else. */
async function outOfReach(page: Page): Promise<readonly string[]> {
  const all = page.getByRole('main').locator(':is(button, input):not([role="listbox"] *, aside *)');
  if (await all.count() < 10) return ['most of the page: it is not drawn yet'];
  return all.evaluateAll((found) => found.flatMap((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    const inside = left >= 0 && left + width <= innerWidth + 0.5;
    return width === 0 || (inside && hit !== null && (one.contains(hit) || hit.contains(one))) ? [] : [one.getAttribute('aria-label') ?? one.textContent ?? ''];
  }));
}

async function openJob(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Jobs', exact: true }).click();
  await page.getByRole('button', { name: 'Boxes', exact: true }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
}

test.beforeEach(async ({ host, scratch, page }) => {
  const window = await connect(await enter(await host.freshAddress()));
  await makePictures(join(scratch, 'pictures'), { count: 6 });
  await rename(join(scratch, 'pictures', 'picture-0001.jpg'), join(scratch, 'pictures', 'a 640x480 -> b.jpg'));
  await makeBoxJob(window, join(scratch, 'pictures'));
  window.close();
  await openJob(page);
});

for (const [width, height, words] of [[800, 600, 'a small window'], [640, 400, 'a page enlarged twice on a small screen']] as const) {
  test(`in ${words} every button of a job and of the editor can be reached`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await expect.poll(() => outOfReach(page)).toEqual([]);
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('button', { name: 'Grid', exact: true }).click();
    await page.getByRole('button', { name: /^(Start|Continue) labeling/ }).click();
    await ready(page);
    await expect.poll(() => outOfReach(page)).toEqual([]);
    await page.getByRole('button', { name: /^Submit/ }).click();
    await expect(page.getByText('2 of 6', { exact: true })).toBeVisible();
  });
}

test('a page enlarged three times leaves the room to the data: panels come when they are asked for', async ({ page }) => {
  const filters = page.getByRole('complementary', { name: 'Filters', exact: true }), details = page.getByRole('complementary', { name: 'Details', exact: true });
  const grid = page.getByRole('listbox').first();
  await expect(filters).toBeVisible();
  await page.setViewportSize({ width: 427, height: 640 });
  await expect(filters).toHaveCount(0);
  await expect(details).toHaveCount(0);
  await expect.poll(async () => (await grid.boundingBox())?.width ?? 0).toBeGreaterThan(260);
  // Low as well as narrow: what stands above the gallery scrolls away, and a picture can be seen.
  await page.setViewportSize({ width: 427, height: 267 });
  await page.getByRole('main').hover();
  await page.mouse.wheel(0, 600);
  await expect.poll(async () => (await grid.boundingBox())?.height ?? 0).toBeGreaterThan(100);
  await expect(page.getByRole('option').first()).toBeInViewport();
  await page.setViewportSize({ width: 427, height: 640 });
  // Asked for by its strip and sent away by its key; that is not remembered for windows with room.
  await page.getByRole('button', { name: 'Show Filters' }).click();
  await expect(filters).toBeVisible();
  await page.keyboard.press('Control+Shift+Backslash');
  await expect(filters).toHaveCount(0);
  await page.getByRole('option').first().dblclick();
  await ready(page);
  await expect.poll(async () => (await page.getByRole('main').locator('canvas').first().boundingBox())?.width ?? 0).toBeGreaterThan(300);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole('tab', { name: /^Objects/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('button', { name: 'Boxes' }).click();
  await expect(filters).toBeVisible();
  await expect(details).toBeVisible();
});

test('names are shown letter by letter', async ({ page }) => {
  const shown = page.getByText('a 640x480 -> b.jpg').first();
  await expect(shown).toHaveCSS('font-variant-ligatures', 'no-contextual');
});

test('back and forward of the browser work across a reload', async ({ page }) => {
  await page.getByRole('button', { name: 'Datasets', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Datasets' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Datasets' })).toBeVisible();
  await page.evaluate(() => history.back());
  await expect(page.getByRole('heading', { name: 'Boxes' })).toBeVisible();
  await page.evaluate(() => history.forward());
  await expect(page.getByRole('heading', { name: 'Datasets' })).toBeVisible();
});
