/** Random access to the bytes of a file, as the header parsers want it. */
export interface ByteSource {
  readonly size: number;
  /** Up to `length` bytes at `position`; fewer only at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
}

/** A file that is already in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (position, length) => Promise.resolve(bytes.subarray(position, Math.min(bytes.length, position + length))) };
}

/** Reads ahead in windows, so that a parser that hops over small boxes does not ask the disk for each. */
export function buffered(source: ByteSource, window = 64 * 1024): ByteSource {
  let start = 0;
  let kept = new Uint8Array(0);
  return {
    size: source.size,
    async read(position, length) {
      if (position >= start && position + length <= start + kept.length) return kept.subarray(position - start, position - start + length);
      if (length >= window) return source.read(position, length);
      kept = new Uint8Array(await source.read(position, window));
      start = position;
      return kept.subarray(0, Math.min(length, kept.length));
    },
  };
}

/** Big- and little-endian numbers; bytes past the end read as 0 (callers check lengths where it matters). */
export class Bytes {
  readonly raw: Uint8Array;
  constructor(raw: Uint8Array) {
    this.raw = raw;
  }
  get length(): number {
    return this.raw.length;
  }
  u8(at: number): number {
    return this.raw[at] ?? 0;
  }
  u16be(at: number): number {
    return this.u8(at) * 0x100 + this.u8(at + 1);
  }
  u16le(at: number): number {
    return this.u8(at) + this.u8(at + 1) * 0x100;
  }
  u24le(at: number): number {
    return this.u16le(at) + this.u8(at + 2) * 0x10000;
  }
  u32be(at: number): number {
    return this.u16be(at) * 0x10000 + this.u16be(at + 2);
  }
  u32le(at: number): number {
    return this.u16le(at) + this.u16le(at + 2) * 0x10000;
  }
  i32le(at: number): number {
    return this.u32le(at) | 0;
  }
  /** Exact up to 2^53; larger ones lose their last bits. */
  u64be(at: number): number {
    return this.u32be(at) * 0x100000000 + this.u32be(at + 4);
  }
  u64le(at: number): number {
    return this.u32le(at) + this.u32le(at + 4) * 0x100000000;
  }
  u16(at: number, little: boolean): number {
    return little ? this.u16le(at) : this.u16be(at);
  }
  u32(at: number, little: boolean): number {
    return little ? this.u32le(at) : this.u32be(at);
  }
  /** Latin-1. */
  text(at: number, length: number): string {
    let text = '';
    for (let i = at; i < Math.min(this.raw.length, at + length); i++) text += String.fromCharCode(this.u8(i));
    return text;
  }
}
