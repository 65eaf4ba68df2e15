import { describe, expect, it } from 'vitest';
import { shownName } from './shown-name';

describe('a name as it is shown', () => {
  it.each([
    ['photo\u202egpj.exe', 'photo[U+202E]gpj.exe'], ['a\u2066b', 'a[U+2066]b'], ['a\u2069b', 'a[U+2069]b'], ['a\u2068b', 'a[U+2068]b'], ['x\u200bx.png', 'x[U+200B]x.png'], ['\ufeffa.csv', '[U+FEFF]a.csv'], ['so\u00adft', 'so[U+00AD]ft'],
    ['a\u200db', 'a[U+200D]b'], ['a\u0007b\u001b[31m', 'a[U+0007]b[U+001B][31m'], ['\u3164.jpg', '[U+3164].jpg'], ['a\u{e0041}b', 'a[U+E0041]b'], ['a\u200f.png', 'a[U+200F].png'],
  ])('%j is written out', (name, shown) => expect(shownName(name)).toBe(shown));

  it.each(['quay 12.jpg', 'übersee.png', 'צילום.jpg', 'صورة.jpg', 'می\u200cخواهم.txt', 'क्\u200dष.txt', '👩\u200d🚒.png', '👩🏽\u200d🚒.png', 'a\u2068שלום\u2069b', 'a\tb\n', '照片.jpg'])('%j stays', (name) => expect(shownName(name)).toBe(name));
});
