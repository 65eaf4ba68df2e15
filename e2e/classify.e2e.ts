/** Classification in the gallery, on the real host: by key, by button, in bulk, taken back and done again. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, makePictures, test } from './harness';

test.use({ workspace: 'workspace' });

test('a folder becomes a dataset and a job, is classified by key, button and in bulk, and taken back', async ({ page, scratch }) => {
  const folder = join(scratch, 'pictures');
  await mkdir(folder, { recursive: true });
  await makePictures(folder, { count: 24 });
  await page.getByRole('button', { name: 'New dataset…' }).first().click();
  await page.getByRole('button', { name: 'Folder: Choose…' }).click();
  await page.getByLabel('Path', { exact: true }).fill(folder);
  await page.getByLabel('Path', { exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Choose “pictures”' }).click();
  await page.getByRole('button', { name: 'Create dataset' }).click();
  await expect(page.getByRole('option')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'New job…' }).click();
  await page.getByRole('radio', { name: 'Classify' }).click();
  const add = page.getByPlaceholder('Add a label');
  for (const label of ['calm', 'busy']) {
    await add.fill(label);
    await add.press('Enter');
  }
  await page.getByRole('button', { name: 'Create job' }).click();
  const tab = (name: string): ReturnType<typeof page.getByRole> => page.getByRole('tab', { name });
  await expect(tab('Unlabeled')).toContainText('24');

  await page.getByRole('option').first().click();
  await page.keyboard.press('1');
  await expect(tab('Labeled').first()).toContainText('1');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('group', { name: 'Labels', exact: true }).getByRole('button', { name: 'busy' }).click();
  await expect(tab('Unlabeled')).toContainText('22');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('2');
  await expect(tab('Unlabeled')).toContainText('0');
  await page.keyboard.press('Control+z');
  await expect(tab('Unlabeled')).toContainText('22');
  await page.keyboard.press('Control+z');
  await expect(tab('Unlabeled')).toContainText('23');
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await expect(tab('Unlabeled')).toContainText('0');
});
