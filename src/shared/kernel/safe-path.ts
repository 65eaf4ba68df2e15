const SLASH = 0x2f;
const DOT = 0x2e;
/** An empty, '.' or '..' part, or a NUL. */
const UNSAFE = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;

/**
 * True for a POSIX path that stays inside the folder it is relative to: not empty, no leading or trailing slash, no
 * empty, '.' or '..' part, no NUL.
 */
export function isSafePath(path: string): boolean {
  return !UNSAFE.test(path);
}

/** The same of a path's UTF-8 bytes, `from` (inclusive) to `to` (exclusive) of `bytes`. */
export function isSafePathBytes(bytes: Uint8Array, from: number, to: number): boolean {
  let start = from;
  for (let i = from; i <= to; i++) {
    const byte = i < to ? bytes[i] : SLASH;
    if (byte === 0) return false;
    if (byte !== SLASH) continue;
    const length = i - start;
    if (length === 0 || (bytes[start] === DOT && (length === 1 || (length === 2 && bytes[start + 1] === DOT)))) return false;
    start = i + 1;
  }
  return true;
}
