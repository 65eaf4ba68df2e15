import type { DatasetId, JobId } from '../../../shared/kernel/ids';
import type { JournalEntry } from '../journal/types';
import type { PresenceChange } from './types';

/** Jobs and datasets that were deleted or came back with these entries, in their order. */
export function presenceIn(entries: readonly JournalEntry[]): readonly PresenceChange[] {
  return entries.flatMap(({ event }): readonly PresenceChange[] => {
    const body = event.body as { readonly job?: JobId; readonly dataset?: DatasetId };
    switch (event.type) {
      case 'job.retired':
      case 'job.restored': return body.job === undefined ? [] : [{ kind: 'job', id: body.job, there: event.type === 'job.restored' }];
      case 'dataset.retired':
      case 'dataset.restored': return body.dataset === undefined ? [] : [{ kind: 'dataset', id: body.dataset, there: event.type === 'dataset.restored' }];
      default: return [];
    }
  });
}
