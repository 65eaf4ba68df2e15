import { describe, expect, it, vi } from 'vitest';
import { SHORTCUTS } from '../../shared/domain/label-rules';
import { translator } from '../../shared/messages';
import { chordOf, chordText, isComposing, parseChord, type KeyInput } from './chord';
import { COMMAND_IDS, definitionOf } from './definitions';
import { Dispatcher } from './dispatcher';
import { chordLabel, type LayoutMap } from './key-names';
import { actionsOf, findConflicts, isReserved, makeKeymap, scopesMeet, usersOf } from './keymap';
import { labelChord } from './label-keys';
import { PRESETS } from './presets';

function press(key: string, code: string, modifiers: Partial<KeyInput> = {}): KeyInput {
  return { key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers };
}
const chord = (input: KeyInput, mac = false): string | null => {
  const found = chordOf(input, mac);
  return found ? chordText(found) : null;
};
const words = translator('en');
const layout = (map: Record<string, string>): LayoutMap => ({ get: (code) => map[code] });
const GERMAN = layout({ Slash: '-', Minus: 'ß', BracketLeft: 'ü', Comma: ',', KeyZ: 'y', KeyY: 'z' });
const FRENCH = layout({ Slash: '!', Digit1: '&', Comma: ';', Semicolon: 'm' });

describe('chords by layout', () => {
  it('US: letters, digits and punctuation', () => {
    expect(chord(press('b', 'KeyB'))).toBe('b');
    expect(chord(press('B', 'KeyB', { shiftKey: true }))).toBe('shift+b');
    expect(chord(press('1', 'Digit1'))).toBe('Digit1');
    expect(chord(press('?', 'Slash', { shiftKey: true }))).toBe('shift+Slash');
    expect(chord(press('k', 'KeyK', { ctrlKey: true }))).toBe('mod+k');
  });
  it('German: Z and Y are where they are printed, punctuation where it lies', () => {
    expect(chord(press('z', 'KeyY', { ctrlKey: true }))).toBe('mod+z');
    expect(chord(press('y', 'KeyZ', { ctrlKey: true }))).toBe('mod+y');
    expect(chord(press('-', 'Slash'))).toBe('Slash');
    expect(chord(press('ü', 'BracketLeft'))).toBe('BracketLeft');
    expect(chord(press('ö', 'Semicolon'))).toBe('Semicolon');
  });
  it('the question mark asks for help wherever it lies', () => {
    expect(chord(press('?', 'Minus', { shiftKey: true })), 'German').toBe('shift+Slash');
    expect(chord(press('?', 'KeyM', { shiftKey: true })), 'French').toBe('shift+Slash');
    expect(chord(press('?', 'Slash', { ctrlKey: true, shiftKey: true }))).toBe('mod+shift+Slash');
    expect(chord(press('ß', 'Minus')), 'and its place stays another key').toBe('Minus');
  });
  it('French: digits without Shift, letters by what they print', () => {
    expect(chord(press('&', 'Digit1'))).toBe('Digit1');
    expect(chord(press('é', 'Digit2'))).toBe('Digit2');
    expect(chord(press('a', 'KeyQ'))).toBe('a');
    expect(chord(press('m', 'Semicolon'))).toBe('m');
  });
  it('other scripts: letters by their place', () => {
    expect(chord(press('и', 'KeyB'))).toBe('b');
    expect(chord(press('β', 'KeyB', { ctrlKey: true }))).toBe('mod+b');
    expect(chord(press('ش', 'KeyA'))).toBe('a');
  });
  it('a composing input gets every key to itself', () => {
    expect(isComposing(press('Process', 'KeyB'))).toBe(true);
    expect(chord(press('b', 'KeyB', { isComposing: true }))).toBeNull();
    expect(chord(press('b', 'KeyB', { keyCode: 229 }))).toBeNull();
    expect(chord(press('Dead', 'Equal'))).toBeNull();
  });
  it('AltGr writes characters and runs nothing; Alt with letters on a Mac does', () => {
    expect(chord(press('@', 'KeyQ', { ctrlKey: true, altKey: true, getModifierState: (n) => n === 'AltGraph' }))).toBeNull();
    expect(chord(press('∫', 'KeyB', { altKey: true }), true)).toBe('alt+b');
    expect(chord(press('k', 'KeyK', { metaKey: true }), true)).toBe('mod+k');
  });
  it('modifiers alone are nothing; the number pad is like its twins', () => {
    expect(chord(press('Shift', 'ShiftLeft', { shiftKey: true }))).toBeNull();
    expect(chord(press('1', 'Numpad1'))).toBe('Digit1');
    expect(chord(press('Enter', 'NumpadEnter'))).toBe('Enter');
  });
  it('reads what it writes and refuses nonsense', () => {
    for (const id of COMMAND_IDS) for (const text of definitionOf(id).keys) expect(parseChord(text), text).not.toBeNull();
    for (const text of ['', '+', 'mod+', 'mod+mod+k', 'hyper+k', 'K+k', 'ß', 'ctrl']) expect(parseChord(text), text).toBeNull();
  });
});

describe('how keys are written', () => {
  it('as the layout prints them', () => {
    expect(chordLabel('mod+k', words, false, null)).toBe('Ctrl K');
    expect(chordLabel('mod+shift+z', words, true, null)).toBe('⇧⌘Z');
    expect(chordLabel('shift+Slash', words, false, null)).toBe('?');
    expect(chordLabel('Slash', words, false, GERMAN)).toBe('-');
    expect(chordLabel('shift+Slash', words, false, GERMAN)).toBe('?');
    expect(chordLabel('BracketLeft', words, false, GERMAN)).toBe('Ü');
    expect(chordLabel('Slash', words, false, FRENCH)).toBe('!');
    expect(chordLabel('Digit1', words, false, FRENCH)).toBe('1');
    expect(chordLabel('ArrowLeft', words, false, null)).toBe('←');
    expect(chordLabel('NumpadAdd', words, false, GERMAN)).toBe('Num +');
  });
});

describe('keymap', () => {
  it('has no conflict in any preset', () => {
    for (const preset of PRESETS) expect({ preset, conflicts: findConflicts(makeKeymap(preset, {})) }).toEqual({ preset, conflicts: [] });
  });
  it('asks for no key that browsers keep for themselves', () => {
    const taken = PRESETS.flatMap((preset) => Object.entries(makeKeymap(preset, {})).filter(([, keys]) => keys.some(isReserved)).map(([id]) => `${preset} ${id}`));
    expect(taken).toEqual([]);
  });
  it('finds conflicts of own keys, only where both can be active', () => {
    const keymap = makeKeymap('labelwright', { 'image.fit': ['b'] });
    expect(findConflicts(keymap)).toEqual([{ chord: 'b', commands: ['image.box', 'image.fit'] }]);
    expect(usersOf(keymap, 'b', 'image.fit')).toEqual(['image.box']);
    expect(scopesMeet('list', 'editor')).toBe(false);
    expect(scopesMeet('app', 'image')).toBe(true);
  });
  it('takes own keys over the preset, "none" included, and leaves unreadable ones out', () => {
    const keymap = makeKeymap('cvat', { 'editor.next': ['PageDown', 'nonsense+'], 'editor.previous': [] });
    expect(keymap['editor.next']).toEqual(['PageDown']);
    expect(keymap['editor.previous']).toEqual([]);
    expect(keymap['editor.occluded']).toEqual(['q', 'NumpadDivide']);
  });
});

describe('keys of labels', () => {
  it('hide no action in the presets that leave them free, and those of the others are known', () => {
    const hidden = PRESETS.flatMap((preset) => SHORTCUTS.flatMap((key) => (['list', 'image'] as const).flatMap((scope) => actionsOf(makeKeymap(preset, {}), labelChord(key), scope).map((id) => `${preset} ${key} ${id}`))));
    expect(hidden).toEqual(['cvat q editor.occluded']);
  });
  it('hide what a person put there, where it can be active', () => {
    const keymap = makeKeymap('labelwright', { 'image.fit': ['w'], 'list.compare': ['w', 'c'], 'app.home': ['Digit7'] });
    expect(actionsOf(keymap, labelChord('w'), 'image')).toEqual(['image.fit']);
    expect(actionsOf(keymap, labelChord('w'), 'list')).toEqual(['list.compare']);
    expect(actionsOf(keymap, labelChord('7'), 'list')).toEqual(['app.home']);
    expect(actionsOf(keymap, labelChord('e'), 'image')).toEqual([]);
  });
});

describe('dispatcher', () => {
  const make = (): Dispatcher => new Dispatcher(makeKeymap('labelwright', {}), false);
  const context = { inText: false, repeat: false };

  it('runs the action registered last, and the outer one again when it goes', () => {
    const d = make();
    const outer = vi.fn();
    const inner = vi.fn();
    d.register('app.undo', { run: outer });
    const stop = d.register('app.undo', { run: inner });
    expect(d.press(press('z', 'KeyZ', { ctrlKey: true }), context)).toBe(true);
    stop();
    d.press(press('z', 'KeyZ', { ctrlKey: true }), context);
    expect([outer.mock.calls.length, inner.mock.calls.length]).toEqual([1, 1]);
  });
  it('does nothing in text fields, while composing, and for keys that nobody wants', () => {
    const d = make();
    const run = vi.fn();
    d.register('image.box', { run });
    expect(d.press(press('b', 'KeyB'), { inText: true, repeat: false })).toBe(false);
    expect(d.press(press('b', 'KeyB', { isComposing: true }), context)).toBe(false);
    expect(d.press(press('j', 'KeyJ'), context)).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });
  it('gives keys to the open dialog only', () => {
    const d = make();
    const below = vi.fn();
    const inside = vi.fn();
    d.register('list.open', { run: below });
    d.setLayers([7]);
    expect(d.press(press('Enter', 'Enter'), context)).toBe(false);
    d.register('list.open', { run: inside }, 7);
    expect(d.press(press('Enter', 'Enter'), context)).toBe(true);
    d.setLayers([]);
    d.press(press('Enter', 'Enter'), context);
    expect([below.mock.calls.length, inside.mock.calls.length]).toEqual([1, 1]);
  });
  it('repeats only what may repeat, and tells when a held key goes up whatever the modifiers', () => {
    const d = make();
    const next = vi.fn();
    const box = vi.fn();
    const down = vi.fn();
    const up = vi.fn();
    d.register('editor.next', { run: next });
    d.register('image.box', { run: box });
    d.register('image.pan', { run: down, release: up });
    d.press(press('d', 'KeyD'), context);
    d.press(press('d', 'KeyD'), { inText: false, repeat: true });
    d.press(press('b', 'KeyB'), context);
    d.press(press('b', 'KeyB'), { inText: false, repeat: true });
    d.press(press(' ', 'Space'), context);
    expect(d.press(press(' ', 'Space'), { inText: false, repeat: true })).toBe(true);
    expect(up).not.toHaveBeenCalled();
    d.release(press(' ', 'Space', { shiftKey: true }));
    expect([next.mock.calls.length, box.mock.calls.length, down.mock.calls.length, up.mock.calls.length]).toEqual([2, 1, 1, 1]);
  });
  it('lets go of held keys when the window loses the focus', () => {
    const d = make();
    const up = vi.fn();
    d.register('image.pan', { run: () => undefined, release: up });
    d.press(press(' ', 'Space'), context);
    d.blur();
    d.release(press(' ', 'Space'));
    expect(up).toHaveBeenCalledTimes(1);
  });
  it('passes over actions that are not possible now', () => {
    const d = make();
    const fallback = vi.fn();
    d.register('list.clear', { run: fallback });
    d.register('list.clear', { run: () => undefined, enabled: () => false });
    d.press(press('Escape', 'Escape'), context);
    expect(fallback).toHaveBeenCalledTimes(1);
    expect(d.run('list.open')).toBe(false);
    expect(d.available()).toEqual(['list.clear']);
  });
  it('lets a label have its key, whatever was registered after it, and gives it back when the label goes', () => {
    const d = new Dispatcher(makeKeymap('cvat', {}), false);
    const [label, occluded] = [vi.fn(), vi.fn()];
    const stop = d.registerKey({ chord: labelChord('q'), run: label });
    d.register('editor.occluded', { run: occluded });
    d.press(press('q', 'KeyQ'), context);
    stop();
    d.press(press('q', 'KeyQ'), context);
    expect([label.mock.calls.length, occluded.mock.calls.length]).toEqual([1, 1]);
  });
  it('hears shortcuts of labels on every layout', () => {
    const d = make();
    const run = vi.fn();
    d.registerKey({ chord: labelChord('1'), run });
    d.registerKey({ chord: labelChord('Q'), run });
    d.press(press('&', 'Digit1'), context);
    d.press(press('q', 'KeyA'), context);
    expect(run).toHaveBeenCalledTimes(2);
  });
});
