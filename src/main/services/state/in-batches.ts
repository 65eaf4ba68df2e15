import type { JournalEntry } from '../journal/types';

/** Enough to see a large import as a whole before it is folded, and little memory. */
const EVENTS = 4_000;
const BYTES = 8 * 1024 * 1024;

/** Entries in lists of at most `events` entries, which end when they hold `bytes` bytes of events. */
export async function* inBatches(entries: AsyncIterable<JournalEntry>, events = EVENTS, bytes = BYTES): AsyncGenerator<readonly JournalEntry[]> {
  let batch: JournalEntry[] = [];
  let held = 0;
  for await (const entry of entries) {
    batch.push(entry);
    held += entry.at.length;
    if (batch.length < events && held < bytes) continue;
    yield batch;
    batch = [];
    held = 0;
  }
  if (batch.length > 0) yield batch;
}
