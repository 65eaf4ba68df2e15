import { Bytes } from '../byte-source';
import { TEXT_ENCODINGS } from './encoding';
import type { LineIndex } from './lines';

/** A kept line index: 'LWLI', version, encoding, csv, count, size and time of the file, then the three columns. Little-endian. */
const HEAD = 40;
/** 2: more encodings are told apart, so what was kept before may be in another one. */
const VERSION = 2;

export function encodeIndex(index: LineIndex, size: number, mtime: number): Uint8Array {
  const bytes = new Uint8Array(HEAD + index.count * 16);
  const view = new DataView(bytes.buffer);
  bytes.set([0x4c, 0x57, 0x4c, 0x49, VERSION, TEXT_ENCODINGS.indexOf(index.encoding), index.csv ? 1 : 0, 0]);
  view.setUint32(8, index.count, true);
  view.setFloat64(16, size, true);
  view.setFloat64(24, mtime, true);
  bytes.set(new Uint8Array(index.starts.buffer, index.starts.byteOffset, index.count * 8), HEAD);
  bytes.set(new Uint8Array(index.lengths.buffer, index.lengths.byteOffset, index.count * 4), HEAD + index.count * 8);
  bytes.set(new Uint8Array(index.parts.buffer, index.parts.byteOffset, index.count * 4), HEAD + index.count * 12);
  return bytes;
}

/** null when it is damaged or of another state of the file. */
export function decodeIndex(bytes: Uint8Array, size: number, mtime: number): LineIndex | null {
  const b = new Bytes(bytes);
  const encoding = TEXT_ENCODINGS[b.u8(5)];
  const count = b.u32le(8);
  if (b.text(0, 4) !== 'LWLI' || b.u8(4) !== VERSION || encoding === undefined || bytes.length !== HEAD + count * 16) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getFloat64(16, true) !== size || view.getFloat64(24, true) !== mtime) return null;
  const at = (from: number, length: number): ArrayBuffer => new Uint8Array(bytes.subarray(from, from + length)).buffer;
  return { encoding, csv: b.u8(6) === 1, count, starts: new Float64Array(at(HEAD, count * 8)), lengths: new Uint32Array(at(HEAD + count * 8, count * 4)), parts: new Uint32Array(at(HEAD + count * 12, count * 4)) };
}
