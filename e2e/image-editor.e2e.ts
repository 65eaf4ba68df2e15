/** The box editor with mouse and keyboard in a real Chromium, on a host in memory (the page of the bench). */
import { expect, test, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import type { SampleWork } from '../src/shared/domain/sample-work';
import { servePage } from '../build/bench/browser';
import { bundlePage } from '../build/bench/bundle';
import { editorOptions, photograph } from '../build/bench/editor';
import { at, begin, click, drag, frames, stage } from './hands';

let url = '';
let close: () => Promise<void>;
const id = (n: number): string => n.toString(16).padStart(32, '0');
const FIRST = id(5000);
const SECOND = id(5001);

test.beforeAll(async () => {
  const bundle = await bundlePage(fileURLToPath(new URL('../build/bench/pages/editor-page.tsx', import.meta.url)));
  const server = await servePage(bundle, { '/picture.jpg': { type: 'image/jpeg', body: await photograph(800, 600) }, '/favicon.ico': { type: 'image/x-icon', body: new Uint8Array() } });
  url = server.url;
  close = server.close;
});
test.afterAll(() => close());

let errors: string[] = [];
test.beforeEach(async ({ page }) => {
  errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  await page.evaluate((o) => openEditor(o), editorOptions(0, 3, 800, 600));
  // Before the editor is built nothing says that a picture is awaited.
  await expect(stage(page)).toBeVisible();
  await expect(page.getByRole('status')).toHaveCount(0);
});
test.afterEach(() => expect(errors).toEqual([]));

interface Living { label: string; x: number; y: number; width: number; height: number }

/** What the host holds: the truth behind the picture. */
function held(page: Page, sample = FIRST): Promise<Living[]> {
  return page.evaluate((s) => {
    const work = (globalThis as unknown as { works: Map<string, SampleWork> }).works.get(s);
    return (work?.annotations ?? []).filter((a) => !a.retired).map((a) => ({ label: a.label, x: a.geometry.x, y: a.geometry.y, width: a.geometry.width, height: a.geometry.height }));
  }, sample);
}

async function drawTwo(page: Page): Promise<void> {
  await page.keyboard.press('Digit1');
  await drag(page, [100, 100], [200, 180]);
  await page.keyboard.press('Digit2');
  await drag(page, [400, 300], [500, 420]);
  await expect.poll(() => held(page)).toHaveLength(2);
  await page.keyboard.press('v');
}

test('draws with the chosen label, by drag and by two clicks, and gives up on Escape', async ({ page }) => {
  await page.keyboard.press('Digit1');
  await drag(page, [100, 100], [200, 180]);
  await page.keyboard.press('Digit2');
  await click(page, 300, 200);
  await page.mouse.move(...(await at(page, [380, 260])));
  await click(page, 380, 260);
  await begin(page, [500, 500], [560, 560]);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect.poll(() => held(page)).toHaveLength(2);
  const [a, b] = await held(page);
  expect(a).toMatchObject({ label: id(100) });
  for (const [is, should] of [[a!.x, 100], [a!.y, 100], [a!.width, 100], [a!.height, 80], [b!.x, 300], [b!.width, 80]]) expect(Math.abs(is! - should!)).toBeLessThan(1.5);
  expect(b).toMatchObject({ label: id(101) });
});

test('keeps boxes inside the picture', async ({ page }) => {
  await page.keyboard.press('b');
  await drag(page, [700, 500], [900, 700]);
  await expect.poll(() => held(page)).toHaveLength(1);
  const [box] = await held(page);
  expect(box!.x + box!.width).toBe(800);
  expect(box!.y + box!.height).toBe(600);
});

test('selects, adds with Shift, moves together, resizes by a handle, nudges by keys, deletes', async ({ page }) => {
  await drawTwo(page);
  await click(page, 150, 140);
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1);
  await click(page, 450, 360, ['Shift']);
  await expect(page.getByRole('option', { selected: true })).toHaveCount(2);
  const before = await held(page);
  await drag(page, [150, 140], [190, 160]);
  await expect.poll(async () => (await held(page))[1]!.x - before[1]!.x).toBeGreaterThan(35);
  const moved = await held(page);
  expect(moved[0]!.x - before[0]!.x).toBe(moved[1]!.x - before[1]!.x);
  expect(moved[0]!.width).toBe(before[0]!.width);

  await page.keyboard.press('Escape');
  await click(page, 190, 160);
  const [one] = await held(page);
  await drag(page, [one!.x + one!.width, one!.y + one!.height], [one!.x + one!.width + 30, one!.y + one!.height + 20]);
  await expect.poll(async () => (await held(page))[0]!.width - one!.width).toBeGreaterThan(28);
  expect((await held(page))[0]).toMatchObject({ x: one!.x, y: one!.y });

  const [sized] = await held(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+ArrowRight');
  await expect.poll(async () => (await held(page))[0]).toMatchObject({ x: sized!.x + 1, y: sized!.y + 10, width: sized!.width + 1 });

  await page.keyboard.press('Delete');
  await expect.poll(() => held(page)).toHaveLength(1);
});

test('a rubber band selects, a label key relabels what is selected', async ({ page }) => {
  await drawTwo(page);
  await drag(page, [50, 50], [600, 500]);
  await expect(page.getByRole('option', { selected: true })).toHaveCount(2);
  await page.keyboard.press('Digit5');
  await expect.poll(async () => (await held(page)).map((a) => a.label)).toEqual([id(104), id(104)]);
});

test('undo and redo go through every change, and open the sample they change', async ({ page }) => {
  await drawTwo(page);
  const full = await held(page);
  await page.keyboard.press('d');
  await expect(page.getByText('2 of 3')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('1 of 3')).toBeVisible();
  await expect(page.getByText('Undid on picture-0.jpg: draw box')).toHaveCount(1);
  await expect.poll(() => held(page)).toHaveLength(1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => held(page)).toHaveLength(0);
  await expect(page.getByRole('option')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => held(page)).toEqual(full);
});

test('copy, paste, duplicate, and paste from the previous picture', async ({ page }) => {
  await drawTwo(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect.poll(() => held(page)).toHaveLength(4);
  await page.keyboard.press('Control+d');
  await expect.poll(() => held(page)).toHaveLength(6);
  await page.keyboard.press('d');
  await expect(page.getByText('2 of 3')).toBeVisible();
  await page.keyboard.press('Shift+v');
  await expect.poll(() => held(page, SECOND)).toHaveLength(6);
  expect((await held(page, SECOND)).map((a) => a.x)).toEqual((await held(page)).map((a) => a.x));
  await page.keyboard.press('Shift+v');
  await frames(page, 6);
  expect(await held(page, SECOND)).toHaveLength(6);
});

test('zooms at the pointer, fits, one to one', async ({ page }) => {
  await drawTwo(page);
  const room = (await stage(page).boundingBox())!;
  const [x, y] = await at(page, [150, 140]);
  await page.mouse.move(x, y);
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -120);
  // The box under the pointer is still under it: a click selects it.
  await page.mouse.click(x, y);
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1);
  expect(room.width).toBeGreaterThan(0);
  await page.keyboard.press('z');
  await expect(page.getByText('100 %')).toBeVisible();
  await page.keyboard.press('f');
  await expect(page.getByText('100 %')).toHaveCount(0);
});

test('hides and locks, cycles by keys, submits an empty picture as such', async ({ page }) => {
  await drawTwo(page);
  await page.keyboard.press('BracketRight');
  await expect(page.getByRole('option', { selected: true })).toHaveText(/label 1 1/);
  await page.keyboard.press('BracketRight');
  await expect(page.getByRole('option', { selected: true })).toHaveText(/label 2 1/);
  await page.keyboard.press('h');
  await expect(page.getByTitle('Show label 2 1')).toBeVisible();
  await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(/label 2 1.*hidden/);
  await page.keyboard.press('Escape');
  await click(page, 450, 360);
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await page.keyboard.press('d');
  await expect(page.getByText('2 of 3')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('3 of 3')).toBeVisible();
  await expect.poll(() => page.evaluate((s) => (globalThis as unknown as { works: Map<string, SampleWork> }).works.get(s)?.nothingHere, SECOND)).toBe(true);
});

test('ten boxes on one picture of two labels take 2 keys and 10 drags (docs/effort.md)', async ({ page }) => {
  let keys = 0;
  let drags = 0;
  for (const [label, row] of [['Digit1', 80], ['Digit2', 320]] as const) {
    await page.keyboard.press(label);
    keys++;
    for (let i = 0; i < 5; i++) {
      await drag(page, [60 + 140 * i, row], [160 + 140 * i, row + 120]);
      drags++;
    }
  }
  await expect.poll(() => held(page)).toHaveLength(10);
  const labels = (await held(page)).map((a) => a.label);
  expect(labels.filter((l) => l === id(100))).toHaveLength(5);
  expect({ keys, drags }).toEqual({ keys: 2, drags: 10 });
});
