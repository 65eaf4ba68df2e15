/** Label files in and out. */
import type { JobId, LabelId } from '../../kernel/ids';
import type { PlaceId, TaskId } from './basics';

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

/** What an export would write. */
export interface ExportPreview {
  readonly samples: number;
  readonly annotations: number;
  /** Pictures that are stored turned (EXIF): the question of the frame is about them. */
  readonly rotated: number;
  /** Samples whose content occurs more than once: each is an entry of its own. */
  readonly twins: number;
  /** Samples whose file was not there when the dataset was last synchronized; their labels are written anyway. */
  readonly missing: number;
  /** Samples whose file changed after it was listed, so that labels may not fit any more; they are written anyway. */
  readonly changed: number;
  readonly losses: readonly { readonly kind: string; readonly count: number; readonly becomes: string | null }[];
}

export interface ExchangeRequests {
  'import.preview': [ImportOptions & { readonly job: JobId; readonly place: PlaceId }, ImportPreview];
  'import.start': [ImportOptions & { readonly job: JobId; readonly place: PlaceId }, { readonly task: TaskId }];
  'export.preview': [{ readonly job: JobId; readonly options: ExportOptions }, ExportPreview];
  'export.start': [{ readonly job: JobId; readonly options: ExportOptions; readonly place: PlaceId; readonly folderName: string }, { readonly task: TaskId }];
}
