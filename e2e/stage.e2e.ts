/** The stage in a real Chromium: what moves, what is mended in place and what is drawn fresh are the same pixels. */
import { expect, test } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { servePage } from '../build/bench/browser';
import { bundlePage } from '../build/bench/bundle';
import type { PixelPage } from '../build/bench/pages/pixel-page';

declare const pixels: PixelPage;

let url = '';
let close: () => Promise<void>;

test.beforeAll(async () => {
  const server = await servePage(await bundlePage(fileURLToPath(new URL('../build/bench/pages/pixel-page.ts', import.meta.url))));
  url = server.url;
  close = server.close;
});
test.afterAll(() => close());
test.beforeEach(async ({ page }) => {
  await page.goto(url);
});

test('the picture that moves is the drawing, shifted', async ({ page }) => {
  // More shapes than one frame draws while moving, so that the kept picture is what is seen.
  const result = await page.evaluate(() => pixels.whileMoving(1500));
  expect(result.moved).toBe(true);
  expect(result.drawn).toBeGreaterThan(50_000);
  expect(result.different).toBe(0);
});

test('at rest after a long way it is exactly a fresh drawing', async ({ page }) => {
  const result = await page.evaluate(() => pixels.atRest(6000));
  expect(result.drawn).toBeGreaterThan(50_000);
  expect(result.different).toBe(0);
});

test('a change mended in place is exactly a fresh drawing', async ({ page }) => {
  const result = await page.evaluate(() => pixels.afterDamage(1500));
  expect(result.before).toBeGreaterThan(500);
  expect(result.different).toBe(0);
});
