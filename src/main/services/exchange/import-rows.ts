import { encodeBlob as encodeBytes } from '../../../shared/events/blob-codec';
import type { BlobRef } from '../../../shared/events/envelope';
import { encodeBlob } from '../../../shared/events/blobs/kinds';
import { MAX_BLOB_ROWS } from '../../../shared/events/blob-types';
import type { Box } from '../../../shared/geometry/box';
import { idToBytes, type AnnotationId, type LabelId, type SampleId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { Commits } from '../commits/types';

/** A box that is to be imported. */
export interface BoxRow {
  readonly sample: SampleId;
  readonly annotation: AnnotationId;
  readonly label: LabelId;
  readonly box: Box;
  /** JSON of answers, or ''. */
  readonly attributes: string;
}

/** Classes of a sample: index pairs are made per blob. */
export interface ClassRow {
  readonly sample: SampleId;
  readonly to: readonly LabelId[];
  readonly was: readonly LabelId[];
}

/** Stores rows as blobs of at most 10,000; one that is too large in bytes is halved. */
export async function putBoxes(commits: Commits, rows: readonly BoxRow[]): Promise<BlobRef[]> {
  return putRows(rows, (some) => {
    const labels = [...new Set(some.map((r) => r.label))];
    const index = new Map(labels.map((label, i) => [label, i]));
    return encodeBytes(encodeBlob('boxes', some.length, { labels }, {
      sample: ids(some.map((r) => r.sample)),
      annotation: ids(some.map((r) => r.annotation)),
      label: Uint16Array.from(some, (r) => index.get(r.label) ?? 0),
      x: Float64Array.from(some, (r) => r.box.x),
      y: Float64Array.from(some, (r) => r.box.y),
      width: Float64Array.from(some, (r) => r.box.width),
      height: Float64Array.from(some, (r) => r.box.height),
      attributes: some.map((r) => r.attributes),
    }));
  }, commits);
}

export async function putClasses(commits: Commits, rows: readonly ClassRow[]): Promise<BlobRef[]> {
  return putRows(rows, (some) => {
    const palette: LabelId[][] = [];
    const index = new Map<string, number>();
    const indexOf = (combo: readonly LabelId[]): number => {
      const key = combo.join();
      const known = index.get(key);
      if (known !== undefined) return known;
      index.set(key, palette.length);
      palette.push([...combo]);
      return palette.length - 1;
    };
    const to = Uint16Array.from(some, (r) => indexOf(r.to));
    const was = Uint16Array.from(some, (r) => indexOf(r.was));
    return encodeBytes(encodeBlob('classes', some.length, { palette }, { sample: ids(some.map((r) => r.sample)), to, was }));
  }, commits);
}

async function putRows<T>(rows: readonly T[], encode: (some: readonly T[]) => ReturnType<typeof encodeBytes>, commits: Commits): Promise<BlobRef[]> {
  if (rows.length === 0) return [];
  if (rows.length > MAX_BLOB_ROWS) {
    const refs: BlobRef[] = [];
    for (let from = 0; from < rows.length; from += MAX_BLOB_ROWS) refs.push(...(await putRows(rows.slice(from, from + MAX_BLOB_ROWS), encode, commits)));
    return refs;
  }
  const bytes = encode(rows);
  if (bytes.ok) return [await commits.putBlob(bytes.value, rows.length)];
  if (bytes.error.code !== 'blob-too-large' || rows.length < 2) throw new FailureError(bytes.error);
  const half = rows.length >> 1;
  return [...(await putRows(rows.slice(0, half), encode, commits)), ...(await putRows(rows.slice(half), encode, commits))];
}

function ids(list: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(list.length * 16);
  list.forEach((id, i) => bytes.set(idToBytes(id), i * 16));
  return bytes;
}
