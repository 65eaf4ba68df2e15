/** Column blobs, the immutable carriers of bulk facts. Format: docs/spec/event.md, "Column blobs". */
import { ByteReader, ByteWriter, equalBytes, fromUtf8, utf8 } from '../kernel/bytes';
import { parseCanonical, tryCanonicalize } from '../kernel/canonical-json';
import { fail, ok, type Result } from '../kernel/result';
import { decodeColumn, encodeColumn, type AnyColumn, type Encoding } from './blob-columns';
import { MAX_BLOB_BYTES, MAX_BLOB_ROWS, type ColumnBlob, type ColumnType } from './blob-types';

/** "LWBLOB", zero, format 1. */
const MAGIC = Uint8Array.of(0x4c, 0x57, 0x42, 0x4c, 0x4f, 0x42, 0, 1);
const ALIGN = 8;
const NAME = /^[a-z][A-Za-z0-9-]{0,31}$/;
const MAX_COLUMNS = 64;
const TYPES: ReadonlySet<string> = new Set<ColumnType>(['u8', 'u16', 'u32', 'f32', 'f64', 'id', 'hash', 'text']);

function goodName(name: unknown): name is string {
  return typeof name === 'string' && NAME.test(name) && name !== 'constructor' && name !== 'prototype';
}

/**
 * The bytes of a blob. Equal content gives equal bytes, whatever the order of the columns in the object.
 * Fails with 'blob-too-large' (rows or bytes above the caps) or 'blob-invalid' (a column of the wrong length, a bad name or text).
 */
export function encodeBlob(blob: ColumnBlob): Result<Uint8Array> {
  if (!Number.isInteger(blob.rows) || blob.rows < 0) return fail('blob-invalid', 'the number of rows is not a count');
  if (blob.rows > MAX_BLOB_ROWS) return fail('blob-too-large', `${blob.rows} rows are more than ${MAX_BLOB_ROWS}`);
  if (!goodName(blob.kind)) return fail('blob-invalid', `${JSON.stringify(blob.kind)} is no name of a kind`);
  const names = Object.keys(blob.columns).sort();
  if (names.length > MAX_COLUMNS) return fail('blob-invalid', `more than ${MAX_COLUMNS} columns`);
  const columns: [string, ColumnType, Encoding, number][] = [];
  const parts: Uint8Array[] = [];
  for (const name of names) {
    const column = blob.columns[name]!;
    if (!goodName(name)) return fail('blob-invalid', `${JSON.stringify(name)} is no name of a column`);
    const encoded = encodeColumn(column, blob.rows);
    if (typeof encoded === 'string') return fail('blob-invalid', `column ${name}: ${encoded}`);
    columns.push([name, column.type, encoded.encoding, encoded.bytes.length]);
    parts.push(encoded.bytes);
  }
  const header = tryCanonicalize({ columns, kind: blob.kind, meta: blob.meta, rows: blob.rows, v: 1 });
  if (!header.ok) return fail('blob-invalid', header.error.message);
  const headerBytes = utf8(header.value);
  const out = new ByteWriter();
  out.bytes(MAGIC);
  out.u32(headerBytes.length);
  out.bytes(headerBytes);
  out.align(ALIGN);
  for (const part of parts) {
    out.bytes(part);
    out.align(ALIGN);
  }
  if (out.length > MAX_BLOB_BYTES) return fail('blob-too-large', `${out.length} bytes are more than ${MAX_BLOB_BYTES}`);
  return ok(out.finish());
}

function damaged(reason: string): Result<never> {
  return fail('blob-damaged', `not a column blob: ${reason}`);
}

/** What `encodeBlob` wrote; columns may be views of `bytes`, which must stay as they are. Total: any bytes give a blob or the failure 'blob-damaged'; work and memory are bounded by the caps. */
export function decodeBlob(bytes: Uint8Array): Result<ColumnBlob> {
  if (bytes.length > MAX_BLOB_BYTES) return damaged(`${bytes.length} bytes are more than ${MAX_BLOB_BYTES}`);
  const reader = new ByteReader(bytes);
  if (!equalBytes(reader.bytes(MAGIC.length), MAGIC)) return damaged('it does not begin like one');
  const text = fromUtf8(reader.bytes(reader.u32()));
  if (reader.failed || text === null) return damaged('the header is cut off or not UTF-8');
  const parsed = parseCanonical(text);
  if (!parsed.ok) return damaged(`the header is ${parsed.error.message}`);
  const header = parsed.value as Partial<Record<'columns' | 'kind' | 'meta' | 'rows' | 'v', unknown>> | null;
  if (typeof header !== 'object' || header === null || header.v !== 1 || Object.keys(header).length !== 5) return damaged('the header has other fields');
  const { rows, kind, columns } = header;
  if (!goodName(kind)) return damaged('no kind');
  if (typeof rows !== 'number' || !Number.isInteger(rows) || rows < 0 || rows > MAX_BLOB_ROWS) return damaged('the number of rows');
  if (!Array.isArray(columns) || columns.length > MAX_COLUMNS) return damaged('the list of columns');
  const decoded: Record<string, AnyColumn> = {};
  let previous = '';
  for (const entry of columns as readonly unknown[]) {
    if (!Array.isArray(entry) || entry.length !== 4) return damaged('a column entry');
    const [name, type, encoding, length] = entry as readonly unknown[];
    if (!goodName(name) || name <= previous) return damaged('a column name');
    if (typeof type !== 'string' || !TYPES.has(type)) return damaged(`the type of column ${name}`);
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0) return damaged(`the length of column ${name}`);
    if (!skipPadding(reader)) return damaged('bytes that are not zero between the columns');
    const part = reader.bytes(length);
    if (reader.failed) return damaged(`column ${name} is cut off`);
    const column = decodeColumn(type as ColumnType, encoding as Encoding, part, rows);
    if (!column) return damaged(`column ${name} does not hold ${rows} rows`);
    decoded[name] = column;
    previous = name;
  }
  if (!skipPadding(reader) || reader.left > 0) return damaged('bytes after the last column');
  return ok({ kind, rows, meta: header.meta, columns: decoded });
}

function skipPadding(reader: ByteReader): boolean {
  while (reader.at % ALIGN !== 0) if (reader.u8() !== 0 || reader.failed) return false;
  return !reader.failed;
}
