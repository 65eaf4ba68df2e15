import { samplesOf } from '../../../shared/fold/item-facts';
import type { Blob } from '../../../shared/events/blobs/kinds';
import { CATALOGUE } from '../../../shared/events/catalogue';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef } from '../../../shared/events/envelope';
import type { DatasetId, JobId, LabelId } from '../../../shared/kernel/ids';
import { everyDataset } from '../state';
import type { Overlay } from './overlay';
import { refuse } from './refuse';

/** Checks a bulk fact: its blob can be read, its samples are in the dataset, its labels are living ones of the job. */
export async function checkBulk<D extends Extract<Draft, { body: { readonly blob: BlobRef } }>>(draft: D, overlay: Overlay): Promise<D> {
  const kind = CATALOGUE[draft.type].blob;
  if (kind === null) return draft;
  const blob: Blob = await overlay.state.blob(kind, draft.body.blob);
  if ('job' in draft.body) checkJobBlob(draft.type, draft.body.job, blob, overlay);
  const dataset = 'dataset' in draft.body ? draft.body.dataset : overlay.catalog.jobs.get(draft.body.job)?.dataset;
  const ids = samplesOf(blob);
  // A dataset made by this very command has no samples yet.
  if (dataset !== undefined && ids && known(overlay, dataset)) {
    const missing = overlay.state.rowsOf(dataset, ids).indexOf(-1);
    if (missing >= 0) refuse('unknown-sample', `Row ${missing} of a bulk change names a sample that is not in the dataset.`, { row: missing });
  }
  return draft;
}

function known(overlay: Overlay, dataset: DatasetId): boolean {
  return everyDataset(overlay.state.catalog()).some((d) => d.id === dataset);
}

function checkJobBlob(type: Draft['type'], id: JobId, blob: Blob, overlay: Overlay): void {
  const job = overlay.catalog.jobs.get(id);
  if (!job) return refuse('unknown-job', `There is no labeling job ${id}.`, { job: id });
  const labels = overlay.catalog.labelSets.get(job.labelSet);
  const need = (label: LabelId, living: boolean): void => {
    const there = labels?.get(label);
    if (!there) return refuse('unknown-label', `There is no label ${label} in this job.`, { label });
    if (living && there.retired) refuse('label-deleted', `The label "${there.name}" was deleted.`, { label, name: there.name });
  };
  switch (blob.kind) {
    case 'classes': {
      if (job.task !== 'classification') refuse('wrong-task', 'Samples of a detection job have no classes of their own.', { job: id });
      const { palette } = (blob as Blob<'classes'>).meta;
      const { to } = (blob as Blob<'classes'>).columns;
      for (const combo of new Set(to)) {
        const wanted = palette[combo] ?? [];
        if (!job.multiple && wanted.length > 1) refuse('one-label-only', 'A sample of this job has one label.', { job: id });
        for (const label of wanted) need(label, true);
      }
      return;
    }
    case 'boxes':
      if (job.task !== 'detection') refuse('wrong-task', 'This job has no annotations, only classes.', { job: id });
      for (const label of (blob as Blob<'boxes'>).meta.labels) need(label, type === 'annotations.imported');
      return;
    case 'relabels': {
      const { meta, columns } = blob as Blob<'relabels'>;
      for (const to of new Set(columns.to)) if (meta.labels[to] !== undefined) need(meta.labels[to], true);
      return;
    }
    default:
  }
}
