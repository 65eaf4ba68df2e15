/** The box editor with the mouse: every handle, what lies under another, rubber band, panning, strokes that leave the window. */
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { chosen, drawTwo, lying, objects, saved, shows, startLabeling, test, type Lying } from './editing';
import { at, begin, click, drag, frames, SIZE, stage } from './hands';
import { expect } from './harness';

const close = (a: Lying, b: Partial<Omit<Lying, 'label'>>, slack = 1.6): boolean => (['x', 'y', 'width', 'height'] as const).every((k) => b[k] === undefined || Math.abs(a[k] - b[k]) < slack);

/** The colour of the picture as it is on the screen, at a place of the window. */
async function pixel(page: Page, x: number, y: number): Promise<string> {
  const png = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
  return (await sharp(png).removeAlpha().raw().toBuffer()).toString('hex');
}

test('each of the eight handles moves its own edges; Shift keeps the proportions, Alt the middle; the picture ends every box', async ({ editor: page, boxes }) => {
  await page.keyboard.press('b');
  await drag(page, [300, 200], [500, 360]);
  await expect.poll(() => lying(boxes)).toHaveLength(1);
  await page.keyboard.press('v');
  await click(page, 400, 280);
  const moves: readonly (readonly [from: readonly [number, number], by: readonly [number, number], change: Partial<Omit<Lying, 'label'>>])[] = [
    [[300, 200], [-20, -10], { x: -20, y: -10, width: 20, height: 10 }], [[390, 190], [0, -15], { y: -15, height: 15 }],
    [[500, 175], [25, -12], { y: -12, width: 25, height: 12 }], [[525, 261], [-30, 0], { width: -30 }],
    [[495, 360], [10, 20], { width: 10, height: 20 }], [[392, 380], [0, 18], { height: 18 }],
    [[280, 398], [14, -8], { x: 14, width: -14, height: -8 }], [[294, 276], [-24, 0], { x: -24, width: 24 }],
  ];
  for (const [from, [dx, dy], change] of moves) {
    const [was] = await lying(boxes);
    await drag(page, from, [from[0] + dx, from[1] + dy]);
    const expected = Object.fromEntries((['x', 'y', 'width', 'height'] as const).map((k) => [k, was![k] + (change[k] ?? 0)]));
    await expect.poll(async () => close((await lying(boxes))[0]!, expected), { message: `handle at ${from.join()}` }).toBe(true);
  }
  // Each was one command.
  for (let i = 0; i < moves.length; i++) await page.keyboard.press('Control+z');
  await expect.poll(async () => close((await lying(boxes))[0]!, { x: 300, y: 200, width: 200, height: 160 })).toBe(true);

  await drag(page, [500, 360], [600, 370], SIZE, ['Shift']);
  await expect.poll(async () => close((await lying(boxes))[0]!, { x: 300, y: 200, width: 300, height: 240 }, 3)).toBe(true);
  await drag(page, [600, 320], [560, 320], SIZE, ['Alt']);
  await expect.poll(async () => close((await lying(boxes))[0]!, { x: 340, width: 220 }, 3)).toBe(true);
  await drag(page, [450, 320], [3000, -3000]);
  await expect.poll(async () => { const [b] = await lying(boxes); return [b!.x + b!.width, b!.y]; }).toEqual([800, 0]);
  // Shift draws a square, Alt from the middle.
  await page.keyboard.press('b');
  await drag(page, [100, 450], [160, 480], SIZE, ['Shift']);
  await drag(page, [300, 500], [340, 530], SIZE, ['Alt']);
  await expect.poll(async () => (await lying(boxes)).length).toBe(3);
  const [, square, middle] = await lying(boxes);
  expect(close(square!, { x: 100, y: 450, width: 60, height: 60 })).toBe(true);
  expect(close(middle!, { x: 260, y: 470, width: 80, height: 60 })).toBe(true);
});

test('reaches what lies under another, selects with Shift and by rubber band, asks for a label by right click, locks and hides from the list', async ({ editor: page, boxes }) => {
  await page.keyboard.press('Digit1');
  await drag(page, [100, 100], [400, 400]);
  await page.keyboard.press('Digit2');
  await drag(page, [200, 200], [300, 300]);
  await page.keyboard.press('Digit3');
  await drag(page, [600, 100], [700, 200]);
  await expect.poll(() => lying(boxes)).toHaveLength(3);
  await page.keyboard.press('v');
  // The small one inside is meant first; Alt goes deeper, and round.
  await click(page, 250, 250);
  await expect(chosen(page)).toHaveText([/buoy 1/]);
  for (const name of [/tug 1/, /buoy 1/]) {
    await click(page, 250, 250, ['Alt']);
    await expect(chosen(page)).toHaveText([name]);
  }
  await click(page, 650, 150, ['Shift']);
  await expect(chosen(page)).toHaveText([/buoy 1/, /crane 1/]);
  await click(page, 650, 150, ['Shift']);
  await expect(chosen(page)).toHaveText([/buoy 1/]);
  await drag(page, [780, 20], [550, 180]);
  await expect(chosen(page)).toHaveText([/crane 1/]);
  await drag(page, [60, 60], [150, 150], SIZE, ['Shift']);
  await expect(chosen(page)).toHaveText([/tug 1/, /crane 1/]);
  await click(page, 760, 560);
  await expect(chosen(page)).toHaveCount(0);

  await page.mouse.click(...(await at(page, [650, 150])), { button: 'right' });
  await page.keyboard.type('tug');
  await page.keyboard.press('Enter');
  await expect(objects(page)).toHaveText([/tug 1/, /tug 2/, /buoy 1/]);
  await objects(page).nth(2).dblclick();
  await page.keyboard.type('crane');
  await page.keyboard.press('Enter');
  await expect(objects(page)).toHaveText([/tug 1/, /tug 2/, /crane 1/]);
  await expect.poll(async () => (await lying(boxes)).map((l) => l.label)).toEqual(['tug', 'crane', 'tug']);

  // What is locked is seen and not hit, moved or removed; what is hidden is neither seen nor hit.
  await page.getByTitle('Lock tug 1', { exact: true }).click();
  await page.keyboard.press('Escape');
  await click(page, 150, 350);
  await expect(chosen(page)).toHaveCount(0);
  await page.keyboard.press('Control+a');
  await expect(chosen(page)).toHaveText([/tug 2/, /crane 1/]);
  await objects(page).first().click();
  await page.keyboard.press('Delete');
  await expect(page.getByText('A locked object stays')).toBeVisible();
  expect(await lying(boxes)).toHaveLength(3);
  await page.keyboard.press('Escape');
  const [x, y] = await at(page, [600, 150]);
  await frames(page, 2);
  const drawn = await pixel(page, x, y);
  await page.getByTitle('Hide tug 2').click({ force: true });
  await expect.poll(() => pixel(page, x, y)).not.toBe(drawn);
  await page.keyboard.press('Shift+h');
  await expect(page.getByText('All objects are hidden')).toBeVisible();
  // What is drawn then is seen, and the others stay hidden.
  const [fromX, fromY] = await at(page, [300, 300]), [toX, toY] = await at(page, [420, 380]);
  const bare = await pixel(page, fromX, (fromY + toY) / 2);
  await page.keyboard.press('b');
  await page.mouse.move(fromX, fromY);
  await page.mouse.down();
  await page.mouse.move(toX, toY, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByText('All other objects are hidden')).toBeVisible();
  await page.mouse.move(toX + 40, toY + 40);
  await expect.poll(() => pixel(page, fromX, (fromY + toY) / 2)).not.toBe(bare);
  expect(await pixel(page, x, y)).not.toBe(drawn);
  await page.keyboard.press('Control+z');
  await expect.poll(() => lying(boxes)).toHaveLength(3);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByTitle('Show tug 2').click();
  await expect.poll(() => pixel(page, x, y)).toBe(drawn);
});

test('space, the middle button and the hand move the picture under any tool; the crosshair follows the pointer', async ({ editor: page, boxes }) => {
  await drawTwo(page, boxes);
  await page.keyboard.press('b');
  const before = await lying(boxes);
  const [x, y] = await at(page, [150, 140]);
  await page.mouse.move(x, y);
  // The cross through the whole stage, and away with C.
  const [cx, cy] = [Math.round(x), Math.round((await at(page, [0, 500]))[1])];
  await frames(page, 2);
  const crossed = await pixel(page, cx, cy);
  await page.keyboard.press('c');
  await expect.poll(() => pixel(page, cx, cy)).not.toBe(crossed);
  await page.keyboard.press('c');
  await expect.poll(() => pixel(page, cx, cy)).toBe(crossed);

  await page.keyboard.press('z');
  const pan = async (begin: () => Promise<void>, end: () => Promise<void>): Promise<void> => {
    await page.mouse.move(x, y);
    await begin();
    await page.mouse.move(x + 80, y + 60, { steps: 3 });
    await end();
  };
  await pan(async () => { await page.keyboard.down(' '); await page.mouse.down(); }, async () => { await page.mouse.up(); await page.keyboard.up(' '); });
  await pan(() => page.mouse.down({ button: 'middle' }), () => page.mouse.up({ button: 'middle' }));
  await page.getByRole('button', { name: 'Move the picture (hold Space)' }).click();
  await pan(() => page.mouse.down(), () => page.mouse.up());
  expect(await lying(boxes)).toEqual(before);
  // Three times by (80, 60), as far as the picture stays in view: what was under the pointer is there now.
  await page.keyboard.press('v');
  await page.mouse.click(x + 240, y + 180);
  await expect(chosen(page)).toHaveText([/tug 1/]);
  await page.keyboard.press('Escape');
  // As far in and as far out as it goes, and back.
  await page.mouse.move(x + 240, y + 180);
  for (let i = 0; i < 30; i++) await page.mouse.wheel(0, -600);
  await expect(page.getByRole('button', { name: /^6,?400 %/ }).or(page.getByText('6400 %'))).toBeVisible();
  await page.mouse.click(x + 240, y + 180);
  await expect(chosen(page)).toHaveText([/tug 1/]);
  for (let i = 0; i < 40; i++) await page.mouse.wheel(0, 600);
  await page.keyboard.press('f');
  await page.keyboard.press('Escape');
  await click(page, 150, 140);
  await expect(chosen(page)).toHaveText([/tug 1/]);
});

test('a stroke that leaves the window ends where it comes back or is let go; a window resized under it keeps it', async ({ editor: page, boxes }) => {
  await page.keyboard.press('b');
  await page.mouse.move(...(await at(page, [600, 400])));
  await page.mouse.down();
  await page.mouse.move(1600, 1200, { steps: 3 });
  await page.mouse.move(...(await at(page, [700, 500])), { steps: 3 });
  await page.mouse.up();
  await expect.poll(async () => (await lying(boxes)).some((b) => close(b, { x: 600, y: 400, width: 100, height: 100 }))).toBe(true);
  await page.mouse.move(...(await at(page, [700, 300])));
  await page.mouse.down();
  await page.mouse.move(1700, -300, { steps: 3 });
  await page.mouse.up();
  await expect.poll(async () => (await lying(boxes)).some((b) => close(b, { x: 700, y: 0, width: 100, height: 300 }))).toBe(true);

  await begin(page, [100, 100], [150, 150]);
  await page.setViewportSize({ width: 1000, height: 640 });
  await expect.poll(async () => (await stage(page).boundingBox())!.width).toBeLessThan(800);
  await page.mouse.move(...(await at(page, [260, 240])), { steps: 2 });
  await page.mouse.up();
  await expect.poll(async () => (await lying(boxes)).some((b) => close(b, { x: 100, y: 100, width: 160, height: 140 }, 2.5))).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('who changes a box that another window holds is told apart: the window whose change does not stand says so', async ({ editor: page, boxes, openWindow }) => {
  await drawTwo(page, boxes);
  await expect(saved(page)).toHaveText('Saved');
  const other = await startLabeling(await openWindow(boxes.host), 3, 2);
  await other.keyboard.press('a');
  await shows(other, '1 of 3');
  // Both drag the same box at the same time; the one that lets go last holds.
  await page.bringToFront();
  await begin(page, [150, 140], [180, 140]);
  await other.bringToFront();
  await other.keyboard.press('v');
  await drag(other, [150, 140], [150, 200]);
  await expect.poll(async () => close((await lying(boxes))[0]!, { x: 100, y: 160 })).toBe(true);
  await page.bringToFront();
  await page.mouse.move(...(await at(page, [190, 140])));
  await page.mouse.up();
  await expect.poll(async () => close((await lying(boxes))[0]!, { x: 140, y: 100 })).toBe(true);
  await expect(other.getByText('tug 1 was changed in another window. It shows what holds now.')).toBeVisible();
  await expect(page.getByText('tug 1 was changed in another window. It shows what holds now.')).toBeVisible();

  // Removed there while it is dragged here: nothing comes back, and it is said.
  await begin(page, [450, 360], [470, 380]);
  await other.bringToFront();
  await click(other, 450, 360);
  await other.keyboard.press('Delete');
  await expect.poll(() => lying(boxes)).toHaveLength(1);
  await page.bringToFront();
  await page.mouse.move(...(await at(page, [520, 420])));
  await page.mouse.up();
  await expect(page.getByText(/buoy( 1)? was removed in another window/)).toBeVisible();
  await expect(objects(page)).toHaveText([/tug 1/]);
  expect(await lying(boxes)).toHaveLength(1);
});
