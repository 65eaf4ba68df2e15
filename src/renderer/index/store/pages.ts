/** Columns cut into pages for the store, and put together again. */
import { DATASET_NUMBERS, DatasetTable, JOB_NUMBERS, JobTable } from '../../../shared/contract/columns-codec';
import type { DatasetPatchField, JobNumber } from '../../../shared/contract/columns-codec';
import { bytesOf, numbersOf } from '../../../shared/kernel/growing';
import { PAGE_ROWS } from './types';
import type { Parts, StoredSet } from './types';

const DATASET_FIELDS: readonly DatasetPatchField[] = ['path', ...(Object.keys(DATASET_NUMBERS) as DatasetPatchField[])];
const JOB_FIELDS = Object.keys(JOB_NUMBERS) as JobNumber[];

function pageRows(count: number, page: number): Uint32Array {
  const from = page * PAGE_ROWS;
  return Uint32Array.from({ length: Math.max(0, Math.min(PAGE_ROWS, count - from)) }, (_, i) => from + i);
}

/** One page of a table, as a patch of its rows. */
export function pageOf(table: DatasetTable | JobTable, page: number): Parts {
  const rows = pageRows(table.count, page);
  return table instanceof DatasetTable ? table.rowParts(rows, DATASET_FIELDS, '') : table.rowParts(rows, JOB_FIELDS, '');
}

export function pageCount(rows: number): number {
  return Math.ceil(rows / PAGE_ROWS);
}

/** The dataset of a stored set, or null when its pages do not fit together. */
export function datasetFromStore(set: StoredSet): DatasetTable | null {
  return orNull(() => {
    const { count, parts } = joinPages(set.pages);
    const table = DatasetTable.from(count, parts);
    for (const patch of set.patches) table.apply(patch.count, patch.parts, '');
    return table.count >= set.count ? table : null;
  });
}

/** The job of a stored set, or null when its pages do not fit together. */
export function jobFromStore(set: StoredSet): JobTable | null {
  return orNull(() => {
    const { count, parts } = joinPages(set.pages);
    const table = JobTable.from(count, set.combos, parts);
    for (const patch of set.patches) table.apply(patch.count, patch.comboBase, patch.combos, patch.parts, '');
    return table.count >= set.count ? table : null;
  });
}

/** Damaged pages are no error: the host is asked again. */
function orNull<T>(make: () => T | null): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** All pages as one set of parts, in one copy per column. */
function joinPages(pages: readonly Parts[]): { readonly count: number; readonly parts: Parts } {
  const count = pages.reduce((rows, page) => rows + (page['rows']?.byteLength ?? 0) / 4, 0);
  const parts: Record<string, Uint8Array> = {};
  for (const name of Object.keys(pages[0] ?? {})) {
    if (name !== 'rows' && name !== 'path.offsets') parts[name] = joinBytes(pages.map((page) => page[name] ?? new Uint8Array(0)));
  }
  if (parts['path.bytes']) parts['path.offsets'] = joinOffsets(pages, count);
  return { count, parts };
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function joinOffsets(pages: readonly Parts[], count: number): Uint8Array {
  const joined = new Uint32Array(count + 1);
  let row = 0;
  let base = 0;
  for (const page of pages) {
    const offsets = numbersOf('u32', page['path.offsets'] ?? new Uint8Array(4));
    for (let i = 1; i < offsets.length; i++) joined[row + i] = base + (offsets[i] ?? 0);
    row += offsets.length - 1;
    base += offsets[offsets.length - 1] ?? 0;
  }
  return bytesOf(joined);
}
