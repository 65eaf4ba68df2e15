/** Small columns for tests: plain rows in, columns out. */
import type { DatasetColumns, JobColumns, TextColumn } from '../../../shared/contract/columns';
import { packMarks } from '../../../shared/contract/columns';
import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS } from '../../../shared/domain/dataset';
import type { MediaFormat, MediaProblem, SampleStatus } from '../../../shared/domain/dataset';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import type { Marks, SampleState } from '../../../shared/domain/job';
import type { LabelId } from '../../../shared/kernel/ids';

export interface PlainRow {
  readonly path: string;
  readonly part: number;
  readonly size: number;
  readonly mtime: number;
  readonly status: SampleStatus;
  readonly format: MediaFormat;
  readonly problem: MediaProblem;
  readonly twins: number;
  readonly state: SampleState;
  readonly objects: number;
  readonly labels: readonly LabelId[];
  readonly marks: Marks;
}

export const PLAIN: PlainRow = {
  path: 'a.jpg', part: 0, size: 1, mtime: 0, status: 'present', format: 'jpeg', problem: 'none', twins: 0,
  state: 'unlabeled', objects: 0, labels: [], marks: { hard: false, flag: 'none', stars: 0 },
};

export function textColumn(texts: readonly string[]): TextColumn {
  const parts = texts.map((text) => new TextEncoder().encode(text));
  const offsets = new Uint32Array(texts.length + 1);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.forEach((part, i) => {
    bytes.set(part, offsets[i]);
    offsets[i + 1] = (offsets[i] ?? 0) + part.length;
  });
  return { offsets, bytes };
}

export function columnsOf(rows: readonly PlainRow[]): { dataset: DatasetColumns; job: JobColumns } {
  const count = rows.length;
  const combos: (readonly LabelId[])[] = [[]];
  const combo = rows.map((row) => {
    const key = row.labels.join();
    const at = combos.findIndex((known) => known.join() === key);
    return at >= 0 ? at : combos.push(row.labels) - 1;
  });
  const dataset: DatasetColumns = {
    count, ids: Uint8Array.from({ length: count * 16 }, (_, i) => (i * 37 + (i >> 4) * 11) & 255), path: textColumn(rows.map((row) => row.path)),
    root: new Uint16Array(count), part: Uint32Array.from(rows, (row) => row.part), size: Float64Array.from(rows, (row) => row.size),
    mtime: Float64Array.from(rows, (row) => row.mtime), status: Uint8Array.from(rows, (row) => SAMPLE_STATUS.indexOf(row.status)),
    measured: new Uint8Array(count).fill(1), format: Uint8Array.from(rows, (row) => MEDIA_FORMATS.indexOf(row.format)),
    problem: Uint8Array.from(rows, (row) => MEDIA_PROBLEMS.indexOf(row.problem)), width: new Uint32Array(count), height: new Uint32Array(count),
    duration: new Float32Array(count), length: new Uint32Array(count), twins: Uint32Array.from(rows, (row) => row.twins),
  };
  const job: JobColumns = {
    count, state: Uint8Array.from(rows, (row) => SAMPLE_STATES.indexOf(row.state)), objects: Uint32Array.from(rows, (row) => row.objects),
    combo: Uint32Array.from(combo), marks: Uint8Array.from(rows, (row) => packMarks(row.marks.hard, row.marks.flag, row.marks.stars)),
    changed: new Float64Array(count), combos,
  };
  return { dataset, job };
}
