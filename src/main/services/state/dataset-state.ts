import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS, type Sample } from '../../../shared/domain/dataset';
import { DatasetTable, type DatasetPatchField } from '../../../shared/contract/columns-codec';
import { textColumn } from '../../../shared/contract/text-table';
import type { Blob } from '../../../shared/events/blobs/kinds';
import { hashAt } from '../../../shared/fold/object-index';
import { idAt } from '../../../shared/fold/item-facts';
import { idToBytes, type DatasetId, type RootId, type SampleId } from '../../../shared/kernel/ids';
import { PackedTexts } from '../../../shared/events/packed-texts';
import type { EventTable } from './event-table';
import { KeyTable, words } from './key-table';
import { NumberTable } from './number-list';
import type { RowSet } from './row-set';
import { Twins } from './twins';

/** Rows of a dataset that changed, and which of their fields. */
export interface DatasetChanges {
  readonly rows: RowSet;
  readonly fields: Set<DatasetPatchField>;
}

const FACT_FIELDS: readonly DatasetPatchField[] = ['measured', 'format', 'problem', 'width', 'height', 'duration', 'length', 'twins'];

/** The samples of one dataset as columns, folded from bulk facts. */
export class DatasetState {
  readonly id: DatasetId;
  table = new DatasetTable();
  /** What the columns do not hold: content hash, orientation, rate, and which event set what (number + 1). */
  readonly rest = new NumberTable({ orientation: 'u8', rate: 'f64', statusBy: 'u32', factsBy: 'u32', pathBy: 'u32' });
  rowsById = new KeyTable(16);
  twins = new Twins();
  readonly #events: EventTable;

  constructor(id: DatasetId, events: EventTable) {
    this.id = id;
    this.#events = events;
  }

  rowOf(sample: SampleId): number {
    return this.rowsById.find(words(this.table.ids), words(idToBytes(sample)), 0);
  }

  /** Rows of the ids of an id column; -1 for those it does not have. */
  rowsOf(ids: Uint8Array): Int32Array {
    const probe = words(ids);
    const store = words(this.table.ids);
    const rows = new Int32Array(ids.length / 16);
    // Bulk facts mostly name samples in the order of their rows: the next row is tried before the hash table.
    let guess = 0;
    for (let i = 0; i < rows.length; i++) {
      const at = 4 * guess;
      const from = 4 * i;
      const right = guess < this.table.count && store[at + 3] === probe[from + 3] && store[at] === probe[from] && store[at + 1] === probe[from + 1] && store[at + 2] === probe[from + 2];
      const row = right ? guess : this.rowsById.find(store, probe, i);
      rows[i] = row;
      guess = row + 1;
    }
    return rows;
  }

  idAt(row: number): SampleId {
    return idAt(this.table.ids, row);
  }

  sampleAt(row: number, roots: readonly RootId[]): Sample {
    const n = this.table.numbers;
    const root = roots[n.root[row] ?? 0];
    if (row < 0 || row >= this.table.count || root === undefined) throw new RangeError(`there is no row ${row}`);
    const facts = n.measured[row] === 0 ? null : {
      hash: hashAt(this.twins.hashes, row), format: MEDIA_FORMATS[n.format[row] ?? 0] ?? 'unknown', problem: MEDIA_PROBLEMS[n.problem[row] ?? 0] ?? 'none',
      width: n.width[row] ?? 0, height: n.height[row] ?? 0, orientation: this.rest.columns.orientation[row] ?? 0,
      duration: n.duration[row] ?? 0, rate: this.rest.columns.rate[row] ?? 0, length: n.length[row] ?? 0,
    };
    return {
      id: this.idAt(row), root, path: this.table.path.text(row), part: n.part[row] ?? 0, size: n.size[row] ?? 0, mtime: n.mtime[row] ?? 0,
      status: SAMPLE_STATUS[n.status[row] ?? 0] ?? 'present', facts,
    };
  }

  /** Makes room for `count` samples: columns and hash tables are allocated once instead of growing. Adds none. */
  reserve(count: number): void {
    this.table.reserve(count);
    this.rest.reserve(count);
    this.rowsById.reserve(words(this.table.ids), count);
    this.twins.grow(count);
    this.twins.reserve(count);
  }

  /** New samples get rows at the end; known ids are left as they are. */
  added(blob: Blob<'samples'>, root: number, changes: DatasetChanges | null): void {
    const c = blob.columns;
    const probe = words(c.id);
    const before = this.table.count;
    this.table.grow(before + blob.rows);
    this.rowsById.reserve(words(this.table.ids), before + blob.rows);
    const store = words(this.table.ids);
    const n = this.table.numbers;
    const kept: number[] = [];
    let row = before;
    for (let i = 0; i < blob.rows; i++) {
      if (this.rowsById.claim(store, probe, i, row) >= 0) continue;
      for (let w = 0; w < 4; w++) store[4 * row + w] = probe[4 * i + w] ?? 0;
      kept.push(i);
      n.root[row] = root;
      n.part[row] = c.part[i] ?? 0;
      n.size[row] = c.size[i] ?? 0;
      n.mtime[row] = c.mtime[i] ?? 0;
      changes?.rows.add(row);
      row += 1;
    }
    this.table.path.appendColumn(kept.length === blob.rows && c.path instanceof PackedTexts ? c.path : textColumn(kept.map((i) => c.path.at(i) ?? '')));
    this.table.count = row;
    this.rest.grow(row);
    this.twins.grow(row);
    for (const field of ['path', 'root', 'part', 'size', 'mtime', 'status', ...FACT_FIELDS] as const) changes?.fields.add(field);
  }

  measured(blob: Blob<'facts'>, event: number, changes: DatasetChanges | null): void {
    const c = blob.columns;
    const rows = this.rowsOf(c.sample);
    const n = this.table.numbers;
    const rest = this.rest.columns;
    const hashes = words(c.hash);
    this.twins.reserve(this.table.count);
    for (let i = 0; i < blob.rows; i++) {
      const row = rows[i] ?? -1;
      if (row < 0 || !this.#later(rest.factsBy, row, event)) continue;
      const others = this.twins.set(n.twins, row, n.measured[row] === 1, hashes, i);
      n.measured[row] = 1;
      n.format[row] = c.format[i] ?? 0;
      n.problem[row] = c.problem[i] ?? 0;
      n.width[row] = c.width[i] ?? 0;
      n.height[row] = c.height[i] ?? 0;
      n.duration[row] = c.duration[i] ?? 0;
      n.length[row] = c.length[i] ?? 0;
      rest.orientation[row] = c.orientation[i] ?? 0;
      rest.rate[row] = c.rate[i] ?? 0;
      changes?.rows.add(row);
      for (const other of others) changes?.rows.add(other);
    }
    for (const field of FACT_FIELDS) changes?.fields.add(field);
  }

  statusSet(blob: Blob<'status'>, event: number, changes: DatasetChanges | null): void {
    const rows = this.rowsOf(blob.columns.sample);
    for (let i = 0; i < blob.rows; i++) {
      const row = rows[i] ?? -1;
      if (row < 0 || !this.#later(this.rest.columns.statusBy, row, event)) continue;
      this.table.numbers.status[row] = blob.columns.to[i] ?? 0;
      changes?.rows.add(row);
    }
    changes?.fields.add('status');
  }

  relinked(blob: Blob<'relinks'>, event: number, changes: DatasetChanges | null): void {
    const c = blob.columns;
    const rows = this.rowsOf(c.sample);
    const paths = new Map<number, string>();
    for (let i = 0; i < blob.rows; i++) {
      const row = rows[i] ?? -1;
      if (row < 0 || !this.#later(this.rest.columns.pathBy, row, event)) continue;
      paths.set(row, c.path.at(i) ?? '');
      this.table.numbers.size[row] = c.size[i] ?? 0;
      this.table.numbers.mtime[row] = c.mtime[i] ?? 0;
      this.table.numbers.part[row] = c.part[i] ?? 0;
      changes?.rows.add(row);
    }
    this.table.path.replace(Uint32Array.from(paths.keys()), textColumn(paths.values()));
    for (const field of ['path', 'part', 'size', 'mtime'] as const) changes?.fields.add(field);
  }

  /** True (and noted) when `event` is not before the one that set this field of the row so far. */
  #later(by: Uint32Array, row: number, event: number): boolean {
    const before = by[row] ?? 0;
    if (before !== 0 && this.#events.compare(before - 1, event) > 0) return false;
    by[row] = event + 1;
    return true;
  }
}
