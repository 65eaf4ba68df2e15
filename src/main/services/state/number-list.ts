import { allocate, grown, type NumberType } from '../../../shared/kernel/growing';

type ArrayOf = { u8: Uint8Array; u16: Uint16Array; u32: Uint32Array; f32: Float32Array; f64: Float64Array };

/** Columns of numbers with the same number of rows, growing at the end; saved and loaded as they lie in memory. */
export class NumberTable<S extends Readonly<Record<string, NumberType>>> {
  readonly spec: S;
  count = 0;
  /** Rows that fit: all columns have the same. */
  #capacity = 0;
  columns: { [K in keyof S]: ArrayOf[S[K]] };

  constructor(spec: S) {
    this.spec = spec;
    this.columns = Object.fromEntries(Object.entries(spec).map(([name, type]) => [name, allocate(type, 0)])) as typeof this.columns;
  }

  /** Rows are zero until written. Take `columns` anew afterwards. */
  grow(count: number): void {
    if (count <= this.count) return;
    this.reserve(count);
    this.count = count;
  }

  /** Makes room for `count` rows without adding any. Take `columns` anew afterwards. */
  reserve(count: number): void {
    if (count <= this.#capacity) return;
    for (const name of Object.keys(this.spec) as (keyof S)[]) {
      this.columns[name] = grown(this.columns[name], count);
      this.#capacity = this.columns[name].length;
    }
  }

  /** Adds a zero row and answers its number. */
  add(): number {
    this.grow(this.count + 1);
    return this.count - 1;
  }

  save(): Record<string, ArrayOf[NumberType]> {
    return Object.fromEntries(Object.keys(this.spec).map((name) => [name, (this.columns[name] as ArrayOf[NumberType]).subarray(0, this.count)]));
  }

  load(count: number, columns: Readonly<Record<string, ArrayOf[NumberType]>>): void {
    for (const name of Object.keys(this.spec)) if (columns[name]?.length !== count) throw new RangeError(`column ${name} does not have ${count} rows`);
    this.columns = { ...columns } as typeof this.columns;
    this.count = count;
    this.#capacity = count;
  }
}
