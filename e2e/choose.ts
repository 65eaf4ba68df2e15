/** Steps by mouse through the application's own chooser and dialogs, for tests that begin at the first window. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, makePictures, type PictureOptions } from './harness';

/** In an open chooser: types `path` into the path field, and takes `name` in it (none: the folder itself). */
export async function choose(page: Page, folder: string, name?: string): Promise<void> {
  const chooser = page.getByRole('dialog').last();
  const path = chooser.getByRole('textbox', { name: 'Path' });
  // Nobody types before the dialog has taken the focus; from then on a listing that arrives neither writes into the field nor takes the place of what was typed.
  await expect(chooser.locator(':focus')).toHaveCount(1);
  await path.fill(folder);
  await path.press('Enter');
  await expect(chooser.getByRole('listbox', { name: new RegExp(basename(folder)) })).toBeVisible();
  if (name !== undefined) await chooser.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  await chooser.getByRole('button', { name: `Choose “${name ?? basename(folder)}”` }).click();
}

/** From Home: a workspace beside `folder` with one dataset of it. Ends on the page of the dataset, with all samples listed. */
export async function newWorkspace(page: Page, folder: string, samples: number): Promise<void> {
  await page.getByRole('button', { name: /^New workspace/ }).click();
  await page.getByRole('button', { name: 'Folder with your files: Choose…' }).click();
  await choose(page, folder);
  await page.getByRole('dialog').getByRole('button', { name: 'Create workspace' }).click();
  await expect(page.getByRole('heading', { name: basename(folder) })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Samples' })).toContainText(String(samples));
}

/** Pictures of which the last `turned` were taken with the camera turned (EXIF 6). */
export async function makeTurnedPictures(folder: string, upright: number, turned: number, options: Partial<PictureOptions> = {}): Promise<void> {
  await mkdir(folder, { recursive: true });
  await makePictures(folder, { ...options, count: upright });
  const aside = join(folder, 'aside');
  await makePictures(aside, { ...options, count: turned, orientation: 6 });
  for (const name of await readdir(aside)) await rename(join(aside, name), join(folder, `turned-${name}`));
  await rm(aside, { recursive: true });
}
