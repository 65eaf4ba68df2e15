/** How texts come in: first rows that name columns, encodings chosen by hand, files without lines; all seen and changed by a person. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './harness';
import { choose } from './choose';
import { cells, facet, newDataset } from './workshop';

test.use({ workspace: 'workspace' });

/** "Привет" and "мышь" in Windows-1251. */
const RUSSIAN = Buffer.from('cff0e8e2e5f20aecfbf8fc0a', 'hex');

test('a header and an encoding are seen and changed before the dataset is made', async ({ page, scratch }) => {
  const folder = join(scratch, 'reports');
  await mkdir(folder);
  await writeFile(join(folder, 'a.csv'), 'id,text\n1,ferry late\n2,bridge closed\n');
  await writeFile(join(folder, 'b.txt'), RUSSIAN);
  await page.getByRole('button', { name: /New dataset/ }).first().click();
  await page.getByRole('button', { name: 'Folder: Choose…' }).click();
  await choose(page, folder);
  const dialog = page.getByRole('dialog');
  const preview = dialog.getByRole('region', { name: 'The beginning, as it is read' });
  await expect(preview.getByRole('listitem').first()).toContainText('\ufffd');
  await expect(preview).toContainText('Some of it cannot be read in UTF-8.');
  await expect(preview.getByRole('listitem').filter({ hasText: /^id/ })).toContainText('Column names');
  await expect(dialog).toContainText('In 1 of the tables looked into, the first row names the columns.');
  // Both are changed, and what comes of it is seen at once.
  await dialog.getByRole('radio', { name: 'A sample' }).check({ force: true });
  await expect(preview.getByRole('listitem').filter({ hasText: 'Column names' })).toHaveCount(0);
  await dialog.getByRole('radio', { name: 'By its looks' }).check({ force: true });
  await dialog.getByRole('combobox', { name: 'Encoding' }).or(dialog.getByRole('textbox', { name: 'Encoding' })).click();
  await page.getByRole('option', { name: 'Windows-1251 (Cyrillic)' }).click();
  await expect(preview.getByRole('listitem').first()).toHaveText('Привет');
  await dialog.getByRole('button', { name: 'Create dataset' }).click();
  await expect(cells(page)).toHaveCount(4);
  await expect(cells(page).filter({ hasText: 'Привет' })).toHaveCount(1);
  await expect(cells(page).filter({ hasText: 'ferry late' })).toHaveCount(1);
  await expect(facet(page, 'Problems', 'Unknown text encoding')).toHaveCount(0);
});

test('a dataset is read another way: texts change at once, samples stay; empty files are listed', async ({ page, scratch }) => {
  const folder = join(scratch, 'reports');
  await mkdir(folder);
  await writeFile(join(folder, 'a.csv'), 'id,text\n1,ferry late\n');
  await writeFile(join(folder, 'b.txt'), RUSSIAN);
  await writeFile(join(folder, 'empty.txt'), '');
  await newDataset(page, folder, 'reports');
  await expect(cells(page)).toHaveCount(4);
  await expect(facet(page, 'Problems', 'Empty')).toContainText('1');
  await expect(facet(page, 'Problems', 'Unknown text encoding')).toContainText('2');
  await page.getByRole('tab', { name: /^Overview/ }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'empty.txt' })).toBeVisible();
  await page.getByRole('button', { name: 'Change…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Encoding' }).or(dialog.getByRole('textbox', { name: 'Encoding' })).click();
  await page.getByRole('option', { name: 'Windows-1251 (Cyrillic)' }).click();
  await dialog.getByRole('radio', { name: 'A sample' }).check({ force: true });
  await expect(dialog.getByRole('region', { name: 'The beginning, as it is read' })).toContainText('Привет');
  await dialog.getByRole('button', { name: 'Read so' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('All files: Windows-1251 (Cyrillic)')).toBeVisible();
  await page.getByRole('tab', { name: /^Samples/ }).click();
  await expect(cells(page)).toHaveCount(5);
  await expect(cells(page).filter({ hasText: 'мышь' })).toHaveCount(1);
  await expect(facet(page, 'Problems', 'Unknown text encoding')).toHaveCount(0);
});
