import { describe, expect, it } from 'vitest';
import { nameIn } from './names';

describe('the name in a piece of text', () => {
  it.each([
    ['boat', 'boat'],
    ['  two words ', 'two words'],
    ['a\tb\r\nc', 'a b c'],
    ['\u0000boat\u0007', 'boat'],
    ['half \ud83d of a ship', 'half  of a ship'],
    ['\u{1f6a2}', '\u{1f6a2}'],
    ['مرحبا', 'مرحبا'],
    ['\u200b\u202e', ''],
    ['\t\n', ''],
  ])('%j is %j', (text, expected) => {
    expect(nameIn(text)).toBe(expected);
  });
});
