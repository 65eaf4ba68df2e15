import type { ByteSource } from '../byte-source';
import { findEncoding, type Encoding, type TextEncoding } from './encoding';

/** Where the non-empty lines (or CSV records) of a text file lie; in order. Lengths are without line ends. */
export interface LineIndex {
  readonly encoding: TextEncoding;
  readonly csv: boolean;
  readonly count: number;
  /** Byte positions and bytes. */
  readonly starts: Float64Array;
  readonly lengths: Uint32Array;
  /** 1-based number of the line in the file, empty ones counted. */
  readonly parts: Uint32Array;
}

const PIECE = 1024 * 1024;
/** A quoted field longer than this is taken for a stray quote: its record ends at the line. */
const MAX_QUOTED = 1024 * 1024;
const LF = 10, CR = 13, QUOTE = 34, SPACE = 32, TAB = 9, COMMA = 44, SEMICOLON = 59;

class Growing {
  starts = new Float64Array(1024);
  lengths = new Uint32Array(1024);
  parts = new Uint32Array(1024);
  count = 0;

  push(start: number, length: number, part: number): void {
    if (this.count === this.starts.length) {
      const grow = <T extends Float64Array | Uint32Array>(a: T, b: T): T => (b.set(a), b);
      this.starts = grow(this.starts, new Float64Array(this.count * 2));
      this.lengths = grow(this.lengths, new Uint32Array(this.count * 2));
      this.parts = grow(this.parts, new Uint32Array(this.count * 2));
    }
    this.starts[this.count] = start;
    this.lengths[this.count] = length;
    this.parts[this.count++] = part;
  }
}

function units(bytes: Uint8Array, e: Encoding): Uint8Array | Uint16Array {
  if (e.unit === 1) return bytes;
  const out = new Uint16Array(bytes.length >> 1);
  for (let i = 0; i < out.length; i++) {
    const a = bytes[i * 2] ?? 0, b = bytes[i * 2 + 1] ?? 0;
    out[i] = e.encoding === 'utf-16le' ? a | (b << 8) : (a << 8) | b;
  }
  return out;
}

/**
 * Finds the lines of a text file: LF, CR LF and CR end a line; lines of nothing but spaces and tabs are left out.
 * With `csv`, a line end inside a quoted field (RFC 4180; a quote opens only at the start of a field) belongs to the
 * record. A quote that is never closed does not swallow the file: its record ends at the line. `chosen`: see
 * `findEncoding`.
 */
export async function indexLines(source: ByteSource, csv: boolean, chosen: TextEncoding | null = null): Promise<LineIndex> {
  const encoding = await findEncoding(source, chosen);
  const found = new Growing();
  const unit = encoding.unit;
  let part = 0;
  // State of the record being read.
  let start = encoding.bom, blank = true, quoted = false, fieldStart = true, literal = false, afterCr = false;
  const begin = (at: number): void => {
    start = at;
    blank = true;
    quoted = false;
    fieldStart = true;
    literal = false;
  };
  const finish = (end: number): void => {
    part++;
    if (!blank) found.push(start, end - start, part);
  };
  let at = encoding.bom;
  for (;;) {
    const bytes = await source.read(at, PIECE);
    const all = units(bytes, encoding);
    let rewound = -1;
    if (all.length === 0) {
      // The end inside quotes: read the record again without believing them.
      if (!quoted) break;
      rewound = start;
    }
    for (let i = 0; i < all.length; i++) {
      const c = all[i] ?? 0;
      const here = at + i * unit;
      if (afterCr) {
        afterCr = false;
        if (c === LF) {
          begin(here + unit);
          continue;
        }
      }
      if (quoted) {
        // A doubled quote closes and opens again: fieldStart stays true for the next unit.
        if (c === QUOTE) {
          quoted = false;
          fieldStart = true;
        } else if (here - start > MAX_QUOTED) {
          rewound = start;
          break;
        }
        continue;
      }
      if (c === LF || c === CR) {
        finish(here);
        begin(here + unit);
        afterCr = c === CR;
        continue;
      }
      if (c !== SPACE && c !== TAB) blank = false;
      if (csv && c === QUOTE && fieldStart && !literal) {
        quoted = true;
        continue;
      }
      fieldStart = c === COMMA || c === SEMICOLON || c === TAB;
    }
    if (rewound >= 0) {
      at = rewound;
      begin(rewound);
      literal = true;
      afterCr = false;
    } else at += all.length * unit;
  }
  const end = at;
  if (end > start) finish(end);
  return { encoding: encoding.encoding, csv, count: found.count, starts: found.starts.slice(0, found.count), lengths: found.lengths.slice(0, found.count), parts: found.parts.slice(0, found.count) };
}

/** Row of the index of a line number, or -1. */
export function findPart(index: LineIndex, part: number): number {
  let low = 0, high = index.count - 1;
  while (low <= high) {
    const mid = (low + high) >> 1;
    const value = index.parts[mid] ?? 0;
    if (value === part) return mid;
    if (value < part) low = mid + 1;
    else high = mid - 1;
  }
  return -1;
}
