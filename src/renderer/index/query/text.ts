/**
 * Substring search over paths without regard to case. Paths repeat their folders thousands of times, so they are kept
 * as folder and name: every folder once as a string, the names folded (Unicode NFC, lower case) behind one another as
 * UTF-8. A search looks at each folder once and scans the bytes of the names; UTF-8 never matches in the middle of a
 * character. Memory for a million paths of 30 bytes: 24 MB.
 */
import type { TextColumn } from '../../../shared/contract/columns';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const SLASH = 0x2f;

/** The form in which texts are compared: NFC, lower case. */
export function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Bytes that grow. */
class Bytes {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  /** Appends `from[start…end)` folded. */
  fold(from: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    for (let i = start; i < end; i++) {
      const b = from[i] ?? 0;
      if (b >= 0x80) {
        this.length -= i - start;
        return this.append(encoder.encode(foldText(decoder.decode(from.subarray(start, end)))));
      }
      this.bytes[this.length++] = b >= 0x41 && b <= 0x5a ? b + 32 : b;
    }
  }

  private append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }
}

/** A folded copy of the first `count` rows of `column`, whole: what names are sorted by. */
export function foldColumn(column: TextColumn, count: number): TextColumn {
  const offsets = new Uint32Array(count + 1);
  const out = new Bytes(column.offsets[count] ?? 0);
  for (let row = 0; row < count; row++) {
    out.fold(column.bytes, column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0);
    offsets[row + 1] = out.length;
  }
  return { offsets, bytes: out.bytes.subarray(0, out.length) };
}

/** Paths ready to be searched. */
export interface TextIndex {
  /** Folded, with the slash at the end; 0 is '' (no folder). */
  readonly folders: readonly string[];
  readonly folderOf: Uint32Array;
  /** Folded, what stands behind the last slash. */
  readonly names: TextColumn;
}

/** Takes the first `count` paths apart. */
export function indexTexts(column: TextColumn, count: number): TextIndex {
  const { bytes, offsets } = column;
  const numbers = new Map([['', 0]]);
  const folderOf = new Uint32Array(count);
  const nameOffsets = new Uint32Array(count + 1);
  const out = new Bytes(Math.ceil((offsets[count] ?? 0) / 2));
  let [lastFrom, lastTo, lastNumber] = [0, 0, 0];
  const sameAsLast = (from: number, to: number): boolean => {
    if (to - from !== lastTo - lastFrom) return false;
    for (let i = to - 1, k = lastTo - 1; i >= from; i--, k--) if (bytes[i] !== bytes[k]) return false;
    return true;
  };
  for (let row = 0; row < count; row++) {
    const from = offsets[row] ?? 0;
    const to = offsets[row + 1] ?? from;
    let name = to;
    while (name > from && bytes[name - 1] !== SLASH) name--;
    // Listings go through one folder after the other: mostly it is the one of the row before.
    if (!sameAsLast(from, name)) {
      const folder = foldText(decoder.decode(bytes.subarray(from, name)));
      lastNumber = numbers.get(folder) ?? numbers.size;
      numbers.set(folder, lastNumber);
      [lastFrom, lastTo] = [from, name];
    }
    folderOf[row] = lastNumber;
    out.fold(bytes, name, to);
    nameOffsets[row + 1] = out.length;
  }
  return { folders: [...numbers.keys()], folderOf, names: { offsets: nameOffsets, bytes: out.bytes.slice(0, out.length) } };
}

/**
 * Marks the rows whose path contains `needle`: result[row] is 1 or 0. `among`: the hits of a needle that this one
 * contains, so that going on typing looks only at what is left.
 */
export function searchTexts(index: TextIndex, needle: string, among: Uint8Array | null = null): Uint8Array {
  const { folders, folderOf, names } = index;
  const wanted = foldText(needle);
  const hits = new Uint8Array(folderOf.length);
  const inFolder = Uint8Array.from(folders, (folder) => (folder.includes(wanted) ? 1 : 0));
  const slash = wanted.lastIndexOf('/') + 1;
  if (inFolder.includes(1)) for (let row = 0; row < hits.length; row++) hits[row] = inFolder[folderOf[row] ?? 0] ?? 0;
  if (slash > 0) {
    // Begins in the folder and ends in the name: the one ends with what the other goes on with.
    const ends = Uint8Array.from(folders, (folder) => (folder.endsWith(wanted.slice(0, slash)) ? 1 : 0));
    const rest = encoder.encode(wanted.slice(slash));
    if (ends.includes(1)) for (let row = 0; row < hits.length; row++) if (ends[folderOf[row] ?? 0] === 1 && startsWith(names, row, rest)) hits[row] = 1;
  } else if (among === null) scan(names, encoder.encode(wanted), hits);
  else scanAmong(names, encoder.encode(wanted), among, hits);
  return hits;
}

function startsWith({ bytes, offsets }: TextColumn, row: number, wanted: Uint8Array): boolean {
  const from = offsets[row] ?? 0;
  if (from + wanted.length > (offsets[row + 1] ?? from)) return false;
  for (let k = 0; k < wanted.length; k++) if (bytes[from + k] !== wanted[k]) return false;
  return true;
}

/**
 * Horspool's algorithm over the bytes of all names (R. N. Horspool, Practical fast searching in strings, 1980); a hit
 * across two rows does not count.
 */
function scan({ bytes, offsets }: TextColumn, wanted: Uint8Array, hits: Uint8Array): void {
  const n = wanted.length;
  if (n === 0) return void hits.fill(1);
  const skip = new Int32Array(256).fill(n);
  for (let i = 0; i < n - 1; i++) skip[wanted[i] ?? 0] = n - 1 - i;
  const last = wanted[n - 1] ?? 0;
  // The last byte itself skips nothing, so that the loop over all that is not it has one question only.
  const onward = skip[last] ?? n;
  skip[last] = 0;
  const end = offsets[hits.length] ?? 0;
  let row = 0;
  let at = n - 1;
  for (;;) {
    while (at < end) {
      const step = skip[bytes[at] ?? 0] ?? n;
      if (step === 0) break;
      at += step;
    }
    if (at >= end) return;
    const from = at - n + 1;
    let k = 0;
    while (k < n - 1 && bytes[from + k] === wanted[k]) k++;
    if (k === n - 1) {
      while ((offsets[row + 1] ?? end) <= from) row++;
      const stop = offsets[row + 1] ?? end;
      if (at < stop) {
        hits[row] = 1;
        at = stop + n - 1;
        continue;
      }
    }
    at += onward;
  }
}

/** The same, row by row, for few rows. */
function scanAmong(names: TextColumn, wanted: Uint8Array, among: Uint8Array, hits: Uint8Array): void {
  const { bytes, offsets } = names;
  for (let row = 0; row < hits.length; row++) {
    if (among[row] !== 1 || hits[row] === 1) continue;
    const last = (offsets[row + 1] ?? 0) - wanted.length;
    for (let from = offsets[row] ?? 0; from <= last; from++) {
      let k = 0;
      while (k < wanted.length && bytes[from + k] === wanted[k]) k++;
      if (k === wanted.length) {
        hits[row] = 1;
        break;
      }
    }
  }
}
