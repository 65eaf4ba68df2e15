import type { TextEncoding } from '../../domain/text-reading';
import type { ByteSource } from '../byte-source';
import { decodeWindows1252, EVIDENCE_BYTES, guessLegacy } from './legacy';

export { TEXT_ENCODINGS, type TextEncoding } from '../../domain/text-reading';

/** True for what nothing in a file says, and what is concluded from its bytes alone. */
export const isGuessed = (encoding: TextEncoding): boolean => encoding === 'gb18030' || encoding === 'windows-1252';

/** UTF-16: two bytes per code unit. */
export const isWide = (encoding: TextEncoding): boolean => encoding === 'utf-16le' || encoding === 'utf-16be';

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

/** Read for a place that is not ASCII, at once. */
const SCAN = 1024 * 1024;
/** Before the first byte that is not ASCII, for what stands around it. */
const BEFORE = 1024;

/**
 * What a whole file is in: what its first bytes say (`detectEncoding`), else UTF-8 when the first bytes that are not
 * ASCII are mostly that, else what they look like (`guessLegacy`), else UTF-8 all the same: then it is not valid.
 * `chosen`: what a person said it is in; only a byte order mark knows better.
 */
export async function findEncoding(source: ByteSource, chosen: TextEncoding | null = null): Promise<Encoding> {
  const said = detectEncoding(await source.read(0, 4096));
  if (said.bom > 0) return said;
  if (chosen !== null) return { encoding: chosen, bom: 0, unit: isWide(chosen) ? 2 : 1 };
  if (said.unit === 2) return said;
  for (let at = 0; ; ) {
    const bytes = await source.read(at, SCAN);
    if (bytes.length === 0) return said;
    const first = bytes.findIndex((byte) => byte >= 0x80);
    if (first < 0) {
      at += bytes.length;
      continue;
    }
    const from = Math.max(0, at + first - BEFORE);
    const piece = await source.read(from, BEFORE + EVIDENCE_BYTES);
    const whole = from + piece.length >= source.size;
    if (isMostlyUtf8(piece)) return said;
    const legacy = guessLegacy(piece, (all) => decodes(all, 'gb18030', whole));
    return legacy === null ? said : { encoding: legacy, bom: 0, unit: 1 };
  }
}

/** Characters of several bytes outnumber what is none twice over; what is cut at the end does not count. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let good = 0, bad = 0;
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) {
      i++;
      continue;
    }
    const length = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
    if (length > 0 && i + length > bytes.length) break;
    let follow = 1;
    while (follow < length && ((bytes[i + follow] ?? 0) & 0xc0) === 0x80) follow++;
    if (length > 0 && byte < 0xf5 && follow === length) good++;
    else bad++;
    i += length > 0 && follow === length ? length : 1;
  }
  return good > 0 && good >= 2 * bad;
}

/** Whether this runtime reads all of it. `whole`: it must not end within a character. */
function decodes(bytes: Uint8Array, encoding: TextEncoding, whole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

/** Largest end that does not cut a character in two, of bytes that begin with a whole one. */
export function wholeCharacters(bytes: Uint8Array, encoding: TextEncoding): number {
  switch (encoding) {
    case 'gb18030': return wholeRuns(bytes, (lead, next) => (lead < 0x81 ? 1 : next >= 0x30 && next <= 0x39 ? 4 : 2));
    case 'big5':
    case 'euc-kr': return wholeRuns(bytes, (lead) => (lead < 0x81 || lead === 0xff ? 1 : 2));
    // 0xa0 to 0xdf are half-width katakana of one byte.
    case 'shift_jis': return wholeRuns(bytes, (lead) => ((lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xfc) ? 2 : 1));
    case 'euc-jp': return wholeRuns(bytes, (lead) => (lead === 0x8f ? 3 : lead === 0x8e || (lead >= 0xa1 && lead <= 0xfe) ? 2 : 1));
    case 'utf-16le':
    case 'utf-16be': {
      const end = bytes.length & ~1;
      const high = end >= 2 ? (bytes[encoding === 'utf-16le' ? end - 1 : end - 2] ?? 0) : 0;
      return high >= 0xd8 && high < 0xdc ? end - 2 : end;
    }
    case 'utf-8':
      for (let back = 1; back <= 4 && back <= bytes.length; back++) {
        const b = bytes[bytes.length - back] ?? 0;
        if ((b & 0xc0) === 0x80) continue;
        const needs = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc0 ? 2 : 1;
        return needs > back ? bytes.length - back : bytes.length;
      }
      return bytes.length;
    // The rest has one byte per character.
    default: return bytes.length;
  }
}

/** The same, going from lead byte to lead byte; `lengthOf` says how long a character is. */
function wholeRuns(bytes: Uint8Array, lengthOf: (lead: number, next: number) => number): number {
  let end = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    let length = lengthOf(lead, bytes[i + 1] ?? 0);
    // A second byte of ASCII control or line end is none: a broken character does not take the line end with it.
    if (length > 1 && i + 1 < bytes.length && (bytes[i + 1] ?? 0) < 0x30) length = 1;
    i += length;
    if (i <= bytes.length) end = i;
  }
  return end;
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
  if (encoding === 'windows-1252') return decodeWindows1252(bytes);
  const wide = isWide(encoding);
  const even = !wide || bytes.length % 2 === 0;
  const native = encoding === 'utf-16be' ? swapped(bytes) : bytes;
  const label = wide ? 'utf-16le' : encoding;
  try {
    return { text: new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(native), valid: even };
  } catch {
    return { text: loose(label).decode(native), valid: false };
  }
}

/** A runtime without the tables of an encoding still shows what is ASCII. */
function loose(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { ignoreBOM: true });
  } catch {
    return new TextDecoder('utf-8', { ignoreBOM: true });
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
