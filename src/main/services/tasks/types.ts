import type { ExportOptions, ImportOptions, TaskInfo } from '../../../shared/contract/api';
import type { DatasetId, JobId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';

/** What running work may say about itself. */
export interface TaskContext {
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
  /** Something it could not do; the work goes on. */
  failed(failure: Failure): void;
  /** Figures for the words shown when it ends. */
  outcome(values: TaskInfo['outcome']): void;
}

/** What it takes to do the work of a task once more. Paths stay in the host and in the person's own folder. */
export type Again =
  /** Reading, measuring, synchronizing: whatever is missing is done, in the same order. */
  | { readonly kind: 'sync'; readonly dataset: DatasetId }
  /** Texts in another encoding, or with other first rows. */
  | { readonly kind: 'reread'; readonly dataset: DatasetId; readonly headers: boolean }
  | { readonly kind: 'inbox'; readonly dataset: DatasetId; readonly names: readonly string[] }
  | { readonly kind: 'import'; readonly job: JobId; readonly path: string; readonly options: ImportOptions }
  | { readonly kind: 'export'; readonly job: JobId; readonly options: ExportOptions; readonly folder: string };

/** A task as it is kept. */
export interface TaskRecord {
  readonly info: TaskInfo;
  readonly again: Again | null;
}

/** Where tasks are kept over a restart. A history that cannot be written is lost; the work is not. */
export interface TaskHistory {
  load(): Promise<readonly TaskRecord[]>;
  save(records: readonly TaskRecord[]): Promise<void>;
}
