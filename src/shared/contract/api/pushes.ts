/** What the host tells by itself. */
import type { SampleWork } from '../../domain/sample-work';
import type { DatasetId, EventId, JobId, LabelId, SampleId } from '../../kernel/ids';
import type { Failure } from '../../kernel/result';
import type { Cursor, Parts } from './basics';
import type { Catalog, HistoryState } from './labeling';
import type { WorkspaceInfo } from './program';
import type { TaskInfo } from './tasks';

/** Rows of one dataset (job null) or job that changed. Parts: `rows` (Uint32Array) and each column's values for them. */
export interface RowPatch {
  readonly dataset: DatasetId;
  readonly job: JobId | null;
  /** Rows of the dataset after the patch; larger than before when samples were added. */
  readonly count: number;
  /** Combos added since, in order; `comboBase` is the number of the first. */
  readonly comboBase: number;
  readonly combos: readonly (readonly LabelId[])[];
  /** Prefix of the names of this patch's parts: `<prefix><column>`. */
  readonly prefix: string;
}

/** Works that changed and are too many or too large to be pushed: whoever shows one of them asks for it. `samples` null: any of the job. */
export interface UnsentWorks {
  readonly job: JobId;
  readonly samples: readonly SampleId[] | null;
}

/** Push topic -> what it carries. Every push names the window that caused it, or null. */
export interface Pushes {
  'state.patch': { readonly cursor: Cursor; readonly catalog: Catalog | null; readonly rows: readonly RowPatch[]; readonly works: readonly { readonly job: JobId; readonly sample: SampleId; readonly work: SampleWork; readonly bases: Readonly<Record<string, EventId>> }[]; readonly unsent: readonly UnsentWorks[]; readonly parts: Parts };
  'history': { readonly job: JobId; readonly history: HistoryState };
  'task': { readonly task: TaskInfo };
  /** Saving does not work any more; null: it works again. */
  'journal.trouble': { readonly failure: Failure | null };
  /** The warnings of the open workspace are these now (`WorkspaceInfo.warnings`). */
  'workspace.warnings': { readonly warnings: readonly Failure[] };
  'workspace.changed': { readonly workspace: WorkspaceInfo | null };
}
export type PushName = keyof Pushes;
