/** A window in the editor of a box job, how a person gets there and draws in it, and what the host then holds. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Requester } from '../src/shared/contract/requester';
import type { SampleWork } from '../src/shared/domain/sample-work';
import type { JobId, SampleId } from '../src/shared/kernel/ids';
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
  const data = join(scratch, 'data');
  const dir = join(scratch, 'work');
  await mkdir(data);
  await makePictures(join(scratch, 'pictures'), { count });
  const host = await TestHost.start({ data, workspace: dir });
  const page = await browser.newPage();
  await page.goto(host.address);
  const secret = await enter(await host.freshAddress());
  const window = await connect(secret);
  const made = await makeBoxJob(window, join(scratch, 'pictures'));
  await startLabeling(page);
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

export const stage = (page: Page) => page.getByRole('application');
export const saved = (page: Page) => page.locator('[data-saved="yes"]');

/** Place on the screen of a fitted picture of 640 x 480 pixels. */
export async function at(page: Page, x: number, y: number): Promise<[number, number]> {
  const room = (await stage(page).boundingBox())!;
  const scale = Math.min((room.width - 32) / 640, (room.height - 32) / 480, 1);
  return [room.x + Math.round((room.width - 640 * scale) / 2) + x * scale, room.y + Math.round((room.height - 480 * scale) / 2) + y * scale];
}

/** Draws with the mouse from one place of the picture to another. */
export async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await page.mouse.move(...(await at(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, ...to)), { steps: 3 });
  await page.mouse.up();
}
