/** A window that stands in the box editor of a job of three pictures, on a host of its own. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Attribute } from '../src/shared/domain/label-set';
import type { SampleId } from '../src/shared/kernel/ids';
import { drag, stage } from './hands';
import { expect, test as base, TestHost, type PictureOptions } from './harness';
import { heldBy, prepareBoxJob, type BoxJob } from './prepare';

interface Fixtures {
  /** What the job is made of; tests of large pictures and of attributes say so with `test.use`. */
  readonly making: { readonly pictures: PictureOptions; readonly labels: readonly string[]; readonly attributes: readonly Attribute[]; readonly more?: (folder: string) => Promise<void> };
  readonly boxes: BoxJob & { readonly host: TestHost };
  /** A window that stands on the first picture. */
  readonly editor: Page;
}

export const MAKING: Fixtures['making'] = { pictures: { count: 3, width: 800, height: 600 }, labels: ['tug', 'buoy', 'crane'], attributes: [] };

export const test = base.extend<Fixtures>({
  making: [MAKING, { option: true }],
  boxes: async ({ scratch, making }, use) => {
    await mkdir(join(scratch, 'data'));
    const host = await TestHost.start({ data: join(scratch, 'data'), workspace: join(scratch, 'work') });
    const job = await prepareBoxJob(host, scratch, making.pictures, making.labels, making.attributes, making.more);
    await use({ ...job, host });
    job.window.close();
    await host.stop();
  },
  editor: async ({ boxes, openWindow }, use) => use(await startLabeling(await openWindow(boxes.host), boxes.samples.length)),
});

/** From Home as a person goes: the job, then "Start labeling". It begins at the first sample without a label: `first`. */
export async function startLabeling(page: Page, count = 3, first = 1): Promise<Page> {
  await page.getByRole('button', { name: 'Jobs', exact: true }).first().click();
  await page.getByText('Boxes', { exact: true }).first().click();
  await page.getByRole('button', { name: /^(Start|Continue) labeling/ }).click();
  await shows(page, `${first} of ${count}`);
  return page;
}

/** The sample is there, picture included. */
export async function shows(page: Page, position: string): Promise<void> {
  await expect(page.getByText(position, { exact: true })).toBeVisible();
  await expect(stage(page)).toBeVisible();
  await expect(page.locator('main [role=status], [role=application] ~ [role=status]')).toHaveCount(0);
}

export const objects = (page: Page) => page.getByRole('listbox', { name: 'Objects' }).getByRole('option');
export const chosen = (page: Page) => page.getByRole('listbox', { name: 'Objects' }).getByRole('option', { selected: true });
export const saved = (page: Page) => page.locator('header [data-saved]');

export interface Lying { readonly label: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The objects of a sample (the first one) as the host holds them. */
export async function lying(boxes: BoxJob, sample: SampleId | undefined = boxes.samples[0]): Promise<Lying[]> {
  return (await heldBy(boxes, sample!)).map(({ label, geometry: { x, y, width, height } }) => ({ label: boxes.names[boxes.labels.indexOf(label)] ?? '', x, y, width, height }));
}

/** A tug at (100, 100) of 100 x 80 and a buoy at (400, 300) of 100 x 120; the select tool is active afterwards. */
export async function drawTwo(page: Page, boxes: BoxJob): Promise<void> {
  await page.keyboard.press('Digit1');
  await drag(page, [100, 100], [200, 180]);
  await page.keyboard.press('Digit2');
  await drag(page, [400, 300], [500, 420]);
  await expect.poll(() => lying(boxes)).toHaveLength(2);
  await page.keyboard.press('v');
}
