import type { Dataset } from '../../../shared/domain/dataset';
import type { Job } from '../../../shared/domain/job';
import type { LabelSet } from '../../../shared/domain/label-set';
import type { DatasetId, JobId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import type { Random } from '../../ports/random';
import type { Commits } from '../commits/types';
import type { Media } from '../media/types';
import type { Roots } from '../roots/types';
import { datasetIn, jobIn } from '../state';
import type { StateService } from '../state/types';
import type { Tasks } from '../tasks';

/** What the exchange needs of an open workspace. */
export interface ExchangeParts {
  readonly fs: FileSystem;
  readonly random: Random;
  readonly state: StateService;
  readonly commits: Commits;
  readonly tasks: Tasks;
  readonly roots: Roots;
  readonly media: Media;
}

export interface JobParts {
  readonly job: Job;
  readonly dataset: Dataset;
  readonly labelSet: LabelSet;
}

/** A job with everything that belongs to it. Throws 'no-such-job' or 'job-deleted'. */
export function jobParts(state: StateService, id: JobId): JobParts {
  const catalog = state.catalog();
  const job = jobIn(catalog, id, 'no-such-job');
  const dataset = catalog.datasets.find((d) => d.id === job.dataset);
  const labelSet = catalog.labelSets.find((l) => l.id === job.labelSet);
  if (dataset && labelSet) return { job, dataset, labelSet };
  throw new FailureError({ code: 'no-such-job', message: 'There is no such job.' });
}

/** Throws 'no-such-dataset' or 'dataset-deleted'. */
export function datasetNamed(state: StateService, id: DatasetId): Dataset {
  return datasetIn(state.catalog(), id, 'no-such-dataset');
}
