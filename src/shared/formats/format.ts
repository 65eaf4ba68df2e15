import type { DataType } from '../domain/dataset';
import type { AnnotationKind, LabelSink, LabelSource, Loss, ReadOutcome } from './model';
import type { FileTree, OutTree, TreeFile } from './tree';

/** What a format is and what it can hold. */
export interface FormatDescriptor {
  readonly id: string;
  readonly name: string;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly dataTypes: readonly DataType[];
  /** Kinds it reads. */
  readonly kinds: readonly AnnotationKind[];
  /** Kinds it writes; others are reported as losses. */
  readonly writesKinds: readonly AnnotationKind[];
  /** Whether it has a list of labels of its own, so that one without objects is kept. */
  readonly listsLabels: boolean;
  /** What it cannot hold, in words. */
  readonly losses: readonly string[];
  /** Extension of a target that is one file, or null when it is always a folder. */
  readonly fileExtension: string | null;
}

export interface Detection {
  /** 0…1; 0 = certainly not. */
  readonly confidence: number;
  readonly reasons: readonly string[];
  /** The label files that belong to it. */
  readonly files: readonly string[];
}

export interface ReadOptions {
  /** Switch of the 1-based inclusive pixel question; null = by evidence. */
  readonly indexBase?: 0 | 1 | null;
}

export interface WriteOptions {
  /** Name of the one file to write, or null to lay out a folder. */
  readonly file: string | null;
  /** Folder that pictures are named in, relative to the written folder, '' for beside. */
  readonly mediaFolder: string;
}

/** A codec: one folder, one entry in the list of `index.ts`. */
export interface Format {
  readonly descriptor: FormatDescriptor;
  /** Looks at `scope` (one file, or all of a folder). Never throws for strange content. */
  detect(tree: FileTree, scope: readonly TreeFile[]): Promise<Detection>;
  /** Tells everything in `files` to the sink. Broken content is told as problems; only I/O and cancelling throw. */
  read(tree: FileTree, files: readonly string[], sink: LabelSink, options: ReadOptions): Promise<ReadOutcome>;
  /** Writes; the same source gives the same bytes. Returns what could not be held. */
  write(source: LabelSource, out: OutTree, options: WriteOptions): Promise<readonly Loss[]>;
}
