/**
 * The one boundary: everything a window can ask of the host and everything the host tells by itself.
 * Validators for both ends live in `schemas/`, one file per area, and are checked against these types by the compiler.
 * Binary parts (typed arrays, bytes) travel beside the JSON value under names (`Parts`).
 */
import type { Annotation } from '../domain/annotation/annotation';
import type { Dataset, DataType, MediaFormat, Sample, TextMode } from '../domain/dataset';
import type { Job, Task } from '../domain/job';
import type { LabelDeletionPolicy, LabelSet } from '../domain/label-set';
import type { SampleWork } from '../domain/sample-work';
import type { Draft } from '../events/catalogue/types';
import type { Command } from '../events/envelope';
import type { DatasetId, EventId, Id, HistoryId, JobId, LabelId, LabelSetId, ProjectId, RootId, SampleId } from '../kernel/ids';
import type { Failure } from '../kernel/result';

/** Opaque handle of a file or folder that the host listed or a native dialog returned. A path never comes from a window. */
export type PlaceId = Id<'place'>;
export type TaskId = Id<'task'>;
/** A 128-bit capability of this session: address of a piece of media, `GET <media origin>/m/<id>`. */
export type MediaId = Id<'media'>;
export type Parts = Readonly<Record<string, Uint8Array>>;

/** Position in all logs: log id -> [last sequence number, hash of that event]; `hash` of the whole. */
export interface Cursor {
  readonly hash: string;
  /** Grows by one with every batch that this host folded since it started; orders pushes. */
  readonly tick: number;
}

export interface Place {
  readonly place: PlaceId;
  readonly name: string;
  /** For people to read; never sent back. */
  readonly display: string;
  readonly kind: 'folder' | 'file';
  readonly size: number;
  readonly mtime: number;
}

export interface FolderKinds {
  readonly byType: Readonly<Record<DataType, number>>;
  /** Folders inside that were looked into. */
  readonly folders: number;
  readonly complete: boolean;
}

export interface WorkspaceInfo {
  readonly project: ProjectId;
  readonly name: string;
  readonly display: string;
  /** Why promises are weaker here (network folder, cloud-synchronised folder, read only, little space on the disk), as failure codes; [] normally. */
  readonly warnings: readonly Failure[];
  /** Recovery found damage when opening: what, and where the kept bytes are. */
  readonly recovered: readonly Failure[];
  readonly readOnly: boolean;
}

export interface RecentWorkspace {
  readonly place: PlaceId;
  readonly name: string;
  readonly display: string;
  readonly opened: number;
  readonly reachable: boolean;
  readonly project: ProjectId;
  readonly dataTypes: readonly DataType[];
  readonly samples: number;
  /** The newest 100 jobs, oldest first. Counts are those of the last look, or of now where it is open. */
  readonly jobs: readonly RecentJob[];
}

/** A job of a workspace in the list of recent ones. Samples that were removed do not count. */
export interface RecentJob {
  readonly job: JobId;
  readonly name: string;
  readonly dataType: DataType;
  readonly samples: number;
  readonly labeled: number;
  readonly toConfirm: number;
  /** Samples labeled in an hour, lately; null where too few were labeled one by one. */
  readonly pace: number | null;
}

export interface RootInfo {
  readonly id: RootId;
  readonly name: string;
  /** Where it lies on this machine, for people to read; null = not connected here. */
  readonly display: string | null;
}

export interface Catalog {
  readonly name: string;
  readonly roots: readonly RootInfo[];
  readonly datasets: readonly Dataset[];
  readonly jobs: readonly Job[];
  readonly labelSets: readonly LabelSet[];
}

/** `interrupted`: the program ended, or was killed, while it ran. */
export type TaskState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
export interface TaskInfo {
  readonly id: TaskId;
  /** Key of the message catalogue and its values, e.g. `task.scan`. */
  readonly title: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly state: TaskState;
  readonly done: number;
  /** 0 = not known yet. */
  readonly total: number;
  readonly started: number;
  readonly ended: number | null;
  /** What it could not do, at most 1,000; `problems` is the full count. */
  readonly failures: readonly Failure[];
  readonly problems: number;
  /** Task-specific outcome: counts for the words shown when it ends. */
  readonly outcome: Readonly<Record<string, string | number | boolean>>;
  /** It did not finish, and can be started once more (`task.again`). */
  readonly again: boolean;
}

/** What can be undone or redone next in a job or a dataset. */
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

/** What a synchronization with the source folders found. Nothing is removed until the person says so. */
export interface SyncReport {
  readonly added: number;
  readonly missing: number;
  readonly changed: number;
  readonly moved: number;
  readonly back: number;
  readonly failures: readonly Failure[];
}

export interface FoundLabels {
  readonly format: string;
  readonly place: PlaceId;
  readonly name: string;
  readonly annotations: number;
  readonly labels: readonly string[];
  readonly reasons: readonly string[];
  /** The job that can hold them: of classes only, one or several per sample, or of boxes. */
  readonly task: Task;
  readonly multiple: boolean;
}

/** The picture as it stands, or as its file keeps it (EXIF orientation). */
export type PictureFrame = 'upright' | 'stored';

export interface ImportOptions {
  /** Format id, or null to recognise it. */
  readonly as: string | null;
  /** The person's answer for the turned pictures whose frame nothing shows (`ImportPreview.frames.unclear`); null = by the rest of the file. */
  readonly frame: PictureFrame | null;
}

/**
 * In which frame the boxes of the turned pictures (EXIF) of a label file are. `unclear` > 0 is a question to the person:
 * the answer goes back as `ImportOptions.frame`.
 */
export interface FrameQuestion {
  /** Turned pictures whose stated size or whose boxes show the frame: they are read in it whatever the answer. */
  readonly upright: number;
  readonly stored: number;
  /** Turned pictures with objects that neither shows: mirrored, upside down or square ones, or no size stated. */
  readonly unclear: number;
  /** Paths of up to five of them. */
  readonly examples: readonly string[];
  /** The frame that the unclear ones are read in, and why: they were answered for, the others agree on it, or nothing speaks for either. */
  readonly taken: PictureFrame;
  readonly reason: 'answer' | 'others' | 'nothing';
}

/** Dry run of an import: what would come in, what is wrong. */
export interface ImportPreview {
  readonly format: string;
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly dialect: string | null;
  readonly media: { readonly total: number; readonly matched: number; readonly missing: number };
  readonly byKind: Readonly<Record<string, number>>;
  /** Label of the file -> label of the job (null = will be added). */
  readonly labels: readonly { readonly name: string; readonly count: number; readonly existing: LabelId | null }[];
  readonly willImport: number;
  /** Kinds the job cannot hold, and what becomes of them. */
  readonly losses: readonly { readonly kind: string; readonly count: number; readonly becomes: string | null }[];
  readonly frames: FrameQuestion;
  readonly problems: readonly LabelFileProblem[];
  readonly problemCount: number;
}

export interface LabelFileProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly path: string;
  readonly line?: number;
  readonly object?: string;
  readonly message: string;
  /** What can be done about it. */
  readonly fix?: string;
}

export type ExportFormat = 'coco' | 'voc' | 'modelarts-manifest';
export interface ExportOptions {
  readonly format: ExportFormat;
  /** Which frame the coordinates and sizes of EXIF-rotated pictures are written in. */
  readonly frame: PictureFrame;
  /** Copy the media beside the labels. */
  readonly copyMedia: boolean;
  readonly only: 'all' | 'labeled' | 'unlabeled';
}

export interface AppInfo {
  readonly version: string;
  readonly host: 'node' | 'electron';
  readonly platform: string;
  readonly mediaOrigin: string;
  /** True when the system's own dialogs can be used (`places.dialog`). */
  readonly nativeDialogs: boolean;
}

/** Request name -> [what is sent, what comes back]. `Parts` fields named `parts` travel as binary. */
export interface Requests {
  'app.info': [Record<string, never>, AppInfo];

  'places.start': [Record<string, never>, { readonly places: readonly Place[] }];
  'places.browse': [{ readonly place: PlaceId }, { readonly at: Place; readonly parent: Place | null; readonly entries: readonly Place[]; readonly truncated: boolean }];
  /** How many files of which kind lie in a folder and the folders inside, by their names; `complete` false: it looked no further than its limit. */
  'places.kinds': [{ readonly place: PlaceId }, FolderKinds];
  'places.create-folder': [{ readonly place: PlaceId; readonly name: string }, { readonly place: Place }];
  /** Types a path by hand: the host checks it and answers with a handle. Only from the chooser's own field. */
  'places.resolve': [{ readonly text: string }, { readonly place: Place }];
  'places.dialog': [{ readonly purpose: 'open-workspace' | 'choose-folder' | 'choose-file' | 'save-folder' }, { readonly place: Place | null }];

  'workspaces.recent': [Record<string, never>, { readonly workspaces: readonly RecentWorkspace[] }];
  'workspaces.forget': [{ readonly place: PlaceId }, Record<string, never>];
  'workspace.open': [{ readonly place: PlaceId }, WorkspaceInfo];
  'workspace.create': [{ readonly place: PlaceId; readonly name: string }, WorkspaceInfo];
  'workspace.open-samples': [Record<string, never>, WorkspaceInfo];
  'workspace.current': [Record<string, never>, { readonly workspace: WorkspaceInfo | null }];
  'workspace.close': [Record<string, never>, Record<string, never>];

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

  'dataset.create': [{ readonly name: string; readonly dataType: DataType; readonly textMode: TextMode | null; readonly folder: PlaceId | null }, { readonly dataset: DatasetId; readonly task: TaskId | null }];
  /** Lists and measures again; reports, changes only what is safe (adds, marks, relinks). */
  'dataset.sync': [{ readonly dataset: DatasetId }, { readonly task: TaskId }];
  'dataset.remove-samples': [{ readonly dataset: DatasetId; readonly command: Command; readonly parts: Parts }, { readonly removed: number }];
  /** A changed file is fine as it is: the mark goes, the labels stay. Parts: `rows`. */
  'dataset.accept-changed': [{ readonly dataset: DatasetId; readonly command: Command; readonly parts: Parts }, { readonly accepted: number }];
  /** Dropped files have no path: they are copied into the workspace's inbox. First call `last:false` … in pieces of at most 1 MiB. */
  'inbox.write': [{ readonly name: string; readonly upload: string; readonly offset: number; readonly last: boolean; readonly parts: Parts }, { readonly written: number }];
  /** Copies that are not wanted any more (given up while copying). */
  'inbox.discard': [{ readonly uploads: readonly string[] }, Record<string, never>];
  /** Label files that were dropped and copied; `path` is where they lay in the dropped folder. Answers with the one file, or their folder. */
  'inbox.labels': [{ readonly files: readonly { readonly upload: string; readonly path: string }[] }, { readonly place: PlaceId }];
  'dataset.add-inbox': [{ readonly dataset: DatasetId; readonly uploads: readonly string[] }, { readonly task: TaskId }];
  'dataset.found-labels': [{ readonly dataset: DatasetId }, { readonly found: readonly FoundLabels[] }];
  'root.relink': [{ readonly root: RootId; readonly folder: PlaceId }, { readonly found: number; readonly missing: number }];

  /** `hashes`: of the content, by which results of decoding are kept; null while not measured. */
  'media.address': [{ readonly samples: readonly SampleId[]; readonly dataset: DatasetId }, { readonly media: readonly (MediaId | null)[]; readonly hashes: readonly (string | null)[] }];
  /** One pack of thumbnails for a visible range: `GET <media origin>/p/<pack>`, format in docs/spec/contract.md. */
  'media.pack': [{ readonly dataset: DatasetId; readonly samples: readonly SampleId[]; readonly edge: number }, { readonly pack: MediaId }];
  /** Text of text samples, cut at `limit` code points. */
  'media.texts': [{ readonly dataset: DatasetId; readonly samples: readonly SampleId[]; readonly limit: number }, { readonly texts: readonly (string | null)[] }];
  /** Results of decoding that only a window can do (sound peaks, posters), kept by content hash. */
  'cache.put': [{ readonly kind: 'peaks' | 'poster'; readonly hash: string; readonly parts: Parts }, Record<string, never>];
  'cache.get': [{ readonly kind: 'peaks' | 'poster'; readonly hash: string }, { readonly found: boolean; readonly parts: Parts }];

  'import.preview': [ImportOptions & { readonly job: JobId; readonly place: PlaceId }, ImportPreview];
  'import.start': [ImportOptions & { readonly job: JobId; readonly place: PlaceId }, { readonly task: TaskId }];
  'export.preview': [{ readonly job: JobId; readonly options: ExportOptions }, { readonly samples: number; readonly annotations: number; readonly rotated: number; readonly twins: number; readonly losses: readonly { readonly kind: string; readonly count: number; readonly becomes: string | null }[] }];
  'export.start': [{ readonly job: JobId; readonly options: ExportOptions; readonly place: PlaceId; readonly folderName: string }, { readonly task: TaskId }];

  'tasks.list': [Record<string, never>, { readonly tasks: readonly TaskInfo[] }];
  'task.cancel': [{ readonly task: TaskId }, Record<string, never>];
  /** Does the work of a task once more that was interrupted or cancelled, or failed. Answers with the new task. */
  'task.again': [{ readonly task: TaskId }, { readonly task: TaskId }];
  /** Takes tasks that are over off the list. */
  'task.forget': [{ readonly tasks: readonly TaskId[] }, Record<string, never>];

  /** Settings of this person on this machine (theme, keys, panel sizes …): small JSON by key. */
  'settings.get': [Record<string, never>, { readonly values: Readonly<Record<string, unknown>> }];
  'settings.set': [{ readonly key: string; readonly value: unknown }, Record<string, never>];
}

export type RequestName = keyof Requests;
export type RequestOf<N extends RequestName> = Requests[N][0];
export type AnswerOf<N extends RequestName> = Requests[N][1];

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

/** Push topic -> what it carries. Every push names the window that caused it, or null. */
/** Works that changed and are too many or too large to be pushed: whoever shows one of them asks for it. `samples` null: any of the job. */
export interface UnsentWorks {
  readonly job: JobId;
  readonly samples: readonly SampleId[] | null;
}

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

/** Media formats a window can show as pictures without help. */
export const BROWSER_IMAGE_FORMATS: readonly MediaFormat[] = ['jpeg', 'png', 'webp', 'gif', 'avif'];
