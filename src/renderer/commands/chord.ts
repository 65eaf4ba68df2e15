/**
 * A chord is a key with its modifiers, written `mod+shift+z`. Letters stand for characters (they move with the
 * layout), everything else for physical keys by their `KeyboardEvent.code` (`Digit1`, `Slash`, `ArrowLeft`), so that
 * the row of digits works on layouts where digits need Shift. The question mark is `shift+Slash` wherever a layout has
 * it: who wants help types it. `mod` is Command on a Mac and Ctrl elsewhere.
 */
export interface Chord {
  readonly mod: boolean;
  /** Ctrl on a Mac, where it differs from `mod`; elsewhere the same as `mod`. */
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** One letter a…z, or a `code`. */
  readonly key: string;
}

/** What the keymap needs of a KeyboardEvent: tests hand over plain objects. */
export interface KeyInput {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly isComposing?: boolean;
  readonly keyCode?: number;
  getModifierState?(name: string): boolean;
}

const LETTER = /^[a-z]$/;
const QUESTION: Chord = { mod: false, ctrl: false, shift: true, alt: false, key: 'Slash' };
const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn', 'NumLock', 'OS', 'Hyper', 'Super']);

/** Reads `mod+shift+z`; null when it is no chord (settings are edited by hand too). */
export function parseChord(text: string): Chord | null {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  if (!LETTER.test(key) && !/^[A-Z][A-Za-z0-9]+$/.test(key)) return null;
  const names = new Set(parts);
  for (const name of names) if (!['mod', 'ctrl', 'shift', 'alt'].includes(name)) return null;
  if (names.size !== parts.length) return null;
  return { mod: names.has('mod'), ctrl: names.has('ctrl'), shift: names.has('shift'), alt: names.has('alt'), key };
}

/** The canonical text of a chord. */
export function chordText(chord: Chord): string {
  return `${chord.mod ? 'mod+' : ''}${chord.ctrl ? 'ctrl+' : ''}${chord.shift ? 'shift+' : ''}${chord.alt ? 'alt+' : ''}${chord.key}`;
}

/** True while an input method composes: such keys belong to it alone. */
export function isComposing(input: KeyInput): boolean {
  return input.isComposing === true || input.keyCode === 229 || input.key === 'Process';
}

/**
 * The letter an event means: its character on a Latin layout, the letter printed at that place on a US keyboard on
 * any other (Cyrillic, Greek, Arabic …), and also where Alt turns letters into signs (Mac). null when it is none.
 */
export function letterOf(input: KeyInput): string | null {
  const lower = input.key.toLowerCase();
  if (LETTER.test(lower)) return lower;
  const physical = /^Key([A-Z])$/.exec(input.code)?.[1]?.toLowerCase() ?? null;
  if (physical === null) return null;
  if (input.altKey && input.key !== 'Dead') return physical;
  return input.key.length > 0 && isForeignLetter(input.key) ? physical : null;
}

/** One character that is a letter of a script other than Latin. */
function isForeignLetter(key: string): boolean {
  return [...key].length === 1 && /\p{L}/u.test(key) && !/\p{Script=Latin}/u.test(key);
}

/** The chord that an event is; null for modifiers alone, while composing, and for characters made with AltGr. */
export function chordOf(input: KeyInput, mac: boolean): Chord | null {
  if (isComposing(input) || MODIFIERS.has(input.key) || input.key === 'Dead' || input.key === 'Unidentified') return null;
  if (!mac && input.getModifierState?.('AltGraph') === true) return null;
  if (input.key === '?' && !input.ctrlKey && !input.metaKey && !input.altKey) return QUESTION;
  const key = letterOf(input) ?? physicalKey(input.code);
  if (key === '') return null;
  return {
    mod: mac ? input.metaKey : input.ctrlKey,
    ctrl: mac ? input.ctrlKey : false,
    shift: input.shiftKey,
    alt: input.altKey,
    key,
  };
}

/** The two Enter keys and the digits of the number pad do what their twins do. */
function physicalKey(code: string): string {
  if (code === 'NumpadEnter') return 'Enter';
  const digit = /^Numpad(\d)$/.exec(code)?.[1];
  return digit === undefined ? code : `Digit${digit}`;
}
