/** A detection job on a folder of pictures, made through the host's doors, and how a person gets to it and draws in it. */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Requester } from '../src/shared/contract/requester';
import type { SampleWork } from '../src/shared/domain/sample-work';
import type { Draft } from '../src/shared/events/catalogue/types';
import type { CommandId, DatasetId, JobId, LabelId, LabelSetId, SampleId } from '../src/shared/kernel/ids';
import { expect, makePictures, TestHost } from './harness';
import { connect, enter, type Secret } from './node-window';

export const fresh = <I extends string>(): I => randomBytes(16).toString('hex') as I;
export const command = (name: string) => ({ id: fresh<CommandId>(), name, undoes: null, redoes: null });

export interface BoxJob {
  readonly job: JobId;
  readonly dataset: DatasetId;
  readonly label: LabelId;
  /** In the order of the columns. */
  readonly samples: readonly SampleId[];
}

/** A dataset of the folder `pictures` and a job "Boxes" with two labels on keys 1 and 2. */
export async function makeBoxJob(window: Requester, pictures: string): Promise<BoxJob> {
  const { place } = await window.request('places.resolve', { text: pictures });
  const done = new Promise<void>((resolve) => window.onPush('task', ({ task }) => task.state === 'done' && resolve()));
  const { dataset } = await window.request('dataset.create', { name: 'Pictures', dataType: 'image', textMode: null, folder: place.place });
  await done;
  const job = fresh<JobId>();
  const labelSet = fresh<LabelSetId>();
  const label = fresh<LabelId>();
  const drafts: Draft[] = [
    { type: 'job.created', base: [], body: { job, dataset, name: 'Boxes', task: 'detection', multiple: false, labelSet } },
    { type: 'label.added', base: [], body: { labelSet, label, name: 'ship', color: 0, shortcut: '1', attributes: [] } },
    { type: 'label.added', base: [], body: { labelSet, label: fresh<LabelId>(), name: 'buoy', color: 1, shortcut: '2', attributes: [] } },
  ];
  await window.request('journal.commit', { job: null, command: command('command.create-job'), drafts });
  const { parts, count } = await window.request('state.columns', { dataset, job: null });
  const ids = Buffer.from(parts['ids'] ?? []);
  return { job, dataset, label, samples: Array.from({ length: count }, (_, i) => ids.subarray(16 * i, 16 * i + 16).toString('hex') as SampleId) };
}

/** A host with a box job on `count` pictures, a page in its editor with the first label taken, and a window that counts. */
export interface OpenJob extends BoxJob {
  readonly host: TestHost;
  readonly page: Page;
  readonly window: Requester;
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
  return { ...made, host, page, window, secret, data, dir };
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
