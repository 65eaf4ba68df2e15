import { grown } from '../kernel/growing';
import type { TextColumn } from './columns';

/** Room for announced texts is made for no longer ones than this, in bytes: the first may be an exception. */
const LONG_TEXT = 128;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8');

/** Texts of rows in one UTF-8 buffer with spare room at the end; always packed, so that a view is a `TextColumn`. */
export class TextTable {
  count = 0;
  /** Texts that were announced; there may be more by now. */
  #reserved = 0;
  #offsets: Uint32Array = new Uint32Array(1);
  #bytes: Uint8Array = new Uint8Array(0);

  static from(column: TextColumn): TextTable {
    const table = new TextTable();
    table.count = column.offsets.length - 1;
    table.#offsets = column.offsets;
    table.#bytes = column.bytes;
    return table;
  }

  /** Good until the table changes. */
  view(): TextColumn {
    return { offsets: this.#offsets.subarray(0, this.count + 1), bytes: this.#bytes.subarray(0, this.#end()) };
  }

  text(row: number): string {
    return decoder.decode(this.#bytes.subarray(this.#offsets[row] ?? 0, this.#offsets[row + 1] ?? 0));
  }

  /** Says that there will be `count` texts, about as long as those there are then. Adds none. */
  reserve(count: number): void {
    this.#reserved = count;
    this.#offsets = grown(this.#offsets, count + 1);
  }

  append(text: string): void {
    this.appendBytes(encoder.encode(text));
  }

  appendBytes(text: Uint8Array): void {
    const start = this.#end();
    this.#makeRoom(start + text.length, this.count + 1);
    this.#bytes.set(text, start);
    this.#offsets = grown(this.#offsets, this.count + 2);
    this.count += 1;
    this.#offsets[this.count] = start + text.length;
  }

  /** Appends rows `from` … of another column in two copies. */
  appendColumn(column: TextColumn): void {
    const rows = column.offsets.length - 1;
    const start = this.#end();
    const first = column.offsets[0] ?? 0;
    const length = (column.offsets[rows] ?? 0) - first;
    this.#makeRoom(start + length, this.count + rows);
    this.#bytes.set(column.bytes.subarray(first, first + length), start);
    this.#offsets = grown(this.#offsets, this.count + rows + 1);
    for (let i = 1; i <= rows; i++) this.#offsets[this.count + i] = start + (column.offsets[i] ?? 0) - first;
    this.count += rows;
  }

  /**
   * Other texts for some rows; rows past the end are appended, rows in between become ''. The buffer is packed anew
   * once per call (views taken before stay what they were).
   */
  replace(rows: Uint32Array, texts: TextColumn): void {
    const order = Array.from(rows.keys()).sort((a, b) => (rows[a] ?? 0) - (rows[b] ?? 0));
    let old = 0;
    while (old < order.length && (rows[order[old] ?? 0] ?? 0) < this.count) old++;
    const inside = order.slice(0, old);
    if (inside.length > 0) this.#repack(inside, rows, texts);
    for (const i of order.slice(old)) {
      const row = rows[i] ?? 0;
      while (this.count < row) this.appendBytes(new Uint8Array(0));
      if (row === this.count) this.appendBytes(texts.bytes.subarray(texts.offsets[i] ?? 0, texts.offsets[i + 1] ?? 0));
    }
  }

  /** Room for `bytes` bytes of `count` texts, and for the announced ones at the mean length of these and a little more. */
  #makeRoom(bytes: number, count: number): void {
    if (bytes <= this.#bytes.length) return;
    const mean = Math.min(bytes / count, LONG_TEXT);
    this.#bytes = grown(this.#bytes, Math.max(bytes, Math.ceil(1.05 * mean * this.#reserved)));
  }

  #repack(order: readonly number[], rows: Uint32Array, texts: TextColumn): void {
    let total = this.#end();
    for (const i of order) {
      const row = rows[i] ?? 0;
      total += (texts.offsets[i + 1] ?? 0) - (texts.offsets[i] ?? 0) - ((this.#offsets[row + 1] ?? 0) - (this.#offsets[row] ?? 0));
    }
    const bytes = new Uint8Array(total);
    const offsets = new Uint32Array(this.#offsets.length);
    let at = 0;
    let next = 0;
    const keepUntil = (row: number): void => {
      const first = this.#offsets[next] ?? 0;
      const shift = at - first;
      bytes.set(this.#bytes.subarray(first, this.#offsets[row] ?? 0), at);
      for (let r = next; r <= row; r++) offsets[r] = (this.#offsets[r] ?? 0) + shift;
      at += (this.#offsets[row] ?? 0) - first;
    };
    for (const i of order) {
      const row = rows[i] ?? 0;
      keepUntil(row);
      const text = texts.bytes.subarray(texts.offsets[i] ?? 0, texts.offsets[i + 1] ?? 0);
      bytes.set(text, at);
      at += text.length;
      next = row + 1;
      offsets[next] = at;
    }
    keepUntil(this.count);
    this.#bytes = bytes;
    this.#offsets = offsets;
  }

  #end(): number {
    return this.#offsets[this.count] ?? 0;
  }
}

/** Text of one row of a column. */
export function textAt(column: TextColumn, row: number): string {
  return decoder.decode(column.bytes.subarray(column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0));
}

/** A column from texts. */
export function textColumn(texts: Iterable<string>): TextColumn {
  const table = new TextTable();
  for (const text of texts) table.append(text);
  return table.view();
}
