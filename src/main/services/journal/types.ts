import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef, Command, StoredEvent } from '../../../shared/events/envelope';
import type { Hash, LogId, MemberId, ProjectId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';

/** Where an event lies: number of the file in `Journal.files`, byte position and length of its payload. */
export interface EventLocation {
  readonly file: number;
  readonly position: number;
  readonly length: number;
}

export interface JournalEntry {
  readonly event: StoredEvent;
  readonly at: EventLocation;
}

/** Per log, the last sequence number and the id of that event. */
export type Heads = ReadonlyMap<LogId, { readonly seq: number; readonly id: Hash }>;

/** The truth. One per open workspace. */
export interface Journal {
  readonly project: ProjectId;
  /** What recovery found when opening (torn tails cut and kept aside, damage named). */
  readonly recovered: readonly Failure[];
  readonly readOnly: boolean;
  /**
   * Appends events of one command in order. Resolves with them once they are flushed to the disk; several calls within
   * a few ms share one flush. Rejects with a FailureError ('disk-full', 'read-only', 'journal-trouble' …): then nothing
   * of this call is answered as saved.
   */
  append(command: Command, drafts: readonly Draft[]): Promise<readonly JournalEntry[]>;
  /** Writes and flushes an immutable blob; the same bytes twice are one file. Call before the event that names it. */
  putBlob(bytes: Uint8Array, rows: number): Promise<BlobRef>;
  /** Bytes of a blob, its hash checked. Rejects with 'blob-missing' or 'blob-damaged'. */
  readBlob(ref: BlobRef): Promise<Uint8Array>;
  /** All events after `from` (all when null), logs interleaved so that causes come before effects. */
  read(from: Heads | null): AsyncIterable<JournalEntry>;
  readAt(at: EventLocation): Promise<StoredEvent>;
  heads(): Heads;
  /** One hash of all heads. */
  headsHash(): string;
  member(): MemberId;
  /** Tells when saving stops working or works again. */
  onTrouble(listener: (failure: Failure | null) => void): () => void;
  /** Seals the open log into a segment and closes all files. */
  close(): Promise<void>;
}
