/** Rows that changed. Rows in sequence, as listing and measuring give them, cost two numbers. */
export class RowSet {
  #from = 0;
  #to = 0;
  #others: Set<number> | null = null;

  add(row: number): void {
    if (row >= this.#from && row < this.#to) return;
    if (row === this.#to && !this.#others?.has(row)) this.#to += 1;
    else if (this.#from === this.#to && this.#others === null) {
      this.#from = row;
      this.#to = row + 1;
    } else (this.#others ??= new Set()).add(row);
  }

  get size(): number {
    return this.#to - this.#from + (this.#others?.size ?? 0);
  }

  /** Each row once. */
  toArray(): Uint32Array {
    const rows = new Uint32Array(this.size);
    let at = 0;
    for (let row = this.#from; row < this.#to; row++) rows[at++] = row;
    for (const row of this.#others ?? []) rows[at++] = row;
    return rows;
  }
}
