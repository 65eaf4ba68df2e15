/** What is no picture, beside each other: whole, with its labels, and without a zoom. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './harness';
import { cells, newClassification, newDataset, tab } from './workshop';

test.use({ workspace: 'workspace' });
const CLIPS = fileURLToPath(new URL('../assets/samples/clips/', import.meta.url));

test('texts are there to their ends and can be scrolled; their labels stand under them and can be hidden', async ({ page, scratch }) => {
  const folder = join(scratch, 'reports');
  await mkdir(folder);
  await writeFile(join(folder, 'reports.txt'), `${'The ferry left the quay at noon and came back in the evening. '.repeat(120)}That was all.\nFog, no traffic.\n`);
  await newDataset(page, folder, 'reports');
  await newClassification(page, ['traffic']);
  await tab(page, 'All').click();
  await cells(page).first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('1');
  await page.keyboard.press('c');
  const region = page.getByRole('region', { name: 'Compare' });
  const long = region.getByRole('group', { name: 'reports.txt:1' });
  await expect(long).toContainText('That was all.');
  await expect(region.getByText('traffic', { exact: true })).toHaveCount(2);
  await expect(region).not.toContainText('%');
  await long.hover();
  await page.mouse.wheel(0, 400);
  await expect.poll(() => long.evaluate((text) => text.scrollTop)).toBeGreaterThan(100);
  await page.keyboard.press('o');
  await expect(region.getByText('traffic', { exact: true })).toHaveCount(0);
});

for (const [width, height] of [[1280, 800], [900, 900]] as const) {
  test(`clips are seen whole, with the button that plays them, in a window of ${width} by ${height}`, async ({ page, scratch }) => {
    const folder = join(scratch, 'clips');
    await mkdir(folder);
    for (const name of ['morning-ferry.mp4', 'street-crossing.webm']) await copyFile(join(CLIPS, name), join(folder, name));
    await page.setViewportSize({ width, height });
    await newDataset(page, folder, 'clips');
    await expect(cells(page)).toHaveCount(2);
    await cells(page).first().click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('c');
    const panes = page.getByRole('region', { name: 'Compare' }).locator('[data-pane]');
    await expect(panes).toHaveCount(2);
    for (const pane of await panes.all()) {
      await expect.poll(() => pane.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
      const place = (await pane.boundingBox())!;
      for (const part of [pane.locator('img'), pane.getByRole('button', { name: 'Play' })]) {
        const box = (await part.boundingBox())!;
        expect(box.y, 'its upper edge').toBeGreaterThanOrEqual(place.y - 1);
        expect(box.y + box.height, 'its lower edge').toBeLessThanOrEqual(place.y + place.height + 1);
        expect(box.x + box.width, 'its right edge').toBeLessThanOrEqual(place.x + place.width + 1);
      }
    }
  });
}
