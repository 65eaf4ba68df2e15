/** The box editor without a mouse: boxes drawn, found, changed, described; full screen; hints; keyboards of other countries. */
import type { Page } from '@playwright/test';
import type { AttributeId } from '../src/shared/kernel/ids';
import { chosen, drawTwo, lying, MAKING, objects, saved, shows, startLabeling, test } from './editing';
import { begin, click, drag, stage } from './hands';
import { expect } from './harness';
import { commandNamed, heldBy } from './prepare';

/** What screen readers are told of the picture. */
const spoken = (page: Page) => page.locator('section [aria-live=polite]');

test('a box is drawn, found, moved, resized, named and removed by keys alone, and each step is said', async ({ editor: page, boxes }) => {
  const [sample] = boxes.samples;
  await expect(stage(page)).toBeFocused();
  await page.keyboard.press('Digit2');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+ArrowLeft');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+ArrowRight');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowDown');
  await expect(spoken(page)).toHaveText(/^At \d+, \d+: \d+ by \d+$/);
  await page.keyboard.press('Enter');
  await expect.poll(() => lying(boxes)).toHaveLength(1);
  const [drawn] = await lying(boxes);
  expect(drawn!.label).toBe('buoy');
  expect([Math.round(drawn!.width), Math.round(drawn!.height)]).toEqual([51, 41]);

  // Tab goes through the objects; arrows and Ctrl+arrows change the one it stands on.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(chosen(page)).toHaveText([/buoy 1/]);
  await expect(spoken(page)).toHaveText(new RegExp(`^buoy 1: left ${Math.round(drawn!.x)}, top`));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+Shift+ArrowRight');
  await page.keyboard.press('Control+ArrowUp');
  await expect.poll(async () => (await lying(boxes))[0]).toMatchObject({ x: drawn!.x + 11, width: drawn!.width + 10, height: drawn!.height - 1 });
  await expect(spoken(page)).toHaveText(`buoy 1: left ${Math.round(drawn!.x + 11)}, top ${Math.round(drawn!.y)}, ${Math.round(drawn!.width + 10)} by ${Math.round(drawn!.height - 1)}`);

  // Held down, a key is one gesture: one undo takes all of it back.
  const before = (await lying(boxes))[0]!;
  await page.keyboard.down('ArrowDown');
  for (let i = 0; i < 6; i++) await page.keyboard.down('ArrowDown');
  await page.keyboard.up('ArrowDown');
  await expect.poll(async () => (await lying(boxes))[0]!.y).toBe(before.y + 7);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await lying(boxes))[0]).toEqual(before);

  // Enter asks for the label by name.
  await page.keyboard.press('Enter');
  await page.keyboard.type('cra');
  await page.keyboard.press('Enter');
  await expect(objects(page)).toHaveText([/crane 1/]);
  await expect(stage(page)).toBeFocused();
  await page.keyboard.press('Control+d');
  await expect(objects(page)).toHaveText([/crane 1/, /crane 2/]);
  await page.keyboard.press('Escape');

  // Tab and Shift+Tab: every object, then what follows the picture; Esc and Tab leave at once.
  for (const name of [/crane 1/, /crane 2/]) {
    await page.keyboard.press('Tab');
    await expect(chosen(page)).toHaveText([name]);
  }
  await page.keyboard.press('Shift+Tab');
  await expect(chosen(page)).toHaveText([/crane 1/]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(stage(page)).not.toBeFocused();
  await stage(page).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(stage(page)).not.toBeFocused();
  await expect(chosen(page)).toHaveCount(0);

  // "/" finds in the list from any tab, Esc comes back.
  await page.getByRole('tab', { name: 'Details' }).click();
  await stage(page).focus();
  await page.keyboard.press('/');
  await page.keyboard.type('2');
  await expect(objects(page)).toHaveText([/crane 2/]);
  await page.keyboard.press('Escape');
  await expect(objects(page)).toHaveCount(2);

  // O: occluded, an attribute that exports have; a label that misses it gets it, in the same step.
  await page.keyboard.press('BracketRight');
  await page.keyboard.press('o');
  await expect(objects(page).first()).toContainText('occluded');
  await expect.poll(async () => Object.values((await heldBy(boxes, sample!))[0]!.attributes)).toEqual(['1']);
  await page.keyboard.press('o');
  await expect(objects(page).first()).not.toContainText('occluded');
  await page.keyboard.press('Control+z');
  await expect(objects(page).first()).toContainText('occluded');
  await page.keyboard.press('Control+z');
  await expect(objects(page).first()).not.toContainText('occluded');
  await expect.poll(async () => (await heldBy(boxes, sample!))[0]!.attributes).toEqual({});
  await page.keyboard.press('x');
  await expect(page.getByRole('button', { name: 'Hard', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(objects(page)).toHaveCount(0);
});

test('full screen hides all but the stage, Esc ends a gesture before it ends full screen; hints are shown once', async ({ editor: page, boxes, openWindow }) => {
  await drawTwo(page, boxes);
  const hints = page.getByRole('region', { name: 'Three things to know' });
  await expect(hints.getByRole('listitem')).toHaveCount(3);
  await hints.getByRole('button', { name: 'Got it' }).click();
  await expect(hints).toHaveCount(0);
  await page.keyboard.press('Shift+f');
  await expect(page.locator('header')).toHaveCount(0);
  for (const name of ['Tools', 'Labels and objects', 'Samples']) await expect(page.locator(`[aria-label="${name}"]`).first()).toBeHidden();
  await expect.poll(() => stage(page).boundingBox()).toEqual({ x: 0, y: 0, ...page.viewportSize() });
  // Drawing goes on there; Esc takes back the stroke, then the selection, and only then the full screen.
  await page.keyboard.press('Digit3');
  await drag(page, [600, 100], [700, 200]);
  await expect.poll(() => lying(boxes)).toHaveLength(3);
  await begin(page, [620, 300], [700, 400]);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.locator('header')).toHaveCount(0);
  await page.keyboard.press('v');
  await click(page, 650, 150);
  await page.keyboard.press('Escape');
  await expect(page.locator('header')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.locator('header')).toHaveCount(1);
  await expect(page.getByRole('toolbar', { name: 'Tools' })).toBeVisible();
  expect(await lying(boxes)).toHaveLength(3);
  const other = await startLabeling(await openWindow(boxes.host), 3, 2);
  await expect(other.getByRole('region', { name: 'Three things to know' })).toHaveCount(0);
});

interface Layout { readonly [code: string]: readonly [plain: string, shifted: string] }
const GERMAN: Layout = { KeyB: ['b', 'B'], KeyD: ['d', 'D'], KeyA: ['a', 'A'], KeyV: ['v', 'V'], KeyY: ['z', 'Z'], KeyZ: ['y', 'Y'], Digit1: ['1', '!'], Digit2: ['2', '"'], Digit3: ['3', '§'], Slash: ['-', '_'], BracketLeft: ['ü', 'Ü'], BracketRight: ['+', '*'], Minus: ['ß', '?'], Digit7: ['7', '/'] };
const FRENCH: Layout = { KeyB: ['b', 'B'], KeyD: ['d', 'D'], KeyQ: ['a', 'A'], KeyA: ['q', 'Q'], KeyV: ['v', 'V'], KeyW: ['z', 'Z'], KeyZ: ['w', 'W'], Digit1: ['&', '1'], Digit2: ['é', '2'], Digit3: ['"', '3'], Slash: ['!', '§'], BracketLeft: ['^', '¨'], BracketRight: ['$', '£'], Semicolon: ['m', 'M'], Comma: [';', '.'] };

/** Real key events of a keyboard: the place of the key and the character that this layout has there. */
async function keyboard(page: Page, layout: Layout) {
  const client = await page.context().newCDPSession(page);
  return async (code: string, { ctrl = false, shift = false } = {}): Promise<void> => {
    const key = layout[code]![shift ? 1 : 0];
    const event = { code, key, modifiers: (ctrl ? 2 : 0) + (shift ? 8 : 0), windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) };
    await client.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...(ctrl ? {} : { text: key }) });
    await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  };
}

/** A browser that says how this keyboard prints its keys. */
async function printing(page: Page, layout: Layout): Promise<void> {
  await page.addInitScript((plain) => {
    Object.defineProperty(navigator, 'keyboard', { value: { getLayoutMap: () => Promise.resolve(new Map(plain)), lock: () => Promise.resolve() } });
  }, Object.entries(layout).map(([code, [key]]) => [code, key] as const));
  await page.reload();
  await shows(page, '1 of 3');
}

for (const [name, layout, y] of [['German', GERMAN, 'KeyY'], ['French', FRENCH, 'KeyW']] as const) {
  test(`${name} keyboard: digits by their place, letters by what is printed on them, and the sheet shows them as printed`, async ({ editor: page, boxes }) => {
    await printing(page, layout);
    const press = await keyboard(page, layout);
    // On the French board the digits are typed with Shift; without it they choose labels all the same.
    await press('Digit2');
    await drag(page, [100, 100], [200, 180]);
    await press('Digit3');
    await drag(page, [400, 300], [500, 420]);
    await expect.poll(async () => (await lying(boxes)).map((l) => l.label)).toEqual(['buoy', 'crane']);
    await press(y, { ctrl: true });
    await expect.poll(() => lying(boxes)).toHaveLength(1);
    await press(y, { ctrl: true, shift: true });
    await expect.poll(() => lying(boxes)).toHaveLength(2);
    await press('KeyV');
    await press('BracketRight');
    await expect(chosen(page)).toHaveText([/buoy 1/]);
    await press('KeyD');
    await shows(page, '2 of 3');
    await press(layout === FRENCH ? 'KeyQ' : 'KeyA');
    await shows(page, '1 of 3');
    // The key where others have A is Q on a French board, and is nobody's.
    if (layout === FRENCH) await press('KeyA');
    await shows(page, '1 of 3');
    await press('Slash');
    await expect(page.getByRole('textbox', { name: 'Filter objects' })).toBeFocused();
    await page.keyboard.press('Escape');
    await press('Slash', { shift: true });
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await expect(sheet).toBeVisible();
    const row = (title: string) => sheet.getByText(title, { exact: true }).locator('..');
    await expect(row('Next object')).toContainText(layout === FRENCH ? '$' : '+');
    await expect(row('Previous object')).toContainText(layout === FRENCH ? '^' : 'Ü');
    await expect(row('Filter')).toContainText(layout === FRENCH ? '!' : '-');
    await expect(row('Undo')).toContainText('Ctrl Z');
  });
}

test('the keys of labelme and ModelArts work when chosen; two actions on one key are shown in Settings', async ({ editor: page, boxes }) => {
  const preset = async (name: string): Promise<void> => {
    await page.keyboard.press('Control+Comma');
    await page.getByRole('tab', { name: 'Keys' }).or(page.getByRole('button', { name: 'Keys', exact: true })).first().click();
    await page.getByRole('combobox', { name: 'Preset' }).click();
    await page.getByRole('option', { name }).click();
    await expect(page.getByText(/does two things|do two things/)).toHaveCount(0);
  };
  await preset('labelme');
  // A key that is taken is named before it is taken over; kept anyway, nothing runs twice.
  await page.getByRole('button', { name: 'Change the key of “Fit”', exact: true }).click();
  await page.keyboard.press('b');
  await expect(page.getByText('This key already does “Draw a box”.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.keyboard.press('Alt+ArrowLeft');
  await shows(page, '1 of 3');
  await page.keyboard.press('Control+r');
  await expect(page.getByRole('button', { name: 'Box (Ctrl R)' })).toHaveAttribute('aria-pressed', 'true');
  await drag(page, [100, 100], [200, 180]);
  await drag(page, [300, 300], [400, 380]);
  await expect.poll(() => lying(boxes)).toHaveLength(2);
  await page.keyboard.press('Control+j');
  await click(page, 150, 140);
  await page.keyboard.press('Control+e');
  await page.keyboard.type('crane');
  await page.keyboard.press('Enter');
  await expect(objects(page)).toHaveText([/tug 1/, /crane 1/]);
  await page.keyboard.press('Control+Shift+d');
  await shows(page, '2 of 3');
  await preset('ModelArts');
  await page.keyboard.press('Alt+ArrowLeft');
  await shows(page, '2 of 3');
  await page.keyboard.press('a');
  await shows(page, '1 of 3');
  await page.keyboard.press('Shift+Delete');
  await expect.poll(() => lying(boxes)).toHaveLength(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => lying(boxes)).toHaveLength(2);
});

test('a digit that a person gave to an action stays theirs: a label without a key takes the next one that is free', async ({ editor: page, boxes }) => {
  const { window, labels } = boxes;
  const { catalog } = await window.request('state.catalog', {});
  const labelSet = catalog.labelSets[0]!.id;
  await window.request('journal.commit', { job: null, command: commandNamed('command.label-key'), drafts: [{ type: 'label.changed', base: [], body: { labelSet, label: labels[2]!, field: 'shortcut', to: null, was: '3' } }] });
  await page.getByRole('tab', { name: 'Labels' }).click();
  const crane = page.getByRole('radio', { name: /crane/ });
  await expect(crane).toContainText('3');
  await page.keyboard.press('Control+Comma');
  await page.getByRole('tab', { name: 'Keys' }).or(page.getByRole('button', { name: 'Keys', exact: true })).first().click();
  await page.getByRole('button', { name: 'Change the key of “Next object”', exact: true }).click();
  await page.keyboard.press('3');
  await page.keyboard.press('Alt+ArrowLeft');
  await shows(page, '1 of 3');
  await page.getByRole('tab', { name: 'Labels' }).click();
  await expect(crane).toContainText('4');
  await drawTwo(page, boxes);
  await page.getByRole('tab', { name: /^Objects/ }).click();
  await page.keyboard.press('3');
  await expect(chosen(page)).toHaveText([/tug 1/]);
  await page.keyboard.press('4');
  await expect(objects(page)).toHaveText([/buoy 1/, /crane 1/]);
});

test('a box is typed in Details, side by side: each side counts, and the focus goes on', async ({ editor: page, boxes }) => {
  await drawTwo(page, boxes);
  await page.keyboard.press('BracketRight');
  await page.getByRole('tab', { name: 'Details' }).click();
  const side = (name: string) => page.getByRole('region', { name: 'Selected object' }).getByRole('textbox', { name });
  await side('Left').fill('120');
  await page.keyboard.press('Tab');
  await expect(side('Top')).toBeFocused();
  await page.keyboard.type('90');
  await page.keyboard.press('Tab');
  await expect(side('Width')).toBeFocused();
  await page.keyboard.type('30,5');
  await page.keyboard.press('Enter');
  await expect.poll(() => lying(boxes)).toContainEqual({ label: 'tug', x: 120, y: 90, width: 30.5, height: 80 });
  // What is no number is said while it stands there, does nothing, and goes with the focus or with Esc.
  await side('Height').fill('tall');
  await expect(page.getByRole('alert')).toHaveText('A number of pixels');
  await page.keyboard.press('Enter');
  await expect(side('Height')).toHaveValue('tall');
  await page.keyboard.press('Tab');
  await expect(side('Height')).toHaveValue('80');
  await side('Width').fill('0');
  await expect(page.getByRole('alert')).toHaveText('More than 0');
  await page.keyboard.press('Escape');
  await expect(side('Width')).toHaveValue('30.5');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await lying(boxes)).toContainEqual({ label: 'tug', x: 120, y: 90, width: 30.5, height: 80 });
});

test('a number beyond the picture in Details: a place moves the box to the edge and keeps its size, a size ends at the edge', async ({ editor: page, boxes }) => {
  await drawTwo(page, boxes);
  const before = await lying(boxes);
  await page.keyboard.press('BracketRight');
  await page.getByRole('tab', { name: 'Details' }).click();
  const side = (name: string) => page.getByRole('region', { name: 'Selected object' }).getByRole('textbox', { name });
  const type = async (name: string, text: string, ends: string, shown: string): Promise<void> => {
    await side(name).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
    await page.keyboard.press(ends);
    await expect(side(name)).toHaveValue(shown);
  };
  await type('Left', '1e20', 'Enter', '700');
  await expect.poll(() => lying(boxes)).toContainEqual({ label: 'tug', x: 700, y: 100, width: 100, height: 80 });
  // It stands at the edge already: the number goes back to where it stands.
  await type('Left', '790', 'Tab', '700');
  await type('Top', '-5', 'Tab', '0');
  await type('Width', '5000', 'Tab', '100');
  await type('Height', '99999', 'Enter', '600');
  await expect.poll(() => lying(boxes)).toContainEqual({ label: 'tug', x: 700, y: 0, width: 100, height: 600 });
  await expect(saved(page)).toHaveText('Saved');
  // Three changes, three steps back; what changed nothing is none.
  await stage(page).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  await expect.poll(() => lying(boxes)).toEqual(before);
  await expect(side('Left')).toHaveValue('100');
});

test.describe('with attributes', () => {
  const type = 'a'.repeat(32) as AttributeId;
  const name = 'b'.repeat(32) as AttributeId;
  test.use({ making: { ...MAKING, attributes: [{ id: type, kind: 'select', name: 'Type', values: ['Trawler', 'Cutter', 'Ferry'] }, { id: name, kind: 'text', name: 'Name' }] } });

  test('attributes are answered by keys in Details, kept on the disk, taken back by undo; an input method keeps its keys', async ({ editor: page, boxes }) => {
    const [sample] = boxes.samples;
    await drawTwo(page, boxes);
    const answers = async () => (await heldBy(boxes, sample!)).map((a) => a.attributes);
    await page.keyboard.press('BracketRight');
    await page.getByRole('tab', { name: 'Details' }).click();
    const details = page.getByRole('region', { name: 'Selected object' });
    await details.getByRole('combobox', { name: 'Type' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(answers).toEqual([{ [type]: 'Cutter' }, {}]);
    const text = details.getByRole('textbox', { name: 'Name' });
    await page.keyboard.press('Tab');
    await expect(text).toBeFocused();
    await page.keyboard.type('b1 Möwe');
    await page.keyboard.press('Enter');
    await expect.poll(answers).toEqual([{ [type]: 'Cutter', [name]: 'b1 Möwe' }, {}]);
    await expect(saved(page)).toHaveText('Saved');

    // A composing input: Enter takes the word, not the field, and no key of the editor fires.
    await text.fill('');
    const client = await page.context().newCDPSession(page);
    await client.send('Input.imeSetComposition', { text: 'かもめ', selectionStart: 3, selectionEnd: 3 });
    await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', code: 'Enter', key: 'Process', windowsVirtualKeyCode: 229 });
    await client.send('Input.insertText', { text: 'かもめ' });
    await expect(text).toBeFocused();
    expect(await answers()).toEqual([{ [type]: 'Cutter', [name]: 'b1 Möwe' }, {}]);
    await page.keyboard.press('Enter');
    await expect.poll(answers).toEqual([{ [type]: 'Cutter', [name]: 'かもめ' }, {}]);
    await stage(page).focus();
    await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', code: 'KeyD', key: 'Process', windowsVirtualKeyCode: 229 });
    await shows(page, '1 of 3');

    for (const expected of [{ [type]: 'Cutter', [name]: 'b1 Möwe' }, { [type]: 'Cutter' }, {}]) {
      await page.keyboard.press('Control+z');
      await expect.poll(answers).toEqual([expected, {}]);
    }
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(answers).toEqual([{ [type]: 'Cutter' }, {}]);
    await expect(details.getByRole('combobox', { name: 'Type' })).toHaveValue('Cutter');
    // The same questions stand in the row of the selected object.
    await page.getByRole('tab', { name: /^Objects/ }).click();
    await expect(page.getByRole('combobox', { name: 'Type' })).toHaveValue('Cutter');
  });
});
