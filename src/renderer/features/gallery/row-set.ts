/** A set of row numbers as bits: choosing a million rows costs 125 kB and a few milliseconds. */
export class RowSet {
  #words: Uint32Array;
  #size = 0;

  constructor(rows?: Iterable<number>) {
    this.#words = new Uint32Array(0);
    if (rows) for (const row of rows) this.add(row);
  }

  get size(): number {
    return this.#size;
  }

  has(row: number): boolean {
    return (((this.#words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  add(row: number): void {
    const at = row >>> 5;
    if (at >= this.#words.length) {
      const larger = new Uint32Array(Math.max(at + 1, this.#words.length * 2));
      larger.set(this.#words);
      this.#words = larger;
    }
    const word = this.#words[at] ?? 0;
    const bit = 1 << (row & 31);
    if ((word & bit) !== 0) return;
    this.#words[at] = word | bit;
    this.#size++;
  }

  delete(row: number): void {
    const at = row >>> 5;
    const word = this.#words[at] ?? 0;
    const bit = 1 << (row & 31);
    if ((word & bit) === 0) return;
    this.#words[at] = word & ~bit;
    this.#size--;
  }

  copy(): RowSet {
    const copy = new RowSet();
    copy.#words = this.#words.slice();
    copy.#size = this.#size;
    return copy;
  }

  /** Rows in ascending order. */
  toRows(): Uint32Array {
    const rows = new Uint32Array(this.#size);
    let n = 0;
    for (let at = 0; at < this.#words.length; at++) {
      let word = this.#words[at] ?? 0;
      while (word !== 0) {
        const low = word & -word;
        rows[n++] = at * 32 + (31 - Math.clz32(low));
        word ^= low;
      }
    }
    return rows;
  }
}
