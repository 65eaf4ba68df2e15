/** The sliding window over the chunks of a JSON file, with the line and byte that a message names. */
import { FailureError } from '../../kernel/result';

/** Thrown inside, when the window ends in the middle of a value. */
export const NEED = new Error('more bytes');
const MAX_ELEMENT = 64 * 1024 * 1024;

export class JsonWindow {
  readonly path: string;
  #chunks: AsyncIterator<Uint8Array>;
  protected buf: Uint8Array = new Uint8Array(0);
  protected pos = 0;
  protected end = 0;
  protected eof = false;
  protected row: number;
  /** Position in the file of the window's first byte. */
  #base: number;
  #mark = 0;
  #markRow = 1;

  /** `from` and `line` say where in the file the chunks begin. */
  constructor(path: string, chunks: AsyncIterable<Uint8Array>, from = 0, line = 1) {
    this.path = path;
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#base = from;
    this.row = line;
  }

  /** Position in the file of the next byte to be read. */
  get offset(): number {
    return this.#base + this.pos;
  }

  /** 1-based line of the next byte to be read. */
  get line(): number {
    return this.row;
  }

  /** Skips a UTF-8 byte order mark; refuses UTF-16 and UTF-32. Returns the name of the encoding. */
  async begin(): Promise<string> {
    while (this.end - this.pos < 4 && !this.eof) await this.fill();
    const [a, b, c, d] = this.buf.subarray(this.pos, this.pos + 4);
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || (b === 0 && d !== undefined)) throw this.failure('json-encoding', 'is not UTF-8 text');
    if (a !== 0xef || b !== 0xbb || c !== 0xbf) return 'utf-8';
    this.pos += 3;
    return 'utf-8-bom';
  }

  /** What stands next, after blanks: '{', '[', '"' … or '' at the end of the file. Consumes nothing. */
  async next(): Promise<string> {
    for (;;) {
      this.blanks();
      if (this.pos < this.end) return String.fromCharCode(this.buf[this.pos] as number);
      if (this.eof) return '';
      await this.fill();
    }
  }

  /** Gives the source back: call it when done, also after an error, or the file stays open. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  protected async step<T>(parse: () => T): Promise<T> {
    for (;;) {
      this.setMark();
      try {
        return parse();
      } catch (error) {
        if (error !== NEED) throw error;
        this.rewind();
        await this.fill();
      }
    }
  }

  protected setMark(): void {
    this.#mark = this.pos;
    this.#markRow = this.row;
  }

  protected rewind(): void {
    this.pos = this.#mark;
    this.row = this.#markRow;
  }

  /** Moves what is unread to the front and reads until the window has at least doubled, or the file ends. */
  protected async fill(): Promise<void> {
    const kept = this.end - this.pos;
    if (kept > MAX_ELEMENT) throw this.failure('json-element', `has a single element of more than ${MAX_ELEMENT} bytes`);
    const pieces: Uint8Array[] = [this.buf.subarray(this.pos, this.end)];
    let size = kept;
    while (size < 2 * kept + 1) {
      const next = await this.#chunks.next();
      if (next.done === true) {
        this.eof = true;
        break;
      }
      pieces.push(next.value);
      size += next.value.length;
    }
    this.#base += this.pos;
    if (kept === 0 && pieces.length === 2) this.buf = pieces[1] as Uint8Array;
    else {
      const joined = new Uint8Array(size);
      let at = 0;
      for (const piece of pieces) {
        joined.set(piece, at);
        at += piece.length;
      }
      this.buf = joined;
    }
    this.pos = 0;
    this.end = size;
    this.setMark();
  }

  protected expect(byte: number, what: string): void {
    const c = this.peek();
    if (c !== byte) throw this.failure('json-syntax', `has ${JSON.stringify(String.fromCharCode(c))} where ${what} should be`);
    this.pos++;
  }

  /** Passes blanks and answers the byte after them without consuming it. */
  peek(): number {
    const p = this.pos;
    if (p < this.end) {
      const c = this.buf[p] as number;
      if (c > 32) return c;
    }
    this.blanks();
    if (this.pos < this.end) return this.buf[this.pos] as number;
    throw this.eof ? this.failure('json-truncated', 'ends before its end') : NEED;
  }

  protected blanks(): void {
    const buf = this.buf;
    const end = this.end;
    let p = this.pos;
    for (; p < end; p++) {
      const c = buf[p] as number;
      if (c === 10) this.row++;
      else if (c !== 32 && c !== 13 && c !== 9) break;
    }
    this.pos = p;
  }

  protected failure(code: string, what: string): FailureError {
    return new FailureError({ code, message: `${this.path} ${what} (line ${this.row}, byte ${this.offset}).`, details: { path: this.path, line: this.row, byte: this.offset } });
  }
}
