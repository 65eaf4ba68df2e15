import { grown } from '../../../shared/kernel/growing';
import { KeyTable, words } from './key-table';

const NONE: readonly number[] = [];
/** Words of a content hash. */
const WIDTH = 8;

/**
 * Which samples have the same content. A group of two or more gets a number greater than 0, used once; the only
 * sample of its content has 0. A hash of zeros says that the content could not be read: such samples are like nobody.
 */
export class Twins {
  /** 32 bytes per row. */
  hashes: Uint8Array = new Uint8Array(0);
  /** Finds one row of a content. */
  rows = new KeyTable(32);
  /** Members of each group, by its number. */
  sizes: Uint32Array = new Uint32Array(16);
  groups = 0;

  grow(count: number): void {
    this.hashes = grown(this.hashes, 32 * count);
  }

  reserve(count: number): void {
    this.rows.reserve(words(this.hashes), count);
  }

  /**
   * Gives `row` content number `at` of `contents`, writes its group into `column` and answers with other rows whose
   * group changed by that.
   */
  set(column: Uint32Array, row: number, known: boolean, contents: Uint32Array, at: number): readonly number[] {
    const store = words(this.hashes);
    if (known && sameContent(store, row, contents, at)) return NONE;
    const left = known ? this.#leave(column, row, store) : NONE;
    const twin = isUnread(contents, at) ? -1 : this.rows.claim(store, contents, at, row);
    for (let w = 0; w < WIDTH; w++) store[WIDTH * row + w] = contents[WIDTH * at + w] ?? 0;
    if (twin < 0) {
      column[row] = 0;
      return left;
    }
    let group = column[twin] ?? 0;
    if (group === 0) {
      group = ++this.groups;
      this.sizes = grown(this.sizes, group + 1);
      this.sizes[group] = 1;
      column[twin] = group;
    }
    this.sizes[group] = (this.sizes[group] ?? 0) + 1;
    column[row] = group;
    return left === NONE ? [twin] : [...left, twin];
  }

  /** The bytes of a measured sample changed: it leaves its group. Rare, so it may look at every row. */
  #leave(column: Uint32Array, row: number, store: Uint32Array): readonly number[] {
    const group = column[row] ?? 0;
    const others: number[] = [];
    if (group !== 0) for (let r = 0; r < column.length; r++) if (column[r] === group && r !== row) others.push(r);
    column[row] = 0;
    if (this.rows.find(store, store, row) === row) {
      const heir = others[0];
      if (heir !== undefined) this.rows.put(store, heir);
      else this.#forget(store, row);
    }
    if (group === 0) return NONE;
    this.sizes[group] = others.length;
    if (others.length !== 1) return NONE;
    for (const last of others) column[last] = 0;
    return others;
  }

  #forget(store: Uint32Array, row: number): void {
    const kept: number[] = [];
    for (const entry of this.rows.slots) if (entry !== 0 && entry !== row + 1) kept.push(entry - 1);
    this.rows.rebuild(store, kept);
  }
}

function sameContent(store: Uint32Array, row: number, contents: Uint32Array, at: number): boolean {
  for (let w = 0; w < WIDTH; w++) if (store[WIDTH * row + w] !== contents[WIDTH * at + w]) return false;
  return true;
}

function isUnread(contents: Uint32Array, at: number): boolean {
  for (let w = 0; w < WIDTH; w++) if (contents[WIDTH * at + w] !== 0) return false;
  return true;
}
