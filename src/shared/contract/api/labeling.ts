/** The state of a workspace, and what people change in it by labeling. */
import type { Annotation } from '../../domain/annotation/annotation';
import type { Dataset, Sample } from '../../domain/dataset';
import type { Job } from '../../domain/job';
import type { LabelDeletionPolicy, LabelSet } from '../../domain/label-set';
import type { SampleWork } from '../../domain/sample-work';
import type { Draft } from '../../events/catalogue/types';
import type { Command } from '../../events/envelope';
import type { DatasetId, EventId, HistoryId, JobId, LabelId, LabelSetId, RootId, SampleId } from '../../kernel/ids';
import type { Failure } from '../../kernel/result';
import type { Cursor, MediaId, Parts } from './basics';

export interface RootInfo {
  readonly id: RootId;
  readonly name: string;
  /** Where it lies on this machine, for people to read; null = not connected here. */
  readonly display: string | null;
}

/** What was deleted and can be brought back. */
export interface DeletedDataset {
  readonly dataset: Dataset;
  /** ms since 1970. */
  readonly time: number;
}
export interface DeletedJob {
  readonly job: Job;
  /** ms since 1970; null: it was not deleted itself, it went with its dataset and comes back with it. */
  readonly time: number | null;
}

export interface Catalog {
  readonly name: string;
  readonly roots: readonly RootInfo[];
  /** Those that are there; `deleted` has the others. */
  readonly datasets: readonly Dataset[];
  readonly jobs: readonly Job[];
  readonly labelSets: readonly LabelSet[];
  readonly deleted: { readonly datasets: readonly DeletedDataset[]; readonly jobs: readonly DeletedJob[] };
}

/** What can be undone or redone next in a job, in a dataset, or in the workspace. */
export interface HistoryState {
  readonly undo: Command | null;
  readonly redo: Command | null;
}

export interface UndoOutcome {
  /** The command that was taken back or brought back; null when there was none. */
  readonly command: Command | null;
  /** Samples it touched (at most 100) so that the window can go there; `touched` is the full count. */
  readonly samples: readonly SampleId[];
  readonly touched: number;
  /** Parts of the command that somebody changed since, with who. */
  readonly refused: readonly Failure[];
  readonly history: HistoryState;
}

export interface OpenedSample {
  readonly sample: Sample;
  readonly work: SampleWork;
  /** Last event of each field the window may replace: `annotation/<id>/<field>`, `classes`, `marks/<field>` … */
  readonly bases: Readonly<Record<string, EventId>>;
  /** null when the file is missing or cannot be read. */
  readonly media: MediaId | null;
}

export interface LabelingRequests {
  'state.catalog': [Record<string, never>, { readonly catalog: Catalog; readonly cursor: Cursor }];
  /** Parts: one per column, see `contract/columns-codec.ts`. */
  'state.columns': [{ readonly dataset: DatasetId; readonly job: JobId | null }, { readonly cursor: Cursor; readonly combos: readonly (readonly LabelId[])[]; readonly count: number; readonly parts: Parts }];
  'state.catch-up': [{ readonly cursor: Cursor }, { readonly cursor: Cursor; readonly stale: boolean }];

  'sample.open': [{ readonly job: JobId; readonly sample: SampleId }, OpenedSample];
  'sample.works': [{ readonly job: JobId; readonly samples: readonly SampleId[] }, { readonly works: readonly { readonly sample: SampleId; readonly annotations: readonly Annotation[]; readonly classes: readonly LabelId[] }[] }];

  /** Answered only after the events are on the disk. */
  'journal.commit': [{ readonly job: JobId | null; readonly command: Command; readonly drafts: readonly Draft[] }, { readonly cursor: Cursor; readonly events: readonly EventId[]; readonly history: HistoryState | null }];
  'history.state': [{ readonly of: HistoryId }, HistoryState];
  'history.undo': [{ readonly of: HistoryId; readonly command: Command['id'] }, UndoOutcome];
  'history.redo': [{ readonly of: HistoryId; readonly command: Command['id'] }, UndoOutcome];

  /** Parts: `rows` = Uint32Array of row numbers. One command, one bulk event per 10,000. */
  'classes.set-many': [{ readonly job: JobId; readonly command: Command; readonly mode: 'replace' | 'add' | 'remove'; readonly labels: readonly LabelId[]; readonly parts: Parts }, { readonly cursor: Cursor; readonly changed: number; readonly history: HistoryState }];
  'marks.set-many': [{ readonly job: JobId; readonly command: Command; readonly field: 'hard' | 'flag' | 'stars'; readonly to: number; readonly parts: Parts }, { readonly cursor: Cursor; readonly changed: number; readonly history: HistoryState }];
  'label.delete': [{ readonly job: JobId; readonly labelSet: LabelSetId; readonly label: LabelId; readonly policy: LabelDeletionPolicy; readonly command: Command }, { readonly cursor: Cursor; readonly samples: number; readonly files: number }];
  /**
   * What a deletion would do, for the words of the question: samples with the label, those of this job with no other,
   * annotations, and how many files the policy that deletes files would delete.
   */
  'label.delete-preview': [{ readonly job: JobId; readonly labelSet: LabelSetId; readonly label: LabelId }, { readonly samples: number; readonly onlyThis: number; readonly annotations: number; readonly files: number }];
}
