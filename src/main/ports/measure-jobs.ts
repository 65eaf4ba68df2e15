/** What the process `measure` can be asked. It reads the files itself. */
import type { SampleFacts } from '../../shared/domain/dataset';
import type { TextEncoding } from '../../shared/domain/text-reading';
import type { Codecs } from '../../shared/media/codec/names';
import type { LineIndex } from '../../shared/media/text/lines';

/** What was found of one whole file. `gone`: it is not there; then nothing else holds. The hash is '' when not all bytes could be read. */
export interface FileMeasure extends SampleFacts {
  readonly gone: boolean;
  readonly size: number;
  readonly mtime: number;
}

export type MeasureJob =
  /** Whole files, in order; texts among them in `encoding` where one was chosen. */
  | { readonly do: 'files'; readonly paths: readonly string[]; readonly encoding: TextEncoding | null }
  /** Where the lines of a text file lie, in `encoding` where one was chosen. */
  | { readonly do: 'lines'; readonly path: string; readonly csv: boolean; readonly encoding: TextEncoding | null }
  /** Hash and length of lines that `lines` found. */
  | { readonly do: 'line-facts'; readonly path: string; readonly encoding: LineIndex['encoding']; readonly csv: boolean; readonly starts: Float64Array; readonly lengths: Uint32Array }
  /** What the tracks of a sound or a clip are coded in. */
  | { readonly do: 'codecs'; readonly path: string };

export interface FilesDone {
  readonly files: readonly FileMeasure[];
}
export interface LinesDone {
  readonly size: number;
  readonly mtime: number;
  readonly index: LineIndex;
}
export interface LineFactsDone {
  /** 32 bytes per line: SHA-256 of its text as UTF-8 (of its bytes when they are not valid). */
  readonly hashes: Uint8Array;
  /** Code points. */
  readonly lengths: Uint32Array;
  /** 1 = not valid in its encoding. */
  readonly invalid: Uint8Array;
}
export interface CodecsDone {
  readonly codecs: Codecs;
}
