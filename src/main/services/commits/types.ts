import type { Cursor, HistoryState, Pushes, UndoOutcome } from '../../../shared/contract/api';
import type { LabelDeletionPolicy } from '../../../shared/domain/label-set';
import type { MarkField } from '../../../shared/events/blobs/marks';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef, Command } from '../../../shared/events/envelope';
import type { CommandId, DatasetId, EventId, HistoryId, JobId, LabelId, LabelSetId, SampleId } from '../../../shared/kernel/ids';
import type { JournalEntry } from '../journal/types';

/** What a commit did: everything is on the disk and folded. */
export interface Committed {
  readonly entries: readonly JournalEntry[];
  /** Per draft that was given, the event that states it: of many objects one event. Empty when it was written before. */
  readonly events: readonly EventId[];
  readonly cursor: Cursor;
}

/** A job or a dataset was deleted, or came back. */
export type PresenceChange = { readonly kind: 'job'; readonly id: JobId; readonly there: boolean } | { readonly kind: 'dataset'; readonly id: DatasetId; readonly there: boolean };

/**
 * The one way in: checks drafts against the catalogue and the state, appends, folds, tells every window.
 * Calls are served one after the other; a group of waiting ones shares a flush.
 */
export interface Commits {
  /** `origin`: the window that asked, null for services. Rejects with FailureError; then nothing was saved. */
  commit(origin: string | null, command: Command, drafts: readonly Draft[]): Promise<Committed>;
  /** Stores a blob to be named by a draft of the next commit. */
  putBlob(bytes: Uint8Array, rows: number): Promise<BlobRef>;
  /** A command of a service, with a fresh id: `name` is a key of the message catalogue. */
  command(name: string): Command;
  history(of: HistoryId): HistoryState;
  undo(origin: string | null, of: HistoryId, command: CommandId): Promise<UndoOutcome>;
  redo(origin: string | null, of: HistoryId, command: CommandId): Promise<UndoOutcome>;
  onPatch(listener: (patch: Pushes['state.patch'], origin: string | null) => void): () => void;
  /** Told when it is on the disk and folded, whether it was done, undone or done again. */
  onPresence(listener: (change: PresenceChange) => void): () => void;
  onHistory(listener: (job: JobId, history: HistoryState) => void): () => void;
}

/** Gestures of labeling that touch many samples: each is one command, in blobs of at most 10,000 rows. */
export interface LabelingCommits extends Commits {
  /** Sets, adds or takes away labels of classification. Rows that do not change are left out. */
  classesSetMany(origin: string | null, job: JobId, rows: Uint32Array, mode: 'replace' | 'add' | 'remove', labels: readonly LabelId[], command: Command): Promise<{ readonly committed: Committed; readonly changed: number }>;
  /** `to`: hard 0 or 1; flag 0 none, 1 flag, 2 reject; stars 0 … 5. */
  marksSetMany(origin: string | null, job: JobId, rows: Uint32Array, field: MarkField, to: number, command: Command): Promise<{ readonly committed: Committed; readonly changed: number }>;
  /**
   * Takes a label off every sample of every job with this label set and retires it; the other two policies also take
   * the samples of `job` that had only this label off the dataset (`removed`). Files are deleted by the caller, and only after
   * this has resolved.
   */
  deleteLabel(origin: string | null, job: JobId, labelSet: LabelSetId, label: LabelId, policy: LabelDeletionPolicy, command: Command): Promise<{ readonly committed: Committed; readonly samples: number; readonly removed: readonly SampleId[] }>;
  /** `only`: the samples that `deleteLabel` would take off the dataset. */
  previewLabelDeletion(job: JobId, labelSet: LabelSetId, label: LabelId): Promise<{ readonly samples: number; readonly only: readonly SampleId[]; readonly annotations: number }>;
}
