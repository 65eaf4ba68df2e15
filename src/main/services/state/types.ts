import type { Catalog, Cursor, Pushes } from '../../../shared/contract/api';
import type { DatasetColumns, JobColumns } from '../../../shared/contract/columns';
import type { Sample } from '../../../shared/domain/dataset';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { DatasetId, EventId, JobId, SampleId } from '../../../shared/kernel/ids';
import type { Parts } from '../../../shared/contract/api';
import type { Blob, BlobKind } from '../../../shared/events/blobs/kinds';
import type { KnownEvent } from '../../../shared/events/catalogue';
import type { BlobRef, StoredEvent } from '../../../shared/events/envelope';
import type { ItemState } from '../../../shared/fold/item';
import type { CommandId, HistoryId, LabelId, MemberId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import type { Heads, JournalEntry } from '../journal/types';

/** A command as the ledger of undo and redo knows it. */
export interface LedgerEntry {
  readonly id: CommandId;
  readonly name: string;
}

/** What can be undone and redone; derived from the journal. See docs/spec/undo.md. */
export interface LedgerView {
  /** The next one in this direction; null when there is none. */
  top(member: MemberId, of: HistoryId, direction: 'undo' | 'redo'): LedgerEntry | null;
  /** Numbers of the events whose inverse turns the command round, first one first. */
  eventsToInvert(command: CommandId): readonly number[];
  /** True when the journal has an event of this command. */
  has(command: CommandId): boolean;
}


/** The folded state of one workspace: the same for windows, command line, exports and versions. */
export interface StateService {
  cursor(): Cursor;
  heads(): Heads;
  /** Without the places of roots (these are per machine, see services/roots): `display` is null. */
  catalog(): Catalog;
  datasetColumns(dataset: DatasetId): DatasetColumns;
  jobColumns(job: JobId): JobColumns;
  /** -1 when the dataset has no such sample. */
  rowOf(dataset: DatasetId, sample: SampleId): number;
  sampleIdAt(dataset: DatasetId, row: number): SampleId;
  sampleAt(dataset: DatasetId, row: number): Sample;
  /** Everything a job says about a sample; read from the journal and kept for a while. */
  work(job: JobId, sample: SampleId): Promise<{ readonly work: SampleWork; readonly bases: Readonly<Record<string, EventId>> }>;
  /** Folds entries that were just appended. The patch is what windows need to follow. */
  apply(entries: readonly JournalEntry[]): Promise<Pushes['state.patch']>;
  /** Writes a snapshot into the cache. */
  snapshot(): Promise<void>;
  close(): Promise<void>;
}

/** What the one way in (services/commits) and the routes of the state need besides. */
export interface FoldedState extends StateService {
  /** `apply` when nobody follows: no patch is made. */
  applyQuietly(entries: readonly JournalEntry[]): Promise<Cursor>;
  /** Rows of the 16-byte ids of an id column; -1 for unknown ones. */
  rowsOf(dataset: DatasetId, ids: Uint8Array): Int32Array;
  /** All columns as parts of the contract, without copying: send them before the next change. */
  columnParts(dataset: DatasetId, job: JobId | null): { readonly count: number; readonly combos: readonly (readonly LabelId[])[]; readonly parts: Parts };
  /** The folded sample itself, with who set what; only to be read, and only until the next change. */
  item(job: JobId, sample: SampleId): Promise<ItemState>;
  readonly ledger: LedgerView;
  /** An event by its number (see `ledger`); null when this program does not know its type. */
  event(number: number): Promise<KnownEvent<StoredEvent> | null>;
  /** A decoded blob, kept for a while. Rejects with 'blob-missing', 'blob-damaged' or 'bad-blob'. */
  blob<K extends BlobKind>(kind: K, ref: BlobRef): Promise<Blob<K>>;
  /** What the fold had to pass over: events of newer programs, missing blobs. */
  readonly problems: readonly Failure[];
}
