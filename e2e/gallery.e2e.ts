/** The gallery on the real host: finding, selecting, looking closely, comparing, the label set. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './harness';
import { makeTinyPictures } from './tiny-png';
import { cells, expectTabs, facet, labelButton, newClassification, newDataset, tab } from './workshop';

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

test('looks at one and back with the selection kept; compares with linked zoom', async ({ page, scratch }) => {
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
  await page.keyboard.press('c');
  const panes = page.locator('[class*=pane] > img');
  await expect(panes).toHaveCount(3);
  await panes.first().hover();
  await page.mouse.wheel(0, -400);
  await expect.poll(async () => new Set(await panes.evaluateAll((all) => all.map((one) => getComputedStyle(one).transform))).size).toBe(1);
  await expect.poll(() => panes.first().evaluate((one) => new DOMMatrix(getComputedStyle(one).transform).a)).toBeGreaterThan(1.1);
  await page.keyboard.press('Escape');
  await expect(page.getByText('3 selected').first()).toBeVisible();
});

test('edits the label set: adds, renames, colours, deletes by policy, takes it back', async ({ page, scratch }) => {
  await open(page, scratch, 5);
  await cells(page).nth(0).click();
  await page.keyboard.press('1');
  await cells(page).nth(1).click();
  await page.keyboard.press('1');
  await expectTabs(page, 4, 2);
  const dialog = page.getByRole('dialog', { name: 'Labels' });
  const edit = async (): Promise<void> => page.getByRole('button', { name: 'Edit labels…' }).first().click();
  await edit();
  await dialog.getByRole('textbox', { name: 'Name of a new label' }).fill('odd');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('listitem')).toHaveCount(3);
  const name = dialog.getByRole('listitem').first().getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('quiet');
  await name.press('Enter');
  await dialog.getByRole('button', { name: 'Edit “quiet”' }).click();
  await dialog.getByRole('radio', { name: 'Colour 7' }).click();
  await expect(dialog.getByRole('radio', { name: 'Colour 7' })).toHaveAttribute('aria-checked', 'true');
  await dialog.getByRole('button', { name: 'Add attribute' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name of the attribute' })).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(cells(page).nth(0)).toContainText('quiet');
  await expect(labelButton(page, 'odd')).toBeVisible();

  const remove = async (policy: string): Promise<void> => {
    await edit();
    await dialog.getByRole('listitem').first().getByRole('button', { name: 'Delete label' }).click();
    const asking = page.getByRole('dialog', { name: /^Delete “/ });
    await asking.getByRole('radio', { name: policy }).check();
    await asking.getByRole('button', { name: 'Delete label' }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
  };
  await remove('Delete the label only');
  await expectTabs(page, 6, 0);
  await page.keyboard.press('Control+z');
  await expectTabs(page, 4, 2);
  await remove('Delete the label and its samples');
  await expectTabs(page, 4, 0);
  await page.keyboard.press('Control+z');
  await expectTabs(page, 4, 2);
  await expect(cells(page).nth(0)).toContainText('quiet');
});
