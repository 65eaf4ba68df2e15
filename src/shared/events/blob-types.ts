import type { Texts } from './packed-texts';

/** Columns of a bulk fact. `id` is 16 bytes per row, `hash` 32 bytes per row, `text` a UTF-8 string per row. */
export type ColumnType = 'u8' | 'u16' | 'u32' | 'f32' | 'f64' | 'id' | 'hash' | 'text';

export type ColumnData = {
  readonly u8: Uint8Array; readonly u16: Uint16Array; readonly u32: Uint32Array;
  readonly f32: Float32Array; readonly f64: Float64Array;
  readonly id: Uint8Array; readonly hash: Uint8Array; readonly text: Texts;
};

/** A decoded blob: `meta` is small JSON (palettes), columns by name. At most 10,000 rows and 4 MiB encoded. */
export interface ColumnBlob {
  readonly kind: string;
  readonly rows: number;
  readonly meta: unknown;
  readonly columns: Readonly<Record<string, { readonly [T in ColumnType]: { readonly type: T; readonly data: ColumnData[T] } }[ColumnType]>>;
}

export const MAX_BLOB_ROWS = 10_000;
export const MAX_BLOB_BYTES = 4 * 1024 * 1024;
