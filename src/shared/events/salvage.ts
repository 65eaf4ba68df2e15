/**
 * Events that were found whole behind damage in a log, said again by a later log. The record is the journal's own: its
 * readers put the events back to their old place, and nothing above the journal sees where they came from.
 * Normative: docs/spec/journal.md, "Salvage".
 */
import { fromUtf8, utf8 } from '../kernel/bytes';
import { isHash, isId, type LogId } from '../kernel/ids';
import { fail, ok, type Result } from '../kernel/result';
import { MAX_BLOB_BYTES, MAX_BLOB_ROWS, type ColumnBlob } from './blob-types';
import type { BlobRef, StoredEvent } from './envelope';
import { textBytes } from './packed-texts';

/** Type of the record. Not in the catalogue: no window can propose one. */
export const SALVAGED = 'journal.salvaged';
const KIND = 'salvaged';
/** Bytes of lines in one blob; what the blob adds fits between this and its cap. */
const MAX_LINES = MAX_BLOB_BYTES - 512 * 1024;

export interface SalvagedBody {
  /** The log whose events these are. */
  readonly log: LogId;
  /** Lamport number of the first of them; they follow each other by sequence number. */
  readonly lamport: number;
  /** The lines, a row each. */
  readonly blob: BlobRef;
}

/** What a `journal.salvaged` event says; null when it is none, or not as it should be. */
export function salvagedBody(event: Pick<StoredEvent, 'type' | 'tv' | 'body'>): SalvagedBody | null {
  if (event.type !== SALVAGED || event.tv !== 1 || typeof event.body !== 'object' || event.body === null || Object.keys(event.body).length !== 3) return null;
  const { log, lamport, blob } = event.body as Record<string, unknown>;
  if (!isId(log) || !Number.isSafeInteger(lamport) || (lamport as number) < 1 || typeof blob !== 'object' || blob === null || Object.keys(blob).length !== 3) return null;
  const { hash, bytes, rows } = blob as Record<string, unknown>;
  const count = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
  return isHash(hash) && count(bytes) && count(rows) ? (event.body as SalvagedBody) : null;
}

/** Lines of events as blobs, in order. A row is the line without its outer braces, which makes the longest line fit a text. */
export function salvageBlobs(lines: readonly Uint8Array[]): readonly { readonly blob: ColumnBlob; readonly first: number }[] {
  const blobs: { blob: ColumnBlob; first: number }[] = [];
  for (let first = 0; first < lines.length; ) {
    const rows: string[] = [];
    for (let bytes = 0; first + rows.length < lines.length && rows.length < MAX_BLOB_ROWS; ) {
      const line = lines[first + rows.length]!;
      bytes += line.length;
      if (bytes > MAX_LINES && rows.length > 0) break;
      rows.push(fromUtf8(line.subarray(1, -1)) ?? '');
    }
    blobs.push({ first, blob: { kind: KIND, rows: rows.length, meta: null, columns: { line: { type: 'text', data: rows } } } });
    first += rows.length;
  }
  return blobs;
}

/** The lines of a blob. Fails with 'salvage-damaged' when it is no blob of events. */
export function salvagedLines(blob: ColumnBlob): Result<readonly Uint8Array[]> {
  const column = blob.columns['line'];
  if (blob.kind !== KIND || blob.meta !== null || Object.keys(blob.columns).length !== 1 || column?.type !== 'text') return fail('salvage-damaged', `a blob of kind ${blob.kind} where one of kind ${KIND} belongs`);
  const brace = utf8('{}');
  return ok(textBytes(column.data).map((row) => {
    const line = new Uint8Array(row.length + 2);
    line.set(row, 1);
    line[0] = brace[0]!;
    line[row.length + 1] = brace[1]!;
    return line;
  }));
}
