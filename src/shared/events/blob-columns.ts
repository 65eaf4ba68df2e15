/**
 * How one column of a blob is written: docs/spec/event.md, "Column blobs". Each type has a few encodings; the encoder takes
 * the shortest, the first listed when two are equally short, so that equal data always gives equal bytes.
 */
import { ByteReader, ByteWriter, concatBytes, equalBytes, fromUtf8 } from '../kernel/bytes';
import { allocate, numbersOf, type NumberArray, type NumberType } from '../kernel/growing';
import { ID_PREFIX_BYTES } from '../kernel/id-sequence';
import type { ColumnData, ColumnType } from './blob-types';
import { PackedTexts, textBytes } from './packed-texts';

export type Encoding = 'const' | 'step' | 'delta' | 'front' | 'raw';
export type AnyColumn = { readonly [T in ColumnType]: { readonly type: T; readonly data: ColumnData[T] } }[ColumnType];

/** Bytes per row of the raw form. */
export const WIDTH = { u8: 1, u16: 2, u32: 4, f32: 4, f64: 8, id: 16, hash: 32 } as const;
/** Longest text of a row and all texts of a column together, in UTF-8 bytes: repeated beginnings must not blow up. */
export const MAX_TEXT_BYTES = 65_535;
export const MAX_COLUMN_TEXT_BYTES = 32 * 1024 * 1024;
/** Integers in this range can be written as differences. */
const DELTA_LIMIT = 2 ** 50;

function isNumeric(type: ColumnType): type is NumberType {
  return type === 'u8' || type === 'u16' || type === 'u32' || type === 'f32' || type === 'f64';
}

function rawNumbers(type: NumberType, data: NumberArray): Uint8Array {
  const bytes = new Uint8Array(data.length * WIDTH[type]);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (type === 'u8') view.setUint8(i, value);
    else if (type === 'u16') view.setUint16(2 * i, value, true);
    else if (type === 'u32') view.setUint32(4 * i, value, true);
    else if (type === 'f32') view.setFloat32(4 * i, value, true);
    else view.setFloat64(8 * i, value, true);
  }
  return bytes;
}

/** 0, -1, 1, -2 … as 0, 1, 2, 3 … */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function deltas(data: ArrayLike<number>): Uint8Array | null {
  const out = new ByteWriter();
  let previous = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isInteger(value) || Math.abs(value) > DELTA_LIMIT || Object.is(value, -0)) return null;
    out.varint(zigzag(value - previous));
    previous = value;
  }
  return out.finish();
}

function readDeltas(reader: ByteReader, into: { [index: number]: number; readonly length: number }, limit: number): boolean {
  let value = 0;
  for (let i = 0; i < into.length; i++) {
    value += unzigzag(reader.varint());
    if (reader.failed || Math.abs(value) > limit) return false;
    into[i] = value;
    if (into[i] !== value) return false;
  }
  return reader.left === 0;
}

/** True when all rows of a raw column are the same bytes. */
function allEqual(raw: Uint8Array, width: number): boolean {
  for (let i = width; i < raw.length; i++) if (raw[i] !== raw[i - width]) return false;
  return true;
}

/** The counters of ids that share their first 12 bytes; null when they do not. */
function counters(ids: Uint8Array, rows: number): Uint32Array | null {
  const view = new DataView(ids.buffer, ids.byteOffset, ids.byteLength);
  const out = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < ID_PREFIX_BYTES; i++) if (ids[16 * row + i] !== ids[i]) return null;
    out[row] = view.getUint32(16 * row + ID_PREFIX_BYTES);
  }
  return out;
}

/** Ids that begin with the 12 bytes `prefix` and end in counters, big-endian. */
function ids(prefix: Uint8Array, tails: Uint32Array): Uint8Array {
  const out = new Uint8Array(16 * tails.length);
  const view = new DataView(out.buffer);
  const from = new DataView(prefix.buffer, prefix.byteOffset);
  const [first, second, third] = [from.getUint32(0), from.getUint32(4), from.getUint32(8)];
  for (let row = 0; row < tails.length; row++) {
    const at = 16 * row;
    view.setUint32(at, first);
    view.setUint32(at + 4, second);
    view.setUint32(at + 8, third);
    view.setUint32(at + ID_PREFIX_BYTES, tails[row]!);
  }
  return out;
}

function frontCoded(texts: readonly Uint8Array[]): Uint8Array {
  const out = new ByteWriter();
  let previous: Uint8Array = new Uint8Array(0);
  for (const text of texts) {
    let shared = 0;
    while (shared < text.length && shared < previous.length && text[shared] === previous[shared]) shared++;
    out.varint(shared);
    out.varint(text.length - shared);
    out.bytes(text.subarray(shared));
    previous = text;
  }
  return out.finish();
}

/** Texts of front-coded bytes, null when they are not what the encoder writes. */
function readFrontCoded(reader: ByteReader, rows: number): PackedTexts | null {
  const offsets = new Uint32Array(rows + 1);
  let all: Uint8Array = new Uint8Array(Math.min(MAX_COLUMN_TEXT_BYTES, 256 + 4 * reader.left));
  let start = 0;
  let end = 0;
  let high = 0;
  for (let row = 0; row < rows; row++) {
    const shared = reader.varint();
    const rest = reader.bytes(reader.varint());
    const next = end + shared + rest.length;
    if (reader.failed || shared > end - start || shared + rest.length > MAX_TEXT_BYTES || next > MAX_COLUMN_TEXT_BYTES) return null;
    if (rest.length > 0 && shared < end - start && rest[0] === all[start + shared]) return null;
    if (next > all.length) {
      const bigger = new Uint8Array(Math.min(MAX_COLUMN_TEXT_BYTES, Math.max(2 * all.length, next)));
      bigger.set(all);
      all = bigger;
    }
    all.copyWithin(end, start, start + shared);
    for (let i = 0; i < rest.length; i++) {
      const byte = rest[i]!;
      high |= byte;
      all[end + shared + i] = byte;
    }
    start = end;
    end = next;
    offsets[row + 1] = end;
  }
  if (reader.left > 0) return null;
  const bytes = all.slice(0, end);
  return high < 128 || isUtf8(bytes, offsets) ? new PackedTexts(offsets, bytes) : null;
}

/** True when every text by itself is UTF-8: the whole is, and no text begins in the middle of a character. */
function isUtf8(bytes: Uint8Array, offsets: Uint32Array): boolean {
  if (fromUtf8(bytes) === null) return false;
  for (let row = 0; row + 1 < offsets.length; row++) {
    const at = offsets[row]!;
    if (at < bytes.length && (bytes[at]! & 0xc0) === 0x80) return false;
  }
  return true;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Shortest form of a column, or the reason why it has none. */
export function encodeColumn(column: AnyColumn, rows: number): { readonly encoding: Encoding; readonly bytes: Uint8Array } | string {
  if (column.type === 'text') {
    if (column.data.length !== rows) return `${column.data.length} rows instead of ${rows}`;
    if (!(column.data instanceof PackedTexts)) for (const text of column.data) if (LONE_SURROGATE.test(text)) return 'a text has a lone surrogate';
    const texts = textBytes(column.data);
    if (texts.some((text) => text.length > MAX_TEXT_BYTES)) return `a text is longer than ${MAX_TEXT_BYTES} bytes`;
    if (texts.reduce((sum, text) => sum + text.length, 0) > MAX_COLUMN_TEXT_BYTES) return 'the texts are too long together';
    const first = texts[0];
    if (first !== undefined && texts.every((text) => equalBytes(text, first))) return { encoding: 'const', bytes: first };
    return { encoding: 'front', bytes: frontCoded(texts) };
  }
  const width = WIDTH[column.type];
  const expected = isNumeric(column.type) ? rows : rows * width;
  if (column.data.length !== expected) return `${column.data.length} values instead of ${expected}`;
  const raw = isNumeric(column.type) ? rawNumbers(column.type, column.data) : new Uint8Array(column.data as Uint8Array);
  if (rows > 0 && allEqual(raw, width)) return { encoding: 'const', bytes: raw.slice(0, width) };
  if (column.type === 'id') {
    const tails = rows > 0 ? counters(raw, rows) : null;
    if (tails) {
      if (tails.every((tail, i) => tail === tails[0]! + i)) return { encoding: 'step', bytes: raw.slice(0, 16) };
      const packed = concatBytes(raw.subarray(0, ID_PREFIX_BYTES), deltas(tails)!);
      if (packed.length < raw.length) return { encoding: 'delta', bytes: packed };
    }
  } else if (column.type === 'u16' || column.type === 'u32' || column.type === 'f64') {
    const packed = deltas(column.data);
    if (packed && packed.length < raw.length) return { encoding: 'delta', bytes: packed };
  }
  return { encoding: 'raw', bytes: raw };
}

/** A column from its bytes, of which it may be a view; null when they are malformed. Never throws. */
export function decodeColumn(type: ColumnType, encoding: Encoding, bytes: Uint8Array, rows: number): AnyColumn | null {
  if (type === 'text') {
    if (encoding === 'const') {
      const text = rows > 0 && bytes.length <= MAX_TEXT_BYTES ? fromUtf8(bytes) : null;
      return text === null ? null : { type, data: new Array<string>(rows).fill(text) };
    }
    const texts = encoding === 'front' ? readFrontCoded(new ByteReader(bytes), rows) : null;
    return texts && { type, data: texts };
  }
  const width = WIDTH[type];
  if (encoding === 'const') {
    if (rows === 0 || bytes.length !== width) return null;
    return repeated(type, bytes, rows);
  }
  if (encoding === 'raw') return bytes.length === rows * width ? fromRaw(type, bytes) : null;
  if (type === 'id') {
    const tails = new Uint32Array(rows);
    if (encoding === 'step') {
      if (bytes.length !== 16 || rows === 0) return null;
      const start = new DataView(bytes.buffer, bytes.byteOffset).getUint32(ID_PREFIX_BYTES);
      if (start + rows > 2 ** 32) return null;
      for (let row = 0; row < rows; row++) tails[row] = start + row;
      return { type, data: ids(bytes.subarray(0, ID_PREFIX_BYTES), tails) };
    }
    if (encoding !== 'delta' || rows === 0) return null;
    const reader = new ByteReader(bytes);
    const prefix = reader.bytes(ID_PREFIX_BYTES);
    return !reader.failed && readDeltas(reader, tails, 2 ** 32) ? { type, data: ids(prefix, tails) } : null;
  }
  if (encoding !== 'delta' || (type !== 'u16' && type !== 'u32' && type !== 'f64')) return null;
  const data = allocate(type, rows);
  return readDeltas(new ByteReader(bytes), data, DELTA_LIMIT) ? ({ type, data } as AnyColumn) : null;
}

/** A column of `rows` times the same value. */
function repeated(type: Exclude<ColumnType, 'text'>, value: Uint8Array, rows: number): AnyColumn {
  if (isNumeric(type)) {
    const [number = 0] = numbersOf(type, value);
    const data = allocate(type, rows);
    if (!Object.is(number, 0)) data.fill(number);
    return { type, data } as AnyColumn;
  }
  const raw = new Uint8Array(rows * value.length);
  for (let row = 0; row < rows; row++) raw.set(value, row * value.length);
  return { type, data: raw };
}

/** The bytes as they lie, without copying where the type's boundaries allow it. */
function fromRaw(type: Exclude<ColumnType, 'text'>, raw: Uint8Array): AnyColumn {
  if (isNumeric(type)) return { type, data: numbersOf(type, raw) } as AnyColumn;
  return { type, data: raw };
}
