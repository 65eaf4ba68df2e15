import type { Job } from '../../../shared/domain/job';
import type { JobId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { StateService } from '../../services/state/types';

/** A job of the open workspace; throws FailureError 'unknown-job'. */
export function needJob(state: StateService, id: JobId): Job {
  const job = state.catalog().jobs.find((j) => j.id === id);
  if (!job) throw new FailureError({ code: 'unknown-job', message: `There is no labeling job ${id}.`, details: { job: id } });
  return job;
}
