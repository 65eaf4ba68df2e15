/** One row of the columns in the words of the domain: what a cell or the details show without asking anybody. */
import { unpackMarks } from '../../../shared/contract/columns';
import { textAt } from '../../../shared/contract/text-table';
import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS } from '../../../shared/domain/dataset';
import type { MediaFormat, MediaProblem, SampleStatus } from '../../../shared/domain/dataset';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import type { Marks, SampleState } from '../../../shared/domain/job';
import type { LabelId, SampleId } from '../../../shared/kernel/ids';
import { idOfRow, rowOfId, type LiveColumns } from '../../index';

export interface SampleView {
  readonly row: number;
  readonly id: SampleId;
  /** Last part of the path, with the line for lines of a text file. */
  readonly name: string;
  readonly path: string;
  readonly part: number;
  readonly size: number;
  readonly mtime: number;
  readonly status: SampleStatus;
  readonly measured: boolean;
  readonly format: MediaFormat;
  readonly problem: MediaProblem;
  readonly width: number;
  readonly height: number;
  readonly duration: number;
  readonly length: number;
  readonly twins: number;
  readonly state: SampleState;
  readonly objects: number;
  readonly combo: readonly LabelId[];
  readonly marks: Marks;
  readonly changed: number;
}

/** Another word when the file is another one, or gone: what shows it whole begins anew. */
export function contentKey({ id, mtime, size, status }: SampleView): string {
  return `${id} ${mtime} ${size} ${status === 'missing' ? 'gone' : 'there'}`;
}

const NO_COMBO: readonly LabelId[] = [];

export function sampleIdAt(columns: LiveColumns, row: number): SampleId {
  return idOfRow(columns.dataset.ids, row);
}

/** The row of a sample, -1 when it is not there. */
export function rowOfSample({ dataset }: LiveColumns, sample: SampleId): number {
  return rowOfId(dataset.ids, dataset.count, sample);
}

export function nameOf(path: string, part: number): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return part > 0 ? `${name}:${part}` : name;
}

/** null for rows that are not there (yet). */
export function sampleAt(columns: LiveColumns, row: number): SampleView | null {
  const { dataset, job } = columns;
  if (row < 0 || row >= dataset.count) return null;
  const path = textAt(dataset.path, row);
  const part = dataset.part[row] ?? 0;
  return {
    row, id: sampleIdAt(columns, row), name: nameOf(path, part), path, part,
    size: dataset.size[row] ?? 0, mtime: dataset.mtime[row] ?? 0,
    status: SAMPLE_STATUS[dataset.status[row] ?? 0] ?? 'present', measured: dataset.measured[row] === 1,
    format: MEDIA_FORMATS[dataset.format[row] ?? 0] ?? 'unknown', problem: MEDIA_PROBLEMS[dataset.problem[row] ?? 0] ?? 'none',
    width: dataset.width[row] ?? 0, height: dataset.height[row] ?? 0, duration: dataset.duration[row] ?? 0, length: dataset.length[row] ?? 0, twins: dataset.twins[row] ?? 0,
    state: SAMPLE_STATES[job?.state[row] ?? 0] ?? 'unlabeled', objects: job?.objects[row] ?? 0,
    combo: job?.combos[job.combo[row] ?? 0] ?? NO_COMBO, marks: unpackMarks(job?.marks[row] ?? 0), changed: job?.changed[row] ?? 0,
  };
}
