import { numbersOf } from '../../../shared/contract/growing';

/**
 * Finds rows by a key of 16 or 32 bytes: an open-addressing hash table of row numbers over the bytes of a column. A
 * million ids cost 8 MB here and no JavaScript strings. Keys are random or end in a counter; all their words are mixed.
 */
export class KeyTable {
  /** 32-bit words per key. */
  readonly #width: number;
  /** row + 1, or 0; at most half of the slots are taken. */
  #slots: Uint32Array;
  #taken: number;

  constructor(keyBytes: 16 | 32, slots: Uint32Array = new Uint32Array(16), taken = 0) {
    this.#width = keyBytes / 4;
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
    const slot = this.#slot(store, probe, at);
    return (this.#slots[slot] ?? 0) - 1;
  }

  /** Lets the key of `row` (in `store`) be found; another row with the same key is forgotten. */
  put(store: Uint32Array, row: number): void {
    const slot = this.#slot(store, store, row);
    if (this.#slots[slot] === 0) this.#taken += 1;
    this.#slots[slot] = row + 1;
    if (this.#taken * 2 > this.#slots.length) this.#rehash(store, this.#slots.length * 2);
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

  #slot(store: Uint32Array, probe: Uint32Array, at: number): number {
    const width = this.#width;
    const mask = this.#slots.length - 1;
    const from = at * width;
    let hash = 0;
    for (let i = 0; i < width; i++) hash = Math.imul(hash ^ (probe[from + i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const row = (this.#slots[slot] ?? 0) - 1;
      if (row < 0) return slot;
      const there = row * width;
      let i = 0;
      while (i < width && store[there + i] === probe[from + i]) i++;
      if (i === width) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #rehash(store: Uint32Array, size: number): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(size);
    for (const entry of old) if (entry !== 0) this.#slots[this.#slot(store, store, entry - 1)] = entry;
  }
}

/** Key bytes as words; copies only when they are not aligned. */
export function words(bytes: Uint8Array): Uint32Array {
  return numbersOf('u32', bytes) as Uint32Array;
}
