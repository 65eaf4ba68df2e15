/** The label set on the real host: every edit reaches what is labeled, every deletion does what it says, and all of it is taken back. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Draft } from '../src/shared/events/catalogue/types';
import type { LabelId } from '../src/shared/kernel/ids';
import { choose } from './choose';
import { expect, test } from './harness';
import { connect, enter } from './node-window';
import { commandNamed, freshId, makeBoxJob } from './prepare';
import { makeTinyPictures } from './tiny-png';
import { cells, expectTabs, facet, labelButton, newClassification, newDataset, tab } from './workshop';

test.use({ workspace: 'workspace' });

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Labels', exact: true });
const item = (page: Page, name: string): Locator => dialog(page).getByRole('listitem').filter({ has: page.getByRole('button', { name: `Edit “${name}”` }) });
const toastAbout = (page: Page, text: string | RegExp): Locator => page.getByRole('status').filter({ hasText: text });

async function edit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit labels…' }).first().click();
  await expect(dialog(page)).toBeVisible();
}
/** By key, so that the pointer can rest on the words about a change: they stay as long as it does. */
const done = (page: Page): Promise<void> => dialog(page).getByRole('button', { name: 'Done' }).press('Enter');

/** Asks for the deletion of a label that samples have; answers the dialog of the policies. */
async function askDelete(page: Page, label: string): Promise<Locator> {
  await edit(page);
  await item(page, label).getByRole('button', { name: 'Delete label' }).click();
  const asking = page.getByRole('dialog', { name: `Delete “${label}”?` });
  await expect(asking).toBeVisible();
  return asking;
}

/** Five pictures and a twin file; the first two calm, the third calm and busy. */
async function begin(page: Page, folder: string): Promise<void> {
  await makeTinyPictures(folder, 6);
  await newDataset(page, folder, 'pictures');
  await newClassification(page, ['calm', 'busy'], true);
  await tab(page, 'All').click();
  for (const n of [0, 1, 2]) {
    await cells(page).nth(n).click();
    await page.keyboard.press('1');
  }
  await page.keyboard.press('2');
  await expectTabs(page, 3, 3);
}

/** Pastes a text as the browser hands it over. */
function paste(field: Locator, words: string): Promise<void> {
  return field.evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, words);
}

test('name, colour, key and attributes: each reaches gallery, facets, loupe and export, and is taken back in the dialog', async ({ page, scratch }) => {
  const out = join(scratch, 'out');
  await mkdir(out);
  await begin(page, join(scratch, 'pictures'));
  await edit(page);
  await dialog(page).getByRole('textbox', { name: 'Name of a new label' }).fill('odd');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('listitem')).toHaveCount(3);
  const name = item(page, 'calm').getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('busy');
  await expect(dialog(page).getByText('There is a label with this name already')).toBeVisible();
  await name.fill('quiet');
  await name.press('Enter');
  await item(page, 'quiet').getByRole('button', { name: 'Edit “quiet”' }).click();
  await dialog(page).getByRole('radio', { name: 'Colour 7' }).click();
  await expect(dialog(page).getByRole('radio', { name: 'Colour 7' })).toHaveAttribute('aria-checked', 'true');
  // A key belongs to one label: those that others have are not offered.
  await item(page, 'quiet').getByLabel('Key').click();
  await expect(page.getByRole('option', { name: '2', exact: true })).toHaveCount(0);
  await page.getByRole('option', { name: '7', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Add attribute' }).click();
  const question = dialog(page).getByRole('textbox', { name: 'Name of the attribute' });
  // Its name is asked at once, and Tab goes on to its kind, as everywhere.
  await expect(question).toBeFocused();
  await page.keyboard.type('weather');
  await page.keyboard.press('Tab');
  await expect(dialog(page).getByLabel('Kind')).toBeFocused();
  await question.fill('w'.repeat(1025));
  await expect(dialog(page).getByText('At most 1,024 characters')).toBeVisible();
  await question.press('Escape');
  await expect(question).toHaveValue('weather');
  // A name that is not saved yet: the list of kinds opens at the first click all the same.
  await question.fill('the weather');
  await dialog(page).getByLabel('Kind').click();
  await expect(page.getByRole('option', { name: 'Choice' })).toBeVisible();
  await page.keyboard.press('Escape');
  await question.fill('weather');
  await dialog(page).getByLabel('Kind').click();
  await page.getByRole('option', { name: 'Choice' }).click();
  const values = dialog(page).getByRole('textbox', { name: 'Values, separated by commas' });
  await values.fill('sun, rain,, sun , fog');
  await values.blur();
  await expect(values).toHaveValue('sun, rain, fog');
  // Emptied, it keeps what it had.
  await values.fill(' , ');
  await values.blur();
  await expect(values).toHaveValue('sun, rain, fog');
  // Removing one does not ask; the way back is beside the words about it.
  await dialog(page).getByRole('button', { name: 'Remove attribute' }).click();
  await expect(question).toHaveCount(0);
  await toastAbout(page, 'Removed the attribute “weather”').getByRole('button', { name: /^Undo/ }).click();
  await expect(values).toHaveValue('sun, rain, fog');
  // By key, as long as no field is being typed in: the choice becomes a text again, then a choice.
  await dialog(page).getByRole('button', { name: 'Add attribute' }).focus();
  await page.keyboard.press('Control+z');
  await expect(values).not.toHaveValue('sun, rain, fog');
  await page.keyboard.press('Control+Shift+z');
  await expect(values).toHaveValue('sun, rain, fog');
  await done(page);

  await expect(cells(page).nth(0)).toContainText('quiet');
  await expect(facet(page, 'Label', 'quiet')).toContainText('3');
  await expect(labelButton(page, 'quiet')).toContainText('7');
  await cells(page).nth(3).click();
  await page.keyboard.press('1');
  await expectTabs(page, 3, 3);
  await page.keyboard.press('7');
  await expectTabs(page, 2, 4);
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'One sample' })).toContainText('quiet');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Export…' }).first().click();
  const exporting = page.getByRole('dialog');
  await exporting.getByRole('button', { name: 'Into: Choose…' }).click();
  await choose(page, out);
  await exporting.getByRole('textbox', { name: 'Name of the new folder' }).fill('labels');
  await exporting.getByRole('button', { name: /^Export \d+ samples/ }).click();
  await expect.poll(() => existsSync(join(out, 'labels'))).toBe(true);
  await expect.poll(async () => (await readdir(join(out, 'labels'), { recursive: true })).length).toBeGreaterThan(0);
  const texts = await Promise.all((await readdir(join(out, 'labels'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && !/png$/.test(entry.name)).map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
  expect(texts.join('\n')).toContain('quiet');
  expect(texts.join('\n')).not.toContain('calm');
});

test('the three deletion policies: what each takes, asked in words, and taken back', async ({ page, scratch }) => {
  const folder = join(scratch, 'pictures');
  const files = (): Promise<readonly string[]> => readdir(folder);
  await begin(page, folder);

  // The label only: nothing but the label goes.
  let asking = await askDelete(page, 'calm');
  await expect(asking).toContainText('It is on 3 samples.');
  await asking.getByRole('radio', { name: 'Delete the label only' }).check();
  await asking.getByRole('button', { name: 'Delete label', exact: true }).click();
  await toastAbout(page, 'Deleted “calm”').hover();
  await done(page);
  await expectTabs(page, 5, 1);
  expect(await files()).toHaveLength(6);
  await toastAbout(page, 'Deleted “calm”').getByRole('button', { name: /^Undo/ }).click();
  await expectTabs(page, 3, 3);

  // With its samples: those with no other label leave the dataset, their files stay where they are.
  asking = await askDelete(page, 'calm');
  await expect(asking).toContainText('Also removes the 2 samples that have only this label. Their files stay.');
  await asking.getByRole('radio', { name: 'Delete the label and its samples' }).check();
  await asking.getByRole('button', { name: 'Delete label', exact: true }).click();
  await done(page);
  await expectTabs(page, 3, 1);
  expect(await files()).toHaveLength(6);
  await page.keyboard.press('Control+z');
  await expectTabs(page, 3, 3);

  // With the files: nothing is deleted by looking at the question, and the button says how many.
  asking = await askDelete(page, 'calm');
  await asking.getByRole('radio', { name: 'Delete the label, its samples and their files' }).check();
  await expect(asking).toContainText('Removes 2 samples with only this label and deletes 2 files from the disk. Deleted files cannot be brought back.');
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await done(page);
  expect(await files()).toHaveLength(6);
  asking = await askDelete(page, 'calm');
  await asking.getByRole('radio', { name: 'Delete the label, its samples and their files' }).check();
  await asking.getByRole('button', { name: 'Delete label and 2 files' }).click();
  await toastAbout(page, 'Deleted “calm” and 2 files').hover();
  await done(page);
  await expectTabs(page, 3, 1);
  await expect.poll(files).toEqual(['tiny-00003.png', 'tiny-00004.png', 'tiny-00005.png', 'tiny-00006.png']);
  // What can come back comes back; the rest is said.
  await toastAbout(page, 'Deleted “calm” and 2 files').getByRole('button', { name: /^Undo/ }).click();
  await expectTabs(page, 3, 3);
  await expect(toastAbout(page, '2 files were deleted and do not come back. Their samples are shown as missing.')).toBeVisible();
  await expect(facet(page, 'Files', 'Missing')).toContainText('2');
  await expect(cells(page).nth(0)).toContainText('calm');
  expect(await files()).toHaveLength(4);
});

test('lines of a text leave by the files policy, and the text stays', async ({ page, scratch }) => {
  const folder = join(scratch, 'reports');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'reports.txt'), 'The ferry left at noon.\nThe crane is broken.\nFog, no traffic.\n');
  await newDataset(page, folder, 'reports');
  await newClassification(page, ['traffic', 'damage']);
  await tab(page, 'All').click();
  await cells(page).nth(0).click();
  await page.keyboard.press('1');
  await expectTabs(page, 2, 1);
  // A label that nothing has is gone at once.
  await edit(page);
  await item(page, 'damage').getByRole('button', { name: 'Delete label' }).click();
  await expect(dialog(page).getByRole('listitem')).toHaveCount(1);
  await toastAbout(page, 'Deleted “damage”').getByRole('button', { name: /^Undo/ }).click();
  await expect(dialog(page).getByRole('listitem')).toHaveCount(2);
  await done(page);
  const asking = await askDelete(page, 'traffic');
  await asking.getByRole('radio', { name: 'Delete the label, its samples and their files' }).check();
  await expect(asking).toContainText('No file is deleted: other samples need them, or they are lines of a text.');
  await asking.getByRole('button', { name: 'Delete label', exact: true }).click();
  await done(page);
  await expectTabs(page, 2, 0);
  expect(await readFile(join(folder, 'reports.txt'), 'utf8')).toContain('The ferry left at noon.');
  await page.keyboard.press('Control+z');
  await expectTabs(page, 2, 1);
  await expect(facet(page, 'Files', 'Missing')).toHaveCount(0);
});

test('the key of a label that hides an action says so beside it, with the keys that this person uses', async ({ page, host, scratch }) => {
  await makeTinyPictures(join(scratch, 'pictures'), 2);
  const window = await connect(await enter(await host.freshAddress()));
  await makeBoxJob(window, join(scratch, 'pictures'));
  await window.request('settings.set', { key: 'preset', value: 'cvat' });
  window.close();
  await page.reload();
  await page.getByRole('button', { name: 'Jobs', exact: true }).first().click();
  await page.getByRole('button', { name: 'Boxes', exact: true }).click();
  await edit(page);
  const hides = item(page, 'ship').getByText('This key chooses the label here and no longer does “Occluded”.');
  await expect(hides).toHaveCount(0);
  const choose = async (key: string): Promise<void> => {
    await item(page, 'ship').getByLabel('Key').click();
    await page.getByRole('option', { name: key, exact: true }).click();
  };
  await choose('Q');
  await expect(hides).toBeVisible();
  await page.screenshot({ path: 'test-results/key-hides.png' });
  await choose('W');
  await expect(hides).toHaveCount(0);
});

test('no labels, two hundred labels, long names, emoji and names from right to left', async ({ page, host, scratch }) => {
  const folder = join(scratch, 'pictures');
  await makeTinyPictures(folder, 3);
  await newDataset(page, folder, 'pictures');
  await newClassification(page, []);
  await tab(page, 'All').click();
  await cells(page).nth(0).click();
  await expect(page.getByText('Add the labels that this job sorts into.')).toBeVisible();
  await page.keyboard.press('1');
  await expectTabs(page, 3, 0);
  await edit(page);
  await expect(dialog(page)).toContainText('No labels yet. Type a name and press Enter.');
  const add = dialog(page).getByRole('textbox', { name: 'Name of a new label' });
  for (const name of ['n'.repeat(200), '👩🏽‍🚀 crew', 'سفينة الصيد']) {
    await add.fill(name);
    await add.press('Enter');
  }
  // The others come from another window.
  const other = await connect(await enter(await host.freshAddress()));
  const { catalog } = await other.request('state.catalog', {});
  const drafts = Array.from({ length: 196 }, (_, i): Draft => ({ type: 'label.added', base: [], body: { labelSet: catalog.jobs[0]!.labelSet, label: freshId<LabelId>(), name: `label ${i + 5}`, color: i % 24, shortcut: null, attributes: [] } }));
  await other.request('journal.commit', { job: null, command: commandNamed('command.add-label'), drafts });
  other.close();
  await expect(dialog(page).getByRole('listitem')).toHaveCount(199);
  await add.fill('the last');
  const took = await page.evaluate(() => new Promise<number>((resolve) => {
    const list = document.querySelector('[role=dialog] [role=list]')!;
    const start = performance.now();
    new MutationObserver((_, observer) => { if (list.children.length >= 200) { observer.disconnect(); requestAnimationFrame(() => resolve(performance.now() - start)); } }).observe(list, { childList: true });
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  }));
  console.log(`the 200th label, from Enter to the frame that shows it: ${Math.round(took)} ms`);
  await expect(dialog(page).getByRole('listitem')).toHaveCount(200);
  // Nothing of it widens the dialog or the page.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await dialog(page).evaluate((element) => [...element.querySelectorAll('*')].every((one) => one.scrollWidth <= one.clientWidth + 1 || getComputedStyle(one).overflowX !== 'visible' || one.getBoundingClientRect().right <= element.getBoundingClientRect().right + 1))).toBe(true);
  await done(page);
  for (const key of ['1', '2', '3']) await page.keyboard.press(key);
  await expect(cells(page).nth(0)).toContainText('سفينة الصيد');
  await cells(page).nth(1).click();
  await page.keyboard.press('2');
  await expect(cells(page).nth(1)).toContainText('👩🏽‍🚀 crew');
  await cells(page).nth(2).click();
  await page.keyboard.press('1');
  await expectTabs(page, 0, 3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.screenshot({ path: 'test-results/many-labels.png' });
});

test('Enter does what the hint of the labels says: nothing while there are none, the job once a list was pasted', async ({ page, scratch }) => {
  const folder = join(scratch, 'pictures');
  await makeTinyPictures(folder, 2);
  await newDataset(page, folder, 'pictures');
  await page.getByRole('button', { name: 'New job…' }).click();
  const box = page.getByRole('dialog');
  const field = box.getByRole('textbox', { name: 'Labels' });
  await expect(box.getByText(/^Type a name and press Enter\./)).toBeVisible();
  await field.press('Enter');
  await expect(box).toBeVisible();
  await paste(field, 'tug\nbuoy\ncrane');
  await expect(box.getByRole('list', { name: 'Labels' }).getByRole('listitem')).toHaveText([/^tug/, /^buoy/, /^crane/]);
  await expect(field).toHaveValue('');
  await expect(box.getByText('Enter on the empty field creates the job.')).toBeVisible();
  await field.press('Enter');
  await expect(box).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Start labeling/ })).toBeVisible();
});

test('garbage pasted as names of labels: what can be seen of it is taken, and no row leaves the dialog', async ({ page, scratch }) => {
  const folder = join(scratch, 'pictures');
  await makeTinyPictures(folder, 2);
  await newDataset(page, folder, 'pictures');
  await page.getByRole('button', { name: 'New job…' }).click();
  const box = page.getByRole('dialog');
  const field = box.getByRole('textbox', { name: 'Labels' });
  await paste(field, `${'very long '.repeat(100)}\n,\u0000\u0007,\tmoor\u0000ing\tpost;  مرحبا\r\n\u200b\nmooring`);
  await field.fill('bell\u0000');
  await page.keyboard.press('Enter');
  const rows = box.getByRole('list', { name: 'Labels' }).getByRole('listitem');
  const names = ['moor ing', 'post', 'مرحبا', 'mooring', 'bell'];
  await expect(rows).toHaveText([/^very long/, ...names.map((name) => new RegExp(`^${name}`))]);
  const frame = await box.boundingBox();
  for (const remove of await rows.getByRole('button').all()) {
    const place = await remove.boundingBox();
    expect(place!.x + place!.width).toBeLessThan(frame!.x + frame!.width);
  }
  await box.getByRole('button', { name: 'Create job' }).click();
  await expect(box).toHaveCount(0);
  for (const name of names) await expect(facet(page, 'Label', name).first()).toBeVisible();
});
