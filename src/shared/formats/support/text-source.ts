import { FailureError } from '../../kernel/result';
import type { FileTree } from '../tree';

/**
 * A text file as UTF-8 bytes. UTF-16 with a byte order mark (PowerShell and Windows editors write it) is turned while it
 * is read; everything else passes as it is, its own byte order mark included. Positions are those of the UTF-8 text.
 */
export class TextSource {
  readonly #tree: FileTree;
  readonly #path: string;
  #encoding: 'utf-16le' | 'utf-16be' | null = null;

  constructor(tree: FileTree, path: string) {
    this.#tree = tree;
    this.#path = path;
  }

  /** Set when the file is UTF-16; known once the first bytes were read. */
  get encoding(): 'utf-16le' | 'utf-16be' | null {
    return this.#encoding;
  }

  /** The text from position `from` on. Rejects with 'text-encoding' where UTF-16 is broken. */
  async *stream(from = 0): AsyncIterable<Uint8Array> {
    if (from > 0 && this.#encoding === null) return yield* this.#tree.stream(this.#path, from);
    let head: Uint8Array = new Uint8Array(0);
    let decode: Decode | null = null;
    let skip = from;
    for await (const chunk of this.#tree.stream(this.#path)) {
      if (decode === null) {
        head = joined(head, chunk);
        if (head.length < 4) continue;
        this.#encoding = utf16Of(head);
        decode = this.#encoding === null ? (bytes) => bytes : recoder(this.#encoding, this.#path);
      }
      const piece: Uint8Array = decode(head.length > 0 ? head : chunk, false);
      head = new Uint8Array(0);
      if (piece.length > skip) yield piece.subarray(skip);
      skip = Math.max(0, skip - piece.length);
    }
    if (head.length > 0) yield head;
    else if (this.#encoding !== null && decode) decode(head, true);
  }
}

type Decode = (bytes: Uint8Array, last: boolean) => Uint8Array;

function recoder(encoding: string, path: string): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  return (bytes, last) => {
    try {
      return encoder.encode(decoder.decode(bytes, { stream: !last }));
    } catch {
      throw new FailureError({ code: 'text-encoding', message: `${path} begins as ${encoding} text but is none.`, details: { path, encoding } });
    }
  };
}

/** By the byte order mark; that of UTF-32 begins like one of UTF-16 and is left to whoever reads. */
function utf16Of([a, b, c, d]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
