/** A window in the editor of a box job, how a person gets there and draws in it, and what the host then holds. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Requester } from '../src/shared/contract/requester';
import type { SampleWork } from '../src/shared/domain/sample-work';
import type { JobId, SampleId } from '../src/shared/kernel/ids';
import { at as placeOf, drag as dragOn, stage, type PictureSize } from './hands';
import { expect, makePictures, TestHost } from './harness';
import { connect, enter, type Secret } from './node-window';
import { makeBoxJob, type BoxJob } from './prepare';

/** A host with a box job on `count` pictures, and a page in its editor; `window` counts. */
export interface OpenJob extends BoxJob {
  readonly host: TestHost;
  readonly page: Page;
  /** To connect again after the host was killed. */
  readonly secret: Secret;
  /** The application-data folder and the workspace. */
  readonly data: string;
  readonly dir: string;
}

export async function openBoxJob(browser: Browser, scratch: string, count: number): Promise<OpenJob> {
  const opened = await openJob(scratch, count, () => browser.newPage());
  await startLabeling(opened.page);
  return opened;
}

/** The same with the page that `newPage` gives, at Home. */
export async function openJob(scratch: string, count: number, newPage: () => Promise<Page>): Promise<OpenJob> {
  const data = join(scratch, 'data');
  const dir = join(scratch, 'work');
  await mkdir(data);
  await makePictures(join(scratch, 'pictures'), { count });
  const host = await TestHost.start({ data, workspace: dir });
  const page = await newPage();
  await page.goto(host.address);
  const secret = await enter(await host.freshAddress());
  const window = await connect(secret);
  const made = await makeBoxJob(window, join(scratch, 'pictures'));
  return { ...made, host, page, secret, data, dir };
}

/** What the host says about a sample. */
export async function workOf(window: Requester, job: JobId, sample: SampleId): Promise<SampleWork> {
  return (await window.request('sample.open', { job, sample })).work;
}

/** By mouse from wherever the window is to the first sample in the editor. */
export async function startLabeling(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Jobs', exact: true }).click();
  await page.getByRole('button', { name: 'Boxes', exact: true }).click();
  await page.getByRole('button', { name: /^(Start|Continue) labeling/ }).click();
  await ready(page);
}

/** The picture is there and can be drawn on. */
export async function ready(page: Page): Promise<void> {
  await expect(stage(page)).toBeVisible();
  await expect(page.getByText('Opening the picture…')).toHaveCount(0);
}

export const saved = (page: Page) => page.locator('[data-saved="yes"]');

/** Of the pictures that `makePictures` makes. */
export const PICTURE: PictureSize = { width: 640, height: 480 };

/** Place on the screen of a fitted picture of 640 x 480 pixels, as `makePictures` makes them. */
export const at = (page: Page, x: number, y: number): Promise<[number, number]> => placeOf(page, [x, y], PICTURE);

/** Draws with the mouse from one place of such a picture to another. */
export const drag = (page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> => dragOn(page, from, to, PICTURE);
