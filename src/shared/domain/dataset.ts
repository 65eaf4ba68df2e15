import type { DatasetId, RootId, SampleId } from '../kernel/ids';
import type { TextReading } from './text-reading';

/** What a dataset holds. Free-format and table datasets are kept and versioned, not labeled. */
export const DATA_TYPES = ['image', 'audio', 'text', 'video'] as const;
export type DataType = (typeof DATA_TYPES)[number];

/** How text files become samples: every non-empty line (or CSV row) is one, or the whole file is one. */
export type TextMode = 'line' | 'file';

/** A folder that samples are listed from: a named root (relinkable per machine) and a path inside it. */
export interface DatasetSource {
  readonly root: RootId;
  /** POSIX path inside the root, '' for the root itself; no leading or trailing slash. */
  readonly path: string;
}

export interface Dataset {
  readonly id: DatasetId;
  readonly name: string;
  readonly dataType: DataType;
  /** Only for text. */
  readonly textMode: TextMode | null;
  /** Only for text, and only where somebody has said how; see `readingOf`. */
  readonly reading?: TextReading;
  readonly sources: readonly DatasetSource[];
}

/** Where a sample stands against its source file. */
export const SAMPLE_STATUS = ['present', 'missing', 'changed', 'removed'] as const;
export type SampleStatus = (typeof SAMPLE_STATUS)[number];

/**
 * What measuring found. A sample is listed at once and measured later, once, in the background.
 * `problem` is a stable code (see services/media): the file stays listed with its reason.
 */
export const MEDIA_PROBLEMS = ['none', 'unreadable', 'empty', 'disguised', 'unsupported', 'too-large', 'truncated', 'encoding'] as const;
export type MediaProblem = (typeof MEDIA_PROBLEMS)[number];

/** Real type of the file, by its bytes, never by its name. */
export const MEDIA_FORMATS = [
  'unknown', 'jpeg', 'png', 'bmp', 'webp', 'gif', 'tiff', 'avif',
  'wav', 'mp3', 'flac', 'ogg', 'txt', 'csv', 'mp4', 'webm',
] as const;
export type MediaFormat = (typeof MEDIA_FORMATS)[number];

/** One occurrence of a piece of media in a dataset. */
export interface Sample {
  readonly id: SampleId;
  readonly root: RootId;
  /** POSIX path inside the root. */
  readonly path: string;
  /** For text by line: 1-based number of the line (CSV: of the row); 0 for a whole file. */
  readonly part: number;
  /** Bytes of the file (of the line for a text line). */
  readonly size: number;
  /** Modification time in ms since 1970 at the time of listing. Display and change detection only. */
  readonly mtime: number;
  readonly status: SampleStatus;
  readonly facts: SampleFacts | null;
}

/** Measured once per content. Lengths are of the *upright* picture, that is after EXIF orientation. */
export interface SampleFacts {
  /** SHA-256 of the file (of the line for a text line), hex. */
  readonly hash: string;
  readonly format: MediaFormat;
  readonly problem: MediaProblem;
  /** Upright size in pixels; 0 when it has none. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1…8 (1 = stored upright). */
  readonly orientation: number;
  /** Seconds; 0 when it has none. */
  readonly duration: number;
  /** Sound: samples per second; video: frames per second (average); else 0. */
  readonly rate: number;
  /** Text: length in Unicode code points; else 0. */
  readonly length: number;
}
