/** A dataset follows its folder: new, vanished, changed, moved and broken files, on the real host. */
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './harness';
import { makeTinyPictures, tinyPng } from './tiny-png';
import { cells, facet, newDataset } from './workshop';

test.use({ workspace: 'workspace' });

test('new, vanished, changed, renamed and broken files', async ({ page, scratch }) => {
  const folder = join(scratch, 'pictures');
  await makeTinyPictures(folder, 8);
  await writeFile(join(folder, 'empty.png'), '');
  await writeFile(join(folder, 'disguised.png'), 'this is text, whatever its name says\n');
  await newDataset(page, folder, 'pictures');
  await expect(cells(page)).toHaveCount(10);
  await expect(facet(page, 'Problems', 'Empty')).toContainText('1');
  await page.getByRole('tab', { name: /^Overview/ }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'empty.png' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'disguised.png' })).toBeVisible();
  await page.getByRole('tab', { name: /^Samples/ }).click();

  const picture = (name: string) => cells(page).filter({ hasText: name }).locator('img').getAttribute('src');
  const before = [await picture('tiny-00002.png'), await picture('tiny-00006.png')];
  await writeFile(join(folder, 'new.png'), tinyPng(5000));
  await rm(join(folder, 'tiny-00001.png'));
  await writeFile(join(folder, 'tiny-00002.png'), tinyPng(6000));
  await rename(join(folder, 'tiny-00003.png'), join(folder, 'renamed.png'));
  // Two that change places: each stays itself.
  for (const [from, to] of [['tiny-00004.png', 'aside'], ['tiny-00005.png', 'tiny-00004.png'], ['aside', 'tiny-00005.png']] as const) await rename(join(folder, from), join(folder, to));
  await page.getByRole('button', { name: 'Synchronize' }).click();
  const report = page.getByRole('dialog');
  await expect(report).toContainText('1 new file added');
  await expect(report).toContainText('1 file missing');
  await expect(report).toContainText('1 file changed; its labels are kept');
  await expect(report).toContainText('3 files moved or renamed; found again');
  await report.getByRole('button', { name: 'Close' }).last().click();
  await expect(cells(page)).toHaveCount(11);
  await expect(cells(page).filter({ hasText: 'renamed.png' })).toHaveCount(1);
  await expect(facet(page, 'Files', 'Missing')).toContainText('1');
  await expect(facet(page, 'Files', 'Changed')).toContainText('1');
  // It is shown as it is now, by itself.
  await expect.poll(() => picture('tiny-00002.png')).not.toBe(before[0]);
  expect(await picture('tiny-00006.png')).toBe(before[1]);
  // Only on confirmation does what is missing leave.
  await page.getByRole('button', { name: 'Synchronize' }).click();
  await report.getByRole('button', { name: 'Remove 1 missing sample' }).click();
  await expect(cells(page)).toHaveCount(10);
  // It is taken back by the word about it, and by key; what changed is accepted and taken back, too.
  await page.getByRole('status').filter({ hasText: '1 sample removed' }).getByRole('button', { name: /^Undo/ }).click();
  await expect(cells(page)).toHaveCount(11);
  await page.keyboard.press('Control+Shift+z');
  await expect(cells(page)).toHaveCount(10);
  await page.getByRole('button', { name: 'Synchronize' }).click();
  await report.getByRole('button', { name: 'Accept 1 changed file' }).click();
  await report.getByRole('button', { name: 'Close' }).last().click();
  await expect(facet(page, 'Files', 'Changed')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(facet(page, 'Files', 'Changed')).toContainText('1');

  // One by one, too, where one looks at it.
  await cells(page).filter({ hasText: 'tiny-00002.png' }).click();
  await page.getByRole('button', { name: 'Fine as it is' }).click();
  await expect(facet(page, 'Files', 'Changed')).toHaveCount(0);
  await page.getByRole('status').filter({ hasText: '1 changed file accepted' }).last().getByRole('button', { name: /^Undo/ }).click();
  await expect(facet(page, 'Files', 'Changed')).toContainText('1');

  // Samples a person does not want: off the dataset, never off the disk.
  await cells(page).nth(0).click();
  await cells(page).nth(1).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Shift+Delete');
  await expect(cells(page)).toHaveCount(8);
  // What stood behind them is chosen now.
  await expect(cells(page).nth(0)).toHaveAttribute('aria-selected', 'true');
  expect((await readdir(folder)).length).toBe(10);
  await page.keyboard.press('Control+z');
  await expect(cells(page)).toHaveCount(10);
  // A dataset gets another name, and its own back.
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Harbour');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Harbour', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('heading', { name: 'pictures', level: 1 })).toBeVisible();
});

test('ten thousand small pictures open', async ({ page, scratch }) => {
  const folder = join(scratch, 'many');
  await makeTinyPictures(folder, 10_000);
  await newDataset(page, folder, 'many');
  await expect(page.getByText('10,000 pictures').first()).toBeVisible({ timeout: 120_000 });
  await page.getByRole('listbox', { name: 'Samples' }).focus();
  await page.keyboard.press('End');
  await expect(cells(page).last()).toHaveAttribute('aria-posinset', '10000');
  await expect(cells(page).last().locator('img')).toHaveCount(1, { timeout: 120_000 });
});
