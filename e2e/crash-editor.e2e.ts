/** The host is killed while a person draws in the real editor: what was shown as saved is there, what was not arrives once. */
import { nodeFileSystem } from '../src/main/adapters/fs-node';
import { nodeSha256 } from '../src/main/adapters/sha256-node';
import { readWorkspaceFile } from '../src/main/services/journal';
import { readLog } from '../src/main/services/journal/read-log';
import { readEvent } from '../src/shared/events/codec/event';
import type { LogId } from '../src/shared/kernel/ids';
import { isId } from '../src/shared/kernel/ids';
import { at, drag, openBoxJob, ready, saved, workOf } from './box-job';
import type { Page } from '@playwright/test';
import { stage } from './hands';
import { expect, test } from './harness';
import { connect } from './node-window';

/** "left,top" of the boxes created in the journal as it lies on the disk, no host running. */
async function onDisk(dir: string): Promise<string[]> {
  const workspace = await readWorkspaceFile(nodeFileSystem, nodeSha256, dir);
  if (!workspace.ok) throw new Error(workspace.error.message);
  const boxes: string[] = [];
  for (const { name } of (await nodeFileSystem.list(`${dir}/journal`)).filter((entry) => isId(entry.name))) {
    const { state } = await readLog(nodeFileSystem, nodeSha256, dir, workspace.value.project, name as LogId);
    for (const file of state.files) {
      const text = Buffer.from((await nodeFileSystem.read(`${dir}/journal/${name}/${String(file.n).padStart(10, '0')}.log`)).subarray(0, file.bytes));
      // Frames are between binary hashes: events are found by their first field.
      for (let from = text.indexOf('{"auth":'); from >= 0; from = text.indexOf('{"auth":', from + 1)) {
        const event = readEvent(text.subarray(from, from + text.readUInt32LE(from - 4) % 0x80000000));
        if (event.ok && event.value.type === 'annotation.created') boxes.push(key((event.value.body as { readonly geometry: { readonly x: number; readonly y: number } }).geometry));
      }
    }
  }
  return boxes;
}

const key = (box: { readonly x: number; readonly y: number }): string => `${Math.round(box.x)},${Math.round(box.y)}`;

/** The tab with the number of objects; the list itself shows only what fits. */
const objects = (page: Page) => page.getByRole('tab', { name: /^Objects/ });

const KILLS = 5;
const COLUMNS = 15;
/** Left and top of the n-th box: no two overlap. */
const place = (n: number): readonly [number, number] => [10 + 40 * (n % COLUMNS), 10 + 40 * Math.floor(n / COLUMNS)];

test(`${KILLS} kills in the middle of strokes: what was shown as saved is there, the rest arrives once`, async ({ browser, scratch }) => {
  const { page, secret, job, samples, dir, ...opened } = await openBoxJob(browser, scratch, 2);
  let { host, window } = opened;
  await page.keyboard.press('Digit1');

  let drawn = 0;
  let shownSaved = 0;
  let inStroke = 0;
  let waiting = 0;
  for (let round = 0; round < KILLS; round++) {
    let gone = false;
    let killed: Promise<void> | null = null;
    const until = drawn + 12;
    const killAt = drawn + 4 + round;
    while (drawn < until) {
      const [x, y] = place(drawn);
      await page.mouse.move(...(await at(page, x, y)));
      await page.mouse.down();
      await page.mouse.move(...(await at(page, x + 15, y + 12)));
      if (drawn === killAt) {
        // Between pressing and letting go, at another moment each time.
        killed = new Promise((resolve) => setTimeout(resolve, round * 7)).then(() => host.kill()).then(() => { gone = true; });
        inStroke++;
      }
      await page.mouse.move(...(await at(page, x + 30, y + 25)), { steps: 2 });
      await page.mouse.up();
      drawn++;
      // Read before anything is drawn again: all strokes so far are on the disk, says the window.
      if (await saved(page).isVisible()) shownSaved = drawn;
    }
    await killed;
    expect(gone).toBe(true);
    const there = await onDisk(dir);
    const promised = Array.from({ length: shownSaved }, (_, n) => key({ x: place(n)[0], y: place(n)[1] }));
    expect(promised.filter((one) => !there.some((other) => near(one, other))), `shown as saved before kill ${round + 1} and lost`).toEqual([]);
    if (there.length < drawn) waiting++;
    window.close();

    host = await host.restart();
    window = await connect(secret);
    await expect(page.getByText('Connection lost')).toHaveCount(0);
    await expect(saved(page)).toBeVisible();
    await expect.poll(async () => (await workOf(window, job, samples[0]!)).annotations.length).toBe(drawn);
    const after = (await workOf(window, job, samples[0]!)).annotations.map((one) => key(one.geometry));
    for (let n = 0; n < drawn; n++) expect(after.filter((one) => near(one, key({ x: place(n)[0], y: place(n)[1] }))), `box ${n} after kill ${round + 1}`).toHaveLength(1);
  }
  expect(inStroke).toBe(KILLS);
  // Else nothing was sent again, and the test would prove less than it says.
  expect(waiting).toBeGreaterThan(0);
  await expect(objects(page)).toHaveText(`Objects${drawn}`);
  // A fresh page sees the same.
  await page.reload();
  await ready(page);
  await expect(objects(page)).toHaveText(`Objects${drawn}`);
  expect((await workOf(window, job, samples[0]!)).annotations).toHaveLength(drawn);
  window.close();
  await page.close();
  expect(await host.stop()).toBe(0);
});

/** The pointer lands on whole screen pixels: a pixel or two beside. */
function near(one: string, other: string): boolean {
  const [x = 0, y = 0] = one.split(',').map(Number);
  const [u = 0, v = 0] = other.split(',').map(Number);
  return Math.abs(x - u) < 6 && Math.abs(y - v) < 6;
}

test('30 mixed edits on three pictures, kill -9, all undone and done again by keys, equal at each step', async ({ browser, scratch }) => {
  const { page, secret, job, samples, ...opened } = await openBoxJob(browser, scratch, 3);
  let { host, window } = opened;
  // An annotation whose creation was undone stays in the journal as retired: what counts is what lives.
  const state = async (): Promise<string> => JSON.stringify(await Promise.all(samples.map(async (sample) => {
    const work = await workOf(window, job, sample);
    return { ...work, annotations: work.annotations.filter((one) => !one.retired) };
  })));

  const states = [await state()];
  /** One edit by hand; waits until it is on the disk and the state has changed. */
  const edit = async (what: () => Promise<void>): Promise<void> => {
    await what();
    await expect.poll(state, { intervals: [20, 50, 100] }).not.toBe(states.at(-1));
    await expect(saved(page)).toBeVisible();
    states.push(await state());
  };
  for (let picture = 0; picture < 3; picture++) {
    if (picture > 0) await page.keyboard.press('d');
    await expect(page.getByText(`${picture + 1} of 3`)).toBeVisible();
    await ready(page);
    await page.keyboard.press('Digit1');
    await edit(() => drag(page, [60, 60], [160, 140]));
    await page.keyboard.press('Digit2');
    await edit(() => drag(page, [300, 200], [420, 300]));
    await edit(() => drag(page, [460, 60], [560, 120]));
    await page.keyboard.press('v');
    await page.mouse.click(...(await at(page, 110, 100)));
    await expect(page.getByRole('option', { selected: true })).toHaveCount(1);
    await edit(() => page.keyboard.press('ArrowRight'));
    await edit(() => page.keyboard.press('Shift+ArrowDown'));
    await edit(() => page.keyboard.press('Control+ArrowRight'));
    await edit(() => page.keyboard.press('Digit2'));
    await edit(() => drag(page, [110, 110], [150, 160]));
    await edit(() => page.keyboard.press('Control+d'));
    await edit(() => page.keyboard.press('Delete'));
  }
  expect(states).toHaveLength(31);

  window.close();
  await host.kill();
  host = await host.restart();
  window = await connect(secret);
  await expect(page.getByText('Connection lost')).toHaveCount(0);
  expect(await state()).toBe(states[30]);
  await stage(page).focus();
  for (let n = 29; n >= 0; n--) {
    await page.keyboard.press('Control+z');
    await expect.poll(state, { message: `after undoing edit ${n + 1}`, intervals: [20, 50, 100] }).toBe(states[n]);
    // It opens the picture it changed.
    await expect(page.getByText(`${Math.floor(n / 10) + 1} of 3`)).toBeVisible();
  }
  for (let n = 1; n <= 30; n++) {
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(state, { message: `after redoing edit ${n}`, intervals: [20, 50, 100] }).toBe(states[n]);
    await expect(page.getByText(`${Math.floor((n - 1) / 10) + 1} of 3`)).toBeVisible();
  }
  window.close();
  await page.close();
  expect(await host.stop()).toBe(0);
});
