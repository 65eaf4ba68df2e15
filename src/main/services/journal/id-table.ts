import type { EventId } from '../../../shared/kernel/ids';

const FIRST_ROWS = 1024;

/**
 * Lamport numbers by event id, for any number of events: the first 16 bytes of an id (no two differ only behind them) and
 * the number in typed arrays. At most 72 bytes per event, 36 on average, and as much again for a moment while it grows.
 */
export class IdTable {
  #keys = new Uint32Array(4 * FIRST_ROWS);
  #lamports = new Float64Array(FIRST_ROWS);
  /** Row + 1 by the first word of the id; 0 = free. Twice to four times as many as rows. */
  #slots = new Uint32Array(4 * FIRST_ROWS);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** False when the id is there already; then nothing changes. */
  add(id: EventId, lamport: number): boolean {
    if (this.#count === this.#lamports.length) this.#grow();
    const words = wordsOf(id);
    const slot = this.#find(words);
    if (this.#slots[slot] !== 0) return false;
    this.#keys.set(words, 4 * this.#count);
    this.#lamports[this.#count] = lamport;
    this.#slots[slot] = ++this.#count;
    return true;
  }

  lamportOf(id: EventId): number | undefined {
    const row = this.#slots[this.#find(wordsOf(id))]!;
    return row === 0 ? undefined : this.#lamports[row - 1];
  }

  /** The slot of an id, or the free one where it would be. */
  #find(words: readonly number[]): number {
    const mask = this.#slots.length - 1;
    for (let slot = words[0]! & mask; ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot]!;
      if (row === 0) return slot;
      const at = 4 * (row - 1);
      if (words.every((word, i) => this.#keys[at + i] === word)) return slot;
    }
  }

  #grow(): void {
    const rows = 2 * this.#lamports.length;
    const keys = new Uint32Array(4 * rows);
    keys.set(this.#keys);
    const lamports = new Float64Array(rows);
    lamports.set(this.#lamports);
    this.#keys = keys;
    this.#lamports = lamports;
    this.#slots = new Uint32Array(4 * rows);
    const mask = this.#slots.length - 1;
    for (let row = 0; row < this.#count; row++) {
      let slot = keys[4 * row]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = row + 1;
    }
  }
}

function wordsOf(id: EventId): readonly number[] {
  return [0, 8, 16, 24].map((at) => Number.parseInt(id.slice(at, at + 8), 16));
}
