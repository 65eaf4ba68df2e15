import type { OutFile } from '../tree';

const DIGITS = 10_000;

/**
 * Text and numbers into bytes, in pieces of about 1 MiB. Numbers with up to four decimals are written digit by digit,
 * several times faster than through strings; all others by the shortest text that reads back as the same number.
 */
export class ByteWriter {
  readonly #file: OutFile;
  readonly #encoder = new TextEncoder();
  #buf = new Uint8Array(1 << 20);
  #pos = 0;

  constructor(file: OutFile) {
    this.#file = file;
  }

  /** True when enough has gathered that `flush` should be awaited. */
  get full(): boolean {
    return this.#pos > this.#buf.length - (1 << 16);
  }

  async flush(): Promise<void> {
    if (this.#pos === 0) return;
    await this.#file.write(this.#buf.subarray(0, this.#pos));
    this.#pos = 0;
  }

  async end(): Promise<void> {
    await this.flush();
    await this.#file.close();
  }

  /** ASCII text; the caller knows that it is. */
  ascii(text: string): void {
    this.#room(text.length);
    const buf = this.#buf;
    let p = this.#pos;
    for (let i = 0; i < text.length; i++) buf[p++] = text.charCodeAt(i);
    this.#pos = p;
  }

  text(text: string): void {
    const bytes = this.#encoder.encode(text);
    this.#room(bytes.length);
    this.#buf.set(bytes, this.#pos);
    this.#pos += bytes.length;
  }

  /** Any JSON value; keys in the order given. Lone surrogates are escaped, so that the bytes stay UTF-8. */
  json(value: unknown): void {
    this.text(JSON.stringify(value));
  }

  /** A finite number as JSON. */
  number(value: number): void {
    const scaled = Math.round(value * DIGITS);
    if (scaled / DIGITS !== value || Math.abs(scaled) > 1e15) {
      this.ascii(Object.is(value, -0) ? '0' : String(value));
      return;
    }
    this.#room(24);
    const buf = this.#buf;
    let p = this.#pos;
    let rest = scaled;
    if (rest < 0) {
      buf[p++] = 45;
      rest = -rest;
    }
    const whole = Math.floor(rest / DIGITS);
    let fraction = rest - whole * DIGITS;
    p = digits(buf, p, whole);
    if (fraction > 0) {
      let places = 4;
      while (fraction % 10 === 0) {
        fraction /= 10;
        places--;
      }
      buf[p] = 46;
      for (let i = places; i > 0; i--) {
        buf[p + i] = 48 + (fraction % 10);
        fraction = Math.floor(fraction / 10);
      }
      p += places + 1;
    }
    this.#pos = p;
  }

  numbers(values: readonly number[]): void {
    this.ascii('[');
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.ascii(',');
      this.number(values[i] as number);
    }
    this.ascii(']');
  }

  #room(bytes: number): void {
    if (this.#pos + bytes <= this.#buf.length) return;
    const larger = new Uint8Array(Math.max(this.#buf.length * 2, this.#pos + bytes));
    larger.set(this.#buf.subarray(0, this.#pos));
    this.#buf = larger;
  }
}

function digits(buf: Uint8Array, at: number, value: number): number {
  if (value < 10) {
    buf[at] = 48 + value;
    return at + 1;
  }
  if (value > 0x7fffffff) {
    const high = Math.floor(value / 1e9);
    const end = digits(buf, at, high);
    let rest = value - high * 1e9;
    for (let i = 8; i >= 0; i--) {
      const next = (rest / 10) | 0;
      buf[end + i] = 48 + rest - next * 10;
      rest = next;
    }
    return end + 9;
  }
  let count = 1;
  for (let v = value; v >= 10; v = (v / 10) | 0) count++;
  let rest = value;
  for (let i = count - 1; i >= 0; i--) {
    const next = (rest / 10) | 0;
    buf[at + i] = 48 + rest - next * 10;
    rest = next;
  }
  return at + count;
}
