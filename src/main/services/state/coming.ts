import { CATALOGUE, knownEvent } from '../../../shared/events/catalogue';
import type { BlobRef } from '../../../shared/events/envelope';
import { isItemBulk } from '../../../shared/fold/item-facts';
import type { DatasetId, JobId } from '../../../shared/kernel/ids';
import type { JournalEntry } from '../journal/types';

/** What some entries are going to bring, read off their bulk events before any blob is. */
export interface Coming {
  /** New samples by dataset and new facts by job; at most `MAX_ANNOUNCED`, and fewer may come. */
  readonly samples: ReadonlyMap<DatasetId, number>;
  readonly facts: ReadonlyMap<JobId, number>;
  /** Their blobs, in the order in which they will be asked for. */
  readonly blobs: readonly BlobRef[];
}

/** An event only claims how many rows its blob has: no more than this is believed. */
export const MAX_ANNOUNCED = 4_000_000;

export const NOTHING_COMING: Coming = { samples: new Map(), facts: new Map(), blobs: [] };

export function comingOf(entries: readonly JournalEntry[]): Coming {
  const samples = new Map<DatasetId, number>();
  const facts = new Map<JobId, number>();
  const blobs: BlobRef[] = [];
  for (const { event: stored } of entries) {
    if (typeof stored.body !== 'object' || stored.body === null || !('blob' in stored.body)) continue;
    const event = knownEvent(stored);
    if (!event || CATALOGUE[event.type].blob === null || !('blob' in event.body)) continue;
    const { blob } = event.body;
    blobs.push(blob);
    if (event.type === 'samples.added') announce(samples, event.body.dataset, blob.rows);
    else if (isItemBulk(event)) announce(facts, event.body.job, blob.rows);
  }
  return { samples, facts, blobs };
}

function announce<K>(counts: Map<K, number>, of: K, rows: number): void {
  counts.set(of, Math.min(MAX_ANNOUNCED, (counts.get(of) ?? 0) + rows));
}
