/**
 * Columns: how the state of a million samples travels to a window and stays there. One typed array per field,
 * row i is the i-th sample of the dataset in order of listing; rows are never reordered and never removed
 * (a removed sample keeps its row with status `removed`).
 */
import type { LabelId } from '../kernel/ids';

/** Texts of all rows in one UTF-8 buffer; row i is bytes[offsets[i] … offsets[i+1]). */
export interface TextColumn {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

export interface DatasetColumns {
  readonly count: number;
  /** 16 bytes per row. */
  readonly ids: Uint8Array;
  readonly path: TextColumn;
  /** Index into Catalog.roots. */
  readonly root: Uint16Array;
  readonly part: Uint32Array;
  readonly size: Float64Array;
  readonly mtime: Float64Array;
  /** Index into SAMPLE_STATUS. */
  readonly status: Uint8Array;
  /** 0 = listed only, 1 = measured; the fields below are 0 until then. */
  readonly measured: Uint8Array;
  /** Index into MEDIA_FORMATS and MEDIA_PROBLEMS. */
  readonly format: Uint8Array;
  readonly problem: Uint8Array;
  /** Upright pixels. */
  readonly width: Uint32Array;
  readonly height: Uint32Array;
  /** Seconds. */
  readonly duration: Float32Array;
  /** Text: code points. */
  readonly length: Uint32Array;
  /** Same non-zero number = same content; 0 = the only one of its content (or not measured). */
  readonly twins: Uint32Array;
}

export interface JobColumns {
  readonly count: number;
  /** Index into SAMPLE_STATES. */
  readonly state: Uint8Array;
  /** Living annotations (detection) or labels (classification). */
  readonly objects: Uint32Array;
  /** Index into `combos`: which labels occur on the sample. 0 = none. */
  readonly combo: Uint32Array;
  /** Bit 0 hard; bits 1–2 flag (0 none, 1 flag, 2 reject); bits 3–5 stars. */
  readonly marks: Uint8Array;
  /** ms since 1970 of the last change, display only; 0 = never. */
  readonly changed: Float64Array;
  /** Sets of labels that occur together, each in label-set order; combos[0] = []. Only ever grows. */
  readonly combos: readonly (readonly LabelId[])[];
}

/** Names of the columns that a row patch can carry. */
export type DatasetField = Exclude<keyof DatasetColumns, 'count' | 'ids'>;
export type JobField = Exclude<keyof JobColumns, 'count' | 'combos'>;

export { packMarks, unpackMarks } from '../events/blobs/packed-marks';
