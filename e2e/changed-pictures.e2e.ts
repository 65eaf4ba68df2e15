/** A picture that was replaced on the disk is the new one wherever it is looked at: in the loupe, in a comparison, in the editor. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { drawTwo, objects, shows, test } from './editing';
import { stage } from './hands';
import { expect } from './harness';

const plain = (background: string): Promise<Buffer> => sharp({ create: { width: 800, height: 600, channels: 3, background } }).jpeg().toBuffer();
const repaint = (folder: string, background: string): Promise<void> => plain(background).then((bytes) => writeFile(join(folder, 'picture-0001.jpg'), bytes));

/** The strongest of red, green and blue in the middle of what is shown. */
function strongest(page: Page, selector: string): Promise<string | null> {
  return page.evaluate((one) => {
    const element = document.querySelector<HTMLCanvasElement | HTMLImageElement>(one);
    if (element === null || (element instanceof HTMLImageElement && (!element.complete || element.naturalWidth === 0))) return null;
    const [width, height] = element instanceof HTMLImageElement ? [element.naturalWidth, element.naturalHeight] : [element.width, element.height];
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext('2d')!;
    context.drawImage(element, width / 2, height / 2, 1, 1, 0, 0, 1, 1);
    const channels = [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
    return Math.max(...channels) < 60 ? null : ['red', 'green', 'blue'][channels.indexOf(Math.max(...channels))]!;
  }, selector);
}

async function synchronize(page: Page, found = '1 file changed'): Promise<void> {
  await page.getByRole('button', { name: 'Synchronize' }).click();
  const report = page.getByRole('dialog');
  await expect(report).toContainText(found);
  await report.getByRole('button', { name: 'Close' }).last().click();
}

test.use({ making: { pictures: { count: 3, width: 800, height: 600 }, labels: ['tug'], attributes: [], more: (folder) => repaint(folder, '#e01010') } });

test('what was looked at before is looked at anew', async ({ editor: page, scratch }) => {
  const folder = join(scratch, 'pictures');
  const onStage = 'canvas[data-layer=media]';
  await expect.poll(() => strongest(page, onStage)).toBe('red');
  await page.goBack();
  await expect(stage(page)).toHaveCount(0);

  await page.getByRole('button', { name: 'Datasets', exact: true }).first().click();
  await page.getByText('Pictures', { exact: true }).first().click();
  await page.getByRole('option').first().dblclick();
  const loupe = page.getByRole('region', { name: 'One sample' });
  await expect(loupe).toBeVisible();
  await expect.poll(() => strongest(page, '[role=region] img')).toBe('red');
  // While one looks at it.
  await repaint(folder, '#10d010');
  await synchronize(page);
  await expect.poll(() => strongest(page, '[role=region] img')).toBe('green');

  // Beside another one, too.
  await page.keyboard.press('Escape');
  await page.getByRole('option').nth(1).click({ modifiers: ['Control'] });
  await page.keyboard.press('c');
  const compared = '[role=region] img[alt="picture-0001.jpg"]';
  await expect(page.getByRole('region', { name: 'Compare' })).toBeVisible();
  await expect.poll(() => strongest(page, compared)).toBe('green');
  await repaint(folder, '#1010d0');
  await synchronize(page);
  await expect.poll(() => strongest(page, compared)).toBe('blue');

  // And in the editor, which had decoded it.
  await page.getByRole('button', { name: 'Jobs', exact: true }).first().click();
  await page.getByText('Boxes', { exact: true }).first().click();
  await page.getByRole('button', { name: /^(Start|Continue) labeling/ }).click();
  await shows(page, '1 of 3');
  await expect.poll(() => strongest(page, onStage)).toBe('blue');
});

test('and in the editor while another window synchronizes, on the stage and in the filmstrip, with what is drawn on it', async ({ editor: page, boxes, openWindow, scratch }) => {
  const folder = join(scratch, 'pictures');
  const onStage = 'canvas[data-layer=media]';
  const inStrip = 'nav[aria-label] img';
  await expect.poll(() => strongest(page, onStage)).toBe('red');
  await expect.poll(() => strongest(page, inStrip)).toBe('red');
  await drawTwo(page, boxes);
  const other = await openWindow(boxes.host);
  // It opens where the first one stands.
  await other.getByRole('navigation', { name: 'Where you are' }).getByRole('button', { name: 'Jobs' }).click();
  await other.getByRole('button', { name: 'Datasets', exact: true }).first().click();
  await other.getByText('Pictures', { exact: true }).first().click();

  await repaint(folder, '#10d010');
  await synchronize(other);
  await expect.poll(() => strongest(page, onStage)).toBe('green');
  await expect.poll(() => strongest(page, inStrip)).toBe('green');
  await expect(objects(page)).toHaveCount(2);

  await rm(join(folder, 'picture-0001.jpg'));
  await synchronize(other, '1 file missing');
  await expect(page.getByText('The file is not where it was. Its labels are kept.')).toBeVisible();
  await expect(objects(page)).toHaveCount(2);

  await repaint(folder, '#1010d0');
  await synchronize(other, '1 file');
  await expect.poll(() => strongest(page, onStage)).toBe('blue');

  // A neighbour that was opened before, too.
  await page.keyboard.press('d');
  await shows(page, '2 of 3');
  await repaint(folder, '#e01010');
  await synchronize(other);
  await page.keyboard.press('a');
  await shows(page, '1 of 3');
  await expect.poll(() => strongest(page, onStage)).toBe('red');
});
