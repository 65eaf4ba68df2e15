/** Files and folders dropped on the window, as a file manager drops them: through the browser's own drag input. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { expect, makePictures, test } from './harness';
import { connect, enter } from './node-window';

test.use({ workspace: 'work' });

const dialog = (page: Page) => page.getByRole('dialog');
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });

/** Drags real files and folders of the disk over the window and lets go. */
async function drop(page: Page, cdp: CDPSession, paths: readonly string[]): Promise<void> {
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
    if (type === 'dragOver') await expect(page.getByText('Drop to copy into this workspace')).toBeVisible();
  }
  await expect(page.getByText('Drop to copy into this workspace')).toHaveCount(0);
}

test('a dropped folder is copied after saying so, its labels are offered, more files and labels follow', async ({ page, context, scratch }) => {
  const quay = join(scratch, 'quay');
  await makePictures(quay, { count: 4, folders: ['', 'march', 'march/late'] });
  await writeFile(join(quay, 'march', 'notes.docx'), 'not a sample');
  await writeFile(join(quay, 'march', 'cut.jpg'), '');
  await writeFile(join(quay, 'instances.json'), JSON.stringify({
    images: [{ id: 1, file_name: 'picture-0001.jpg', width: 640, height: 480 }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [20, 30, 101, 52], area: 5252, iscrowd: 0 }], categories: [{ id: 1, name: 'ferry' }],
  }));
  await expect(page.getByText('work', { exact: true }).first()).toBeVisible();
  const cdp = await context.newCDPSession(page);

  // Given up: nothing is there.
  await drop(page, cdp, [quay]);
  await expect(dialog(page)).toContainText('4 pictures');
  await expect(dialog(page)).toContainText('And 1 label file, which is offered for import afterwards');
  await expect(dialog(page)).toContainText('1 file of another kind stays out');
  await expect(dialog(page)).toContainText('Empty, stays out: quay/march/cut.jpg');
  await expect(dialog(page)).toContainText('They are copied into the inbox of this workspace.');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();

  // Files without a folder: a name is proposed, and typed over.
  await drop(page, cdp, ['picture-0001.jpg', 'picture-0004.jpg'].map((name) => join(quay, name)));
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('picture');
  await page.keyboard.type('Quay');
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('Quay');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();

  await drop(page, cdp, [quay]);
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toHaveValue('quay');
  await dialog(page).getByRole('button', { name: 'Copy 5 files' }).click();
  await expect(page.getByRole('heading', { name: 'quay', level: 1 })).toBeVisible();
  await expect(tab(page, 'Samples')).toContainText('4');
  const inbox = join(scratch, 'work', 'inbox');
  expect((await readdir(inbox)).filter((name) => name.endsWith('.jpg')).sort()).toEqual((await readdir(quay, { recursive: true })).filter((name) => name.endsWith('.jpg') && !name.endsWith('cut.jpg')).map((name) => name.split('/').at(-1)).sort());
  expect(await readFile(join(inbox, 'picture-0001.jpg'))).toEqual(await readFile(join(quay, 'picture-0001.jpg')));

  // The labels that came along.
  await page.getByRole('status').filter({ hasText: 'A label file came along.' }).getByRole('button', { name: 'Continue these labels' }).click();
  await expect(dialog(page).getByText('1 object will come in')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Import 1 object' }).click();
  await expect(tab(page, 'Labeled')).toContainText('1');

  // Label files alone, on the page of the job.
  const labels = join(scratch, 'labels');
  await mkdir(labels);
  await writeFile(join(labels, 'more.json'), (await readFile(join(quay, 'instances.json'), 'utf8')).replaceAll('picture-0001', 'picture-0004'));
  await drop(page, cdp, [join(labels, 'more.json')]);
  await expect(dialog(page)).toContainText('A label file for “quay”: more.json');
  await dialog(page).getByRole('button', { name: 'Copy and look' }).click();
  await dialog(page).getByRole('button', { name: 'Import 1 object' }).click();
  await expect(tab(page, 'Labeled')).toContainText('2');

  // Onto the dataset, one file that it can hold and one that it cannot.
  await page.getByRole('navigation', { name: 'Application' }).getByRole('button', { name: 'Datasets' }).click();
  await page.getByRole('main').getByRole('button', { name: 'quay', exact: true }).click();
  await expect(tab(page, 'Samples')).toContainText('4');
  await makePictures(labels, { count: 1, width: 320 });
  await writeFile(join(labels, 'words.txt'), 'one\ntwo\n');
  await drop(page, cdp, [join(labels, 'picture-0001.jpg'), join(labels, 'words.txt')]);
  await dialog(page).getByRole('button', { name: 'Copy 1 file' }).click();
  await expect(tab(page, 'Samples')).toContainText('5');

  // Nothing of use.
  await drop(page, cdp, [join(quay, 'march', 'notes.docx')]);
  await expect(page.getByText('Nothing that can be copied was dropped.')).toBeVisible();
  await drop(page, cdp, [join(quay, 'march', 'cut.jpg')]);
  await expect(page.getByText('Nothing that can be copied was dropped. Empty, stays out: cut.jpg')).toBeVisible();
});

test('where the shell knows the path of a dropped folder, the folder is opened where it is', async ({ page, context, host, scratch }) => {
  const quay = join(scratch, 'quay');
  await makePictures(quay, { count: 3 });
  await expect(page.getByText('work', { exact: true }).first()).toBeVisible();
  // What the preload script of the shell would do: the path goes to the host, a handle comes back.
  const window = await connect(await enter(await host.freshAddress()));
  const { place } = await window.request('places.resolve', { text: quay });
  await page.evaluate((known) => Object.assign(globalThis, { labelwright: { connect: () => undefined, onMenu: () => undefined, dropped: (files: readonly File[]) => Promise.resolve(files.map(() => known)) } }), place);
  await drop(page, await context.newCDPSession(page), [quay]);
  await expect(dialog(page)).toContainText('In this folder: 3 pictures');
  await dialog(page).getByRole('button', { name: 'Create dataset' }).click();
  await expect(tab(page, 'Samples')).toContainText('3');
  expect(await readdir(join(scratch, 'work'))).not.toContain('inbox');
  window.close();
});

test('copying goes on when the program was killed and started again', async ({ page, context, host, scratch }) => {
  const quay = join(scratch, 'quay');
  await makePictures(quay, { count: 3 });
  // Long enough to be cut: what follows the end of a JPEG is nobody's business.
  const long = join(quay, 'picture-0002.jpg');
  await writeFile(long, Buffer.concat([await readFile(long), Buffer.alloc(48 << 20)]));
  const inbox = join(scratch, 'work/inbox');
  const cdp = await context.newCDPSession(page);
  await expect(page.getByText('work', { exact: true }).first()).toBeVisible();
  await drop(page, cdp, [quay]);
  await dialog(page).getByRole('button', { name: 'Copy 3 files' }).click();
  // In the middle: the first one is whole, of the second one there is something.
  await expect.poll(async () => (await readdir(join(inbox, '.partial')).catch(() => [])).length, { intervals: [5] }).toBeGreaterThan(1);
  await host.kill();
  await expect(dialog(page).getByRole('status')).toContainText('Copying goes on by itself');
  await host.restart();
  await expect(page.getByRole('heading', { name: 'quay', level: 1 })).toBeVisible({ timeout: 60_000 });
  await expect(tab(page, 'Samples')).toContainText('3');
  for (const name of ['picture-0001.jpg', 'picture-0002.jpg', 'picture-0003.jpg']) expect((await readFile(join(inbox, name))).equals(await readFile(join(quay, name)))).toBe(true);
  expect(await readdir(join(inbox, '.partial'))).toEqual([]);
});
