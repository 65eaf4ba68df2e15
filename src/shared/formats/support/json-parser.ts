/** Parses values inside the window; throws `NEED` when it ends in the middle of one. */
import { JsonWindow, NEED } from './json-window';

const MAX_DEPTH = 64;
const MAX_KEYS = 4096;
const POW10 = Array.from({ length: 23 }, (_, i) => 10 ** i);
const QUOTE = 34, COMMA = 44, COLON = 58, OPEN = 91, BACKSLASH = 92, CLOSE = 93, LBRACE = 123, RBRACE = 125;

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export class JsonParser extends JsonWindow {
  #keys = new Map<number, string>();
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  /** One value of any kind. */
  parse(depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw this.failure('json-depth', `is nested deeper than ${MAX_DEPTH}`);
    const c = this.peek();
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
    this.expect(LBRACE, 'an object');
    for (let first = true; ; first = false) {
      const key = this.memberKey(first);
      if (key === null) return;
      this.peek();
      onKey(key);
    }
  }

  /** The elements of an array; `onElement` must consume each. */
  list(onElement: () => void): void {
    this.expect(OPEN, 'a list');
    for (let first = true; ; first = false) {
      if (this.peek() === CLOSE) {
        this.pos++;
        return;
      }
      if (!first) this.expect(COMMA, 'a comma');
      this.peek();
      onElement();
    }
  }

  /** A list of numbers, or null when it holds anything else (it is consumed all the same). */
  numbers(): number[] | null {
    const list: number[] = [];
    let pure = true;
    this.list(() => {
      const c = this.buf[this.pos] as number;
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
    const buf = this.buf;
    const end = this.end;
    const start = this.pos;
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
    if (whole > 1 && buf[first] === 48) throw this.failure('json-syntax', 'has a number with a leading zero');
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
      if (fraction === 0 && p < end) throw this.failure('json-syntax', 'has a number that ends with a point');
    }
    if (p < end && ((buf[p] as number) | 32) === 101) {
      plain = false;
      p++;
      if (p < end && (buf[p] === 43 || buf[p] === 45)) p++;
      const digits = p;
      while (p < end && (buf[p] as number) >= 48 && (buf[p] as number) <= 57) p++;
      if (p === digits && p < end) throw this.failure('json-syntax', 'has a number with an empty exponent');
    }
    if (p === end && !this.eof) throw NEED;
    const last = buf[p - 1] as number;
    if (last < 48 || last > 57) throw this.failure('json-truncated', 'ends in the middle of a number');
    if (p - start > 1000) throw this.failure('json-syntax', 'has a number of more than 1000 digits');
    this.pos = p;
    if (plain && whole + fraction <= 15) {
      const value = fraction === 0 ? mantissa : mantissa / (POW10[fraction] as number);
      return negative ? -value : value;
    }
    return Number(latin(buf, start, p));
  }

  /** A number that names something: whole ones beyond 2^53, which would run together, as their digits. */
  identity(): number | string {
    const start = this.pos;
    const value = this.number();
    if (Number.isSafeInteger(value) || !Number.isFinite(value)) return value;
    const written = latin(this.buf, start, this.pos);
    return /^-?\d+$/.test(written) ? written : value;
  }

  string(): string {
    this.expect(QUOTE, 'a string');
    const buf = this.buf;
    const start = this.pos;
    let p = start;
    let plain = true;
    for (; ; p++) {
      if (p >= this.end) throw this.eof ? this.failure('json-truncated', 'ends in the middle of a string') : NEED;
      const c = buf[p] as number;
      if (c === QUOTE) break;
      if (c === BACKSLASH) {
        plain = false;
        p++;
      } else if (c >= 128) plain = false;
      else if (c < 32) throw this.failure('json-syntax', 'has a control character inside a string');
    }
    this.pos = p + 1;
    return plain && p - start < 64 ? latin(buf, start, p) : this.#decode(buf.subarray(start, p));
  }

  #decode(bytes: Uint8Array): string {
    let text: string;
    try {
      text = this.#decoder.decode(bytes);
    } catch {
      throw this.failure('json-encoding', 'has a string that is not UTF-8');
    }
    if (!text.includes('\\')) return text;
    return text.replace(/\\(u([0-9a-fA-F]{4})|["\\/bfnrt]|[^]?)/g, (_, escape: string, hex: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const plain = ESCAPES[escape];
      if (plain === undefined) throw this.failure('json-syntax', 'has an unknown escape in a string');
      return plain;
    });
  }

  protected memberKey(first: boolean): string | null {
    const c = this.peek();
    if (c === RBRACE) {
      this.pos++;
      return null;
    }
    if (!first) {
      this.expect(COMMA, 'a comma');
      this.peek();
    }
    const key = this.#key();
    this.expect(COLON, 'a colon');
    return key;
  }

  /** A key; the few that a file repeats a million times are kept by a hash of their bytes. */
  #key(): string {
    this.peek();
    const buf = this.buf;
    const start = this.pos + 1;
    if (buf[this.pos] !== QUOTE) return this.string();
    let hash = 0;
    let p = start;
    for (; p < this.end; p++) {
      const c = buf[p] as number;
      if (c === QUOTE) break;
      if (c === BACKSLASH || c >= 128 || c < 32) return this.string();
      hash = (Math.imul(hash, 31) + c) | 0;
    }
    if (p >= this.end) return this.string();
    const known = this.#keys.get(hash);
    if (known !== undefined && known.length === p - start) {
      let same = true;
      for (let i = 0; i < known.length && same; i++) same = known.charCodeAt(i) === buf[start + i];
      if (same) {
        this.pos = p + 1;
        return known;
      }
    }
    const text = this.string();
    if (this.#keys.size < MAX_KEYS && text.length <= 64) this.#keys.set(hash, text);
    return text;
  }

  #nonFiniteWord(start: number, negative: boolean): number {
    const p = start + (negative ? 1 : 0);
    if (p >= this.end) throw this.eof ? this.failure('json-truncated', 'ends in the middle of a value') : NEED;
    this.pos = p;
    const c = this.buf[p];
    if (c === 78 && !negative) return this.#word('NaN', Number.NaN);
    if (c === 73) return this.#word('Infinity', negative ? -Infinity : Infinity);
    throw this.failure('json-syntax', `has ${JSON.stringify(String.fromCharCode(c as number))} where a value should be`);
  }

  #word<T>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++) {
      if (this.pos + i >= this.end) throw this.eof ? this.failure('json-truncated', 'ends in the middle of a value') : NEED;
      if (this.buf[this.pos + i] !== word.charCodeAt(i)) throw this.failure('json-syntax', `has a word that is not ${word}`);
    }
    this.pos += word.length;
    return value;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function latin(buf: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(buf[i] as number);
  return text;
}
