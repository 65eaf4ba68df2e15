/** The box editor in the whole application: the built host, a workspace on the disk, mouse and keyboard in Chromium. */
import { chosen, drawTwo, lying, objects, saved, shows, startLabeling, test } from './editing';
import { at, click, drag, stage } from './hands';
import { expect } from './harness';

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1.5;

test('draws with the label of a number key, selects, moves, resizes, nudges, relabels, deletes, and all of it is on the disk', async ({ editor: page, boxes }) => {
  await expect(page.locator('header nav')).toContainText('picture-0001.jpg');
  await drawTwo(page, boxes);
  const [a, b] = await lying(boxes);
  expect([a!.label, b!.label]).toEqual(['tug', 'buoy']);
  for (const [is, should] of [[a!.x, 100], [a!.y, 100], [a!.width, 100], [a!.height, 80], [b!.x, 400], [b!.height, 120]] as const) expect(near(is, should), `${is} is about ${should}`).toBe(true);
  await expect(objects(page)).toHaveText([/tug 1/, /buoy 1/]);

  await click(page, 150, 140);
  await expect(chosen(page)).toHaveText([/tug 1/]);
  await click(page, 450, 360, ['Shift']);
  await expect(chosen(page)).toHaveCount(2);
  await drag(page, [150, 140], [190, 160]);
  await expect.poll(async () => near((await lying(boxes))[0]!.x, a!.x + 40)).toBe(true);
  const moved = await lying(boxes);
  expect(moved[1]!.x - b!.x).toBeCloseTo(moved[0]!.x - a!.x, 6);
  expect(moved.map((m) => m.width)).toEqual([a!.width, b!.width]);

  await page.keyboard.press('Escape');
  await click(page, 190, 160);
  const { x, y, width, height } = moved[0]!;
  await drag(page, [x + width, y + height], [x + width + 30, y + height + 20]);
  await expect.poll(async () => near((await lying(boxes))[0]!.width, width + 30)).toBe(true);
  const sized = (await lying(boxes))[0]!;
  expect([sized.x, sized.y]).toEqual([x, y]);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+ArrowRight');
  await expect.poll(async () => (await lying(boxes))[0]).toMatchObject({ x: x + 1, y: y + 10, width: sized.width + 1 });
  await page.keyboard.press('Digit3');
  await expect.poll(async () => (await lying(boxes)).map((l) => l.label)).toEqual(['crane', 'buoy']);
  await expect(objects(page)).toHaveText([/buoy 1/, /crane 1/]);

  const before = await lying(boxes);
  await expect(saved(page)).toHaveText('Saved');
  await page.reload();
  await shows(page, '1 of 3');
  await expect(objects(page)).toHaveText([/buoy 1/, /crane 1/]);
  expect(await lying(boxes)).toEqual(before);
  await objects(page).first().click();
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await lying(boxes)).map((l) => l.label)).toEqual(['crane']);
  await expect(objects(page)).toHaveText([/crane 1/]);
});

test('says "Saved" when the answer is there and not before', async ({ boxes, openWindow, context }) => {
  let holding = false;
  const held: (() => void)[] = [];
  await context.routeWebSocket(/\/channel/, (window) => {
    const server = window.connectToServer();
    server.onMessage((message) => {
      if (holding) held.push(() => window.send(message));
      else window.send(message);
    });
  });
  const page = await startLabeling(await openWindow(boxes.host));
  await expect(saved(page)).toHaveCount(0);
  holding = true;
  await page.keyboard.press('Digit1');
  await drag(page, [100, 100], [200, 180]);
  // Shown at once, written by the host, and still not called saved: the window cannot know.
  await expect(objects(page)).toHaveText([/tug 1/]);
  await expect.poll(() => lying(boxes)).toHaveLength(1);
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await expect(saved(page)).toHaveText('Saving');
  await page.waitForTimeout(300);
  await expect(saved(page)).toHaveAttribute('data-saved', 'no');
  holding = false;
  for (const pass of held) pass();
  await expect(saved(page)).toHaveText('Saved');
  await expect(saved(page)).toHaveAttribute('data-saved', 'yes');
});

test('copies, pastes, duplicates, and pastes from the picture before', async ({ editor: page, boxes }) => {
  await drawTwo(page, boxes);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect.poll(() => lying(boxes)).toHaveLength(4);
  await page.keyboard.press('Control+d');
  await expect.poll(() => lying(boxes)).toHaveLength(6);
  await page.keyboard.press('d');
  await shows(page, '2 of 3');
  await page.keyboard.press('Control+v');
  await expect.poll(() => lying(boxes, boxes.samples[1])).toHaveLength(2);
  await page.keyboard.press('Control+z');
  await expect.poll(() => lying(boxes, boxes.samples[1])).toHaveLength(0);
  await page.keyboard.press('Shift+v');
  await expect.poll(() => lying(boxes, boxes.samples[1])).toEqual(await lying(boxes));
  await expect(chosen(page)).toHaveCount(6);
});

test('undo and redo go through every command, open the sample of each and say so, and survive a reload', async ({ editor: page, boxes }) => {
  const [first, second] = boxes.samples;
  await drawTwo(page, boxes);
  const full = await lying(boxes);
  await page.keyboard.press('d');
  await shows(page, '2 of 3');
  await page.keyboard.press('Digit3');
  await drag(page, [300, 300], [380, 380]);
  await expect.poll(() => lying(boxes, second)).toHaveLength(1);
  await page.reload();
  await shows(page, '2 of 3');
  await page.keyboard.press('Control+z');
  await expect.poll(() => lying(boxes, second)).toHaveLength(0);
  await shows(page, '2 of 3');
  await page.keyboard.press('Control+z');
  await shows(page, '1 of 3');
  await expect(page.getByText('Undid on picture-0001.jpg: draw box')).toBeVisible();
  await expect.poll(() => lying(boxes, first)).toEqual(full.slice(0, 1));
  await page.keyboard.press('Control+z');
  await expect.poll(() => lying(boxes, first)).toEqual([]);
  await expect(objects(page)).toHaveCount(0);
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+Shift+z');
  await shows(page, '2 of 3');
  await expect(page.getByText('Redid on picture-0002.jpg: draw box')).toBeVisible();
  await expect.poll(() => lying(boxes, second)).toHaveLength(1);
  expect(await lying(boxes, first)).toEqual(full);
});

test('goes through the pictures, zooms where the pointer is, hides and locks, submits an empty picture as such', async ({ editor: page, boxes }) => {
  await drawTwo(page, boxes);
  await page.mouse.move(...(await at(page, [150, 140])));
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -120);
  // What lay under the pointer lies there still.
  await page.mouse.down();
  await page.mouse.up();
  await expect(chosen(page)).toHaveText([/tug 1/]);
  await page.keyboard.press('z');
  await expect(page.getByText('100 %')).toBeVisible();
  await page.keyboard.press('f');
  await expect(page.getByText('100 %')).toHaveCount(0);

  await page.keyboard.press('h');
  await page.keyboard.press('Escape');
  await click(page, 150, 140);
  await expect(chosen(page)).toHaveCount(0);
  await objects(page).nth(1).click();
  await page.getByTitle('Lock buoy 1').click();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await click(page, 450, 360);
  await expect(chosen(page)).toHaveCount(0);
  expect(await lying(boxes)).toHaveLength(2);

  // The next picture comes into the same editor: nothing is taken down and built again.
  await stage(page).evaluate((element) => (element.dataset['mark'] = 'same'));
  await page.keyboard.press('d');
  await shows(page, '2 of 3');
  await expect(stage(page)).toHaveAttribute('data-mark', 'same');
  await page.keyboard.press('Control+Enter');
  await shows(page, '3 of 3');
  await expect.poll(async () => (await boxes.window.request('sample.open', { job: boxes.job, sample: boxes.samples[1]! })).work.nothingHere).toBe(true);
  await page.keyboard.press('d');
  await expect(page.getByText('3 of 3', { exact: true })).toBeVisible();
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await shows(page, '1 of 3');
  await expect(page.locator('header nav')).toContainText('picture-0001.jpg');
});

test('two windows on one picture stay in step', async ({ editor: page, boxes, openWindow }) => {
  const other = await startLabeling(await openWindow(boxes.host));
  await page.bringToFront();
  await drawTwo(page, boxes);
  await expect(objects(other)).toHaveText([/tug 1/, /buoy 1/]);
  await other.bringToFront();
  await other.keyboard.press('v');
  await click(other, 150, 140);
  await expect(chosen(other)).toHaveText([/tug 1/]);
  await other.keyboard.press('Digit3');
  await expect(objects(page)).toHaveText([/buoy 1/, /crane 1/]);
  await page.bringToFront();
  await page.keyboard.press('Control+z');
  await expect(objects(other)).toHaveText([/tug 1/, /buoy 1/]);
  expect((await lying(boxes)).map((l) => l.label)).toEqual(['tug', 'buoy']);
});

test('digits choose labels by the place of the key, whatever the layout types there', async ({ editor: page, boxes }) => {
  // On an AZERTY board the key of "2" types "é" without Shift; on both its place is Digit2.
  for (const [key, code] of [['é', 'Digit2'], ['"', 'Digit3'], ['1', 'Digit1']] as const) {
    await page.evaluate(([k, c]) => document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: k, code: c, bubbles: true, cancelable: true })), [key, code] as const);
    const column = Number(code.slice(5));
    await drag(page, [100 * column, 100], [100 * column + 60, 180]);
  }
  await expect.poll(async () => (await lying(boxes)).map((l) => l.label)).toEqual(['buoy', 'crane', 'tug']);
});
