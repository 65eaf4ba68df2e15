/** A workspace that can only be read: on every screen what writes is off, with the reason; the note about it is one line, put away for good in this window. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { drag, ready } from './box-job';
import { expect, makePictures, test, TestHost } from './harness';
import { connect, enter } from './node-window';
import { makeBoxJob } from './prepare';

const REASON = /You can look, not change/;
const NOTE = 'Good to know about this workspace';

async function off(...buttons: readonly Locator[]): Promise<void> {
  for (const button of buttons) {
    await expect(button).toBeDisabled();
    await expect(button).toHaveAttribute('title', REASON);
  }
}
const rail = (page: Page, name: string): Promise<void> => page.getByRole('navigation', { name: 'Application' }).getByRole('button', { name }).click();

test('nothing that writes is offered; the note comes once in each window', async ({ browser, scratch }) => {
  const dir = join(scratch, 'work');
  for (const name of ['first', 'second']) await mkdir(join(scratch, name));
  await makePictures(join(scratch, 'pictures'), { count: 2 });
  const first = await TestHost.start({ data: join(scratch, 'first'), workspace: dir });
  const window = await connect(await enter(first.address));
  const made = await makeBoxJob(window, join(scratch, 'pictures'));
  const second = await TestHost.start({ data: join(scratch, 'second'), workspace: dir });
  const page = await browser.newPage();
  await page.goto(second.address);
  const button = (name: string | RegExp): Locator => page.getByRole('main').getByRole('button', { name });

  // The note: one line, the rest behind "Details"; put away it does not come back with a reload, but to another window.
  const note = page.getByRole('status').filter({ hasText: NOTE });
  await expect(note).toHaveText(/^Good to know about this workspaceDetails$/);
  await note.getByRole('button', { name: 'Details' }).click();
  await expect(page.getByRole('dialog')).toContainText('Another Labelwright has this workspace open.');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByText('Read only', { exact: true })).toBeVisible();
  await expect(note).toHaveCount(0);
  const other = await browser.newPage();
  await other.goto(await second.freshAddress());
  await expect(other.getByRole('status').filter({ hasText: NOTE })).toBeVisible();
  await other.close();

  await off(button('New dataset…'), button(/^New job…/));
  await rail(page, 'Datasets');
  await off(button('New dataset…'), button('New job…'));
  await button('More about Pictures').click();
  for (const name of ['Rename…', 'Delete dataset']) await expect(page.getByRole('menuitem', { name })).toBeDisabled();
  await page.keyboard.press('Escape');
  await button('Pictures').first().click();
  await off(button('Synchronize'), button('New job…'));
  await rail(page, 'Jobs');
  await off(button(/^New job…/));
  await button('Boxes').first().click();
  await off(button('Edit labels…').first(), button('Import labels…'));
  await expect(button(/^Export…/)).toBeEnabled();
  // By key nothing happens either, and it is said why: marks in the gallery, a box in the editor.
  await page.getByRole('main').getByRole('option').first().click();
  await page.keyboard.press('x');
  await expect(page.getByRole('status').filter({ hasText: REASON })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await ready(page);
  await page.keyboard.press('b');
  await drag(page, [100, 100], [300, 250]);
  await expect(page.getByRole('status').filter({ hasText: REASON })).toBeVisible();
  for (const sample of made.samples) expect((await window.request('sample.open', { job: made.job, sample })).work).toMatchObject({ annotations: [], marks: { hard: false } });
  window.close();
  await page.close();
  await second.stop();
  await first.stop();
});
