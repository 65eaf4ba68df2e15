/**
 * Substring search over a text column without regard to case. Paths are folded once (lower case, Unicode NFC) into a
 * second column; then a search scans bytes, because UTF-8 never matches in the middle of a character.
 */
import type { TextColumn } from '../../../shared/contract/columns';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The form in which texts are compared: NFC, lower case. */
export function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** A folded copy of the first `count` rows of `column`. */
export function foldColumn(column: TextColumn, count: number): TextColumn {
  const end = column.offsets[count] ?? 0;
  const bytes = new Uint8Array(end);
  let ascii = true;
  for (let i = 0; i < end; i++) {
    const b = column.bytes[i] ?? 0;
    if (b >= 0x80) { ascii = false; break; }
    bytes[i] = b >= 0x41 && b <= 0x5a ? b + 32 : b;
  }
  if (ascii) return { offsets: column.offsets.slice(0, count + 1), bytes };
  return foldUnicode(column, count);
}

function foldUnicode(column: TextColumn, count: number): TextColumn {
  const offsets = new Uint32Array(count + 1);
  let bytes = new Uint8Array((column.offsets[count] ?? 0) + 1024);
  let at = 0;
  for (let row = 0; row < count; row++) {
    const from = column.offsets[row] ?? 0;
    const to = column.offsets[row + 1] ?? from;
    const folded = encoder.encode(foldText(decoder.decode(column.bytes.subarray(from, to))));
    if (at + folded.length > bytes.length) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, at + folded.length));
      larger.set(bytes.subarray(0, at));
      bytes = larger;
    }
    bytes.set(folded, at);
    at += folded.length;
    offsets[row + 1] = at;
  }
  return { offsets, bytes: bytes.subarray(0, at) };
}

/**
 * Marks the rows of a folded column that contain `needle`: result[row] is 1 or 0. Horspool's algorithm over the
 * whole buffer (R. N. Horspool, Practical fast searching in strings, 1980); a hit across two rows does not count.
 */
export function searchColumn(folded: TextColumn, count: number, needle: string): Uint8Array {
  const hits = new Uint8Array(count);
  const wanted = encoder.encode(foldText(needle));
  const n = wanted.length;
  if (n === 0) return hits.fill(1);
  const skip = new Int32Array(256).fill(n);
  for (let i = 0; i < n - 1; i++) skip[wanted[i] ?? 0] = n - 1 - i;
  const { bytes, offsets } = folded;
  const end = offsets[count] ?? 0;
  const last = wanted[n - 1] ?? 0;
  let row = 0;
  let at = 0;
  while (at + n <= end) {
    const tail = bytes[at + n - 1] ?? 0;
    if (tail === last) {
      let k = 0;
      while (k < n - 1 && bytes[at + k] === wanted[k]) k++;
      if (k === n - 1) {
        while ((offsets[row + 1] ?? end) <= at) row++;
        if (at + n <= (offsets[row + 1] ?? end)) {
          hits[row] = 1;
          at = offsets[row + 1] ?? end;
          continue;
        }
      }
    }
    at += skip[tail] ?? n;
  }
  return hits;
}
