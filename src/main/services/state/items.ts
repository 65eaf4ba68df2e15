import { decodeBlob as decodeBytes } from '../../../shared/events/blob-codec';
import { decodeBlob, type Blob, type BlobKind } from '../../../shared/events/blobs/kinds';
import { CATALOGUE, knownEvent, type KnownEvent } from '../../../shared/events/catalogue';
import type { BlobRef, StoredEvent } from '../../../shared/events/envelope';
import { emptyItem, foldFact, type ItemState } from '../../../shared/fold/item';
import { factOf, factOfRow, isItemBulk } from '../../../shared/fold/item-facts';
import { stampOf } from '../../../shared/fold/order';
import type { Hash } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { Journal } from '../journal/types';
import type { EventTable } from './event-table';
import { SINGLE, type JobState } from './job-state';
import { Lru } from './lru';
import { ReadAhead } from './read-ahead';

type Event = KnownEvent<StoredEvent>;

/** Folded samples that are kept: by the number of facts in them, so that crowded samples count for more. */
const KEPT_FACTS = 200_000;
const KEPT_EVENTS = 5_000;
/** Rows of decoded blobs that are kept (about 100 bytes each). */
const KEPT_BLOB_ROWS = 640_000;

/** Reads the events and blobs a sample's state is made of, folds them, and keeps what was read lately. */
export class Items {
  readonly #journal: Pick<Journal, 'readAt' | 'readBlob'>;
  readonly #events: EventTable;
  readonly #kept = new Lru<number, ItemState>(KEPT_FACTS);
  readonly #read = new Lru<number, Event>(KEPT_EVENTS);
  readonly #blobs = new Lru<Hash, Blob>(KEPT_BLOB_ROWS);
  readonly #ahead: ReadAhead;

  constructor(journal: Pick<Journal, 'readAt' | 'readBlob'>, events: EventTable) {
    this.#journal = journal;
    this.#events = events;
    this.#ahead = new ReadAhead((ref) => journal.readBlob(ref));
  }

  /** Says which blobs will be asked for next, in this order. */
  expect(blobs: readonly BlobRef[]): void {
    this.#ahead.expect(blobs);
  }

  /** Keeps an event that is at hand, so that it need not be read again soon. */
  remember(number: number, event: Event): void {
    this.#read.set(number, event, 1);
  }

  /** Null when this program does not know the event. Rejects when the journal cannot be read. */
  async event(number: number): Promise<Event | null> {
    const kept = this.#read.get(number);
    if (kept) return kept;
    const event = knownEvent(await this.#journal.readAt(this.#events.location(number)));
    if (event) this.remember(number, event);
    return event;
  }

  /** The blob that a bulk event names. Rejects with 'blob-missing', 'blob-damaged' or 'bad-blob'. */
  async blobOf(event: Event): Promise<Blob> {
    const kind = CATALOGUE[event.type].blob;
    if (kind === null || !('blob' in event.body)) throw new TypeError(`${event.type} names no blob`);
    return this.blob(kind, event.body.blob);
  }

  async blob<K extends BlobKind>(kind: K, ref: BlobRef): Promise<Blob<K>> {
    const kept = this.#blobs.get(ref.hash);
    if (kept?.kind === kind) return kept as unknown as Blob<K>;
    const bytes = decodeBytes(await this.#ahead.read(ref));
    if (!bytes.ok) throw new FailureError(bytes.error);
    const blob = decodeBlob(kind, bytes.value);
    if (!blob.ok) throw new FailureError(blob.error);
    if (blob.value.rows !== ref.rows) throw new FailureError({ code: 'bad-blob', message: `A blob has ${blob.value.rows} rows where its event says ${ref.rows}.` });
    this.#blobs.set(ref.hash, blob.value, blob.value.rows);
    return blob.value;
  }

  kept(job: JobState, row: number): ItemState | undefined {
    return this.#kept.get(keyOf(job, row));
  }

  keep(job: JobState, row: number, item: ItemState): void {
    this.#kept.set(keyOf(job, row), item, 1 + item.winners.size + item.annotations.size);
  }

  forget(job: JobState, row: number): void {
    this.#kept.delete(keyOf(job, row));
  }

  /** The folded state of a sample. A few milliseconds when its events were not read lately. */
  async load(job: JobState, row: number): Promise<ItemState> {
    for (;;) {
      const kept = this.kept(job, row);
      if (kept) return kept;
      const version = job.facts.count;
      const item = emptyItem();
      const seen = new Map<number, { event: Event; blob: Blob | null }>();
      const facts = job.factsOf(row);
      for (const { event: number } of facts) {
        if (seen.has(number)) continue;
        const event = await this.event(number);
        if (event) seen.set(number, { event, blob: isItemBulk(event) ? await this.blobOf(event) : null });
      }
      for (const { event: number, part } of facts) {
        const found = seen.get(number);
        if (!found) continue;
        const { event, blob } = found;
        const fact = part === SINGLE ? factOf(event)?.fact : blob && isItemBulk(event) ? factOfRow(event, blob, part) : null;
        if (fact) foldFact(item, stampOf(event, part === SINGLE ? 0 : part), event.base, fact);
      }
      // Something was folded while this one was being read: what was read may be old.
      if (job.facts.count !== version && job.factsOf(row).length !== facts.length) continue;
      const other = this.kept(job, row);
      if (other) return other;
      this.keep(job, row, item);
      return item;
    }
  }
}

function keyOf(job: JobState, row: number): number {
  return job.number * 2 ** 32 + row;
}
