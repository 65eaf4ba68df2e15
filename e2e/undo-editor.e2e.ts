/** Undo and redo in the box editor when somebody is faster than the pictures: every press takes back exactly one command, in order. */
import { drawTwo, lying, objects, saved, shows, startLabeling, test } from './editing';
import { drag } from './hands';
import { expect } from './harness';

test('Ctrl+Z pressed faster than pictures open undoes one command each, in order, and ends on the picture of the last one', async ({ editor: page, boxes }) => {
  const [first, second, third] = boxes.samples;
  // 1, 2 on the first; 3 on the second; 4 on the first; 5 on the third: every second step opens another picture.
  await drawTwo(page, boxes);
  await page.keyboard.press('d');
  await shows(page, '2 of 3');
  await page.keyboard.press('b');
  await drag(page, [50, 50], [120, 120]);
  await page.keyboard.press('a');
  await shows(page, '1 of 3');
  await drag(page, [600, 400], [700, 500]);
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await shows(page, '3 of 3');
  await drag(page, [300, 300], [420, 420]);
  await expect(saved(page)).toHaveText('Saved');
  const counts = async () => [(await lying(boxes, first)).length, (await lying(boxes, second)).length, (await lying(boxes, third)).length];
  await expect.poll(counts).toEqual([3, 1, 1]);
  const full = await lying(boxes, first);

  // Not one by one: all presses are in before the first answer.
  const presses = (key: string, n: number) => page.evaluate(([k, times, shift]) => {
    for (let i = 0; i < times; i++) document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: k, code: 'KeyZ', ctrlKey: true, shiftKey: shift, bubbles: true, cancelable: true }));
  }, [key, n, key === 'Z'] as const);
  await presses('z', 3);
  await expect.poll(counts).toEqual([2, 0, 0]);
  await shows(page, '2 of 3');
  await presses('Z', 2);
  await expect.poll(counts).toEqual([3, 1, 0]);
  await shows(page, '1 of 3');
  expect(await lying(boxes, first)).toEqual(full);
  await presses('z', 4);
  await expect.poll(counts).toEqual([0, 0, 0]);
  await shows(page, '1 of 3');
  await presses('Z', 5);
  await expect.poll(counts).toEqual([3, 1, 1]);
  await shows(page, '3 of 3');

  // The same by real keys, as fast as they can be pressed.
  for (let i = 0; i < 5; i++) await page.keyboard.press('Control+z', { delay: 0 });
  await expect.poll(counts).toEqual([0, 0, 0]);
  await shows(page, '1 of 3');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Control+Shift+z', { delay: 0 });
  await expect.poll(counts).toEqual([3, 1, 0]);
  await shows(page, '1 of 3');
  expect(await lying(boxes, first)).toEqual(full);
});

test('two windows that press undo in the same moment take back one step each, or say that the other was first', async ({ editor: page, boxes, openWindow }) => {
  await drawTwo(page, boxes);
  await expect(saved(page)).toHaveText('Saved');
  const other = await startLabeling(await openWindow(boxes.host), 3, 2);
  await Promise.all([page.keyboard.press('Control+z'), other.keyboard.press('Control+z')]);
  const told = async (): Promise<number> => (await Promise.all([page, other].map((p) => p.getByText('Something else was done').count()))).reduce((a, b) => a + b);
  // Every press took a step or was answered; none took two.
  await expect.poll(async () => 2 - (await lying(boxes)).length + (await told())).toBe(2);
});

test('Undo beside the words about a deletion takes back that deletion, or says that something else was done since', async ({ editor: page, boxes }) => {
  await drawTwo(page, boxes);
  const two = await lying(boxes);
  const note = page.getByRole('status').filter({ hasText: '2 objects' });
  const removeAll = async (): Promise<void> => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await expect(objects(page)).toHaveCount(0);
  };
  await removeAll();
  await note.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(() => lying(boxes)).toEqual(two);
  await expect(objects(page)).toHaveCount(2);

  // Something newer stands: it is neither taken back nor passed over, and the person is told. The words stay while the
  // pointer rests on them, so the box is drawn by keys.
  await removeAll();
  await note.hover();
  for (const key of ['b', 'Enter', 'Control+ArrowRight', 'Control+ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect.poll(() => lying(boxes)).toHaveLength(1);
  const newer = await lying(boxes);
  await note.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('Something else was done meanwhile. Undo that first.')).toBeVisible();
  expect(await lying(boxes)).toEqual(newer);
  await page.keyboard.press('Control+z');
  await expect.poll(() => lying(boxes)).toHaveLength(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => lying(boxes)).toEqual(two);
});
