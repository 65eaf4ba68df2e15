import type { Cursor, HistoryState, Pushes, UndoOutcome } from '../../../shared/contract/api';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef, Command } from '../../../shared/events/envelope';
import type { CommandId, JobId } from '../../../shared/kernel/ids';
import type { JournalEntry } from '../journal/types';

/** What a commit did: everything is on the disk and folded. */
export interface Committed {
  readonly entries: readonly JournalEntry[];
  readonly cursor: Cursor;
}

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
  history(job: JobId): HistoryState;
  undo(origin: string | null, job: JobId, command: CommandId): Promise<UndoOutcome>;
  redo(origin: string | null, job: JobId, command: CommandId): Promise<UndoOutcome>;
  onPatch(listener: (patch: Pushes['state.patch'], origin: string | null) => void): () => void;
  onHistory(listener: (job: JobId, history: HistoryState) => void): () => void;
}
