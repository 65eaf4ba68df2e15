/**
 * Blobs of bulk facts: for every kind its columns, what they mean and which values they take. `decodeBlob` gives typed
 * columns or says what is wrong; after it, every value is in range and every column as long as the blob has rows.
 */
import { z } from '../../kernel/zod';
import type { LabelId } from '../../kernel/ids';
import { fail, ok, type Result } from '../../kernel/result';
import { isSafePath, isSafePathBytes } from '../../kernel/safe-path';
import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS } from '../../domain/dataset';
import type { ColumnBlob, ColumnData, ColumnType } from '../blob-types';
import { MAX_BLOB_ROWS } from '../blob-types';
import { PackedTexts, type Texts } from '../packed-texts';

/** Columns of each kind and their types. `meta` types are in `BlobMetas`. */
export const BLOB_COLUMNS = {
  /** New samples: id, POSIX path inside the root, line number or 0, bytes, ms since 1970. */
  samples: { id: 'id', path: 'text', part: 'u32', size: 'f64', mtime: 'f64' },
  /** What measuring found (fields of SampleFacts; format and problem as indexes). */
  facts: { sample: 'id', hash: 'hash', format: 'u8', problem: 'u8', width: 'u32', height: 'u32', orientation: 'u8', duration: 'f64', rate: 'f64', length: 'u32' },
  /** Indexes into SAMPLE_STATUS. */
  status: { sample: 'id', to: 'u8', was: 'u8' },
  /** The file is now at `path`, the line at `part`; also with the same place, to note a new size and time. */
  relinks: { sample: 'id', path: 'text', part: 'u32', size: 'f64', mtime: 'f64', wasPath: 'text', wasPart: 'u32' },
  /** Indexes into meta.palette, a list of label combinations. */
  classes: { sample: 'id', to: 'u16', was: 'u16' },
  /** New box annotations; label is an index into meta.labels; attributes are JSON (id -> answer) or ''. */
  boxes: { sample: 'id', annotation: 'id', label: 'u16', x: 'f64', y: 'f64', width: 'f64', height: 'f64', attributes: 'text' },
  /** Annotations that are retired or restored. */
  annotations: { sample: 'id', annotation: 'id' },
  /** Annotations that have another place. */
  geometries: { sample: 'id', annotation: 'id', x: 'f64', y: 'f64', width: 'f64', height: 'f64', wasX: 'f64', wasY: 'f64', wasWidth: 'f64', wasHeight: 'f64' },
  /** Annotations that have another label: indexes into meta.labels. */
  relabels: { sample: 'id', annotation: 'id', to: 'u16', was: 'u16' },
  /** Annotations that have other attributes: JSON as in `boxes`. */
  answers: { sample: 'id', annotation: 'id', to: 'text', was: 'text' },
  /** field: index into MARK_FIELDS; to and was: see `marks.ts`. */
  marks: { sample: 'id', field: 'u8', to: 'u8', was: 'u8' },
} as const satisfies Record<string, Record<string, ColumnType>>;

export type BlobKind = keyof typeof BLOB_COLUMNS;
export const BLOB_KINDS = Object.keys(BLOB_COLUMNS) as readonly BlobKind[];

export interface BlobMetas {
  readonly samples: null;
  readonly facts: null;
  readonly status: null;
  readonly relinks: null;
  readonly classes: { readonly palette: readonly (readonly LabelId[])[] };
  readonly boxes: { readonly labels: readonly LabelId[] };
  readonly annotations: null;
  readonly geometries: null;
  readonly relabels: { readonly labels: readonly LabelId[] };
  readonly answers: null;
  readonly marks: null;
}

export const MARK_FIELDS = ['hard', 'flag', 'stars'] as const;

/** Columns of one kind as typed data. */
export type BlobColumns<K extends BlobKind> = { readonly [C in keyof (typeof BLOB_COLUMNS)[K]]: (typeof BLOB_COLUMNS)[K][C] extends ColumnType ? ColumnData[(typeof BLOB_COLUMNS)[K][C]] : never };

export interface Blob<K extends BlobKind = BlobKind> {
  readonly kind: K;
  readonly rows: number;
  readonly meta: BlobMetas[K];
  readonly columns: BlobColumns<K>;
}

const label = z.string().regex(/^[0-9a-f]{32}$/);
const METAS: { readonly [K in BlobKind]: z.ZodType } = {
  samples: z.null(), facts: z.null(), status: z.null(), relinks: z.null(), annotations: z.null(), geometries: z.null(), answers: z.null(), marks: z.null(),
  classes: z.strictObject({ palette: z.array(z.array(label).max(1000).refine((list) => new Set(list).size === list.length)).min(1).max(65_536) }),
  boxes: z.strictObject({ labels: z.array(label).min(1).max(65_536) }),
  relabels: z.strictObject({ labels: z.array(label).min(1).max(65_536) }),
};

/** A blob from typed columns, ready for the byte codec. Throws a RangeError for columns of another length. */
export function encodeBlob<K extends BlobKind>(kind: K, rows: number, meta: BlobMetas[K], columns: BlobColumns<K>): ColumnBlob {
  const types = BLOB_COLUMNS[kind] as Record<string, ColumnType>;
  const out: Record<string, { type: ColumnType; data: unknown }> = {};
  for (const [name, type] of Object.entries(types)) {
    const data = (columns as Record<string, { readonly length: number }>)[name];
    if (data?.length !== rows * widthOf(type)) throw new RangeError(`${kind}: column ${name} does not have ${rows} rows`);
    out[name] = { type, data };
  }
  const blob = { kind, rows, meta, columns: out } as unknown as ColumnBlob;
  const checked = decodeBlob(kind, blob);
  if (!checked.ok) throw new RangeError(checked.error.message);
  return blob;
}

/** Typed columns of a blob. Fails with 'bad-blob'. Data is shared with `blob`, not copied. */
export function decodeBlob<K extends BlobKind>(kind: K, blob: ColumnBlob): Result<Blob<K>> {
  const wrong = (why: string): Result<never> => fail('bad-blob', `A blob of kind ${kind}: ${why}.`, { kind });
  if (blob.kind !== kind) return wrong(`it says it is of kind ${blob.kind}`);
  if (!Number.isInteger(blob.rows) || blob.rows < 1 || blob.rows > MAX_BLOB_ROWS) return wrong(`${blob.rows} rows`);
  const types = BLOB_COLUMNS[kind] as Record<string, ColumnType>;
  const columns: Record<string, unknown> = {};
  if (Object.keys(blob.columns).length !== Object.keys(types).length) return wrong('other columns than it should have');
  for (const [name, type] of Object.entries(types)) {
    const column = Object.hasOwn(blob.columns, name) ? blob.columns[name] : undefined;
    if (column?.type !== type) return wrong(`column ${name} is missing or not ${type}`);
    if (column.data.length !== blob.rows * widthOf(type)) return wrong(`column ${name} does not have ${blob.rows} rows`);
    columns[name] = column.data;
  }
  const meta = METAS[kind].safeParse(blob.meta);
  if (!meta.success) return wrong('meta is not valid');
  const typed = { kind, rows: blob.rows, meta: meta.data, columns } as unknown as Blob<K>;
  const problem = valuesWrong(typed as unknown as AnyBlob);
  return problem === null ? ok(typed) : wrong(problem);
}

type AnyBlob = { readonly [K in BlobKind]: Blob<K> }[BlobKind];

function valuesWrong(blob: AnyBlob): string | null {
  switch (blob.kind) {
    case 'samples': return path(blob.columns.path) ?? finite('size', blob.columns.size, 0) ?? finite('mtime', blob.columns.mtime);
    case 'relinks': return path(blob.columns.path) ?? path(blob.columns.wasPath) ?? finite('size', blob.columns.size, 0) ?? finite('mtime', blob.columns.mtime);
    case 'facts': return below('format', blob.columns.format, MEDIA_FORMATS.length) ?? below('problem', blob.columns.problem, MEDIA_PROBLEMS.length)
      ?? below('orientation', blob.columns.orientation, 9) ?? finite('duration', blob.columns.duration, 0) ?? finite('rate', blob.columns.rate, 0);
    case 'status': return below('to', blob.columns.to, SAMPLE_STATUS.length) ?? below('was', blob.columns.was, SAMPLE_STATUS.length);
    case 'classes': return below('to', blob.columns.to, blob.meta.palette.length) ?? below('was', blob.columns.was, blob.meta.palette.length);
    case 'boxes': return below('label', blob.columns.label, blob.meta.labels.length) ?? finite('x', blob.columns.x) ?? finite('y', blob.columns.y)
      ?? positive('width', blob.columns.width) ?? positive('height', blob.columns.height) ?? attributes('attributes', blob.columns.attributes);
    case 'annotations': return null;
    case 'geometries': {
      const c = blob.columns;
      return finite('x', c.x) ?? finite('y', c.y) ?? positive('width', c.width) ?? positive('height', c.height) ?? finite('wasX', c.wasX) ?? finite('wasY', c.wasY) ?? positive('wasWidth', c.wasWidth) ?? positive('wasHeight', c.wasHeight);
    }
    case 'relabels': return below('to', blob.columns.to, blob.meta.labels.length) ?? below('was', blob.columns.was, blob.meta.labels.length);
    case 'answers': return attributes('to', blob.columns.to) ?? attributes('was', blob.columns.was);
    case 'marks': return below('field', blob.columns.field, MARK_FIELDS.length) ?? marks(blob.columns.field, blob.columns.to) ?? marks(blob.columns.field, blob.columns.was);
  }
}

function below(name: string, data: ArrayLike<number>, limit: number): string | null {
  for (let i = 0; i < data.length; i++) if ((data[i] ?? 0) >= limit) return `column ${name}, row ${i}: ${data[i]} is not below ${limit}`;
  return null;
}

function finite(name: string, data: Float64Array, least = -Infinity): string | null {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i]) || (data[i] ?? 0) < least) return `column ${name}, row ${i}: ${data[i]}`;
  return null;
}

function positive(name: string, data: Float64Array): string | null {
  for (let i = 0; i < data.length; i++) if (!((data[i] ?? 0) > 0) || data[i] === Infinity) return `column ${name}, row ${i}: ${data[i]} is not greater than 0`;
  return null;
}

function path(data: Texts): string | null {
  const packed = data instanceof PackedTexts ? data : null;
  for (let i = 0; i < data.length; i++) {
    const safe = packed ? isSafePathBytes(packed.bytes, packed.offsets[i] ?? 0, packed.offsets[i + 1] ?? 0) : isSafePath(data.at(i) ?? '');
    if (!safe) return `row ${i}: a path that leaves its root`;
  }
  return null;
}

/** Largest value of each mark: hard 0…1, flag none/flag/reject 0…2, stars 0…5. */
const MARK_LIMITS = [2, 3, 6];

function marks(field: Uint8Array, value: Uint8Array): string | null {
  for (let i = 0; i < field.length; i++) if ((value[i] ?? 0) >= (MARK_LIMITS[field[i] ?? 0] ?? 0)) return `row ${i}: mark ${value[i]}`;
  return null;
}

const answers = z.record(label, z.string().max(4096).regex(/^\P{Cs}*$/u));

/** Attributes of a row of kind `boxes`; null when the text is not valid. */
export function parseAttributes(text: string): Readonly<Record<string, string>> | null {
  if (text === '') return {};
  try {
    const parsed = answers.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function attributes(name: string, data: Texts): string | null {
  for (let i = 0; i < data.length; i++) if (parseAttributes(data.at(i) ?? '') === null) return `column ${name}, row ${i}: attributes are not valid`;
  return null;
}

function widthOf(type: ColumnType): number {
  return type === 'id' ? 16 : type === 'hash' ? 32 : 1;
}
