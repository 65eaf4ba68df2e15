/** The list of tasks: what could not be read and why, after a restart too; what a kill interrupts; the connection that breaks off. */
import { chmod, chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { at, drag, openJob, PICTURE, saved, startLabeling, workOf } from './box-job';
import { newWorkspace } from './choose';
import { begin, stage } from './hands';
import { expect, makePictures, openPage, test, TestHost } from './harness';
import { connect } from './node-window';

/** Nobody's account. */
const STRANGER = 65534;

const list = (page: Page): Locator => page.getByRole('region', { name: 'Tasks' });
const openTasks = (page: Page): Promise<void> => page.getByRole('banner').getByRole('button', { name: /[Tt]ask/ }).click();

test('files that cannot be read are counted and named with their reasons, also after a restart', async ({ context, errors, scratch }) => {
  const folder = join(scratch, 'quay');
  await makePictures(folder, { count: 3 });
  await writeFile(join(folder, 'cut.jpg'), Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200, 3)]));
  await writeFile(join(folder, 'empty.jpg'), '');
  await writeFile(join(folder, 'letter.png'), 'Dear harbour master, this is no picture.\n');
  await writeFile(join(folder, 'secret.jpg'), 'refused');
  await chmod(join(folder, 'secret.jpg'), 0o000);
  const data = join(scratch, 'data');
  await mkdir(data);
  // To root nothing is refused: the host runs as somebody else then.
  const root = process.getuid?.() === 0;
  if (root) for (const dir of [scratch, data, folder]) await chown(dir, STRANGER, STRANGER);
  let host = await TestHost.start({ data, ...(root ? { uid: STRANGER, env: { HOME: scratch } } : {}) });
  const page = await openPage(context, errors);
  await page.goto(host.address);
  await newWorkspace(page, folder, 7);

  const said = page.getByText('Reading the files of “quay”: 4 pictures could not be read');
  await expect(said).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const task = list(page).getByRole('article', { name: 'Reading the files of “quay”' });
  const expectReasons = async (): Promise<void> => {
    await expect(task).toContainText('Done');
    await expect(task).toContainText('7 added');
    await expect(task).toContainText('4 pictures could not be read');
    await task.getByRole('button', { name: 'Show which' }).click();
    await expect.poll(async () => (await task.getByRole('listitem').allInnerTexts()).sort()).toEqual(['“cut.jpg” ends too early.', '“empty.jpg” is empty.', '“letter.png” is not what its name says.', '“secret.jpg” may not be read by your account on this computer.']);
  };
  await expectReasons();
  await page.keyboard.press('Escape');

  await host.stop();
  host = await host.restart();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.reload();
  await openTasks(page);
  await expectReasons();
  await list(page).getByRole('button', { name: 'Clear the list' }).click();
  await expect(list(page)).toContainText('Nothing is running.');
  await host.stop();
});

test('an import that a kill interrupts leaves nothing, says so, and is started again', async ({ context, errors, scratch }) => {
  const { page, secret, job, samples, ...opened } = await openJob(scratch, 4, () => openPage(context, errors));
  let { host, window } = opened;
  const names = (await readdir(join(scratch, 'pictures'))).sort();
  const EACH = 5_000;
  const file = join(scratch, 'many.json');
  await writeFile(file, JSON.stringify({
    images: [...names, 'not-there.jpg'].map((file_name, i) => ({ id: i + 1, file_name, width: 640, height: 480 })),
    annotations: Array.from({ length: names.length * EACH + 1 }, (_, i) => ({ id: i + 1, image_id: Math.floor(i / EACH) + 1, category_id: 1, bbox: [i % 500, i % 400, 20, 10], area: 200, iscrowd: 0 })),
    categories: [{ id: 1, name: 'ship' }],
  }));
  await page.getByRole('button', { name: 'Jobs', exact: true }).click();
  await page.getByRole('button', { name: 'Boxes', exact: true }).click();
  const { place } = await window.request('places.resolve', { text: file });
  const running = new Promise<void>((resolve) => window.onPush('task', ({ task }) => task.title === 'task.import' && task.done > 1000 && resolve()));
  await window.request('import.start', { job, place: place.place, as: null, frame: null });
  await running;
  await host.kill();
  await expect(page.getByRole('alert').filter({ hasText: 'Connection lost' })).toBeVisible();

  host = await host.restart();
  await expect(page.getByRole('alert').filter({ hasText: 'Connection lost' })).toHaveCount(0);
  await expect(page.getByText('Importing labels from “many.json” was interrupted.')).toBeVisible();
  window = await connect(secret);
  expect(await Promise.all(samples.map(async (sample) => (await workOf(window, job, sample)).annotations.length))).toEqual([0, 0, 0, 0]);
  await expect(page.getByRole('tab', { name: /^Unlabeled/ })).toContainText('4');

  await openTasks(page);
  const before = list(page).getByRole('article', { name: 'Importing labels from “many.json”' }).filter({ hasText: 'Interrupted' });
  await expect(before).toContainText('Nothing half-done was kept.');
  await before.getByRole('button', { name: /^Start again/ }).click();
  const again = list(page).getByRole('article', { name: 'Importing labels from “many.json”' }).filter({ hasNotText: 'Interrupted' });
  await expect(again).toContainText('Done20,000 objects', { timeout: 120_000 });
  await expect(before.getByRole('button', { name: /^Start again/ })).toHaveCount(0);

  // What the import could not take in is a line of its own.
  await again.getByRole('button', { name: 'Show which' }).click();
  await expect(again).toContainText('1 problem in the label file');
  await expect(again.getByRole('listitem').first()).toContainText('not-there.jpg');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tab', { name: /^Labeled/ })).toContainText('4');
  window.close();
  await host.stop();
});

test('while the host is gone the bar says so and work goes on, also the stroke under the hand; when it is back nothing is lost', async ({ context, errors, scratch }) => {
  const { page, secret, job, samples, ...opened } = await openJob(scratch, 2, () => openPage(context, errors));
  let { host, window } = opened;
  await startLabeling(page);
  await page.keyboard.press('1');
  await drag(page, [40, 40], [120, 120]);
  await expect(saved(page)).toBeVisible();

  // What says so moves nothing under the hand: the stroke during which it comes lies where it was drawn.
  const before = await stage(page).boundingBox();
  await begin(page, [200, 200], [260, 240], PICTURE);
  await host.kill();
  const lost = page.getByRole('alert').filter({ hasText: 'Connection lost. Trying again; your changes are kept.' });
  await expect(lost).toBeVisible();
  expect(await stage(page).boundingBox()).toEqual(before);
  await page.mouse.move(...(await at(page, 300, 260)));
  await page.mouse.up();
  await expect(page.getByRole('tab', { name: /^Objects/ })).toContainText('2');
  await expect(saved(page)).toHaveCount(0);
  await expect(page.getByText('Saving', { exact: true })).toBeVisible();
  // The picture that is there stays: who draws in this moment must not lose the stroke to one that is loaded anew.
  await page.evaluate(() => {
    const seen = { opening: 0 };
    Object.assign(globalThis, { seen });
    new MutationObserver(() => { if (document.body.textContent.includes('Opening the picture')) seen.opening++; }).observe(document.body, { childList: true, subtree: true });
  });

  host = await host.restart();
  await expect(lost).toHaveCount(0);
  await expect(page.getByText('Connected again')).toBeVisible();
  await expect(saved(page)).toBeVisible();
  await drag(page, [320, 40], [400, 120]);
  await expect(page.getByRole('tab', { name: /^Objects/ })).toContainText('3');
  await expect(saved(page)).toBeVisible();
  expect(await page.evaluate(() => (globalThis as unknown as { seen: { opening: number } }).seen.opening)).toBe(0);
  window = await connect(secret);
  const boxes = (await Promise.all(samples.map((sample) => workOf(window, job, sample)))).flatMap((work) => work.annotations);
  expect(boxes).toHaveLength(3);
  const across = boxes.map(({ geometry }) => geometry as { readonly x: number; readonly y: number; readonly width: number; readonly height: number });
  expect(across.filter((box) => Math.abs(box.x - 200) < 3 && Math.abs(box.y - 200) < 3 && Math.abs(box.width - 100) < 5 && Math.abs(box.height - 60) < 5)).toHaveLength(1);
  window.close();
  await host.stop();
});

test('a tab without a code, and one with a used code, say what to do', async ({ context, host, page }) => {
  await expect(page.getByRole('navigation', { name: 'Application' })).toBeVisible();
  const without = await context.newPage();
  await without.goto(`${host.origin}/`);
  await expect(without.getByText('This tab was opened without an address from the terminal.')).toBeVisible();
  await expect(without.getByText('Press Enter in the terminal for a fresh address.')).toBeVisible();
  await without.close();
  const used = await context.newPage();
  await used.goto(host.address);
  await expect(used.getByText(/fresh address/)).toBeVisible();
  await used.close();
  // The second use of a code ends the first window too: somebody may have read it.
  await expect(page.getByText(/signed off|fresh address/).first()).toBeVisible();
});
