/** How keys are written for people: as their own keyboard prints them, where the browser says so. */
import type { Translator } from '../../shared/messages';
import { parseChord } from './chord';

/** `code` -> the character it types without modifiers (`navigator.keyboard.getLayoutMap()`), or the US layout. */
export type LayoutMap = { get(code: string): string | undefined };

const US: Readonly<Record<string, string>> = {
  Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']', Backslash: '\\', Semicolon: ';', Quote: "'",
  Backquote: '`', Comma: ',', Period: '.', Slash: '/', IntlBackslash: '<',
};
const ARROWS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };
/** Signs of the number pad, the same on every layout. */
const PAD: Readonly<Record<string, string>> = { NumpadAdd: '+', NumpadSubtract: '−', NumpadMultiply: '×', NumpadDivide: '/', NumpadDecimal: '.' };
/** "Ctrl K", "⇧⌘Z", "?", "1". `layout` null = US. */
export function chordLabel(text: string, words: Translator, mac: boolean, layout: LayoutMap | null): string {
  const chord = parseChord(text);
  if (!chord) return text;
  // One sign that people know instead of two keys: see `chordOf`.
  if (text === 'shift+Slash') return '?';
  const key = keyLabel(chord.key, words, layout);
  if (mac) return `${chord.ctrl ? '⌃' : ''}${chord.alt ? '⌥' : ''}${chord.shift ? '⇧' : ''}${chord.mod ? '⌘' : ''}${key}`;
  const names = [
    chord.mod || chord.ctrl ? words.t('keys.ctrl') : '',
    chord.alt ? words.t('keys.alt') : '',
    chord.shift ? words.t('keys.shift') : '',
    key,
  ];
  return names.filter((n) => n !== '').join(' ');
}

function keyLabel(key: string, words: Translator, layout: LayoutMap | null): string {
  if (/^[a-z]$/.test(key)) return key.toUpperCase();
  // Digit rows print their digits on every layout, also where typing one needs Shift.
  const digit = /^Digit(\d)$/.exec(key)?.[1];
  if (digit !== undefined) return digit;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return arrow;
  switch (key) {
    case 'Space': return words.t('keys.space');
    case 'Enter': return words.t('keys.enter');
    case 'Escape': return words.t('keys.escape');
    case 'Delete': return words.t('keys.delete');
    case 'Backspace': return words.t('keys.backspace');
    case 'Tab': return words.t('keys.tab');
    case 'Home': return words.t('keys.home');
    case 'End': return words.t('keys.end');
    case 'PageUp': return words.t('keys.page-up');
    case 'PageDown': return words.t('keys.page-down');
  }
  const sign = PAD[key];
  if (sign !== undefined) return words.t('keys.number-pad', { sign });
  const printed = layout?.get(key);
  if (printed !== undefined && printed.trim() !== '') return printed.length === 1 ? printed.toUpperCase() : printed;
  return US[key] ?? key;
}

/** True on a Mac, where Command takes the part of Ctrl. */
export function isMac(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}
