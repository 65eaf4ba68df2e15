/**
 * An incremental JSON reader over byte chunks. Elements of long arrays are parsed one by one from a window that slides
 * over the file, so memory holds one element, never the file. An element that is cut by the end of the window is parsed
 * again once the window holds more of it; the window at least doubles each time, so the work stays linear.
 *
 * Accepts RFC 8259 plus NaN, Infinity and -Infinity, which Python's json writes.
 */
import { FailureError } from '../../kernel/result';

/** Thrown inside, when the window ends in the middle of a value. */
const NEED = new Error('more bytes');
const MAX_DEPTH = 64;
const MAX_ELEMENT = 64 * 1024 * 1024;
const MAX_KEYS = 4096;
const POW10 = Array.from({ length: 23 }, (_, i) => 10 ** i);
const QUOTE = 34, COMMA = 44, COLON = 58, OPEN = 91, BACKSLASH = 92, CLOSE = 93, LBRACE = 123, RBRACE = 125;
/** Bytes that matter while skipping: quotes, backslashes, brackets, line feeds. */
const SPECIAL = new Uint8Array(256);
for (const c of [10, QUOTE, OPEN, BACKSLASH, CLOSE, LBRACE, RBRACE]) SPECIAL[c] = 1;

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export class JsonScanner {
  readonly path: string;
  #chunks: AsyncIterator<Uint8Array>;
  #buf: Uint8Array = new Uint8Array(0);
  #pos = 0;
  #end = 0;
  #eof = false;
  /** Position in the file of the window's first byte. */
  #base: number;
  #line: number;
  #mark = 0;
  #markLine = 1;
  #keys = new Map<number, string>();
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  /** `from` and `line` say where in the file the chunks begin. */
  constructor(path: string, chunks: AsyncIterable<Uint8Array>, from = 0, line = 1) {
    this.path = path;
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#base = from;
    this.#line = line;
  }

  /** Position in the file of the next byte to be read. */
  get offset(): number {
    return this.#base + this.#pos;
  }

  /** 1-based line of the next byte to be read. */
  get line(): number {
    return this.#line;
  }

  /** Skips a UTF-8 byte order mark; refuses UTF-16 and UTF-32. Returns the name of the encoding. */
  async begin(): Promise<string> {
    while (this.#end - this.#pos < 4 && !this.#eof) await this.#fill();
    const [a, b, c, d] = this.#buf.subarray(this.#pos, this.#pos + 4);
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || (b === 0 && d !== undefined)) throw this.#error('json-encoding', 'is not UTF-8 text');
    if (a !== 0xef || b !== 0xbb || c !== 0xbf) return 'utf-8';
    this.#pos += 3;
    return 'utf-8-bom';
  }

  /** What stands next, after blanks: '{', '[', '"' … or '' at the end of the file. Consumes nothing. */
  async next(): Promise<string> {
    for (;;) {
      this.#blanks();
      if (this.#pos < this.#end) return String.fromCharCode(this.#buf[this.#pos] as number);
      if (this.#eof) return '';
      await this.#fill();
    }
  }

  /**
   * Goes through an object: `onKey` must consume the value of each key (with `value`, `skip`, `each` or `members`).
   * It may return false to stop early; then so does this.
   */
  async members(onKey: (key: string) => Promise<boolean | void>): Promise<boolean> {
    await this.#step(() => this.#expect(LBRACE, 'an object'));
    for (let first = true; ; first = false) {
      const key = await this.#step(() => this.#memberKey(first));
      if (key === null) return true;
      if ((await onKey(key)) === false) return false;
    }
  }

  /** Goes through an array. `parse` reads one element (no side effects), `handle` gets it; false stops early. */
  async each<T>(parse: (line: number) => T, handle: (value: T) => boolean | void, between?: () => Promise<void>): Promise<boolean> {
    await this.#step(() => this.#expect(OPEN, 'a list'));
    let first = true;
    for (;;) {
      this.#setMark();
      try {
        for (;;) {
          this.#setMark();
          if (this.#peek() === CLOSE) {
            this.#pos++;
            return true;
          }
          if (!first) this.#expect(COMMA, 'a comma');
          this.#peek();
          const value = parse(this.#line);
          first = false;
          this.#setMark();
          if (handle(value) === false) return false;
        }
      } catch (error) {
        if (error !== NEED) throw error;
        this.#rewind();
        await this.#fill();
        if (between) await between();
      }
    }
  }

  /** Reads one value whole; it must fit into the window's limit. */
  value(): Promise<JsonValue> {
    return this.#step(() => this.parse(0));
  }

  /** Passes over one value of any length without keeping it. */
  async skip(): Promise<void> {
    const start = await this.next();
    if (start !== '{' && start !== '[' && start !== '"') {
      await this.value();
      return;
    }
    let depth = 0;
    let inString = false;
    for (;;) {
      const buf = this.#buf;
      const end = this.#end;
      let p = this.#pos;
      for (; p < end; p++) {
        const c = buf[p] as number;
        if (SPECIAL[c] === 0) continue;
        if (c === 10) this.#line++;
        else if (inString) {
          if (c === BACKSLASH) {
            if (p + 1 >= end) break;
            p++;
          } else if (c === QUOTE) {
            inString = false;
            if (depth === 0) {
              this.#pos = p + 1;
              return;
            }
          }
        } else if (c === QUOTE) inString = true;
        else if (c === OPEN || c === LBRACE) depth++;
        else if ((c === CLOSE || c === RBRACE) && --depth === 0) {
          this.#pos = p + 1;
          return;
        }
      }
      this.#pos = p;
      if (this.#eof) throw this.#error('json-truncated', 'ends in the middle of a value');
      this.#setMark();
      await this.#fill();
    }
  }

  /** Gives the source back: call it when done, also after an error, or the file stays open. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** Nothing but blanks may follow. */
  async finish(): Promise<void> {
    if ((await this.next()) !== '') throw this.#error('json-syntax', 'has more text after its end');
  }

  // ---- parsing inside the window: for `parse` functions given to `each` ----

  /** One value of any kind. */
  parse(depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw this.#error('json-depth', `is nested deeper than ${MAX_DEPTH}`);
    const c = this.#peek();
    if (c === QUOTE) return this.string();
    if (c === LBRACE) {
      const object: Record<string, JsonValue> = {};
      this.object((key) => {
        const value = this.parse(depth + 1);
        // A key of that name must not reach the prototype.
        if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
        else object[key] = value;
      });
      return object;
    }
    if (c === OPEN) {
      const list: JsonValue[] = [];
      this.list(() => list.push(this.parse(depth + 1)));
      return list;
    }
    if (c === 116) return this.#word('true', true);
    if (c === 102) return this.#word('false', false);
    if (c === 110) return this.#word('null', null);
    return this.number();
  }

  /** The members of an object; `onKey` must consume each value. */
  object(onKey: (key: string) => void): void {
    this.#expect(LBRACE, 'an object');
    for (let first = true; ; first = false) {
      const key = this.#memberKey(first);
      if (key === null) return;
      this.#peek();
      onKey(key);
    }
  }

  /** The elements of an array; `onElement` must consume each. */
  list(onElement: () => void): void {
    this.#expect(OPEN, 'a list');
    for (let first = true; ; first = false) {
      if (this.#peek() === CLOSE) {
        this.#pos++;
        return;
      }
      if (!first) this.#expect(COMMA, 'a comma');
      this.#peek();
      onElement();
    }
  }

  /** The first byte of the next value, as a character code. */
  peek(): number {
    return this.#peek();
  }

  /** A list of numbers, or null when it holds anything else (it is consumed all the same). */
  numbers(): number[] | null {
    const list: number[] = [];
    let pure = true;
    this.list(() => {
      const c = this.#buf[this.#pos] as number;
      if ((c >= 48 && c <= 57) || c === 45 || c === 78 || c === 73) list.push(this.number());
      else {
        pure = false;
        this.parse(1);
      }
    });
    return pure ? list : null;
  }

  /** A number. Correctly rounded: up to 15 digits by one division (exact operands), longer ones by the platform. */
  number(): number {
    const buf = this.#buf;
    const end = this.#end;
    const start = this.#pos;
    let p = start;
    let negative = false;
    if (p < end && buf[p] === 45) {
      negative = true;
      p++;
    }
    const first = p;
    let mantissa = 0;
    let d = 0;
    for (; p < end; p++) {
      d = (buf[p] as number) - 48;
      if (d < 0 || d > 9) break;
      mantissa = mantissa * 10 + d;
    }
    const whole = p - first;
    if (whole === 0) return this.#nonFiniteWord(start, negative);
    if (whole > 1 && buf[first] === 48) throw this.#error('json-syntax', 'has a number with a leading zero');
    let fraction = 0;
    let plain = true;
    if (p < end && buf[p] === 46) {
      const dot = ++p;
      for (; p < end; p++) {
        d = (buf[p] as number) - 48;
        if (d < 0 || d > 9) break;
        mantissa = mantissa * 10 + d;
      }
      fraction = p - dot;
      if (fraction === 0 && p < end) throw this.#error('json-syntax', 'has a number that ends with a point');
    }
    if (p < end && ((buf[p] as number) | 32) === 101) {
      plain = false;
      p++;
      if (p < end && (buf[p] === 43 || buf[p] === 45)) p++;
      const digits = p;
      while (p < end && (buf[p] as number) >= 48 && (buf[p] as number) <= 57) p++;
      if (p === digits && p < end) throw this.#error('json-syntax', 'has a number with an empty exponent');
    }
    if (p === end && !this.#eof) throw NEED;
    const last = buf[p - 1] as number;
    if (last < 48 || last > 57) throw this.#error('json-truncated', 'ends in the middle of a number');
    if (p - start > 1000) throw this.#error('json-syntax', 'has a number of more than 1000 digits');
    this.#pos = p;
    if (plain && whole + fraction <= 15) {
      const value = fraction === 0 ? mantissa : mantissa / (POW10[fraction] as number);
      return negative ? -value : value;
    }
    return Number(latin(buf, start, p));
  }

  string(): string {
    this.#expect(QUOTE, 'a string');
    const buf = this.#buf;
    const start = this.#pos;
    let p = start;
    let plain = true;
    for (; ; p++) {
      if (p >= this.#end) throw this.#eof ? this.#error('json-truncated', 'ends in the middle of a string') : NEED;
      const c = buf[p] as number;
      if (c === QUOTE) break;
      if (c === BACKSLASH) {
        plain = false;
        p++;
      } else if (c >= 128) plain = false;
      else if (c < 32) throw this.#error('json-syntax', 'has a control character inside a string');
    }
    this.#pos = p + 1;
    return plain && p - start < 64 ? latin(buf, start, p) : this.#decode(buf.subarray(start, p));
  }

  // ---- inside ----

  #decode(bytes: Uint8Array): string {
    let text: string;
    try {
      text = this.#decoder.decode(bytes);
    } catch {
      throw this.#error('json-encoding', 'has a string that is not UTF-8');
    }
    if (!text.includes('\\')) return text;
    return text.replace(/\\(u([0-9a-fA-F]{4})|["\\/bfnrt]|[^]?)/g, (_, escape: string, hex: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const plain = ESCAPES[escape];
      if (plain === undefined) throw this.#error('json-syntax', 'has an unknown escape in a string');
      return plain;
    });
  }

  #memberKey(first: boolean): string | null {
    const c = this.#peek();
    if (c === RBRACE) {
      this.#pos++;
      return null;
    }
    if (!first) {
      this.#expect(COMMA, 'a comma');
      this.#peek();
    }
    const key = this.#key();
    this.#expect(COLON, 'a colon');
    return key;
  }

  /** A key; the few that a file repeats a million times are kept by a hash of their bytes. */
  #key(): string {
    this.#peek();
    const buf = this.#buf;
    const start = this.#pos + 1;
    if (buf[this.#pos] !== QUOTE) return this.string();
    let hash = 0;
    let p = start;
    for (; p < this.#end; p++) {
      const c = buf[p] as number;
      if (c === QUOTE) break;
      if (c === BACKSLASH || c >= 128 || c < 32) return this.string();
      hash = (Math.imul(hash, 31) + c) | 0;
    }
    if (p >= this.#end) return this.string();
    const known = this.#keys.get(hash);
    if (known !== undefined && known.length === p - start) {
      let same = true;
      for (let i = 0; i < known.length && same; i++) same = known.charCodeAt(i) === buf[start + i];
      if (same) {
        this.#pos = p + 1;
        return known;
      }
    }
    const text = this.string();
    if (this.#keys.size < MAX_KEYS && text.length <= 64) this.#keys.set(hash, text);
    return text;
  }

  #nonFiniteWord(start: number, negative: boolean): number {
    const p = start + (negative ? 1 : 0);
    if (p >= this.#end) throw this.#eof ? this.#error('json-truncated', 'ends in the middle of a value') : NEED;
    this.#pos = p;
    const c = this.#buf[p];
    if (c === 78 && !negative) return this.#word('NaN', Number.NaN);
    if (c === 73) return this.#word('Infinity', negative ? -Infinity : Infinity);
    throw this.#error('json-syntax', `has ${JSON.stringify(String.fromCharCode(c as number))} where a value should be`);
  }

  #word<T>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++) {
      if (this.#pos + i >= this.#end) throw this.#eof ? this.#error('json-truncated', 'ends in the middle of a value') : NEED;
      if (this.#buf[this.#pos + i] !== word.charCodeAt(i)) throw this.#error('json-syntax', `has a word that is not ${word}`);
    }
    this.#pos += word.length;
    return value;
  }

  #expect(byte: number, what: string): void {
    const c = this.#peek();
    if (c !== byte) throw this.#error('json-syntax', `has ${JSON.stringify(String.fromCharCode(c))} where ${what} should be`);
    this.#pos++;
  }

  /** Passes blanks and answers the byte after them without consuming it. */
  #peek(): number {
    const p = this.#pos;
    if (p < this.#end) {
      const c = this.#buf[p] as number;
      if (c > 32) return c;
    }
    this.#blanks();
    if (this.#pos < this.#end) return this.#buf[this.#pos] as number;
    throw this.#eof ? this.#error('json-truncated', 'ends before its end') : NEED;
  }

  #blanks(): void {
    const buf = this.#buf;
    const end = this.#end;
    let p = this.#pos;
    for (; p < end; p++) {
      const c = buf[p] as number;
      if (c === 10) this.#line++;
      else if (c !== 32 && c !== 13 && c !== 9) break;
    }
    this.#pos = p;
  }

  async #step<T>(parse: () => T): Promise<T> {
    for (;;) {
      this.#setMark();
      try {
        return parse();
      } catch (error) {
        if (error !== NEED) throw error;
        this.#rewind();
        await this.#fill();
      }
    }
  }

  #setMark(): void {
    this.#mark = this.#pos;
    this.#markLine = this.#line;
  }

  #rewind(): void {
    this.#pos = this.#mark;
    this.#line = this.#markLine;
  }

  /** Moves what is unread to the front and reads until the window has at least doubled, or the file ends. */
  async #fill(): Promise<void> {
    const kept = this.#end - this.#pos;
    if (kept > MAX_ELEMENT) throw this.#error('json-element', `has a single element of more than ${MAX_ELEMENT} bytes`);
    const pieces: Uint8Array[] = [this.#buf.subarray(this.#pos, this.#end)];
    let size = kept;
    while (size < 2 * kept + 1) {
      const next = await this.#chunks.next();
      if (next.done === true) {
        this.#eof = true;
        break;
      }
      pieces.push(next.value);
      size += next.value.length;
    }
    this.#base += this.#pos;
    if (kept === 0 && pieces.length === 2) this.#buf = pieces[1] as Uint8Array;
    else {
      const joined = new Uint8Array(size);
      let at = 0;
      for (const piece of pieces) {
        joined.set(piece, at);
        at += piece.length;
      }
      this.#buf = joined;
    }
    this.#pos = 0;
    this.#end = size;
    this.#setMark();
  }

  #error(code: string, what: string): FailureError {
    return new FailureError({ code, message: `${this.path} ${what} (line ${this.#line}, byte ${this.offset}).`, details: { path: this.path, line: this.#line, byte: this.offset } });
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function latin(buf: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(buf[i] as number);
  return text;
}
