import { utf8 } from '../kernel/bytes';

/** A column of texts: an array of strings, or `PackedTexts`. */
export interface Texts extends Iterable<string> {
  readonly length: number;
  at(row: number): string | undefined;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Texts of rows as they lie in a blob: row i is bytes[offsets[i] … offsets[i + 1]), UTF-8. Who only moves them on copies
 * bytes and never makes a string: a million paths cost a second as strings.
 */
export class PackedTexts implements Texts {
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;

  /** `bytes` are UTF-8 and no offset lies inside a character; whoever reads foreign bytes checks that first. */
  constructor(offsets: Uint32Array, bytes: Uint8Array) {
    this.offsets = offsets;
    this.bytes = bytes;
  }

  get length(): number {
    return this.offsets.length - 1;
  }

  at(row: number): string | undefined {
    if (row < 0 || row >= this.length) return undefined;
    return decoder.decode(this.bytesAt(row));
  }

  /** A view, not a copy. */
  bytesAt(row: number): Uint8Array {
    return this.bytes.subarray(this.offsets[row] ?? 0, this.offsets[row + 1] ?? 0);
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let row = 0; row < this.length; row++) yield this.at(row) ?? '';
  }
}

/** UTF-8 bytes of every row. */
export function textBytes(texts: Texts): readonly Uint8Array[] {
  return texts instanceof PackedTexts ? Array.from({ length: texts.length }, (_, row) => texts.bytesAt(row)) : Array.from(texts, utf8);
}
