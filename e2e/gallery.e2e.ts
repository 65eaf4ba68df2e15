/** The gallery on the real host: finding, selecting, looking closely, comparing. */
import { copyFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { frames } from './hands';
import { expect, makePictures, test } from './harness';
import { makeTinyPictures } from './tiny-png';
import { cells, expectTabs, facet, newClassification, newDataset, tab } from './workshop';

test.use({ workspace: 'workspace' });

async function open(page: Page, scratch: string, count: number): Promise<void> {
  const folder = join(scratch, 'pictures');
  await makeTinyPictures(folder, count);
  await copyFile(join(folder, 'tiny-00001.png'), join(folder, 'twin.png'));
  await newDataset(page, folder, 'pictures');
  await newClassification(page, ['calm', 'busy']);
  await tab(page, 'All').click();
  await expectTabs(page, count + 1, 0);
}

const selected = (page: Page) => cells(page).and(page.locator('[aria-selected="true"]'));

test('selects by click, range, rubber band and all; sorts, filters, changes size and view', async ({ page, scratch }) => {
  await open(page, scratch, 19);
  await cells(page).nth(1).click();
  await cells(page).nth(4).click({ modifiers: ['Shift'] });
  await expect(selected(page)).toHaveCount(4);
  await cells(page).nth(2).click({ modifiers: ['Control'] });
  await expect(selected(page)).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await expect(page.getByText('20 selected').first()).toBeVisible();
  // From the gap behind the first cell over the first two of two lines.
  const first = (await cells(page).nth(0).boundingBox())!;
  const second = (await cells(page).nth(1).boundingBox())!;
  await page.mouse.move(first.x + first.width + (second.x - first.x - first.width) / 2, first.y + 4);
  await page.mouse.down();
  await page.mouse.move(second.x + second.width / 2, second.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(selected(page)).toHaveCount(1);

  await expect(facet(page, 'Files', 'Same content twice or more')).toContainText('2');
  await facet(page, 'Files', 'Same content twice or more').click();
  await expect(cells(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.keyboard.press('/');
  await page.keyboard.type('TINY-0001');
  await expect(cells(page)).toHaveCount(10);
  await page.keyboard.press('Escape');
  await expect(cells(page)).toHaveCount(20);
  await page.getByRole('button', { name: /^Order/ }).click();
  await page.getByRole('menuitem', { name: 'Reverse' }).or(page.getByRole('menuitemcheckbox', { name: 'Reverse' })).or(page.getByRole('menuitemradio', { name: 'Reverse' })).click();
  await expect(cells(page).first()).toContainText('twin.png');

  const before = (await cells(page).first().boundingBox())!.width;
  await page.getByRole('slider', { name: 'Size of the pictures' }).fill('300');
  await expect.poll(async () => (await cells(page).first().boundingBox())!.width).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await expect(cells(page).first()).toContainText('twin.png');
  await cells(page).nth(2).click();
  await page.keyboard.press('ArrowDown');
  await expect(cells(page).nth(3)).toHaveAttribute('aria-selected', 'true');
});

test('looks at one and back with the selection kept; compares two, four and eight with linked zoom', async ({ page, scratch }) => {
  await open(page, scratch, 11);
  await cells(page).nth(0).click();
  await cells(page).nth(2).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Space');
  const loupe = page.getByRole('region', { name: 'One sample' });
  await expect(loupe.getByText('3 of 12')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(loupe.getByText('4 of 12')).toBeVisible();
  await expect(loupe.getByRole('img', { name: 'tiny-00004.png' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByText('3 selected').first()).toBeVisible();
  const panes = page.locator('[data-pane] > img');
  const transforms = (): Promise<readonly string[]> => panes.evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).transform.replaceAll(/-?\d+\.\d+/g, (n) => Number(n).toFixed(3))))]);
  /** The part of its own pane in which each picture shows its upper left corner and its size. */
  const shown = (): Promise<readonly string[]> => panes.evaluateAll((all) => [...new Set(all.map((one) => {
    const [picture, pane] = [one.getBoundingClientRect(), one.parentElement!.getBoundingClientRect()];
    return [(picture.x - pane.x) / pane.width, (picture.y - pane.y) / pane.height, picture.width / pane.width].map((n) => n.toFixed(2)).join();
  }))]);
  for (const count of [2, 4, 8]) {
    await cells(page).nth(0).click();
    await cells(page).nth(count - 1).click({ modifiers: ['Shift'] });
    await page.keyboard.press('c');
    await expect(panes).toHaveCount(count);
    await expect.poll(() => panes.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).naturalWidth > 0))).toBe(true);
    await panes.first().hover({ position: { x: 30, y: 30 } });
    await page.mouse.wheel(0, -400);
    await expect.poll(() => panes.last().evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).a)).toBeGreaterThan(1.1);
    await expect.poll(shown, `${count} pictures show the same part`).toHaveLength(1);
    const zoomed = await shown();
    const last = (await panes.last().locator('..').boundingBox())!;
    await page.mouse.move(last.x + last.width / 2, last.y + last.height / 2);
    await page.mouse.down();
    await page.mouse.move(last.x + last.width / 2 - 20, last.y + last.height / 2 - 15, { steps: 3 });
    await page.mouse.up();
    await expect.poll(shown).not.toEqual(zoomed);
    await expect.poll(shown).toHaveLength(1);
    await page.getByRole('button', { name: 'Whole picture' }).or(page.getByRole('button', { name: 'Fit' })).first().click();
    await expect.poll(transforms).toHaveLength(1);
    await page.keyboard.press('Escape');
    await expect(page.getByText(`${count} selected`).first()).toBeVisible();
  }
});

test('the details go on showing what was selected when it scrolls out of sight and when cells change their size', async ({ page, scratch }) => {
  await open(page, scratch, 60);
  await cells(page).nth(1).click();
  const beside = page.locator('[class*=big] img');
  await expect(beside).toBeVisible();
  await page.mouse.move(600, 500);
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 600);
  await expect.poll(() => cells(page).first().getAttribute('aria-posinset').then(Number)).toBeGreaterThan(4);
  await expect(beside).toBeVisible();
  // Larger cells have other pictures: they are fetched for what is seen, and for what stands beside it.
  await page.getByRole('slider').focus();
  await page.keyboard.press('End');
  await expect(cells(page).first()).toHaveAttribute('aria-posinset', /^(?!2$)\d+$/);
  await expect(beside).toBeVisible();
});

const MENU = '[role^=menuitem]';
const first = (page: Page) => cells(page).first();

test('finds by state, label, format, date, name and path, alone and together; every order', async ({ page, scratch }) => {
  const folder = join(scratch, 'pictures');
  await makeTinyPictures(folder, 8);
  await makePictures(folder, { count: 3, folders: ['quay'], width: 320, height: 240 });
  await utimes(join(folder, 'tiny-00003.png'), new Date('2020-01-05T12:00:00'), new Date('2020-01-05T12:00:00'));
  await utimes(join(folder, 'quay', 'picture-0002.jpg'), new Date('2020-01-06T12:00:00'), new Date('2020-01-06T12:00:00'));
  await newDataset(page, folder, 'pictures');
  await newClassification(page, ['calm', 'busy']);
  await tab(page, 'All').click();
  await expect(cells(page)).toHaveCount(11);
  await expect(facet(page, 'Format', 'JPEG')).toContainText('3');
  await page.getByRole('searchbox', { name: 'Filter' }).fill('quay/');
  await expect(cells(page)).toHaveCount(3);
  await first(page).click();
  await page.keyboard.press('1');
  // Its own change is counted without waiting for anybody; labels are found by their name, too.
  await expect(facet(page, 'Label', 'calm')).toContainText('1');
  await page.getByRole('searchbox', { name: 'Filter' }).fill('calm');
  await expect(cells(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await cells(page).filter({ hasText: 'tiny-00003' }).click();
  await page.keyboard.press('2');
  await facet(page, 'State', /^Labeled/).click();
  await expect(cells(page)).toHaveCount(2);
  await facet(page, 'Format', 'PNG').click();
  await expect(cells(page)).toHaveCount(1);
  await facet(page, 'Label', 'calm').click();
  await expect(page.getByText('Nothing matches these filters')).toBeVisible();
  await expect(facet(page, 'Label', 'busy')).toContainText('1');
  await facet(page, 'Label', 'busy').click();
  await expect(cells(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await page.locator('summary').filter({ hasText: 'Date' }).click();
  await page.getByLabel('To', { exact: true }).fill('2020-01-06');
  await expect(cells(page)).toHaveCount(2);
  await page.getByLabel('From', { exact: true }).fill('2020-01-06');
  await expect(cells(page)).toHaveCount(1);
  await expect(first(page)).toContainText('picture-0002.jpg');
  await page.getByRole('button', { name: 'Clear filters' }).first().click();

  const order = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: /^Order/ }).click();
    await page.locator(MENU).filter({ hasText: new RegExp(`^${name}$`) }).click();
  };
  const names = (): Promise<readonly string[]> => cells(page).evaluateAll((all) => all.map((cell) => /^.*?\.(png|jpg)/.exec(cell.textContent ?? '')?.[0] ?? ''));
  // One picture of each kind is labeled: they stand together by state alone.
  const labeled = ['picture-0001.jpg', 'tiny-00003.png'];
  const ends = { 'Name': (all: readonly string[]) => all[0] === 'picture-0001.jpg' && all[10] === 'tiny-00008.png', 'Date': (all: readonly string[]) => all[0] === 'tiny-00003.png', 'File size': (all: readonly string[]) => all.slice(0, 8).every((one) => one.startsWith('tiny-')), 'State': (all: readonly string[]) => [all.slice(0, 2), all.slice(-2)].some((two) => [...two].sort().join() === labeled.join()) };
  for (const [name, right] of Object.entries(ends)) {
    await order(name);
    await expect.poll(async () => right(await names()), name).toBe(true);
  }
  const byState = await names();
  await order('Reverse');
  await expect.poll(async () => new Set((await names()).slice(0, 2))).toEqual(new Set(byState.slice(-2)));
  await order('Reverse');
  await expect.poll(names).toEqual(byState);
  await order('Random');
  await expect.poll(names).not.toEqual(byState);
  const shuffled = await names();
  await order('Shuffle again');
  await expect.poll(names).not.toEqual(shuffled);
  expect([...(await names())].sort()).toEqual([...byState].sort());
  await order('As listed');
});

test('a rubber band scrolls at the edge; a page is selected; flag, reject and stars are set by key and found', async ({ page, scratch }) => {
  await open(page, scratch, 119);
  const list = (await page.getByRole('listbox', { name: 'Samples' }).boundingBox())!;
  const one = (await first(page).boundingBox())!;
  await page.mouse.move(one.x - 4, one.y + 30);
  await page.mouse.down();
  await page.mouse.move(one.x + one.width / 2, one.y + 60, { steps: 3 });
  await page.mouse.move(one.x + one.width / 2, list.y + list.height - 3, { steps: 3 });
  // More of the first column than the window shows at once.
  const inColumn = Math.ceil(list.height / one.height);
  const count = async (): Promise<number> => Number(/^· (\d+) selected/.exec((await page.getByText(/^· \d+ selected$/).textContent()) ?? '')?.[1] ?? 0);
  await expect.poll(count).toBeGreaterThan(inColumn + 2);
  await page.mouse.up();
  await frames(page, 2);
  const banded = await count();
  await frames(page, 12);
  expect(await count(), 'it stands still when the button is up').toBe(banded);
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+Shift+a');
  await expect.poll(count).toBe(await cells(page).evaluateAll((all, box) => all.filter((cell) => { const at = cell.getBoundingClientRect(); return at.bottom > box.y && at.top < box.y + box.height; }).length, list));
  await page.keyboard.press('Escape');
  await first(page).click();
  await page.keyboard.press('Shift+g');
  await expect(first(page).getByLabel('Rejected')).toBeVisible();
  await page.keyboard.press('Shift+Digit3');
  await cells(page).nth(1).click();
  await page.keyboard.press('g');
  await page.keyboard.press('u');
  await page.keyboard.press('g');
  await facet(page, 'Marks', 'Flagged').click();
  await expect(cells(page)).toHaveCount(1);
  await facet(page, 'Marks', 'Rejected').click();
  await expect(cells(page)).toHaveCount(2);
  await facet(page, 'Marks', 'Flagged').click();
  await facet(page, 'Marks', 'Rejected').click();
  await facet(page, 'Marks', '3 stars').click();
  await expect(cells(page)).toHaveCount(1);
  // However much there is to filter by: the side panels scroll, and nothing leaves the window for it.
  await page.setViewportSize({ width: 1280, height: 520 });
  await expect.poll(() => page.getByRole('listbox', { name: 'Samples' }).evaluate((one) => one.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
});

test('cells that make room for others are gone; whoever comes back from the loupe is where it went, with its picture beside it', async ({ page, scratch }) => {
  await open(page, scratch, 150);
  const ids = (): Promise<string[]> => cells(page).evaluateAll((all) => all.map((cell) => cell.id));
  const slider = page.getByRole('slider', { name: 'Size of the pictures' });
  // In the middle, so that what is seen begins elsewhere at every size.
  await cells(page).first().click();
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageDown');
  for (const size of ['96', '400', '96', '300', '120', '400']) {
    await slider.fill(size);
    await frames(page, 2);
    const all = await ids();
    expect(new Set(all).size).toBe(all.length);
    if (size === '400') expect(all.length).toBeLessThan(20);
  }

  await slider.fill('156');
  await page.getByRole('listbox', { name: 'Samples' }).press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  await expect(page.getByRole('region', { name: 'One sample' }).getByText('151 of 151')).toBeVisible();
  const beside = page.getByRole('region', { name: 'Details' }).or(page.getByRole('complementary', { name: 'Details' })).locator('img');
  await expect(beside).toBeVisible();
  await page.keyboard.press('Space');
  await expect(cells(page).filter({ hasText: 'twin.png' })).toBeInViewport();
  await expect(cells(page).filter({ hasText: 'twin.png' })).toHaveAttribute('aria-selected', 'true');
});

test('while the scroll bar flies the cells have names and no pictures; at rest they are whole, and a single jump shows them at once', async ({ page, scratch }) => {
  await open(page, scratch, 900);
  await expect(cells(page).first().locator('img')).toBeVisible();
  /** Scrolls `jumps` times, one per frame, a screen and a half each; places for pictures made meanwhile, names seen, and frames without a cell in sight. */
  const fly = (jumps: number): Promise<{ pictures: number; names: number; blank: number }> => page.getByRole('listbox', { name: 'Samples' }).evaluate(async (list, count) => {
    const names = new Set<string>();
    const place = '[class*=picture]';
    let [pictures, blank] = [0, 0];
    const box = list.getBoundingClientRect();
    const observer = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) pictures += node.matches(place) ? 1 : node.querySelectorAll(place).length;
    });
    observer.observe(list, { childList: true, subtree: true });
    for (let i = 0; i < count; i++) {
      list.scrollTop += 1.5 * list.clientHeight;
      await new Promise(requestAnimationFrame);
      for (const name of list.querySelectorAll('[class*=fileName]')) names.add(name.textContent);
      if (![...list.querySelectorAll('[role=option]')].some((cell) => { const { top, bottom } = cell.getBoundingClientRect(); return bottom > box.top && top < box.bottom; })) blank++;
    }
    observer.disconnect();
    return { pictures, names: names.size, blank };
  }, jumps);
  const flight = await fly(12);
  expect(flight.names).toBeGreaterThan(100);
  expect(flight.blank).toBe(0);
  expect(flight.pictures).toBeLessThan(flight.names / 2);
  for (const one of await cells(page).all()) await expect(one.locator('img')).toHaveCount(1);

  await page.getByRole('listbox', { name: 'Samples' }).evaluate((list) => { list.scrollTop = 0; });
  await expect(cells(page).first()).toContainText('tiny-00001');
  await expect(cells(page).first().locator('img')).toBeVisible();
});
