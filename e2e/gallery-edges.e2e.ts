/** The gallery where there is little or nothing to see, and where nobody labels yet. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './harness';
import { connect, enter } from './node-window';
import { makeTinyPictures } from './tiny-png';
import { cells, expectTabs, facet, makeSounds, newClassification, newDataset, tab } from './workshop';

test.use({ workspace: 'workspace' });
const CLIPS = fileURLToPath(new URL('../assets/samples/clips/', import.meta.url));

test('nothing, one picture, nothing that can be read', async ({ page, errors, scratch }) => {
  // What is left of a picture that is cut off is asked for; here nothing is.
  errors.allowed.push(/status of 422/);
  const nothing = join(scratch, 'nothing');
  await mkdir(nothing);
  await newDataset(page, nothing, 'nothing');
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await newClassification(page, ['a']);
  await tab(page, 'All').click();
  for (const key of ['1', 'ArrowRight', 'Control+a', 'Space', 'c', 'Delete', 'End', 'Enter', 'Control+z']) await page.keyboard.press(key);
  await expect(page.getByText('Nothing to undo')).toBeVisible();
  await expectTabs(page, 0, 0);

  const one = join(scratch, 'one');
  await makeTinyPictures(one, 1);
  await newDataset(page, one, 'one');
  await newClassification(page, ['a']);
  await tab(page, 'Unlabeled').click();
  await page.getByRole('switch', { name: 'Go on by itself' }).click();
  await cells(page).first().click();
  await page.keyboard.press('1');
  await expectTabs(page, 0, 1);
  await expect(page.getByText('Everything here is done')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expectTabs(page, 1, 0);
  await expect(cells(page)).toHaveCount(1);

  const broken = join(scratch, 'broken');
  await mkdir(broken);
  await writeFile(join(broken, 'empty.png'), '');
  await writeFile(join(broken, 'text.jpg'), 'this is text, whatever its name says');
  await writeFile(join(broken, 'cut.png'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'));
  await newDataset(page, broken, 'broken');
  await expect(cells(page)).toHaveCount(3);
  await expect(facet(page, 'Problems', 'Empty')).toContainText('1');
  // What cannot be shown says why, and can be labeled all the same.
  await expect(cells(page).filter({ hasText: 'empty.png' })).toContainText('Empty');
  await newClassification(page, ['waste']);
  await tab(page, 'All').click();
  await cells(page).first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('1');
  await expectTabs(page, 0, 3);
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'One sample' })).toContainText(/Empty|Cannot be read|Cut off|Not what its name says/);
});

test('a text file without a line says so where its text would stand', async ({ page, scratch }) => {
  const folder = join(scratch, 'notes');
  await mkdir(folder);
  await writeFile(join(folder, 'empty.txt'), '');
  await writeFile(join(folder, 'one.txt'), 'a line\n');
  await newDataset(page, folder, 'notes');
  await expect(cells(page).filter({ hasText: 'one.txt' })).toContainText('a line');
  await expect(cells(page).filter({ hasText: 'empty.txt' }).getByText('Empty', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await expect(cells(page).filter({ hasText: 'empty.txt' }).getByText('Empty', { exact: true })).toBeVisible();
});

test('a text in GBK is read, and says that this was concluded; one that nobody can vouch for is not', async ({ page, scratch }) => {
  const texts = join(scratch, 'reviews');
  await mkdir(texts);
  // 这家饭店的菜很好吃，服务也不错。 in GBK; Russian in Windows-1251.
  await writeFile(join(texts, 'a.txt'), Buffer.from('d5e2bcd2b7b9b5eab5c4b2cbbadcbac3b3d4a3acb7fecef1d2b2b2bbb4eda1a3', 'hex'));
  await writeFile(join(texts, 'b.txt'), Buffer.from('cdeeece5f020e1fbeb20eee3f0eeeced fbe920f1e2e5f2ebfbe9'.replace(' ', ''), 'hex'));
  await newDataset(page, texts, 'reviews');
  await expect(cells(page)).toHaveCount(2);
  await expect(cells(page).first()).toContainText('这家饭店的菜很好吃');
  await cells(page).first().dblclick();
  const loupe = page.getByRole('region', { name: 'One sample' });
  await expect(loupe).toContainText('这家饭店的菜很好吃，服务也不错。');
  await expect(loupe.getByRole('note')).toContainText('Read as GBK (GB 18030): nothing in the file says what it is in.');
  await page.keyboard.press('Escape');
  await expect(cells(page).nth(1)).toContainText('\ufffd');
  await expect(page.getByRole('checkbox', { name: /^Unknown text encoding/ })).toBeVisible();
});

test('sounds show waveforms and clips a picture without a job, made once and kept by content', async ({ page, host, scratch }) => {
  const tones = join(scratch, 'tones');
  await makeSounds(tones, 3);
  await newDataset(page, tones, 'tones');
  await expect(cells(page)).toHaveCount(3);
  await expect.poll(() => cells(page).last().locator('svg path').first().getAttribute('d')).toMatch(/^M.{100}/);
  const clips = join(scratch, 'clips');
  await cp(CLIPS, clips, { recursive: true });
  await newDataset(page, clips, 'clips');
  await expect(cells(page).locator('img')).toHaveCount(2);
  const other = await connect(await enter(await host.freshAddress()));
  const { catalog } = await other.request('state.catalog', {});
  for (const [name, kind] of [['tones', 'peaks'], ['clips', 'poster']] as const) {
    const dataset = catalog.datasets.find((one) => one.name === name)!.id;
    const { parts, count } = await other.request('state.columns', { dataset, job: null });
    const ids = Buffer.from(parts['ids'] ?? []);
    const samples = Array.from({ length: count }, (_, i) => ids.subarray(16 * i, 16 * i + 16).toString('hex') as never);
    // Kept when it is measured, also where the gallery was left before.
    await expect.poll(async () => {
      const { hashes } = await other.request('media.address', { dataset, samples });
      return Promise.all(hashes.map(async (hash) => hash !== null && (await other.request('cache.get', { kind, hash })).found));
    }).toEqual(samples.map(() => true));
  }
  other.close();
});
