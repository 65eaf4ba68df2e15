/**
 * The interchange model: what any label file says, in one set of words. Codecs tell it to a sink piece by piece (files
 * may be larger than memory) and write it from a source. Pictures: pixels of the frame the file was written in, corner
 * frame (the first pixel spans 0…1), y downwards. Time in seconds. Text offsets in Unicode code points, end exclusive.
 */
import type { DataType } from '../domain/dataset';

export const ANNOTATION_KINDS = [
  'classification', 'box', 'rotated_box', 'polygon', 'polyline', 'line', 'dashed_line', 'circle', 'ellipse', 'point', 'points',
  'keypoints', 'mask', 'cuboid', 'track', 'audio_span', 'transcript', 'text_span', 'relation', 'caption',
] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Flat lists hold x0, y0, x1, y1 … */
export type Shape =
  | { readonly kind: 'classification' }
  | ({ readonly kind: 'box' } & Box)
  /** `angle` in degrees, clockwise on the screen, about the centre. */
  | { readonly kind: 'rotated_box'; readonly cx: number; readonly cy: number; readonly width: number; readonly height: number; readonly angle: number }
  /** Outer rings of the parts of one object; no holes. */
  | { readonly kind: 'polygon'; readonly rings: readonly (readonly number[])[] }
  | { readonly kind: 'polyline' | 'line' | 'dashed_line' | 'points'; readonly points: readonly number[] }
  | { readonly kind: 'circle'; readonly cx: number; readonly cy: number; readonly r: number }
  | { readonly kind: 'ellipse'; readonly cx: number; readonly cy: number; readonly rx: number; readonly ry: number; readonly angle: number }
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  /** x, y, v per point: v 0 = not labeled, 1 = hidden, 2 = visible. */
  | { readonly kind: 'keypoints'; readonly points: readonly number[] }
  /** Runs over columns, the first one of zeros; they add up to width times height. */
  | { readonly kind: 'mask'; readonly width: number; readonly height: number; readonly counts: readonly number[] }
  | { readonly kind: 'cuboid'; readonly points: readonly number[] }
  | { readonly kind: 'track'; readonly frames: number }
  | { readonly kind: 'audio_span'; readonly start: number; readonly end: number; readonly text: string }
  | { readonly kind: 'transcript'; readonly text: string }
  | { readonly kind: 'text_span'; readonly start: number; readonly end: number }
  /** From and to: ids of annotations of the same item. */
  | { readonly kind: 'relation'; readonly from: string; readonly to: string }
  | { readonly kind: 'caption'; readonly text: string };

export type Extra = Readonly<Record<string, unknown>>;

/** A name objects are given. Order is the file's own. */
export interface LabelItem {
  readonly name: string;
  /** Everything else the file says about it (COCO: id, supercategory, keypoints, skeleton). */
  readonly extra: Extra | null;
}

export interface MediaItem {
  /** Where it lies in the tree when it was found there, else the name that the file gives, with forward slashes. */
  readonly path: string;
  /** Exactly as the file names it (path, URL, `content://` text). */
  readonly source: string;
  /** Found in the tree. Always true for text that stands in the label file itself. */
  readonly present: boolean;
  readonly dataType: DataType;
  /** Pixels as the file states them; 0 = not stated. */
  readonly width: number;
  readonly height: number;
  /** Names of the parts (train, val …) that it belongs to. */
  readonly splits: readonly string[];
  /** Text that stands in the label file itself. */
  readonly text: string | null;
  /** Label file that names it, and its line (0 = not known). */
  readonly file: string;
  readonly line: number;
  /** Id in the file, for messages. */
  readonly id: string;
  readonly extra: Extra | null;
}

/** One object of the file, of its richest kind. */
export interface ItemAnnotation {
  /** Index of the media item, in the order they were told; -1 = the file names one that it does not have. */
  readonly media: number;
  /** Index of the label, in the order they were told; -1 = none or an unknown one. */
  readonly label: number;
  readonly shape: Shape;
  /** What it is in the file, when that is broken and `shape` is something poorer: it is counted as this. */
  readonly meant?: AnnotationKind;
  /** The box that the file states beside a richer shape. */
  readonly box: Box | null;
  /** The area that the file states. */
  readonly area: number | null;
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** COCO `iscrowd`. */
  readonly crowd: boolean;
  readonly attributes: Extra | null;
  /** Who made it, when the file says so. */
  readonly author: 'person' | 'model' | null;
  readonly confidence: number | null;
  /** Keys that the model has no word for, kept so that they can be written back. */
  readonly extra: Extra | null;
}

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong with a label file. Codes are stable. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly path: string;
  readonly line?: number;
  readonly object?: string;
  readonly message: string;
  /** What can be done about it. */
  readonly fix?: string;
}

/** Figure of `LabelSink.count`: pictures that only a list of a part names; nothing says what is on them, so no writer gets them. */
export const LISTED_WITHOUT_FILE = 'listedWithoutFile';

/** Who listens to a reader. Labels and media are told before the annotations that name them. */
export interface LabelSink {
  label(item: LabelItem): void;
  media(item: MediaItem): void;
  annotation(item: ItemAnnotation): void;
  problem(problem: Problem): void;
  /** Adds to a figure beyond the common ones (`parts`, `crowds`, `frames` …). */
  count(name: string, n: number): void;
  /** Awaited now and then, so that a slow listener is not flooded and a read can be cancelled. */
  ready?(): Promise<void>;
}

/** Facts about the file as a whole. */
export interface ReadOutcome {
  readonly dialect: string | null;
  readonly encoding: string;
  /** Whether the first pixel is called 0 or 1; null where the question does not arise. */
  readonly indexBase: 0 | 1 | null;
}

/** What a writer gets of one item. */
export interface SourceItem {
  readonly media: MediaItem;
  readonly annotations: readonly ItemAnnotation[];
}

/** What a writer reads from. Both lists can be gone through several times and have the same order. */
export interface LabelSource {
  readonly labels: readonly LabelItem[];
  media(): AsyncIterable<readonly MediaItem[]>;
  items(): AsyncIterable<readonly SourceItem[]>;
}

/** What a target could not hold: how many of a kind, and what they became (null = left out). */
export interface Loss {
  readonly kind: string;
  readonly count: number;
  readonly becomes: string | null;
}
