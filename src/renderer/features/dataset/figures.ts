/** What the overview of a dataset says, counted in one pass over its columns. */
import type { DatasetColumns } from '../../../shared/contract/columns';
import { MEDIA_PROBLEMS, SAMPLE_STATUS } from '../../../shared/domain/dataset';

export interface Figures {
  /** Not removed. */
  readonly samples: number;
  readonly measured: number;
  readonly bytes: number;
  /** Samples whose content occurs more than once. */
  readonly twins: number;
  readonly missing: Uint32Array;
  readonly changed: Uint32Array;
  /** Rows of samples with a problem, by index into MEDIA_PROBLEMS; [0] is empty. */
  readonly problems: readonly (readonly number[])[];
}

export function figuresOf(columns: DatasetColumns): Figures {
  const removed = SAMPLE_STATUS.indexOf('removed');
  const isMissing = SAMPLE_STATUS.indexOf('missing');
  const isChanged = SAMPLE_STATUS.indexOf('changed');
  const problems: number[][] = MEDIA_PROBLEMS.map(() => []);
  const missing: number[] = [];
  const changed: number[] = [];
  let samples = 0, measured = 0, bytes = 0, twins = 0;
  for (let row = 0; row < columns.count; row++) {
    const status = columns.status[row] ?? 0;
    if (status === removed) continue;
    samples++;
    measured += columns.measured[row] ?? 0;
    bytes += columns.size[row] ?? 0;
    if ((columns.twins[row] ?? 0) !== 0) twins++;
    if (status === isMissing) missing.push(row);
    if (status === isChanged) changed.push(row);
    const problem = columns.problem[row] ?? 0;
    if (problem !== 0) problems[problem]?.push(row);
  }
  return { samples, measured, bytes, twins, missing: Uint32Array.from(missing), changed: Uint32Array.from(changed), problems };
}
