/** Bulk gestures on rows of a job: which samples really change, and to what. */
import { MARK_FIELDS } from '../../../shared/events/blobs/kinds';
import { unpackMarks } from '../../../shared/events/blobs/packed-marks';
import { markNumber, withMark, type MarkField } from '../../../shared/events/blobs/marks';
import { SAMPLE_STATUS } from '../../../shared/domain/dataset';
import type { Job } from '../../../shared/domain/job';
import type { Label } from '../../../shared/domain/label-set';
import type { JobId, LabelId } from '../../../shared/kernel/ids';
import type { Draft } from '../../../shared/events/catalogue/types';
import { everyJob, jobIn } from '../state';
import type { FoldedState } from '../state/types';
import type { ClassesRow, MarkRow } from './blobs';
import { refuse } from './refuse';

const NO_MARKS = unpackMarks(0);
const REMOVED = SAMPLE_STATUS.indexOf('removed');

/** A job that is there, for what people do in it. Throws 'unknown-job' or 'job-deleted'. */
export function needJob(state: FoldedState, id: JobId): Job {
  return jobIn(state.catalog(), id);
}

/** Any job that was ever made: what reaches all samples of a label set must not pass over a job that may come back. */
export function knownJob(state: FoldedState, id: JobId): Job {
  return everyJob(state.catalog()).find((j) => j.id === id) ?? refuse('unknown-job', `There is no labeling job ${id}.`, { job: id });
}

export function labelsOf(state: FoldedState, job: Job): readonly Label[] {
  return state.catalog().labelSets.find((s) => s.id === job.labelSet)?.labels ?? [];
}

/** Rows whose classes change; rows that stay as they are are left out, and removed samples unless they are meant `removedToo`. */
export function classesRows(state: FoldedState, id: JobId, rows: Uint32Array, mode: 'replace' | 'add' | 'remove', labels: readonly LabelId[], removedToo = false): readonly ClassesRow[] {
  const job = knownJob(state, id);
  if (job.task !== 'classification') refuse('wrong-task', 'Samples of a detection job have no classes of their own.', { job: id });
  const order = new Map(labelsOf(state, job).map((label, i) => [label.id, { i, label }]));
  for (const label of labels) {
    const there = order.get(label)?.label;
    if (!there) refuse('unknown-label', `There is no label ${label} in this job.`, { label });
    else if (there.retired && mode !== 'remove') refuse('label-deleted', `The label "${there.name}" was deleted.`, { label, name: there.name });
  }
  if (!job.multiple && mode !== 'remove' && labels.length > 1) refuse('one-label-only', 'A sample of this job has one label.', { job: id });
  const { combo, combos } = state.jobColumns(id);
  const targets = new Map<number, readonly LabelId[] | null>();
  const target = (number: number): readonly LabelId[] | null => {
    const known = targets.get(number);
    if (known !== undefined) return known;
    const now = combos[number] ?? [];
    const wanted = mode === 'remove' ? now.filter((l) => !labels.includes(l)) : mode === 'add' && job.multiple ? [...new Set([...now, ...labels])] : [...new Set(labels)];
    const to = wanted.sort((a, b) => (order.get(a)?.i ?? 0) - (order.get(b)?.i ?? 0));
    const result = to.join() === now.join() ? null : to;
    targets.set(number, result);
    return result;
  };
  const changed: ClassesRow[] = [];
  for (const row of usable(state, job, rows, removedToo)) {
    const number = combo[row] ?? 0;
    const to = target(number);
    if (to) changed.push({ sample: state.sampleIdAt(job.dataset, row), to, was: combos[number] ?? [] });
  }
  return changed;
}

/** Rows whose mark changes. `to` as in `events/blobs/marks.ts`. */
export function markRows(state: FoldedState, id: JobId, rows: Uint32Array, field: MarkField, to: number): readonly MarkRow[] {
  const job = needJob(state, id);
  if (!MARK_FIELDS.includes(field) || !Number.isInteger(to) || to < 0 || to > { hard: 1, flag: 2, stars: 5 }[field]) refuse('bad-mark', `${to} is no value of the mark "${field}".`, { field, to });
  const { marks } = state.jobColumns(id);
  const changed: MarkRow[] = [];
  for (const row of usable(state, job, rows)) {
    const was = markNumber(unpackMarks(marks[row] ?? 0), field);
    if (was !== to) changed.push({ sample: state.sampleIdAt(job.dataset, row), field, to, was });
  }
  return changed;
}

/** The mark of one sample as an event of its own. */
export function markDraft(job: JobId, { sample, field, to, was }: MarkRow): Draft {
  const after = withMark(NO_MARKS, field, to);
  const before = withMark(NO_MARKS, field, was);
  const type = 'mark.set' as const;
  switch (field) {
    case 'hard': return { type, base: [], body: { job, sample, field, to: after.hard, was: before.hard } };
    case 'flag': return { type, base: [], body: { job, sample, field, to: after.flag, was: before.flag } };
    case 'stars': return { type, base: [], body: { job, sample, field, to: after.stars, was: before.stars } };
  }
}

/** Each row once, those of removed samples left out unless they are meant too. */
function usable(state: FoldedState, job: Job, rows: Uint32Array, removedToo = false): readonly number[] {
  const { count, status } = state.datasetColumns(job.dataset);
  const seen = new Set<number>();
  for (const row of rows) {
    if (row >= count) refuse('unknown-sample', `There is no row ${row} in this dataset.`, { row });
    if (removedToo || status[row] !== REMOVED) seen.add(row);
  }
  return [...seen];
}
