import type { Job } from '../../../shared/domain/job';
import type { JobId } from '../../../shared/kernel/ids';
import { jobIn } from '../../services/state';
import type { StateService } from '../../services/state/types';

/** A job of the open workspace; throws FailureError 'unknown-job' or 'job-deleted'. */
export function needJob(state: StateService, id: JobId): Job {
  return jobIn(state.catalog(), id);
}
