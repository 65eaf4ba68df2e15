/** The folded catalog as everybody reads it: what is there apart from what was deleted; and looking things up in it. */
import type { Catalog } from '../../../shared/contract/api';
import type { Dataset } from '../../../shared/domain/dataset';
import type { Job } from '../../../shared/domain/job';
import { isGone, labelSetsOf, type CatalogState } from '../../../shared/fold/catalog';
import type { DatasetId, JobId, RootId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';

/** `roots`: in order of arrival. */
export function catalogOf(state: CatalogState, roots: readonly RootId[]): Catalog {
  const datasets = [...state.datasets.values()];
  const jobs = [...state.jobs.values()];
  return {
    name: state.name, roots: roots.map((id) => ({ id, name: state.roots.get(id)?.name ?? '', display: null })),
    datasets: datasets.filter((dataset) => !state.retired.has(dataset.id)),
    jobs: jobs.filter((job) => !isGone(state, job)),
    labelSets: labelSetsOf(state),
    deleted: {
      datasets: datasets.flatMap((dataset) => { const time = state.retired.get(dataset.id); return time === undefined ? [] : [{ dataset, time }]; }),
      jobs: jobs.flatMap((job) => (isGone(state, job) ? [{ job, time: state.retired.get(job.id) ?? null }] : [])),
    },
  };
}

/** Deleted ones too: what changes a label set, or a file, must not pass over what may come back. */
export function everyJob({ jobs, deleted }: Catalog): readonly Job[] {
  return [...jobs, ...deleted.jobs.map(({ job }) => job)];
}
export function everyDataset({ datasets, deleted }: Catalog): readonly Dataset[] {
  return [...datasets, ...deleted.datasets.map(({ dataset }) => dataset)];
}

/** A job that is there. Throws a FailureError 'job-deleted' or `unknown`. */
export function jobIn(catalog: Catalog, id: JobId, unknown = 'unknown-job'): Job {
  const found = catalog.jobs.find((job) => job.id === id);
  if (found) return found;
  const deleted = catalog.deleted.jobs.find(({ job }) => job.id === id);
  if (deleted) throw jobDeleted(deleted.job);
  throw new FailureError({ code: unknown, message: `There is no labeling job ${id}.`, details: { job: id } });
}

/** A dataset that is there. Throws a FailureError 'dataset-deleted' or `unknown`. */
export function datasetIn(catalog: Catalog, id: DatasetId, unknown = 'unknown-dataset'): Dataset {
  const found = catalog.datasets.find((dataset) => dataset.id === id);
  if (found) return found;
  const deleted = catalog.deleted.datasets.find(({ dataset }) => dataset.id === id);
  if (deleted) throw datasetDeleted(deleted.dataset);
  throw new FailureError({ code: unknown, message: `There is no dataset ${id}.`, details: { dataset: id } });
}

export function jobDeleted({ id, name }: Job): FailureError {
  return new FailureError({ code: 'job-deleted', message: `The job "${name}" was deleted. It can be restored in the list of jobs.`, details: { job: id, name } });
}

export function datasetDeleted({ id, name }: Dataset): FailureError {
  return new FailureError({ code: 'dataset-deleted', message: `The dataset "${name}" was deleted. It can be restored in the list of datasets.`, details: { dataset: id, name } });
}
