/** Steps that several end-to-end tests take: a dataset from a folder, a job in it, what the gallery shows. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { choose } from './choose';

/** Makes a dataset of what lies in a folder, through the application's own chooser. Ends on its page. */
export async function newDataset(page: Page, folder: string, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Datasets', exact: true }).first().click();
  await page.getByRole('button', { name: /New dataset/ }).first().click();
  await page.getByRole('button', { name: 'Folder: Choose…' }).click();
  await choose(page, folder);
  await page.getByRole('button', { name: 'Create dataset' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Makes a job that sorts the dataset shown. Ends on the page of the job. */
export async function newClassification(page: Page, labels: readonly string[], multiple = false): Promise<void> {
  await page.getByRole('button', { name: 'New job…' }).click();
  const dialog = page.getByRole('dialog');
  const classify = dialog.getByRole('radio', { name: 'Classify' });
  const add = dialog.getByPlaceholder('Add a label');
  await expect(add).toBeVisible();
  if (await classify.isVisible()) await classify.click();
  if (multiple) await dialog.getByRole('switch', { name: 'Several labels per sample' }).click();
  for (const label of labels) {
    await add.fill(label);
    await add.press('Enter');
  }
  await dialog.getByRole('button', { name: 'Create job' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(tab(page, 'Unlabeled')).toBeVisible();
}

export function tab(page: Page, name: 'Unlabeled' | 'Labeled' | 'To be confirmed' | 'All'): Locator {
  return page.getByRole('tab', { name: new RegExp(`^${name}`) });
}

/** The numbers in the tabs, once they are these. */
export async function expectTabs(page: Page, unlabeled: number, labeled: number): Promise<void> {
  await expect(tab(page, 'Unlabeled')).toHaveText(`Unlabeled${unlabeled.toLocaleString('en-US')}`);
  await expect(tab(page, 'Labeled')).toHaveText(`Labeled${labeled.toLocaleString('en-US')}`);
}

export function cells(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Samples' }).getByRole('option');
}

/** The button of a label at the right; pressed when what is selected has it. */
export function labelButton(page: Page, name: string): Locator {
  return page.getByRole('group', { name: 'Labels', exact: true }).getByRole('button', { name });
}

/** A facet at the left. */
export function facet(page: Page, group: string, name: string | RegExp): Locator {
  return page.getByRole('group', { name: group, exact: true }).getByRole('checkbox', { name });
}

/** Writes tones as 16-bit WAV files of `seconds`, one pitch each. */
export async function makeSounds(dir: string, count: number, seconds = 0.4): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (let i = 0; i < count; i++) await writeFile(join(dir, `tone-${i + 1}.wav`), wav(220 * (i + 1), seconds));
}

/** A tone as the bytes of a 16-bit WAV file. */
export function wav(pitch: number, seconds: number): Buffer {
  const rate = 8000;
  const samples = Math.round(rate * seconds);
  const bytes = Buffer.alloc(44 + 2 * samples);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 2 * samples, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * samples, 40);
  for (let i = 0; i < samples; i++) bytes.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * pitch * i) / rate)), 44 + 2 * i);
  return bytes;
}
