/** What deleting a label does to the samples of every job that uses its label set. */
import { SAMPLE_STATUS } from '../../../shared/domain/dataset';
import type { Job } from '../../../shared/domain/job';
import type { LabelDeletionPolicy } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { JobId, LabelId, LabelSetId, SampleId } from '../../../shared/kernel/ids';
import { everyJob } from '../state';
import type { FoldedState } from '../state/types';
import type { AnnotationRow, BlobWriter, StatusRow } from './blobs';
import { classesRows, labelsOf, needJob } from './many';
import { refuse } from './refuse';

const REMOVED = SAMPLE_STATUS.indexOf('removed');

/**
 * Rows of a job whose samples carry the label, and those of them that carry no other. `all` has the samples that were
 * taken off the dataset, too: they may come back, and must not come back with a label that is gone.
 */
function rowsWith(state: FoldedState, job: Job, label: LabelId): { readonly rows: Uint32Array; readonly only: readonly number[]; readonly all: Uint32Array } {
  const { combo, combos, count } = state.jobColumns(job.id);
  const { status } = state.datasetColumns(job.dataset);
  const has = combos.map((labels) => labels.includes(label));
  const rows: number[] = [];
  const only: number[] = [];
  const all: number[] = [];
  for (let row = 0; row < count; row++) {
    const number = combo[row] ?? 0;
    if (!has[number]) continue;
    all.push(row);
    if (status[row] === REMOVED) continue;
    rows.push(row);
    if (combos[number]?.length === 1) only.push(row);
  }
  return { rows: Uint32Array.from(rows), only, all: Uint32Array.from(all) };
}

async function annotationsWith(state: FoldedState, job: Job, rows: Uint32Array, label: LabelId): Promise<readonly AnnotationRow[]> {
  const found: AnnotationRow[] = [];
  for (const row of rows) {
    const sample = state.sampleIdAt(job.dataset, row);
    for (const { annotation } of (await state.item(job.id, sample)).annotations.values()) {
      if (!annotation.retired && annotation.label === label) found.push({ sample, annotation: annotation.id });
    }
  }
  return found;
}

function check(state: FoldedState, job: JobId, labelSet: LabelSetId, label: LabelId): Job {
  const found = needJob(state, job);
  if (found.labelSet !== labelSet) refuse('unknown-label', 'This job has another label set.', { job });
  const there = labelsOf(state, found).find((l) => l.id === label);
  if (!there) refuse('unknown-label', `There is no label ${label} in this job.`, { label });
  else if (there.retired) refuse('label-deleted', `The label "${there.name}" was deleted already.`, { label, name: there.name });
  return found;
}

/** Counts for the words of the question, over all jobs with this label set; `only`: samples of this job with no other label. */
export async function previewDeletion(state: FoldedState, id: JobId, labelSet: LabelSetId, label: LabelId): Promise<{ readonly samples: number; readonly only: readonly SampleId[]; readonly annotations: number }> {
  const asked = check(state, id, labelSet, label);
  let samples = 0;
  let annotations = 0;
  for (const job of state.catalog().jobs) {
    if (job.labelSet !== labelSet) continue;
    const { rows } = rowsWith(state, job, label);
    samples += rows.length;
    if (job.task === 'detection') annotations += (await annotationsWith(state, job, rows, label)).length;
  }
  return { samples, only: rowsWith(state, asked, label).only.map((row) => state.sampleIdAt(asked.dataset, row)), annotations };
}

/** The events of a deletion, as one command; `removed` are the samples it takes off the dataset. */
export async function deletionDrafts(state: FoldedState, blobs: BlobWriter, id: JobId, labelSet: LabelSetId, label: LabelId, policy: LabelDeletionPolicy): Promise<{ readonly drafts: readonly Draft[]; readonly samples: number; readonly removed: readonly SampleId[] }> {
  const asked = check(state, id, labelSet, label);
  const drafts: Draft[] = [];
  const living = new Set(state.catalog().jobs.map((job) => job.id));
  let samples = 0;
  const removed = policy === 'label' ? [] : rowsWith(state, asked, label).only;
  for (const job of everyJob(state.catalog())) {
    if (job.labelSet !== labelSet) continue;
    const { rows, all } = rowsWith(state, job, label);
    // Deleted jobs lose the label too, so that none comes back with it; nobody counts their samples.
    if (living.has(job.id)) samples += rows.length;
    if (job.task === 'classification') {
      for (const blob of await blobs.classes(classesRows(state, job.id, all, 'remove', [label], true))) drafts.push({ type: 'classes.bulk-set', base: [], body: { job: job.id, blob } });
    } else {
      for (const blob of await blobs.annotations(await annotationsWith(state, job, all, label))) drafts.push({ type: 'annotations.bulk-retired', base: [], body: { job: job.id, blob } });
    }
  }
  const { status } = state.datasetColumns(asked.dataset);
  const gone: readonly StatusRow[] = removed.map((row) => ({ sample: state.sampleIdAt(asked.dataset, row), to: REMOVED, was: status[row] ?? 0 }));
  for (const blob of await blobs.status(gone)) drafts.push({ type: 'samples.status-set', base: [], body: { dataset: asked.dataset, blob } });
  drafts.push({ type: 'label.retired', base: [], body: { labelSet, label, policy } });
  return { drafts, samples, removed: gone.map((row) => row.sample) };
}
