/** Labels in and out on the real host, by mouse: a folder with a COCO file, its import and undo, and exports read back from the disk. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SampleId } from '../src/shared/kernel/ids';
import { choose, makeTurnedPictures, newWorkspace } from './choose';
import { boxesOf, find, readCoco, readVoc, type Coco, type Line } from './exported';
import { expect, makePictures, test } from './harness';
import { connect, enter } from './node-window';
import { tinyPng } from './tiny-png';

const UPRIGHT = 5;
const TURNED = 2;
/** Two boxes on each picture; those on turned pictures are given as one sees them: 480 wide, 640 high. */
const PER_PICTURE = 2;
const OBJECTS = (UPRIGHT + TURNED) * PER_PICTURE;

async function makeLabeled(folder: string): Promise<Coco> {
  await makeTurnedPictures(folder, UPRIGHT, TURNED);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort();
  expect(names).toHaveLength(UPRIGHT + TURNED);
  const coco: Coco = {
    images: names.map((file_name, i) => ({ id: i + 1, file_name, ...(file_name.startsWith('turned') ? { width: 480, height: 640 } : { width: 640, height: 480 }) })),
    annotations: names.flatMap((_, i) => [0, 1].map((k) => ({ id: i * PER_PICTURE + k + 1, image_id: i + 1, category_id: k + 1, bbox: [20 + i, 30 + k * 100, 101, 52] as const, area: 101 * 52, iscrowd: 0 }))),
    categories: [{ id: 1, name: 'ferry' }, { id: 2, name: 'crane' }],
  };
  await writeFile(join(folder, 'instances.json'), JSON.stringify(coco));
  return coco;
}

const dialog = (page: Page) => page.getByRole('dialog');
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });

/** On the page of the new dataset: the labels of its folder are offered right there. */
async function jobFromFound(page: Page): Promise<void> {
  const offer = page.getByRole('region', { name: 'Labels are there already' });
  await expect(offer).toContainText(`COCO: ${OBJECTS} objects, 2 labels`);
  await offer.getByRole('button', { name: 'Continue these labels' }).click();
  await expect(dialog(page).getByText(`${OBJECTS} objects will come in`)).toBeVisible();
  // The sizes in the file tell the frame: nobody is asked.
  await expect(dialog(page).getByRole('radio')).toHaveCount(0);
}

async function takeIn(page: Page): Promise<void> {
  await dialog(page).getByRole('button', { name: `Import ${OBJECTS} objects` }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(tab(page, 'Labeled')).toContainText(String(UPRIGHT + TURNED));
}

/** Opens the export dialog and chooses a format. */
async function openExport(page: Page, format: string): Promise<void> {
  await page.getByRole('button', { name: /^Export…/ }).click();
  await dialog(page).getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: format, exact: true }).click();
}

async function exportInto(page: Page, folder: string, name: string): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Into: Choose…' }).click();
  await choose(page, folder);
  await dialog(page).getByRole('textbox', { name: 'Name of the new folder' }).fill(name);
  await dialog(page).getByRole('button', { name: /^Export \d+ samples/ }).click();
}

async function tree(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name).sort();
}

test('a new user continues a COCO file, takes the import back, and exports what the file said', async ({ page, scratch }) => {
  const folder = join(scratch, 'harbour');
  const out = join(scratch, 'out');
  await mkdir(out);
  const given = await makeLabeled(folder);
  const before = await readFile(join(folder, 'instances.json'));
  await newWorkspace(page, folder, UPRIGHT + TURNED);

  // The dry run changes nothing.
  await jobFromFound(page);
  await expect(dialog(page)).toContainText(`${UPRIGHT + TURNED} of ${UPRIGHT + TURNED} found in the dataset`);
  await expect(dialog(page)).toContainText('Nothing changed yet.');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(tab(page, 'Unlabeled')).toContainText(String(UPRIGHT + TURNED));

  // The import, by way of the button of the job, and one undo that takes it all back.
  await page.getByRole('button', { name: 'Import labels…' }).click();
  await dialog(page).getByRole('button', { name: 'Label file or folder: Choose…' }).click();
  await choose(page, folder, 'instances.json');
  await expect(dialog(page).getByText(`${OBJECTS} objects will come in`)).toBeVisible();
  await takeIn(page);
  await page.keyboard.press('Control+z');
  await expect(tab(page, 'Unlabeled')).toContainText(String(UPRIGHT + TURNED));
  await expect(tab(page, 'Labeled')).toContainText('0');
  await page.keyboard.press('Control+Shift+z');
  await expect(tab(page, 'Labeled')).toContainText(String(UPRIGHT + TURNED));

  // COCO, upright: the same boxes as in the file it came from. The question of the frame is asked once, with the count.
  await openExport(page, 'COCO');
  await expect(dialog(page).getByText(`${TURNED} pictures were taken with the camera turned`)).toHaveCount(1);
  await expect(dialog(page)).toContainText(`${UPRIGHT + TURNED} samples, ${OBJECTS} labels`);
  await exportInto(page, out, 'upright');
  await expect.poll(() => existsSync(join(out, 'upright'))).toBe(true);
  expect(boxesOf(await readCoco(join(out, 'upright')))).toEqual(boxesOf(given));

  // As stored: only the turned pictures differ, by a quarter turn.
  await openExport(page, 'COCO');
  await dialog(page).getByRole('radio', { name: /^As stored in the file/ }).click();
  await exportInto(page, out, 'stored');
  await expect.poll(() => existsSync(join(out, 'stored'))).toBe(true);
  expect(boxesOf(await readCoco(join(out, 'stored')))).toEqual(boxesOf(given).map((line) => (line.name.startsWith('turned') ? lying(line) : line)));

  // Pascal VOC, with the pictures.
  await openExport(page, 'Pascal VOC');
  await dialog(page).getByRole('checkbox', { name: 'Copy the files too' }).click();
  await exportInto(page, out, 'voc');
  await expect.poll(() => existsSync(join(out, 'voc'))).toBe(true);
  const voc = await tree(join(out, 'voc'));
  expect(voc.filter((name) => name.endsWith('.xml'))).toHaveLength(UPRIGHT + TURNED);
  expect(voc.filter((name) => name.endsWith('.jpg'))).toEqual(given.images.map((image) => image.file_name).sort());
  expect(await readVoc(join(out, 'voc'))).toEqual(boxesOf(given).map(({ name, label, box: [x = 0, y = 0, w = 0, h = 0] }) => ({ name, label, box: [x, y, x + w, y + h] })));
  for (const image of given.images) expect(await find(join(out, 'voc'), image.file_name)).toEqual(await readFile(join(folder, image.file_name)));

  // A ModelArts manifest: a line per sample, boxes as VOC files.
  await openExport(page, 'ModelArts manifest');
  await exportInto(page, out, 'manifest');
  await expect.poll(() => existsSync(join(out, 'manifest'))).toBe(true);
  const manifest = (await find(join(out, 'manifest'), /\.manifest$/)).toString();
  const lines = manifest.trim().split('\n').map((line) => JSON.parse(line) as { source: string; annotation: readonly { type: string; 'annotation-loc'?: string }[] });
  expect(lines.map((line) => line.source.split('/').at(-1)).sort()).toEqual(given.images.map((image) => image.file_name).sort());
  for (const line of lines) {
    expect(line.annotation[0]?.type).toBe('modelarts/object_detection');
    expect(line.annotation[0]?.['annotation-loc']).toMatch(/\.xml$/);
  }
  expect((await readVoc(join(out, 'manifest'))).length).toBe(OBJECTS);

  // A folder that is there is refused in words, in the dialog, and stays as it was.
  await openExport(page, 'COCO');
  await exportInto(page, out, 'upright');
  await expect(dialog(page).getByText(/upright.* exists already\. Choose another name\./)).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  expect((await readdir(out)).sort()).toEqual(['manifest', 'stored', 'upright', 'voc']);
  expect(await readFile(join(folder, 'instances.json'))).toEqual(before);
});

test('turned pictures whose frame nothing shows are asked about, and come in as answered', async ({ page, host, scratch }) => {
  const folder = join(scratch, 'upside');
  await makePictures(folder, { count: 2, orientation: 3 });
  const names = (await readdir(folder)).sort();
  await writeFile(join(folder, 'instances.json'), JSON.stringify({
    images: names.map((file_name, i) => ({ id: i + 1, file_name, width: 640, height: 480 })),
    annotations: names.map((_, i) => ({ id: i + 1, image_id: i + 1, category_id: 1, bbox: [20, 30, 101, 52], area: 5252, iscrowd: 0 })),
    categories: [{ id: 1, name: 'ferry' }],
  }));
  await newWorkspace(page, folder, 2);
  await page.getByRole('button', { name: 'Continue these labels' }).click();
  const question = dialog(page).getByRole('group', { name: '2 pictures were taken with the camera turned. How were their boxes drawn?' });
  await expect(question).toContainText('no other picture of the file does');
  await expect(question).toContainText(`For instance ${names.join(', ')}`);
  await expect(question.getByRole('radio', { name: /^On the picture upright/ })).toBeChecked();
  await question.getByRole('radio', { name: /^On the picture as stored/ }).click();
  await dialog(page).getByRole('button', { name: 'Import 2 objects' }).click();
  await expect(tab(page, 'Labeled')).toContainText('2');
  const window = await connect(await enter(await host.freshAddress()));
  await window.request('workspace.open', { place: (await window.request('places.resolve', { text: join(scratch, 'upside labels') })).place.place });
  const { catalog } = await window.request('state.catalog', {});
  const { dataset, id: job } = catalog.jobs[0]!;
  const { parts } = await window.request('state.columns', { dataset, job: null });
  const first = Buffer.from(parts['ids'] ?? []).subarray(0, 16).toString('hex') as SampleId;
  const [annotation] = (await window.request('sample.open', { job, sample: first })).work.annotations;
  expect(annotation?.geometry).toMatchObject({ kind: 'box', x: 640 - 20 - 101, y: 480 - 30 - 52, width: 101, height: 52 });
  window.close();
});

test('an export says what is missing and what has changed, and keeps out of the data of the workspace', async ({ page, scratch, host }) => {
  const folder = join(scratch, 'harbour');
  await makeLabeled(folder);
  await newWorkspace(page, folder, UPRIGHT + TURNED);
  const [gone = '', changed = ''] = (await readdir(folder)).filter((name) => name.endsWith('.jpg') && !name.startsWith('turned')).sort();
  await jobFromFound(page);
  await takeIn(page);
  await openExport(page, 'COCO');
  await expect(dialog(page)).toContainText(`${UPRIGHT + TURNED} samples, ${OBJECTS} labels`);
  await expect(dialog(page).getByText(/missing|changed since/)).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();

  await rm(join(folder, gone));
  await writeFile(join(folder, changed), tinyPng(5000));
  const window = await connect(await enter(await host.freshAddress()));
  const workspace = join(scratch, 'harbour labels');
  await window.request('workspace.open', { place: (await window.request('places.resolve', { text: workspace })).place.place });
  const { dataset } = (await window.request('state.catalog', {})).catalog.jobs[0]!;
  await window.request('dataset.sync', { dataset });
  await expect(async () => {
    await openExport(page, 'COCO');
    await expect(dialog(page).getByText('1 file is missing; its labels are written anyway')).toBeVisible({ timeout: 2000 }).finally(() => page.keyboard.press('Escape'));
  }).toPass();
  window.close();

  await openExport(page, 'COCO');
  await expect(dialog(page).getByText('1 file has changed since it was listed; its labels are written as they are')).toBeVisible();
  await exportInto(page, join(workspace, 'journal'), 'mine');
  await expect(dialog(page).getByText(/mine.* would lie where a workspace keeps its own data/)).toBeInViewport();
  await exportInto(page, scratch, 'mine');
  await expect.poll(() => existsSync(join(scratch, 'mine'))).toBe(true);
  expect(boxesOf(await readCoco(join(scratch, 'mine')))).toHaveLength(OBJECTS);
  expect(existsSync(join(workspace, 'journal', 'mine'))).toBe(false);
});

test('of several formats in one folder the chosen one is continued', async ({ page, scratch }) => {
  const folder = join(scratch, 'mixed');
  await makePictures(folder, { count: 3 });
  const names = (await readdir(folder)).sort();
  await mkdir(join(folder, 'voc'));
  for (const name of names) await writeFile(join(folder, 'voc', name.replace('.jpg', '.xml')), `<annotation><filename>${name}</filename><size><width>640</width><height>480</height><depth>3</depth></size><object><name>crane</name><bndbox><xmin>10</xmin><ymin>10</ymin><xmax>50</xmax><ymax>60</ymax></bndbox></object></annotation>`);
  // Surer of itself than the others, and nothing that a job with boxes could take in.
  await writeFile(join(folder, 'days.manifest'), names.map((name) => JSON.stringify({ source: name, annotation: [{ type: 'modelarts/image_classification', name: 'day' }] })).join('\n'));
  await newWorkspace(page, folder, 3);
  const offer = page.getByRole('region', { name: 'Labels are there already' });
  const row = offer.locator('div').filter({ hasText: 'Pascal VOC: 3 objects, 1 label' }).filter({ has: page.getByRole('button') }).last();
  await expect(row).toContainText('voc');
  await row.getByRole('button', { name: 'Continue these labels' }).click();
  await expect(dialog(page).getByRole('combobox', { name: 'Read as' })).toHaveValue('Pascal VOC');
  await dialog(page).getByRole('button', { name: 'Import 3 objects' }).click();
  await expect(tab(page, 'Labeled')).toContainText('3');
});

test('nonsense is refused in words and changes nothing', async ({ page, scratch }) => {
  const folder = join(scratch, 'quay');
  await makeTurnedPictures(folder, 3, 1);
  const nonsense = join(scratch, 'nonsense');
  await mkdir(nonsense);
  await writeFile(join(nonsense, 'shopping.json'), JSON.stringify({ milk: 2, bread: ['white', 'dark'] }));
  await writeFile(join(nonsense, 'empty.json'), '');
  await writeFile(join(nonsense, 'half.json'), '{"images":[{"id":1,"file_name":"picture-0001.jpg"');
  await writeFile(join(nonsense, 'picture.jpg'), await readFile(join(folder, 'picture-0001.jpg')));
  await newWorkspace(page, folder, 4);
  await page.getByRole('button', { name: 'New job…' }).click();
  await expect(dialog(page).getByText('Labels are there already')).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Create job' }).click();
  await page.getByRole('button', { name: 'Import labels…' }).click();
  for (const name of ['shopping.json', 'empty.json', 'half.json', 'picture.jpg']) {
    await dialog(page).getByRole('button', { name: 'Label file or folder: Choose…' }).click();
    await choose(page, nonsense, name);
    await expect(dialog(page).getByText(new RegExp(`${name.replace('.', '\\.')}.*(is not|could not|ends|empty|broken|no )`))).toBeVisible();
    await expect(dialog(page).getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  }
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(tab(page, 'Unlabeled')).toContainText('4');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Nothing to undo')).toBeVisible();
});

test('an export that is cancelled leaves nothing', async ({ page, host, scratch }) => {
  const folder = join(scratch, 'many');
  const out = join(scratch, 'out');
  await mkdir(out);
  await makeTurnedPictures(folder, 30, 1, { width: 64, height: 48 });
  // Large files make the copying last: what follows a JPEG is no part of the picture.
  for (const name of await readdir(folder)) await truncate(join(folder, name), 12 * 1024 * 1024);
  await newWorkspace(page, folder, 31);
  // In the middle of it the host stands still until the button is pressed, so that no machine is too fast or too slow.
  const watching = await connect(await enter(await host.freshAddress()));
  await watching.request('workspace.open', { place: (await watching.request('places.resolve', { text: join(scratch, 'many labels') })).place.place });
  const copying = new Promise<void>((resolve) => {
    const stop = watching.onPush('task', ({ task }) => {
      if (task.title !== 'task.export' || task.done <= 31) return;
      host.process.kill('SIGSTOP');
      stop();
      resolve();
    });
  });
  await page.getByRole('button', { name: 'New job…' }).click();
  await dialog(page).getByRole('button', { name: 'Create job' }).click();
  await openExport(page, 'COCO');
  await dialog(page).getByRole('radio', { name: 'All', exact: true }).click();
  await dialog(page).getByRole('checkbox', { name: 'Copy the files too' }).click();
  await exportInto(page, out, 'never');
  const tasks = page.getByRole('region', { name: 'Tasks' });
  await copying;
  await tasks.getByRole('button', { name: /^Cancel Exporting/ }).click();
  expect(await readdir(out)).toHaveLength(1);
  host.process.kill('SIGCONT');
  await expect(tasks.getByRole('article', { name: /^Exporting/ })).toContainText('Cancelled');
  await expect.poll(() => readdir(out)).toEqual([]);
  watching.close();
});

/** The box of an upright 480x640 picture in its file of 640x480 (EXIF 6: shown turned right by a quarter). */
function lying({ name, label, box: [x = 0, y = 0, w = 0, h = 0] }: Line): Line {
  return { name, label, box: [y, 480 - x - w, h, w] };
}
