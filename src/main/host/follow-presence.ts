/** Work on a job or a dataset ends when it is deleted, and what is left to measure goes on when it is back. */
import type { DatasetId, JobId } from '../../shared/kernel/ids';
import { everyJob } from '../services/state';
import type { Again } from '../services/tasks';
import type { WorkspaceSession } from './types';

type Followed = Pick<WorkspaceSession, 'commits' | 'datasets' | 'state' | 'tasks'>;

/** Follows what happens in a workspace as long as it is open. What such work tries to write meanwhile is refused. */
export function followPresence({ commits, datasets, state, tasks }: Followed): void {
  commits.onPresence((change) => {
    if (!change.there) tasks.cancelAll(change.kind === 'job' ? (again) => jobOf(again) === change.id : (again) => datasetOf(again, state) === change.id);
    else if (change.kind === 'dataset') datasets.resume(change.id);
  });
}

function jobOf(again: Again): JobId | null {
  return 'job' in again ? again.job : null;
}

function datasetOf(again: Again, state: Followed['state']): DatasetId | null {
  if ('dataset' in again) return again.dataset;
  return everyJob(state.catalog()).find((job) => job.id === again.job)?.dataset ?? null;
}
