import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes';
import { isSafePath, isSafePathBytes } from './safe-path';

/** As the comment says it, part by part. */
function slowly(path: string): boolean {
  return path !== '' && !path.includes('\0') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

describe('a path inside its root', () => {
  it.each(['a', 'a/b.jpg', '...', '.a', 'a.', '..a/b', 'a/..b', 'ä/ö', 'a\nb', 'a b/ c', '\\..\\'])('%j is one', (path) => {
    expect(isSafePath(path)).toBe(true);
    expect(isSafePathBytes(utf8(path), 0, utf8(path).length)).toBe(true);
  });

  it.each(['', '/', '.', '..', '/a', 'a/', 'a//b', './a', 'a/.', 'a/./b', '../a', 'a/..', 'a/../b', 'a\0b', 'a\n/../b', '\0'])('%j is none', (path) => {
    expect(isSafePath(path)).toBe(false);
    expect(isSafePathBytes(utf8(path), 0, utf8(path).length)).toBe(false);
  });

  it('property: both forms say what the words say, wherever the bytes lie', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('.', '/', 'a', '\0', 'ä', '\n', '..', '😀')), (parts) => {
      const path = parts.join('');
      const bytes = utf8(`../${path}/..`);
      expect(isSafePath(path)).toBe(slowly(path));
      expect(isSafePathBytes(bytes, 3, bytes.length - 3)).toBe(slowly(path));
    }), { numRuns: 2000 });
  });
});
