import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef, Command, StoredEvent } from '../../../shared/events/envelope';
import type { Hash, LogId, MemberId, ProjectId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';

/**
 * Where an event lies (of an event that was brought back: `file` stands for a blob, `position` is the row). `file` is a number of this opening of the journal; to keep locations in a snapshot, keep
 * `Journal.fileName(file)` and ask `Journal.fileNumber` after the next opening. Sealing does not move events.
 */
export interface EventLocation {
  readonly file: number;
  /** Byte position and length of the payload (the event's line). */
  readonly position: number;
  readonly length: number;
}

export interface JournalEntry {
  readonly event: StoredEvent;
  readonly at: EventLocation;
  /** It lies behind damage in its own log and was brought back by another one: it moves no head. */
  readonly salvaged?: true;
}

/** Per log, the last sequence number and the id of that event. */
export type Heads = ReadonlyMap<LogId, { readonly seq: number; readonly id: Hash }>;

/** The truth. One per open workspace. */
export interface Journal {
  readonly project: ProjectId;
  /** What recovery found when opening, and damage found while reading since (torn tails cut and kept aside, damage named). */
  readonly recovered: readonly Failure[];
  /** Damage that was told at an earlier opening and is still there. */
  readonly standing: readonly Failure[];
  readonly readOnly: boolean;
  /** Why it is read-only ('workspace-in-use', 'read-only'); null when it is not. */
  readonly readOnlyReason: Failure | null;
  /**
   * Appends events of one command in order. Resolves with them once they are flushed to the disk; several calls within
   * a few ms share one flush. Rejects with a FailureError ('read-only', 'event-too-large', 'journal-closed' …): then nothing
   * of this call is answered as saved. When the disk fails ('disk-full', 'journal-trouble'), `onTrouble` tells; the events
   * stay queued and are written to a new file as soon as it works again; with `onFailure: 'fail'` the call rejects instead.
   */
  append(command: Command, drafts: readonly Draft[]): Promise<readonly JournalEntry[]>;
  /** Writes and flushes an immutable blob; the same bytes twice are one file. Call before the event that names it. */
  putBlob(bytes: Uint8Array, rows: number): Promise<BlobRef>;
  /** Bytes of a blob, its hash checked. Rejects with 'blob-missing' or 'blob-damaged'. */
  readBlob(ref: BlobRef): Promise<Uint8Array>;
  /**
   * Brings back the events that lie whole behind damage found so far. Resolves with how many came back now; when it is not 0,
   * everything must be folded anew. Never rejects: what does not work is listed in `recovered` and tried at the next opening.
   */
  salvage(): Promise<number>;
  /**
   * All events after `from` (all when null), logs interleaved so that causes come before effects. Rejects with
   * 'cursor-behind-salvage' when events came back that belong before `from`: then everything must be read.
   */
  read(from: Heads | null): AsyncIterable<JournalEntry>;
  readAt(at: EventLocation): Promise<StoredEvent>;
  /** Lasting name of a file, `<log id>/<number>` or `salvaged/<hash>`. */
  fileName(file: number): string;
  /** Its number in this opening; null when there is no such file. */
  fileNumber(name: string): number | null;
  heads(): Heads;
  /** One hash of all heads. */
  headsHash(): string;
  member(): MemberId;
  /** Tells when saving stops working or works again. */
  onTrouble(listener: (failure: Failure | null) => void): () => void;
  /** What a person should know while it goes on: 'disk-low', 'disk-reserve-used'. */
  readonly warnings: readonly Failure[];
  /** Tells when `warnings` changes. */
  onWarning(listener: () => void): () => void;
  /** Seals the open log into a segment and closes all files. */
  close(): Promise<void>;
}
