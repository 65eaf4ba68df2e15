/** Makes the blobs of bulk changes, of at most 10,000 rows and 4 MiB each. */
import { encodeBlob as toBytes } from '../../../shared/events/blob-codec';
import { MAX_BLOB_ROWS } from '../../../shared/events/blob-types';
import { encodeBlob, MARK_FIELDS, type BlobColumns, type BlobKind, type BlobMetas } from '../../../shared/events/blobs/kinds';
import type { MarkField } from '../../../shared/events/blobs/marks';
import type { BlobRef } from '../../../shared/events/envelope';
import type { Geometry } from '../../../shared/domain/annotation/annotation';
import type { AttributeValues } from '../../../shared/domain/label-set';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import { idToBytes, type AnnotationId, type LabelId, type SampleId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { Journal } from '../journal/types';

export interface ClassesRow { readonly sample: SampleId; readonly to: readonly LabelId[]; readonly was: readonly LabelId[] }
export interface MarkRow { readonly sample: SampleId; readonly field: MarkField; readonly to: number; readonly was: number }
export interface StatusRow { readonly sample: SampleId; readonly to: number; readonly was: number }
export interface AnnotationRow { readonly sample: SampleId; readonly annotation: AnnotationId }
export interface BoxRow extends AnnotationRow { readonly label: LabelId; readonly geometry: Geometry; readonly attributes: AttributeValues }
export interface GeometryRow extends AnnotationRow { readonly to: Geometry; readonly was: Geometry }
export interface RelabelRow extends AnnotationRow { readonly to: LabelId; readonly was: LabelId }
export interface AnswersRow extends AnnotationRow { readonly to: AttributeValues; readonly was: AttributeValues }

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
    return this.#inPieces(rows, (piece) => this.#put('annotations', piece.length, null, named(piece)));
  }

  boxes(rows: readonly BoxRow[]): Promise<readonly BlobRef[]> {
    return this.#inPieces(rows, (piece) => {
      const { labels, number } = palette(piece.map((r) => r.label));
      const f = numbers(piece);
      return this.#put('boxes', piece.length, { labels }, {
        ...named(piece), label: Uint16Array.from(piece, (r) => number(r.label)), attributes: piece.map((r) => attributesText(r.attributes)),
        x: f((r) => r.geometry.x), y: f((r) => r.geometry.y), width: f((r) => r.geometry.width), height: f((r) => r.geometry.height),
      });
    });
  }

  geometries(rows: readonly GeometryRow[]): Promise<readonly BlobRef[]> {
    return this.#inPieces(rows, (piece) => {
      const f = numbers(piece);
      return this.#put('geometries', piece.length, null, {
        ...named(piece), x: f((r) => r.to.x), y: f((r) => r.to.y), width: f((r) => r.to.width), height: f((r) => r.to.height),
        wasX: f((r) => r.was.x), wasY: f((r) => r.was.y), wasWidth: f((r) => r.was.width), wasHeight: f((r) => r.was.height),
      });
    });
  }

  relabels(rows: readonly RelabelRow[]): Promise<readonly BlobRef[]> {
    return this.#inPieces(rows, (piece) => {
      const { labels, number } = palette(piece.flatMap((r) => [r.to, r.was]));
      return this.#put('relabels', piece.length, { labels }, { ...named(piece), to: Uint16Array.from(piece, (r) => number(r.to)), was: Uint16Array.from(piece, (r) => number(r.was)) });
    });
  }

  answers(rows: readonly AnswersRow[]): Promise<readonly BlobRef[]> {
    return this.#inPieces(rows, (piece) => this.#put('answers', piece.length, null, { ...named(piece), to: piece.map((r) => attributesText(r.to)), was: piece.map((r) => attributesText(r.was)) }));
  }

  async #put<K extends BlobKind>(kind: K, rows: number, meta: BlobMetas[K], columns: BlobColumns<K>): Promise<BlobRef> {
    const bytes = toBytes(encodeBlob(kind, rows, meta, columns));
    if (!bytes.ok) throw new FailureError(bytes.error);
    return this.#journal.putBlob(bytes.value, rows);
  }

  async #inPieces<R>(rows: readonly R[], put: (piece: readonly R[]) => Promise<BlobRef>): Promise<readonly BlobRef[]> {
    const refs: BlobRef[] = [];
    for (let at = 0; at < rows.length; at += MAX_BLOB_ROWS) refs.push(...(await halved(rows.slice(at, at + MAX_BLOB_ROWS), put)));
    return refs;
  }
}

function ids<R>(rows: readonly R[], of: (row: R) => string): Uint8Array {
  const out = new Uint8Array(16 * rows.length);
  for (const [i, row] of rows.entries()) out.set(idToBytes(of(row)), 16 * i);
  return out;
}

/** Texts can make a blob too large: two of half the rows then. */
async function halved<R>(rows: readonly R[], put: (piece: readonly R[]) => Promise<BlobRef>): Promise<readonly BlobRef[]> {
  try {
    return [await put(rows)];
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'blob-too-large' || rows.length < 2) throw error;
    const middle = rows.length >> 1;
    return [...(await halved(rows.slice(0, middle), put)), ...(await halved(rows.slice(middle), put))];
  }
}

function named(rows: readonly AnnotationRow[]): { readonly sample: Uint8Array; readonly annotation: Uint8Array } {
  return { sample: ids(rows, (r) => r.sample), annotation: ids(rows, (r) => r.annotation) };
}

function numbers<R>(rows: readonly R[]): (of: (row: R) => number) => Float64Array {
  return (of) => Float64Array.from(rows, of);
}

/** The different ones, and the number of each. */
function palette(all: readonly LabelId[]): { readonly labels: readonly LabelId[]; readonly number: (label: LabelId) => number } {
  const places = new Map<LabelId, number>();
  for (const label of all) if (!places.has(label)) places.set(label, places.size);
  return { labels: [...places.keys()], number: (label) => places.get(label) ?? 0 };
}

/** Attributes as a text of a blob: '' when there are none. */
export function attributesText(attributes: AttributeValues): string {
  return Object.keys(attributes).length === 0 ? '' : canonicalize(attributes);
}
