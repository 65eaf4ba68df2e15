/** Encodings of text files that are read. Anything else shows replacement characters and the problem 'encoding'. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface Encoding {
  readonly encoding: TextEncoding;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  /** Bytes per code unit. */
  readonly unit: 1 | 2;
}

/** By byte order mark, else UTF-16 when every other of the first bytes is mostly zero, else UTF-8. */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3, unit: 1 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2, unit: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2, unit: 2 };
  const zeros = [0, 0];
  const n = Math.min(head.length, 2048) & ~1;
  for (let i = 0; i < n; i++) if (head[i] === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (n >= 4 && odd > n / 8 && even === 0) return { encoding: 'utf-16le', bom: 0, unit: 2 };
  if (n >= 4 && even > n / 8 && odd === 0) return { encoding: 'utf-16be', bom: 0, unit: 2 };
  return { encoding: 'utf-8', bom: 0, unit: 1 };
}

export interface DecodedText {
  readonly text: string;
  /** False when bytes had to be replaced. */
  readonly valid: boolean;
}

function swapped(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length & ~1);
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    out[i] = bytes[i + 1] ?? 0;
    out[i + 1] = bytes[i] ?? 0;
  }
  return out;
}

/** Decodes a whole piece (without byte order mark). Never throws. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): DecodedText {
  const even = encoding === 'utf-8' || bytes.length % 2 === 0;
  const label = encoding === 'utf-8' ? 'utf-8' : 'utf-16le';
  const native = encoding === 'utf-16be' ? swapped(bytes) : bytes;
  try {
    return { text: new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(native), valid: even };
  } catch {
    return { text: new TextDecoder(label, { ignoreBOM: true }).decode(native), valid: false };
  }
}

/** Unicode code points. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next < 0xe000) {
        count--;
        i++;
      }
    }
  }
  return count;
}

/** The first `limit` code points; never half of a pair. */
export function cutCodePoints(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let units = 0;
  for (let n = 0; n < limit && units < text.length; n++) {
    const pair = units + 1 < text.length && (text.charCodeAt(units) & 0xfc00) === 0xd800 && (text.charCodeAt(units + 1) & 0xfc00) === 0xdc00;
    units += pair ? 2 : 1;
  }
  return text.slice(0, units);
}
