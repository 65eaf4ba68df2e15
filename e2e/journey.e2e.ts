/**
 * A person who has never seen the program goes all the way on the real host: from Home to exported files, once by
 * keyboard alone and once by mouse alone. The counts stand in docs/effort.md.
 */
import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { SampleId } from '../src/shared/kernel/ids';
import { objects, shows } from './editing';
import { boxesOf, find, readCoco, readVoc, type Line } from './exported';
import { drag, stage } from './hands';
import { expect, makePictures, openPage, test as base, TestHost, type PageErrors } from './harness';
import { connect, enter } from './node-window';

const SIZE = { width: 640, height: 480 };

interface Newcomer {
  readonly page: Page;
  readonly host: TestHost;
  /** The person's own folder, with the folder of pictures "quay" in it. */
  readonly home: string;
}

async function arrive(context: BrowserContext, errors: PageErrors, scratch: string): Promise<Newcomer> {
  const home = join(scratch, 'home');
  await makePictures(join(home, 'quay'), { count: 2, ...SIZE });
  await mkdir(join(scratch, 'data'));
  const host = await TestHost.start({ data: join(scratch, 'data'), env: { HOME: home } });
  const page = await openPage(context, errors);
  await page.goto(host.address);
  await page.getByText('No workspace yet.').waitFor();
  return { page, host, home };
}

const test = base.extend<{ readonly newcomer: Newcomer }>({
  newcomer: async ({ context, errors, scratch }, use) => {
    const newcomer = await arrive(context, errors, scratch);
    await use(newcomer);
    await newcomer.page.close();
    await newcomer.host.stop();
  },
});

const dialog = (page: Page) => page.getByRole('dialog');
const exported = (page: Page, times: number) => expect(page.getByRole('region', { name: 'Tasks' }).getByRole('article', { name: /^Export/ }).filter({ hasText: 'Done' })).toHaveCount(times);

/** Boxes as the host holds them. */
async function held({ host, home }: Newcomer): Promise<readonly Line[]> {
  const window = await connect(await enter(await host.freshAddress()));
  await window.request('workspace.open', { place: (await window.request('places.resolve', { text: join(home, 'quay labels') })).place.place });
  const { catalog } = await window.request('state.catalog', {});
  const { dataset, id: job } = catalog.jobs[0]!;
  const names = new Map(catalog.labelSets.flatMap((set) => set.labels).map((label) => [label.id, label.name]));
  const ids = Buffer.from((await window.request('state.columns', { dataset, job: null })).parts['ids'] ?? []);
  const lines: Line[] = [];
  for (let row = 0; 16 * row < ids.length; row++) {
    const { sample, work } = await window.request('sample.open', { job, sample: ids.subarray(16 * row, 16 * row + 16).toString('hex') as SampleId });
    for (const { retired, label, geometry: { x, y, width, height } } of work.annotations) if (!retired) lines.push({ name: sample.path, label: names.get(label) ?? '', box: [x, y, width, height] });
  }
  window.close();
  return lines.sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** Both exports hold the two boxes of the first picture, as the host holds them. */
async function readBack(newcomer: Newcomer): Promise<void> {
  const boxes = await held(newcomer);
  expect(boxes.map(({ name, label }) => [name, label])).toEqual([['picture-0001.jpg', 'crane'], ['picture-0001.jpg', 'ferry']]);
  const close = (found: readonly Line[], wanted: readonly Line[]): void => {
    expect(found.map(({ name, label }) => [name, label])).toEqual(wanted.map(({ name, label }) => [name, label]));
    found.forEach((line, i) => line.box.forEach((side, k) => expect(Math.abs(side - (wanted[i]?.box[k] ?? Number.NaN)), `${line.label} ${k}`).toBeLessThanOrEqual(1)));
  };
  close(boxesOf(await readCoco(join(newcomer.home, 'quay COCO'))), boxes);
  const manifest = join(newcomer.home, 'quay ModelArts manifest');
  close(await readVoc(manifest), boxes.map(({ box: [x = 0, y = 0, w = 0, h = 0], ...line }) => ({ ...line, box: [x, y, x + w, y + h] })));
  const lines = (await find(manifest, /\.manifest$/)).toString().trim().split('\n').map((line) => JSON.parse(line) as { source: string; annotation: readonly { type: string }[] });
  expect(lines.map(({ source, annotation }) => [source.split('/').at(-1), annotation[0]?.type])).toEqual([['picture-0001.jpg', 'modelarts/object_detection']]);
}

test('from Home to COCO and ModelArts by keyboard alone (docs/effort.md)', async ({ newcomer }) => {
  const { page, home } = newcomer;
  let keys = 0;
  const press = async (...chords: readonly string[]): Promise<void> => {
    for (const chord of chords) {
      await page.keyboard.press(chord);
      keys++;
    }
  };

  await press('Alt+n');
  await expect(page.getByRole('button', { name: 'Folder with your files: Choose…' })).toBeFocused();
  await press('Enter');
  await expect(page.getByRole('listbox')).toBeFocused();
  await expect(page.getByRole('option', { name: 'quay' })).toBeVisible();
  await press('q');
  await expect(page.getByRole('button', { name: 'Choose “quay”' })).toBeEnabled();
  await press('Control+Enter');
  await expect(page.getByText('In this folder: 2 pictures')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Folder with your files: Choose…' })).toBeFocused();
  await press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'quay' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Samples' })).toContainText('2');

  await press('Alt+j');
  await expect(page.getByRole('textbox', { name: 'Labels' })).toBeFocused();
  await page.keyboard.type('ferry,crane');
  await press('Control+Enter');
  await expect(page.getByRole('tab', { name: /^Unlabeled/ })).toContainText('2');
  await press('Control+Enter');
  await shows(page, '1 of 2');
  await expect(stage(page)).toBeFocused();

  await press('1', 'Enter', 'Control+ArrowRight', 'Control+ArrowDown', 'Enter');
  await expect(objects(page)).toHaveText([/ferry 1/]);
  await press('2', 'Enter', 'Control+ArrowRight', 'Control+ArrowUp', 'Enter');
  await expect(objects(page)).toHaveText([/ferry 1/, /crane 1/]);
  await press('d');
  await shows(page, '2 of 2');

  await press('Control+e');
  const format = dialog(page).getByRole('combobox', { name: 'Format' });
  await expect(format).toBeFocused();
  await expect(dialog(page).getByRole('button', { name: 'Export 1 sample' })).toBeEnabled();
  await press('Control+Enter');
  await exported(page, 1);
  await press('Escape', 'Control+e');
  await expect(format).toBeFocused();
  const wanted = page.getByRole('option', { name: 'ModelArts manifest', exact: true });
  await press('ArrowDown');
  await expect(wanted).toBeVisible();
  for (let left = 4; left > 0 && (await wanted.getAttribute('data-combobox-selected')) === null; left--) await press('ArrowDown');
  await press('Enter');
  await expect(format).toHaveValue('ModelArts manifest');
  await expect(dialog(page).getByRole('button', { name: 'Export 1 sample' })).toBeEnabled();
  await press('Control+Enter');
  await exported(page, 2);
  expect(existsSync(join(home, 'quay ModelArts manifest'))).toBe(true);
  await readBack(newcomer);
  expect(keys).toBe(28);
});

test('from Home to COCO and ModelArts by mouse alone, but for the names of the labels (docs/effort.md)', async ({ newcomer }) => {
  const { page } = newcomer;
  let clicks = 0;
  const click = async (on: Locator): Promise<void> => {
    await on.click();
    clicks++;
  };
  const draw = async (from: readonly [number, number], to: readonly [number, number]): Promise<void> => {
    await drag(page, from, to, SIZE);
    clicks++;
  };

  await click(page.getByRole('button', { name: /^New workspace/ }));
  await click(page.getByRole('button', { name: 'Folder with your files: Choose…' }));
  await click(page.getByRole('option', { name: 'quay' }));
  await click(page.getByRole('button', { name: 'Choose “quay”' }));
  await click(page.getByRole('button', { name: 'Create workspace' }));
  await click(page.getByRole('button', { name: 'New job…' }));
  await expect(page.getByRole('textbox', { name: 'Labels' })).toBeFocused();
  await page.keyboard.type('ferry,crane');
  await click(page.getByRole('button', { name: 'Create job' }));
  await click(page.getByRole('button', { name: /^Start labeling/ }));
  await shows(page, '1 of 2');

  await click(page.getByRole('button', { name: 'Box (B)' }));
  await draw([100, 100], [200, 180]);
  await expect(objects(page)).toHaveText([/ferry 1/]);
  await click(page.getByRole('tab', { name: 'Labels' }));
  await click(page.getByRole('radio', { name: /^crane/ }));
  await draw([400, 250], [500, 370]);
  await click(page.getByRole('button', { name: /^Next \(/ }));
  await shows(page, '2 of 2');

  await click(page.getByRole('navigation', { name: 'Where you are' }).getByRole('button', { name: 'quay', exact: true }));
  await click(page.getByRole('button', { name: /^Export…/ }));
  await click(dialog(page).getByRole('button', { name: 'Export 1 sample' }));
  await exported(page, 1);
  await click(page.getByRole('button', { name: /^Export…/ }));
  await click(dialog(page).getByRole('combobox', { name: 'Format' }));
  await click(page.getByRole('option', { name: 'ModelArts manifest', exact: true }));
  await click(dialog(page).getByRole('button', { name: 'Export 1 sample' }));
  await exported(page, 2);
  await readBack(newcomer);
  expect(clicks).toBe(21);
});
