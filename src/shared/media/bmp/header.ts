import { fail, ok, type Result } from '../../kernel/result';
import { Bytes } from '../byte-source';

/** How the pixels of a BMP lie. `masks` are [red, green, blue, alpha] for 16 and 32 bits, else null. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly rle: boolean;
  readonly masks: readonly [number, number, number, number] | null;
  /** Palette as byte position, number of entries and bytes per entry. */
  readonly palette: { readonly at: number; readonly count: number; readonly step: 3 | 4 };
  /** Position of the pixels. */
  readonly pixels: number;
}

/** Bytes from the start of the file that hold every header (file header, longest info header, masks). */
export const BMP_HEADER_BYTES = 14 + 124 + 16;

const COMPRESSION = { rgb: 0, rle8: 1, rle4: 2, fields: 3, alphaFields: 6 } as const;
const DEFAULT_16 = [0x7c00, 0x03e0, 0x001f, 0] as const;
const DEFAULT_32 = [0xff0000, 0x00ff00, 0x0000ff, 0] as const;

function masksOf(b: Bytes, header: number, compression: number, bits: number): BmpHeader['masks'] {
  if (bits !== 16 && bits !== 32) return null;
  if (compression !== COMPRESSION.fields && compression !== COMPRESSION.alphaFields) return bits === 16 ? DEFAULT_16 : DEFAULT_32;
  const alpha = compression === COMPRESSION.alphaFields || header >= 56 ? b.u32le(66) : 0;
  return [b.u32le(54), b.u32le(58), b.u32le(62), alpha];
}

/**
 * Reads the headers of a Windows or OS/2 bitmap (info headers of 12, 16 to 64, 108 and 124 bytes). Fails with
 * 'unreadable' for what cannot be one and 'unsupported' for pixels that are JPEG, PNG, Huffman or RLE24.
 */
export function readBmpHeader(bytes: Uint8Array): Result<BmpHeader> {
  const b = new Bytes(bytes);
  if (b.length < 26 || b.text(0, 2) !== 'BM') return fail('unreadable', 'not a BMP: the first bytes are wrong');
  const header = b.u32le(14);
  const core = header === 12;
  if (!core && (header < 16 || header > 124)) return fail('unreadable', `not a BMP: a header of ${header} bytes does not exist`);
  // Fields that a short header does not have are 0, whatever bytes follow it.
  const field = (at: number, size: 2 | 4): number => (at + size > 14 + header ? 0 : size === 2 ? b.u16le(at) : b.u32le(at));
  const width = core ? b.u16le(18) : field(18, 4) | 0;
  const rawHeight = core ? b.u16le(20) : field(22, 4) | 0;
  const bits = core ? b.u16le(24) : field(28, 2);
  const compression = core ? 0 : field(30, 4);
  const used = core ? 0 : field(46, 4);
  const height = Math.abs(rawHeight);
  if (width <= 0 || height === 0) return fail('unreadable', `a BMP of ${width} x ${rawHeight} pixels does not exist`);
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8 && bits !== 16 && bits !== 24 && bits !== 32) return fail('unsupported', `a BMP with ${bits} bits per pixel`);
  const rle = (compression === COMPRESSION.rle8 && bits === 8) || (compression === COMPRESSION.rle4 && bits === 4);
  // Headers of exactly 16 or 64 bytes are OS/2's, where 3 and 4 mean Huffman and RLE24.
  const os2 = header === 16 || header === 64;
  const fields = (compression === COMPRESSION.fields || compression === COMPRESSION.alphaFields) && (bits === 16 || bits === 32) && !os2;
  if (compression !== COMPRESSION.rgb && !rle && !fields) return fail('unsupported', `a BMP of ${bits} bits with compression ${compression}`);
  const maskBytes = header > 40 || !fields ? 0 : compression === COMPRESSION.alphaFields ? 16 : 12;
  const at = 14 + header + maskBytes;
  const step = core ? 3 : 4;
  const most = bits <= 8 ? 1 << bits : 0;
  const declared = b.u32le(10);
  let count = Math.min(most, used === 0 ? most : used);
  const wanted = at + (bits <= 8 && used > most ? used : count) * step;
  // A pixel position inside the palette means that the palette is shorter than it says (old OS/2 writers).
  const pixels = declared >= at ? declared : wanted;
  if (pixels < at + count * step) count = Math.max(0, Math.floor((pixels - at) / step));
  return ok({ width, height, topDown: rawHeight < 0, bits, rle, masks: masksOf(b, header, compression, bits), palette: { at, count, step }, pixels });
}

/** Bytes of one row of uncompressed pixels: rows are padded to four bytes. */
export function bmpStride(header: BmpHeader): number {
  return Math.floor((header.width * header.bits + 31) / 32) * 4;
}

/** True when the file of `size` bytes is too short for its uncompressed pixels. */
export function bmpTruncated(header: BmpHeader, size: number): boolean {
  return header.rle ? header.pixels + 2 > size : header.pixels + bmpStride(header) * (header.height - 1) + Math.ceil((header.width * header.bits) / 8) > size;
}
