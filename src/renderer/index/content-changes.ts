/** Which samples may have another content after a patch of a dataset's rows: what was loaded of them is loaded again. */
import type { Parts } from '../../shared/contract/api/basics';
import type { RowPatch } from '../../shared/contract/api/pushes';
import { SAMPLE_STATUS } from '../../shared/domain/dataset';

const CHANGED = SAMPLE_STATUS.indexOf('changed');

/**
 * Rows whose file was found changed, gone or back, and changed ones that were measured anew. Not those that are listed
 * or measured for the first time, which are all of a new dataset. `status` is the column after the patch.
 */
export function changedContent(patch: RowPatch, parts: Parts, status: Uint8Array): readonly number[] {
  const part = (name: string): Uint8Array | undefined => parts[patch.prefix + name];
  const bytes = part('rows');
  if (patch.job !== null || !bytes) return [];
  const rows = Array.from(new Uint32Array(bytes.slice().buffer));
  // A root is told of rows that are listed, never afterwards.
  const found = !part('root') && (part('status') !== undefined || part('mtime') !== undefined);
  return found ? rows : rows.filter((row) => status[row] === CHANGED);
}
