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
  expect(await all.count()).toBeGreaterThan(9);
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
