/** Makes the blobs of bulk changes, at most 10,000 rows each. */
import { encodeBlob as toBytes } from '../../../shared/events/blob-codec';
import { MAX_BLOB_ROWS } from '../../../shared/events/blob-types';
import { encodeBlob, MARK_FIELDS, type BlobColumns, type BlobKind, type BlobMetas } from '../../../shared/events/blobs/kinds';
import type { MarkField } from '../../../shared/events/blobs/marks';
import type { BlobRef } from '../../../shared/events/envelope';
import { idToBytes, type AnnotationId, type LabelId, type SampleId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { Journal } from '../journal/types';

export interface ClassesRow { readonly sample: SampleId; readonly to: readonly LabelId[]; readonly was: readonly LabelId[] }
export interface MarkRow { readonly sample: SampleId; readonly field: MarkField; readonly to: number; readonly was: number }
export interface StatusRow { readonly sample: SampleId; readonly to: number; readonly was: number }
export interface AnnotationRow { readonly sample: SampleId; readonly annotation: AnnotationId }

export class BlobWriter {
  readonly #journal: Pick<Journal, 'putBlob'>;

  constructor(journal: Pick<Journal, 'putBlob'>) {
    this.#journal = journal;
  }

  classes(rows: readonly ClassesRow[]): Promise<readonly BlobRef[]> {
    return this.#inPieces(rows, (piece) => {
      const palette: (readonly LabelId[])[] = [];
      const numbers = new Map<string, number>();
      const number = (combo: readonly LabelId[]): number => {
        const key = combo.join();
        const known = numbers.get(key);
        if (known !== undefined) return known;
        numbers.set(key, palette.length);
        return palette.push(combo) - 1;
      };
      const to = Uint16Array.from(piece, (r) => number(r.to));
      const was = Uint16Array.from(piece, (r) => number(r.was));
      return this.#put('classes', piece.length, { palette }, { sample: ids(piece, (r) => r.sample), to, was });
    });
  }

  marks(rows: readonly MarkRow[]): Promise<readonly BlobRef[]> {
    return this.#inPieces(rows, (piece) => this.#put('marks', piece.length, null, {
      sample: ids(piece, (r) => r.sample), field: Uint8Array.from(piece, (r) => MARK_FIELDS.indexOf(r.field)), to: Uint8Array.from(piece, (r) => r.to), was: Uint8Array.from(piece, (r) => r.was),
    }));
  }

  status(rows: readonly StatusRow[]): Promise<readonly BlobRef[]> {
    return this.#inPieces(rows, (piece) => this.#put('status', piece.length, null, { sample: ids(piece, (r) => r.sample), to: Uint8Array.from(piece, (r) => r.to), was: Uint8Array.from(piece, (r) => r.was) }));
  }

  annotations(rows: readonly AnnotationRow[]): Promise<readonly BlobRef[]> {
    return this.#inPieces(rows, (piece) => this.#put('annotations', piece.length, null, { sample: ids(piece, (r) => r.sample), annotation: ids(piece, (r) => r.annotation) }));
  }

  async #put<K extends BlobKind>(kind: K, rows: number, meta: BlobMetas[K], columns: BlobColumns<K>): Promise<BlobRef> {
    const bytes = toBytes(encodeBlob(kind, rows, meta, columns));
    if (!bytes.ok) throw new FailureError(bytes.error);
    return this.#journal.putBlob(bytes.value, rows);
  }

  async #inPieces<R>(rows: readonly R[], put: (piece: readonly R[]) => Promise<BlobRef>): Promise<readonly BlobRef[]> {
    const refs: BlobRef[] = [];
    for (let at = 0; at < rows.length; at += MAX_BLOB_ROWS) refs.push(await put(rows.slice(at, at + MAX_BLOB_ROWS)));
    return refs;
  }
}

function ids<R>(rows: readonly R[], of: (row: R) => string): Uint8Array {
  const out = new Uint8Array(16 * rows.length);
  for (const [i, row] of rows.entries()) out.set(idToBytes(of(row)), 16 * i);
  return out;
}
