import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_NAME, nameIn } from '../../domain/names';
import { name } from './fields';

describe('names in events', () => {
  it('every name that is read out of what a person typed is taken, and is read the same again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: LONGEST_NAME }), (text) => {
      const clean = nameIn(text);
      return clean === '' || (name.safeParse(clean).success && nameIn(clean) === clean);
    }));
  });

  it.each(['', 'a\tb', 'a\u0000', '\ud83d', 'x'.repeat(LONGEST_NAME + 1)])('%j is none', (text) => {
    expect(name.safeParse(text).success).toBe(false);
  });
});
