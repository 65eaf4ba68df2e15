/**
 * Columns on the wire and in memory. On the wire every column is one named binary part (little-endian numbers; texts
 * as two parts `path.offsets`, `path.bytes`). In memory `DatasetTable` and `JobTable` hold the same columns with
 * spare capacity; host and window both use them, the host to fold, the window to follow patches.
 *
 * A row patch carries `<prefix>rows` and, for some of the columns, the values of just these rows: what it does not
 * carry did not change. Rows past the end are appended. Applying a patch twice is the same as applying it once.
 */
import { allocate, bytesOf, capacityFor, numbersOf, type NumberArray, type NumberType } from '../kernel/growing';
import type { LabelId } from '../kernel/ids';
import type { DatasetColumns, JobColumns, TextColumn } from './columns';
import { TextTable } from './text-table';

/** Named binary parts, as in `contract/api.ts`. */
type Parts = Readonly<Record<string, Uint8Array>>;

export const DATASET_NUMBERS = {
  root: 'u16', part: 'u32', size: 'f64', mtime: 'f64', status: 'u8', measured: 'u8', format: 'u8', problem: 'u8',
  width: 'u32', height: 'u32', duration: 'f32', length: 'u32', twins: 'u32',
} as const satisfies Record<string, NumberType>;

export const JOB_NUMBERS = { state: 'u8', objects: 'u32', combo: 'u32', marks: 'u8', changed: 'f64' } as const satisfies Record<string, NumberType>;

type Numbers<S extends Record<string, NumberType>> = { [K in keyof S]: S[K] extends 'u8' ? Uint8Array : S[K] extends 'u16' ? Uint16Array : S[K] extends 'u32' ? Uint32Array : S[K] extends 'f32' ? Float32Array : Float64Array };
export type DatasetNumber = keyof typeof DATASET_NUMBERS;
export type JobNumber = keyof typeof JOB_NUMBERS;
/** What a dataset patch can leave out; ids travel with `path`. */
export type DatasetPatchField = DatasetNumber | 'path';

/** Number columns of one table, grown together. */
class NumberColumns<S extends Record<string, NumberType>> {
  readonly spec: S;
  capacity = 0;
  arrays: Numbers<S>;

  constructor(spec: S) {
    this.spec = spec;
    this.arrays = Object.fromEntries(Object.entries(spec).map(([name, type]) => [name, allocate(type, 0)])) as Numbers<S>;
  }

  names(): readonly (keyof S & string)[] {
    return Object.keys(this.spec);
  }

  get(name: keyof S & string): NumberArray {
    return this.arrays[name];
  }

  reserve(rows: number): void {
    if (rows <= this.capacity) return;
    this.capacity = capacityFor(this.capacity, rows);
    const next: Record<string, NumberArray> = {};
    for (const name of this.names()) {
      const array = allocate(this.spec[name] as NumberType, this.capacity);
      array.set(this.get(name));
      next[name] = array;
    }
    this.arrays = next as Numbers<S>;
  }

  view(count: number): Numbers<S> {
    return Object.fromEntries(this.names().map((name) => [name, this.get(name).subarray(0, count)])) as Numbers<S>;
  }

  parts(count: number): Record<string, Uint8Array> {
    return Object.fromEntries(this.names().map((name) => [name, bytesOf(this.get(name).subarray(0, count))]));
  }

  load(count: number, parts: Parts): void {
    const next: Record<string, NumberArray> = {};
    for (const name of this.names()) {
      const array = numbersOf(this.spec[name] as NumberType, part(parts, name));
      if (array.length !== count) throw new RangeError(`column ${name} has ${array.length} rows, not ${count}`);
      next[name] = array;
    }
    this.arrays = next as Numbers<S>;
    this.capacity = count;
  }

  rowParts(rows: Uint32Array, fields: readonly (keyof S & string)[], prefix: string, into: Record<string, Uint8Array>): void {
    const first = sequenceStart(rows);
    for (const name of fields) {
      const from = this.get(name);
      if (first >= 0) {
        into[prefix + name] = bytesOf(from.slice(first, first + rows.length));
        continue;
      }
      const to = allocate(this.spec[name] as NumberType, rows.length);
      for (let i = 0; i < rows.length; i++) to[i] = from[rows[i] ?? 0] ?? 0;
      into[prefix + name] = bytesOf(to);
    }
  }

  applyRows(rows: Uint32Array, parts: Parts, prefix: string): void {
    for (const name of this.names()) {
      const bytes = parts[prefix + name];
      if (!bytes) continue;
      const from = numbersOf(this.spec[name] as NumberType, bytes);
      if (from.length !== rows.length) throw new RangeError(`patch of column ${name} has ${from.length} rows, not ${rows.length}`);
      const to = this.get(name);
      for (let i = 0; i < rows.length; i++) to[rows[i] ?? 0] = from[i] ?? 0;
    }
  }
}

/** The columns of a dataset, growing. Write through `numbers` and `ids` only below `count`. */
export class DatasetTable {
  count = 0;
  ids: Uint8Array = new Uint8Array(0);
  path = new TextTable();
  readonly #numbers = new NumberColumns(DATASET_NUMBERS);

  static from(count: number, parts: Parts): DatasetTable {
    const table = new DatasetTable();
    table.count = count;
    table.ids = part(parts, 'ids');
    if (table.ids.length !== 16 * count) throw new RangeError(`ids have ${table.ids.length} bytes for ${count} rows`);
    table.path = TextTable.from(textPart(parts, 'path', count));
    table.#numbers.load(count, parts);
    return table;
  }

  /** Arrays with spare capacity; taken anew after `grow`. */
  get numbers(): Numbers<typeof DATASET_NUMBERS> {
    return this.#numbers.arrays;
  }

  /** Makes room for `count` rows; new rows are zero and have no path yet (append it to `path`). */
  grow(count: number): void {
    if (count <= this.count) return;
    this.#makeRoom(count);
    this.count = count;
  }

  /** Says that there will be `count` rows: their columns are allocated once instead of growing. Adds none. */
  reserve(count: number): void {
    this.#makeRoom(count);
    this.path.reserve(count);
  }

  #makeRoom(count: number): void {
    this.#numbers.reserve(count);
    if (this.ids.length >= 16 * count) return;
    const ids = new Uint8Array(16 * this.#numbers.capacity);
    ids.set(this.ids);
    this.ids = ids;
  }

  /** Good until the table changes. */
  view(): DatasetColumns {
    return { count: this.count, ids: this.ids.subarray(0, 16 * this.count), path: this.path.view(), ...this.#numbers.view(this.count) };
  }

  /** All columns, without copying. */
  parts(): Parts {
    const path = this.path.view();
    return { ids: this.ids.subarray(0, 16 * this.count), 'path.offsets': bytesOf(path.offsets), 'path.bytes': path.bytes, ...this.#numbers.parts(this.count) };
  }

  /** The parts of a row patch: `fields` of `rows`. */
  rowParts(rows: Uint32Array, fields: readonly DatasetPatchField[], prefix: string): Parts {
    const parts: Record<string, Uint8Array> = { [`${prefix}rows`]: bytesOf(rows) };
    if (fields.includes('path')) {
      const path = this.path.view();
      const texts = new TextTable();
      const first = sequenceStart(rows);
      const ids = first >= 0 ? this.ids.slice(16 * first, 16 * (first + rows.length)) : new Uint8Array(16 * rows.length);
      if (first >= 0) texts.appendColumn({ offsets: path.offsets.subarray(first, first + rows.length + 1), bytes: path.bytes });
      else for (let i = 0; i < rows.length; i++) {
        const row = rows[i] ?? 0;
        ids.set(this.ids.subarray(16 * row, 16 * row + 16), 16 * i);
        texts.appendBytes(path.bytes.subarray(path.offsets[row] ?? 0, path.offsets[row + 1] ?? 0));
      }
      parts[`${prefix}ids`] = ids;
      parts[`${prefix}path.offsets`] = bytesOf(texts.view().offsets);
      parts[`${prefix}path.bytes`] = texts.view().bytes;
    }
    this.#numbers.rowParts(rows, fields.filter((f) => f !== 'path'), prefix, parts);
    return parts;
  }

  /** Applies a row patch; answers with the rows it touched. Throws a RangeError when its parts do not fit together. */
  apply(count: number, parts: Parts, prefix: string): Uint32Array {
    const rows = patchRows(count, parts, prefix);
    const before = this.count;
    this.grow(count);
    const ids = parts[`${prefix}ids`];
    if (ids) {
      if (ids.length !== 16 * rows.length) throw new RangeError(`patch has ${ids.length} bytes of ids for ${rows.length} rows`);
      for (let i = 0; i < rows.length; i++) this.ids.set(ids.subarray(16 * i, 16 * i + 16), 16 * (rows[i] ?? 0));
      this.path.replace(rows, textPart(parts, `${prefix}path`, rows.length));
    }
    if (this.path.count !== this.count) throw new RangeError(`patch names ${this.path.count - before} of ${count - before} new rows`);
    this.#numbers.applyRows(rows, parts, prefix);
    return rows;
  }
}

/** The columns of a job, growing with its dataset. */
export class JobTable {
  count = 0;
  combos: (readonly LabelId[])[] = [[]];
  readonly #numbers = new NumberColumns(JOB_NUMBERS);

  static from(count: number, combos: readonly (readonly LabelId[])[], parts: Parts): JobTable {
    const table = new JobTable();
    table.count = count;
    table.combos = [...combos];
    table.#numbers.load(count, parts);
    return table;
  }

  get numbers(): Numbers<typeof JOB_NUMBERS> {
    return this.#numbers.arrays;
  }

  grow(count: number): void {
    if (count <= this.count) return;
    this.#numbers.reserve(count);
    this.count = count;
  }

  /** As `DatasetTable.reserve`. */
  reserve(count: number): void {
    this.#numbers.reserve(count);
  }

  view(): JobColumns {
    return { count: this.count, combos: this.combos, ...this.#numbers.view(this.count) };
  }

  parts(): Parts {
    return this.#numbers.parts(this.count);
  }

  rowParts(rows: Uint32Array, fields: readonly JobNumber[], prefix: string): Parts {
    const parts: Record<string, Uint8Array> = { [`${prefix}rows`]: bytesOf(rows) };
    this.#numbers.rowParts(rows, fields, prefix, parts);
    return parts;
  }

  /** Applies a row patch; `combos` are numbered from `comboBase`. Answers with the rows it touched. */
  apply(count: number, comboBase: number, combos: readonly (readonly LabelId[])[], parts: Parts, prefix: string): Uint32Array {
    const rows = patchRows(count, parts, prefix);
    if (comboBase > this.combos.length) throw new RangeError(`patch numbers combos from ${comboBase}, only ${this.combos.length} are known`);
    for (const [i, combo] of combos.entries()) this.combos[comboBase + i] = combo;
    this.grow(count);
    this.#numbers.applyRows(rows, parts, prefix);
    return rows;
  }
}

/** Columns of a `state.columns` answer. Throws a RangeError when the parts do not fit together. */
export function decodeDatasetColumns(count: number, parts: Parts): DatasetColumns {
  return DatasetTable.from(count, parts).view();
}

export function decodeJobColumns(count: number, combos: readonly (readonly LabelId[])[], parts: Parts): JobColumns {
  return JobTable.from(count, combos, parts).view();
}

function part(parts: Parts, name: string): Uint8Array {
  const bytes = parts[name];
  if (!bytes) throw new RangeError(`part ${name} is missing`);
  return bytes;
}

function textPart(parts: Parts, name: string, rows: number): TextColumn {
  const offsets = numbersOf('u32', part(parts, `${name}.offsets`)) as Uint32Array;
  const bytes = part(parts, `${name}.bytes`);
  if (offsets.length !== rows + 1 || offsets[0] !== 0 || offsets[rows] !== bytes.length) throw new RangeError(`texts ${name} do not fit ${rows} rows`);
  return { offsets, bytes };
}

/** First row when the rows follow each other, as those that were just listed do; else -1. */
function sequenceStart(rows: Uint32Array): number {
  const first = rows[0];
  if (first === undefined) return -1;
  for (let i = 1; i < rows.length; i++) if (rows[i] !== first + i) return -1;
  return first;
}

function patchRows(count: number, parts: Parts, prefix: string): Uint32Array {
  const rows = numbersOf('u32', part(parts, `${prefix}rows`)) as Uint32Array;
  for (const row of rows) if (row >= count) throw new RangeError(`patch names row ${row} of ${count}`);
  return rows;
}
