import { numbersOf } from '../../../shared/kernel/growing';

/**
 * Finds rows by a key of 16 or 32 bytes: an open-addressing hash table of row numbers over the bytes of a column. A
 * million ids cost 8 MB here and no JavaScript strings. Keys are random or end in a counter; all their words are mixed.
 */
export class KeyTable {
  /** 32-bit words per key. */
  readonly #width: 4 | 8;
  /** row + 1, or 0; at most half of the slots are taken. */
  #slots: Uint32Array;
  #taken: number;

  constructor(keyBytes: 16 | 32, slots: Uint32Array = new Uint32Array(16), taken = 0) {
    this.#width = keyBytes === 16 ? 4 : 8;
    this.#slots = slots;
    this.#taken = taken;
  }

  get slots(): Uint32Array {
    return this.#slots;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Row whose key in `store` equals key number `at` of `probe`; -1 when there is none. Both as words. */
  find(store: Uint32Array, probe: Uint32Array, at: number): number {
    return (this.#slots[this.#slot(store, probe, at)] ?? 0) - 1;
  }

  /**
   * As `find`, and when there is none `row` is found by this key from now on: the caller writes it to `store` at once.
   */
  claim(store: Uint32Array, probe: Uint32Array, at: number, row: number): number {
    if (2 * (this.#taken + 1) > this.#slots.length) this.#rehash(store, this.#slots.length * 2);
    const slot = this.#slot(store, probe, at);
    const there = (this.#slots[slot] ?? 0) - 1;
    if (there < 0) {
      this.#slots[slot] = row + 1;
      this.#taken += 1;
    }
    return there;
  }

  /** Lets the key of `row` (in `store`) be found; another row with the same key is forgotten. */
  put(store: Uint32Array, row: number): void {
    if (this.claim(store, store, row, row) >= 0) this.#slots[this.#slot(store, store, row)] = row + 1;
  }

  /** Makes room for `keys` keys at once. */
  reserve(store: Uint32Array, keys: number): void {
    let size = this.#slots.length;
    while (keys * 2 > size) size *= 2;
    if (size > this.#slots.length) this.#rehash(store, size);
  }

  /** Builds the table anew from `rows`: the way to take keys away. */
  rebuild(store: Uint32Array, rows: Iterable<number>): void {
    this.#slots = new Uint32Array(this.#slots.length);
    this.#taken = 0;
    for (const row of rows) this.put(store, row);
  }

  /** The slot of a key, or the free one where it belongs. */
  #slot(store: Uint32Array, probe: Uint32Array, at: number): number {
    const width = this.#width;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const from = at * width;
    const first = probe[from] ?? 0;
    const second = probe[from + 1] ?? 0;
    const third = probe[from + 2] ?? 0;
    const fourth = probe[from + 3] ?? 0;
    let hash = Math.imul(first, 0x9e3779b1);
    hash = Math.imul(hash ^ second, 0x9e3779b1) ^ (hash >>> 15);
    hash = Math.imul(hash ^ third, 0x9e3779b1) ^ (hash >>> 15);
    hash = Math.imul(hash ^ fourth, 0x9e3779b1) ^ (hash >>> 15);
    for (let i = 4; i < width; i++) hash = Math.imul(hash ^ (probe[from + i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return slot;
      const there = (entry - 1) * width;
      if (store[there] === first && store[there + 1] === second && store[there + 2] === third && store[there + 3] === fourth) {
        let i = 4;
        while (i < width && store[there + i] === probe[from + i]) i++;
        if (i === width) return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  #rehash(store: Uint32Array, size: number): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(size);
    // In order of the rows, so that their keys are read one after the other: many times faster than in order of slots.
    const taken = new Uint8Array(store.length / this.#width);
    for (const entry of old) if (entry !== 0) taken[entry - 1] = 1;
    for (let row = 0; row < taken.length; row++) if (taken[row] === 1) this.#slots[this.#slot(store, store, row)] = row + 1;
  }
}

/** Key bytes as words; copies only when they are not aligned. */
export function words(bytes: Uint8Array): Uint32Array {
  return numbersOf('u32', bytes) as Uint32Array;
}
