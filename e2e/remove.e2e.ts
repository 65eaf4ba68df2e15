/** Deleting jobs and datasets, by mouse and by keyboard; it is taken back, restored later, and survives being killed. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openJob } from './box-job';
import { expect, test } from './harness';

const more = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name: `More about ${name}` });
const list = async (page: Page, name: 'Jobs' | 'Datasets'): Promise<void> => {
  await page.getByRole('navigation', { name: 'Application' }).getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
};

test('a job and its dataset are deleted, brought back at once and after a kill; other windows are led away', async ({ browser, scratch }) => {
  const job = await openJob(scratch, 3, () => browser.newPage());
  const { page } = job;
  const second = await browser.newPage();
  await second.goto(await job.host.freshAddress());
  await list(second, 'Jobs');
  await second.getByRole('button', { name: 'Boxes', exact: true }).click();
  await expect(second.getByRole('heading', { level: 1, name: 'Boxes' })).toBeVisible();

  // By mouse, with the way back beside the words; the other window says what happened and does not break.
  await list(page, 'Jobs');
  await more(page, 'Boxes').click();
  await page.getByRole('menuitem', { name: 'Delete job' }).click();
  await expect(page.getByText('No jobs yet')).toBeVisible();
  await expect(second.getByText('The job “Boxes” was deleted')).toBeVisible();
  await page.getByRole('status').filter({ hasText: '“Boxes” was deleted' }).getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('button', { name: 'Boxes', exact: true })).toBeVisible();
  await expect(second.getByRole('heading', { level: 1, name: 'Boxes' })).toBeVisible();

  // By keyboard alone and without a glance between the keys, and taken back and done again by key.
  await more(page, 'Boxes').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No jobs yet')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Boxes', exact: true })).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByText('No jobs yet')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Boxes', exact: true })).toBeVisible();

  // The dataset takes its job along; no file is touched.
  const files = await readdir(join(scratch, 'pictures'));
  await list(page, 'Datasets');
  await more(page, 'Pictures').click();
  await page.getByRole('menuitem', { name: 'Delete dataset' }).click();
  await expect(page.getByText('No datasets yet')).toBeVisible();
  await expect(page.getByText('Your files were not touched').first()).toBeVisible();
  await expect(second.getByText('The job “Boxes” was deleted')).toBeVisible();
  await second.close();
  expect(await readdir(join(scratch, 'pictures'))).toEqual(files);

  // Killed at once: what was said is on the disk, and the way back is still there.
  await job.host.kill();
  const host = await job.host.restart();
  const again = await browser.newPage();
  await again.goto(await host.freshAddress());
  await again.getByRole('navigation', { name: 'Application' }).getByRole('button', { name: 'Datasets' }).click();
  await again.getByRole('button', { name: 'Recently deleted (1)' }).click();
  await again.getByRole('button', { name: 'Restore “Pictures”' }).click();
  await expect(again.getByRole('button', { name: 'Pictures', exact: true })).toBeVisible();
  await again.getByRole('navigation', { name: 'Application' }).getByRole('button', { name: 'Jobs' }).click();
  await again.getByRole('button', { name: 'Boxes', exact: true }).click();
  await expect(again.getByRole('heading', { level: 1, name: 'Boxes' })).toBeVisible();
  await expect(again.getByRole('tab', { name: /^Unlabeled/ })).toContainText('3');
  await host.stop();
});
