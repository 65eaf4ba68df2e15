/** Ctrl+Z held over many changes on several pictures: none is lost, none is taken back twice, and all of them come again. */
import type { Page } from '@playwright/test';
import { heldBy } from './prepare';
import { MAKING, shows, test } from './editing';
import { drag } from './hands';
import { expect } from './harness';

const PICTURES = 5;
const ROUNDS = 6;

test.use({ making: { ...MAKING, pictures: { count: PICTURES, width: 800, height: 600 } } });

/** The key held: real key events, repeating as fast as the window takes them, `n` of them; then it comes up. */
async function hold(page: Page, modifiers: readonly string[], n: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  for (const key of modifiers) await page.keyboard.down(key);
  const bits = (modifiers.includes('Control') ? 2 : 0) + (modifiers.includes('Shift') ? 8 : 0);
  const key = { key: bits === 10 ? 'Z' : 'z', code: 'KeyZ', windowsVirtualKeyCode: 90, modifiers: bits };
  // Not one after the other: all are on their way before the first was answered.
  await Promise.all(Array.from({ length: n }, (_, i) => client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', autoRepeat: i > 0, ...key })));
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  for (const key of [...modifiers].reverse()) await page.keyboard.up(key);
  await client.detach();
}

test('Ctrl+Z held over thirty changes on five pictures takes back each of them once, Ctrl+Shift+Z brings back each of them', async ({ editor: page, boxes }) => {
  test.slow();
  await page.keyboard.press('Digit1');
  // One box on each picture, round and round: every step back opens another picture.
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = 0; at < PICTURES; at++) {
      await shows(page, `${at + 1} of ${PICTURES}`);
      await drag(page, [40 + 100 * round, 60], [110 + 100 * round, 160]);
      await page.keyboard.press('d');
    }
    for (let at = 1; at < PICTURES; at++) await page.keyboard.press('a');
  }
  const all = () => Promise.all(boxes.samples.map(async (sample) => (await heldBy(boxes, sample)).map((a) => a.id)));
  const counts = async () => (await all()).map((ids) => ids.length);
  await expect.poll(counts).toEqual(Array(PICTURES).fill(ROUNDS));
  const before = await all();

  // Some of them first, so that a lost press shows as a wrong number.
  await hold(page, ['Control'], 7);
  await expect.poll(counts).toEqual([5, 5, 5, 4, 4]);
  await hold(page, ['Control', 'Shift'], 7);
  await expect.poll(all).toEqual(before);

  await hold(page, ['Control'], PICTURES * ROUNDS);
  await expect.poll(counts, { timeout: 30_000 }).toEqual(Array(PICTURES).fill(0));
  await shows(page, `1 of ${PICTURES}`);
  await hold(page, ['Control', 'Shift'], PICTURES * ROUNDS);
  await expect.poll(all, { timeout: 30_000 }).toEqual(before);
  await shows(page, `${PICTURES} of ${PICTURES}`);

  // One after the other with the answers in between, by real presses, while pictures are opening.
  for (let i = 0; i < PICTURES * ROUNDS; i++) await page.keyboard.press('Control+z', { delay: 0 });
  await expect.poll(counts, { timeout: 30_000 }).toEqual(Array(PICTURES).fill(0));
  for (let i = 0; i < PICTURES * ROUNDS; i++) await page.keyboard.press('Control+Shift+z', { delay: 0 });
  await expect.poll(all, { timeout: 30_000 }).toEqual(before);
});
