import { fail, ok, type Result } from '../../kernel/result';
import { bmpStride, bmpTruncated, readBmpHeader, type BmpHeader } from './header';
import { expandRle } from './rle';

/** Pixels of a picture: RGBA, 8 bits each, not premultiplied, top row first. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** The file ended too early: what was missing is black. */
  readonly truncated: boolean;
}

/** A file must hold at least this share of the pixels it promises once those would take more than FREE_PIXELS. */
const LEAST_SHARE = 0.25;
const FREE_PIXELS = 4_000_000;
const BEST_RLE = 255;

/** Takes the bits of a mask out of a value and scales them to 0…255. */
function channel(mask: number): (value: number) => number {
  const m = mask >>> 0;
  if (m === 0) return () => 0;
  let shift = 0;
  while (((m >>> shift) & 1) === 0) shift++;
  const max = m >>> shift;
  // Masks of odd forms (with holes, of more than 16 bits) scale by their largest value too.
  const table = max < 65536 ? Uint8Array.from({ length: max + 1 }, (_, v) => Math.round((v * 255) / max)) : null;
  return (value) => {
    const v = (value & m) >>> shift;
    return table ? (table[v] ?? 0) : Math.round((v * 255) / max);
  };
}

/** Palette as RGBA words in memory order; indexes without an entry are black. */
function paletteOf(bytes: Uint8Array, h: BmpHeader): Uint8Array {
  const rgba = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    const at = h.palette.at + i * h.palette.step;
    const there = i < h.palette.count && at + 2 < bytes.length;
    rgba[i * 4] = there ? (bytes[at + 2] ?? 0) : 0;
    rgba[i * 4 + 1] = there ? (bytes[at + 1] ?? 0) : 0;
    rgba[i * 4 + 2] = there ? (bytes[at] ?? 0) : 0;
    rgba[i * 4 + 3] = 255;
  }
  return rgba;
}

type RowReader = (row: Uint8Array, out: Uint8Array, to: number, width: number) => void;

function indexedRow(bits: 1 | 2 | 4 | 8, palette: Uint8Array): RowReader {
  const perByte = 8 / bits, mask = (1 << bits) - 1;
  return (row, out, to, width) => {
    for (let x = 0; x < width; x++) {
      const byte = row[Math.floor(x / perByte)] ?? 0;
      const index = (byte >> (8 - bits - (x % perByte) * bits)) & mask;
      out.set(palette.subarray(index * 4, index * 4 + 4), to + x * 4);
    }
  };
}

const row24: RowReader = (row, out, to, width) => {
  for (let x = 0, i = 0, o = to; x < width; x++, i += 3, o += 4) {
    out[o] = row[i + 2] ?? 0;
    out[o + 1] = row[i + 1] ?? 0;
    out[o + 2] = row[i] ?? 0;
    out[o + 3] = 255;
  }
};

function maskedRow(bits: 16 | 32, masks: NonNullable<BmpHeader['masks']>): RowReader {
  const [red, green, blue, alpha] = masks.map(channel);
  const opaque = masks[3] === 0;
  return (row, out, to, width) => {
    for (let x = 0, o = to; x < width; x++, o += 4) {
      const i = (x * bits) / 8;
      const value = bits === 16 ? (row[i] ?? 0) | ((row[i + 1] ?? 0) << 8) : ((row[i] ?? 0) | ((row[i + 1] ?? 0) << 8) | ((row[i + 2] ?? 0) << 16) | ((row[i + 3] ?? 0) << 24)) >>> 0;
      out[o] = red?.(value) ?? 0;
      out[o + 1] = green?.(value) ?? 0;
      out[o + 2] = blue?.(value) ?? 0;
      out[o + 3] = opaque ? 255 : (alpha?.(value) ?? 255);
    }
  };
}

function rowReader(bytes: Uint8Array, h: BmpHeader): RowReader {
  switch (h.bits) {
    case 1: case 2: case 4: case 8: return indexedRow(h.bits, paletteOf(bytes, h));
    case 24: return row24;
    case 16: case 32: return maskedRow(h.bits, h.masks ?? [0, 0, 0, 0]);
  }
}

/** A file with an alpha channel that is 0 everywhere was written by a program that did not mean it. */
function mendAlpha(data: Uint8Array): void {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) return;
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
}

/**
 * Decodes a BMP: 1, 2, 4, 8, 16, 24 and 32 bits, RLE4 and RLE8, bit fields, top-down, OS/2 headers. Never throws on any
 * bytes. Fails with 'unreadable', 'unsupported', 'too-large' (more than `maxPixels`) or 'truncated' (so little of the
 * picture is there that making room for it would be a trap); a picture that lacks only its end is decoded and says so.
 */
export function decodeBmp(bytes: Uint8Array, maxPixels: number): Result<Pixels> {
  const read = readBmpHeader(bytes);
  if (!read.ok) return read;
  const h = read.value;
  const count = h.width * h.height;
  if (count > maxPixels) return fail('too-large', `a BMP of ${h.width} x ${h.height} pixels is larger than allowed`);
  const there = Math.max(0, bytes.length - h.pixels);
  const stride = bmpStride(h);
  const promised = h.rle ? there * BEST_RLE : (there / stride) * h.width;
  if (there === 0 || (count > FREE_PIXELS && promised < count * LEAST_SHARE)) return fail('truncated', 'the file ends before its pixels');
  const data = new Uint8Array(count * 4);
  const toRow = (y: number): number => (h.topDown ? y : h.height - 1 - y) * h.width * 4;
  if (h.rle) {
    const palette = paletteOf(bytes, h);
    const { indexes, ended } = expandRle(bytes.subarray(h.pixels), h.width, h.height, h.bits === 4 ? 4 : 8);
    const put = indexedRow(8, palette);
    for (let y = 0; y < h.height; y++) put(indexes.subarray(y * h.width, (y + 1) * h.width), data, toRow(y), h.width);
    return ok({ width: h.width, height: h.height, data, truncated: !ended });
  }
  const put = rowReader(bytes, h);
  for (let y = 0; y < h.height; y++) {
    const at = h.pixels + y * stride;
    if (at < bytes.length) put(bytes.subarray(at, at + stride), data, toRow(y), h.width);
    else for (let x = 0; x < h.width; x++) data[toRow(y) + x * 4 + 3] = 255;
  }
  if (h.masks && h.masks[3] !== 0) mendAlpha(data);
  return ok({ width: h.width, height: h.height, data, truncated: bmpTruncated(h, bytes.length) });
}
