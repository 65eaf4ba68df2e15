import { Bytes, type ByteSource } from '../byte-source';
import { sound, type Found } from '../found';
import { id3Length } from './mp3';

/** Rate and samples per channel of a STREAMINFO block (RFC 9639). */
export function streamInfo(b: Bytes, at: number): { readonly rate: number; readonly samples: number } {
  const rate = (b.u16be(at + 10) << 4) | (b.u8(at + 12) >> 4);
  return { rate, samples: (b.u8(at + 13) & 15) * 0x100000000 + b.u32be(at + 14) };
}

/** Where the last frame is looked for; more where STREAMINFO says that frames are larger. */
const TAIL = 256 * 1024;
const MOST_TAIL = 16 * 1024 * 1024;
const MAX_BLOCKS = 10_000;

/**
 * Length and rate of a FLAC file, and whether it is cut off: the last frame must be whole and reach the length that
 * STREAMINFO says. A stream that does not know its length says 0, and is whole when its last frame is.
 */
export async function readFlac(source: ByteSource): Promise<Found> {
  const start = await id3Length(source);
  const info = new Bytes(await source.read(start, 42));
  const { rate, samples } = streamInfo(info, 8);
  return sound(rate > 0 ? samples / rate : 0, rate, start + 42 > source.size || (await isCut(source, start, info, samples)));
}

async function isCut(source: ByteSource, start: number, info: Bytes, samples: number): Promise<boolean> {
  let at = start + 4;
  for (let n = 0, last = false; !last && n < MAX_BLOCKS; n++) {
    const head = new Bytes(await source.read(at, 4));
    if (head.length < 4) return true;
    last = (head.u8(0) & 0x80) !== 0;
    at += 4 + head.u8(1) * 0x10000 + head.u16be(2);
  }
  // The largest frame, as STREAMINFO says (0: unknown), and a minimum for all that lies behind.
  const largest = info.u8(15) * 0x10000 + info.u16be(16);
  const from = Math.max(at, source.size - Math.min(MOST_TAIL, Math.max(TAIL, largest * 2)));
  if (at >= source.size) return samples > 0 || at > source.size;
  const tail = new Bytes(await source.read(from, source.size - from));
  const end = withoutTags(tail);
  const block = info.u16be(8);
  for (let i = end - 6; i >= 0; i--) {
    const frame = frameAt(tail, i, end, block);
    // Bytes inside a frame can look like the header of one: what is not whole is passed over. Nothing says where a stream
    // without a length ends; then its last frame alone tells.
    if (frame && (samples === 0 || frame.end >= samples) && crc16(tail.raw, i, end) === 0) return false;
  }
  return true;
}

/** Where ID3v1 and APE tags begin, which some programs put behind the last frame. */
function withoutTags(tail: Bytes): number {
  let end = tail.length;
  if (end >= 128 && tail.text(end - 128, 3) === 'TAG') end -= 128;
  if (end >= 32 && tail.text(end - 32, 8) === 'APETAGEX') end = Math.max(0, end - tail.u32le(end - 20) - ((tail.u32le(end - 12) & 0x80000000) !== 0 ? 32 : 0));
  return end;
}

/** A frame header (RFC 9639, section 9.1) whose own checksum is right; `end`: number of the sample behind its last. */
function frameAt(b: Bytes, at: number, limit: number, streamBlock: number): { readonly end: number } | null {
  if (b.u8(at) !== 0xff || (b.u8(at + 1) & 0xfe) !== 0xf8 || (b.u8(at + 3) & 1) !== 0) return null;
  const size = b.u8(at + 2) >> 4, rate = b.u8(at + 2) & 15;
  if (size === 0 || rate === 15 || b.u8(at + 3) >> 4 > 10) return null;
  // The number of the frame or sample is written like a character of UTF-8, of up to seven bytes.
  const lead = b.u8(at + 4);
  const bytes = lead < 0x80 ? 1 : Math.clz32(~(lead << 24));
  if (bytes > 7 || (lead >= 0x80 && bytes < 2)) return null;
  let number = bytes === 1 ? lead : lead & (0x7f >> bytes);
  for (let i = 1; i < bytes; i++) {
    const next = b.u8(at + 4 + i);
    if ((next & 0xc0) !== 0x80) return null;
    number = number * 64 + (next & 0x3f);
  }
  let here = at + 4 + bytes;
  const samples = size === 1 ? 192 : size <= 5 ? 576 << (size - 2) : size === 6 ? b.u8(here) + 1 : size === 7 ? b.u16be(here) + 1 : 256 << (size - 8);
  here += size === 6 ? 1 : size === 7 ? 2 : 0;
  here += rate === 12 ? 1 : rate === 13 || rate === 14 ? 2 : 0;
  if (here >= limit || crc8(b.raw, at, here) !== b.u8(here)) return null;
  const variable = (b.u8(at + 1) & 1) === 1;
  // Where all blocks but the last are equally long, the last may be shorter: the number counts whole ones.
  return { end: (variable ? number : number * streamBlock) + samples };
}

/** x^8 + x^2 + x + 1, from 0. */
function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i++) {
    crc ^= bytes[i] ?? 0;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return crc;
}

/** x^16 + x^15 + x^2 + 1, from 0; over a whole frame, its own checksum included, it is 0. */
function crc16(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i++) {
    crc ^= (bytes[i] ?? 0) << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x8005 : 0)) & 0xffff;
  }
  return crc;
}
