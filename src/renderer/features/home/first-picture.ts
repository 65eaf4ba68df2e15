import type { DatasetColumns } from '../../../shared/contract/columns';
import { MEDIA_PROBLEMS, SAMPLE_STATUS } from '../../../shared/domain/dataset';

const UNSEEN = new Set((['missing', 'removed'] as const).map((status) => SAMPLE_STATUS.indexOf(status)));
const FINE = MEDIA_PROBLEMS.indexOf('none');

/** The first row of a dataset whose file is there and can be read; -1 for none. */
export function firstPicture({ count, status, problem }: Pick<DatasetColumns, 'count' | 'status' | 'problem'>): number {
  for (let row = 0; row < count; row++) if (!UNSEEN.has(status[row] ?? 0) && problem[row] === FINE) return row;
  return -1;
}
