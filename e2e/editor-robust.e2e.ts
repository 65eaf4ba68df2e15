/** The box editor with pictures and jobs that are not as they should be: broken, gone, huge, a single pixel, ten thousand boxes. */
import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Draft } from '../src/shared/events/catalogue/types';
import type { AnnotationId } from '../src/shared/kernel/ids';
import { chosen, lying, MAKING, objects, saved, shows, test } from './editing';
import { drag, stage } from './hands';
import { expect } from './harness';
import { commandNamed, freshId } from './prepare';

test.describe('odd pictures', () => {
  const HUGE = { width: 12_000, height: 9000 };
  test.use({
    making: {
      ...MAKING, pictures: { count: 1, width: 800, height: 600 },
      more: async (folder) => {
        const flat = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#6a8' } });
        await writeFile(join(folder, 'picture-0002-huge.jpg'), await flat(HUGE.width, HUGE.height).jpeg({ quality: 40 }).toBuffer());
        await writeFile(join(folder, 'picture-0003-pixel.png'), await flat(1, 1).png().toBuffer());
        await writeFile(join(folder, 'picture-0004-garbage.jpg'), 'this is not a picture');
        await sharp({ create: { width: 900, height: 700, channels: 3, background: '#6a8', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg().toFile(join(folder, 'picture-0005-cut.jpg'));
        await truncate(join(folder, 'picture-0005-cut.jpg'), 2000);
        await flat(640, 480).png().toFile(join(folder, 'picture-0006-gone.png'));
        // A few bytes that promise nine hundred million pixels.
        const bomb = await flat(1, 1).png().toBuffer();
        for (const at of [16, 20]) bomb.writeUInt32BE(30_000, at);
        await writeFile(join(folder, 'picture-0007-bomb.png'), bomb);
      },
    },
  });

  test('a huge picture, a single pixel, one that promises too much, a broken, a cut-off and a vanished file: the editor says what is the matter and goes on', async ({ editor: page, boxes, scratch, errors }) => {
    errors.allowed.push(/Failed to load resource/);
    const [, huge, pixel, , cut, gone] = boxes.samples;
    await page.keyboard.press('d');
    await shows(page, '2 of 7');
    await page.keyboard.press('Digit1');
    await drag(page, [3000, 3000], [9000, 6000], HUGE);
    await expect.poll(() => lying(boxes, huge)).toHaveLength(1);
    const [large] = await lying(boxes, huge);
    for (const [is, should] of [[large!.x, 3000], [large!.width, 6000], [large!.height, 3000]] as const) expect(Math.abs(is - should)).toBeLessThan(20);
    for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -240);
    await page.keyboard.press('f');

    await page.keyboard.press('d');
    await shows(page, '3 of 7');
    await expect(page.getByRole('button', { name: /3,200 %|3200 %/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Control+ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => lying(boxes, pixel)).toHaveLength(1);
    const [one] = await lying(boxes, pixel);
    expect(one!.x + one!.width).toBeLessThanOrEqual(1);
    expect(one!.width).toBeGreaterThan(0);

    await page.keyboard.press('d');
    await expect(page.getByText('4 of 7', { exact: true })).toBeVisible();
    await expect(page.getByText('The file cannot be read as a picture: Not what its name says')).toBeVisible();
    // What is left of a photograph that is cut off is shown, and can be drawn on.
    // The words in place of the picture are not selected by who drags over them.
    const words = (await page.getByText('The file cannot be read as a picture').boundingBox())!;
    await page.mouse.move(words.x + 2, words.y + 4);
    await page.mouse.down();
    await page.mouse.move(words.x + words.width - 2, words.y + words.height - 4, { steps: 6 });
    await page.mouse.up();
    expect(await page.evaluate(() => getSelection()!.toString())).toBe('');
    const missing = page.getByText('Cut off: part of this picture is missing.');
    await expect(missing).toHaveCount(0);
    await page.keyboard.press('d');
    await shows(page, '5 of 7');
    await expect(missing).toBeVisible();
    await drag(page, [100, 100], [300, 280], { width: 900, height: 700 });
    await expect.poll(() => lying(boxes, cut)).toHaveLength(1);
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await expect(page.getByText('7 of 7', { exact: true })).toBeVisible();
    await expect(page.getByText('It has 30,000 x 30,000 pixels.')).toBeVisible();
    await page.keyboard.press('a');
    await shows(page, '6 of 7');
    // It vanishes while it is shown: what is drawn is kept, on the disk, and there when the file is not.
    await rm(join(scratch, 'pictures', 'picture-0006-gone.png'));
    await drag(page, [100, 100], [200, 180], { width: 640, height: 480 });
    await expect.poll(() => lying(boxes, gone)).toHaveLength(1);
    await expect(saved(page)).toHaveText('Saved');
    await page.reload();
    await expect(page.getByText('6 of 7', { exact: true })).toBeVisible();
    await expect(page.getByText('This picture cannot be shown')).toBeVisible();
    await expect(objects(page)).toHaveText([/tug 1/]);
    await page.keyboard.press('a');
    await page.keyboard.press('a');
    await page.keyboard.press('a');
    await shows(page, '3 of 7');
    await expect(objects(page)).toHaveText([/tug 1/]);
  });
});

test('ten thousand boxes: come from another window, are listed and found, removed by one command, and brought back by one', async ({ editor: page, boxes }) => {
  const { window, job, labels, samples: [, crowded] } = boxes;
  const drafts = Array.from({ length: 10_000 }, (_, i): Draft => ({
    type: 'annotation.created', base: [],
    body: { job, sample: crowded!, annotation: freshId<AnnotationId>(), label: labels[i % 3]!, geometry: { kind: 'box', x: (i % 100) * 7.5, y: Math.floor(i / 100) * 5.5, width: 6, height: 4 }, attributes: {}, origin: 'person' },
  }));
  await window.request('journal.commit', { job, command: commandNamed('command.paste'), drafts });
  await page.keyboard.press('d');
  await shows(page, '2 of 3');
  await expect(page.getByRole('tab', { name: /^Objects/ })).toContainText('10,000');
  await page.keyboard.press('b');
  await drag(page, [700, 300], [790, 500]);
  await expect(page.getByRole('tab', { name: /^Objects/ })).toContainText('10,001');
  // Only rows in view exist; the filter finds any of them.
  expect(await objects(page).count()).toBeLessThan(80);
  await page.keyboard.press('/');
  await page.keyboard.type('crane 3333');
  await expect(objects(page)).toHaveText([/crane 3333/]);
  await objects(page).first().click();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('textbox', { name: 'Filter objects' }).fill('');
  await stage(page).focus();
  const before = await lying(boxes, crowded);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('tab', { name: /^Objects/ })).toHaveText('Objects0');
  await expect.poll(async () => (await lying(boxes, crowded)).length, { timeout: 120_000 }).toBe(0);
  await expect(chosen(page)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await lying(boxes, crowded)).length, { timeout: 120_000 }).toBe(10_001);
  expect(await lying(boxes, crowded)).toEqual(before);
  await expect(page.getByRole('tab', { name: /^Objects/ })).toContainText('10,001');
  await expect(saved(page)).toHaveText('Saved');
});
