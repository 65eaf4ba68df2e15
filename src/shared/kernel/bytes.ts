/** SHA-256 of bytes, 32 bytes. Injected, because pure code has no crypto: Node gives `node:crypto`, a window WebCrypto's sibling. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. Lone surrogates become U+FFFD, so check well-formedness before when that matters. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Text of UTF-8 bytes, a BOM kept as a character; null when the bytes are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** One array with the bytes of all parts, in order. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** True when both have the same bytes. Not for secrets: the time depends on the content. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, b) => (b < 16 ? '0' : '') + b.toString(16));

/** Lower-case hex digits, two per byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) text += HEX[b];
  return text;
}

/** The bytes of lower-case hex digits; null for anything else (odd count, capitals, other characters). */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** A growing byte buffer. Numbers are little-endian. */
export class ByteWriter {
  private buffer = new Uint8Array(256);
  private view = new DataView(this.buffer.buffer);
  length = 0;

  private room(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const bigger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + more));
    bigger.set(this.buffer.subarray(0, this.length));
    this.buffer = bigger;
    this.view = new DataView(bigger.buffer);
  }

  u8(value: number): void {
    this.room(1);
    this.view.setUint8(this.length, value);
    this.length += 1;
  }

  u32(value: number): void {
    this.room(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** Unsigned LEB128 of an integer 0 … 2^53-1: seven bits per byte, the lowest first. */
  varint(value: number): void {
    this.room(8);
    let rest = value;
    while (rest >= 128) {
      this.view.setUint8(this.length++, (rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    this.view.setUint8(this.length++, rest);
  }

  bytes(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Zero bytes up to the next multiple of `step`. */
  align(step: number): void {
    while (this.length % step !== 0) this.u8(0);
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }
}

/** Reads what `ByteWriter` wrote. Past the end or at a malformed number it sets `failed` and answers zeros: check once at the end. */
export class ByteReader {
  private readonly data: Uint8Array;
  private readonly view: DataView;
  at = 0;
  failed = false;

  constructor(data: Uint8Array) {
    this.data = data;
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  get left(): number {
    return this.data.length - this.at;
  }

  private take(length: number): boolean {
    if (this.failed || length > this.left) {
      this.failed = true;
      return false;
    }
    return true;
  }

  u8(): number {
    return this.take(1) ? this.view.getUint8(this.at++) : 0;
  }

  u32(): number {
    if (!this.take(4)) return 0;
    const value = this.view.getUint32(this.at, true);
    this.at += 4;
    return value;
  }

  /** See `ByteWriter.varint`. Refuses numbers above 2^53-1 and needless trailing zero groups. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.u8();
      if (this.failed) return 0;
      value += (byte & 127) * scale;
      if (byte < 128) {
        if ((byte === 0 && i > 0) || !Number.isSafeInteger(value)) this.failed = true;
        return this.failed ? 0 : value;
      }
      scale *= 128;
    }
    this.failed = true;
    return 0;
  }

  /** A view, not a copy. Empty when there are not enough bytes. */
  bytes(length: number): Uint8Array {
    if (!this.take(length)) return new Uint8Array(0);
    const part = this.data.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }
}
