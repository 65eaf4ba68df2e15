/** Labels made while labeling, on the real host: a job that begins without any, boxes named where they lie. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { drag, ready, saved, at } from './box-job';
import { newWorkspace } from './choose';
import { stage } from './hands';
import { expect, makePictures, test } from './harness';

test('a box in a job without labels asks what it is; names are typed once and chosen after', async ({ page, scratch }) => {
  const folder = join(scratch, 'quay');
  await mkdir(folder);
  await makePictures(folder, { count: 2 });
  await newWorkspace(page, folder, 2);
  await page.getByRole('button', { name: 'New job…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create job' }).click();
  await page.getByRole('button', { name: /^Start labeling/ }).click();
  await ready(page);
  const picker = page.getByRole('dialog', { name: 'What is it?' });
  const objects = page.getByRole('tab', { name: /^Objects/ });

  // Given up, nothing stays; named, label and box are there.
  await page.keyboard.press('b');
  await drag(page, [40, 40], [140, 120]);
  await expect(picker.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(picker).toHaveCount(0);
  await drag(page, [40, 40], [140, 120]);
  await page.keyboard.type('2 masts');
  await expect(picker.getByRole('option')).toHaveText(['New label “2 masts”']);
  await page.keyboard.press('Enter');
  await expect(picker).toHaveCount(0);
  await expect(objects).toContainText('1');
  await expect(page.getByRole('option', { name: /2 masts/ })).toBeVisible();

  // The next box has this label; another one by double click, found by a part of its name later.
  await drag(page, [200, 60], [300, 160]);
  await expect(objects).toContainText('2');
  await page.keyboard.press('v');
  await page.mouse.dblclick(...(await at(page, 200, 100)));
  await page.keyboard.type('tug');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: /tug 1/ })).toBeVisible();
  await page.mouse.click(...(await at(page, 40, 80)));
  await page.keyboard.press('F2');
  await page.keyboard.type('UG');
  await expect(picker.getByRole('option')).toHaveText([/^tug/, 'New label “UG”']);
  await page.keyboard.press('ArrowUp');
  await expect(picker.getByRole('option', { selected: true })).toHaveText('New label “UG”');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: /tug 2/ })).toBeVisible();

  // A label from the list of labels; the same name twice is refused in words.
  await page.getByRole('tab', { name: 'Labels' }).click();
  const add = page.getByRole('textbox', { name: 'Add a label' });
  await add.fill('tug');
  await expect(page.getByText('There is a label of this name')).toBeVisible();
  await add.fill('gull');
  await add.press('Enter');
  await expect(page.getByRole('radio', { name: /gull/ })).toBeChecked();
  await expect(saved(page)).toBeVisible();

  // Each was one command: five of them, and the job is as it began.
  await stage(page).focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('Control+z');
  await expect(page.getByText('This job has no labels yet')).toBeVisible();
  await expect(objects).toContainText('0');
});
