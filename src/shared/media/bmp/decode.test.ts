import { describe, expect, it } from 'vitest';
import { decodeBmp } from './decode';

interface Made {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly header?: number;
  readonly palette?: readonly number[];
  readonly masks?: readonly number[];
  readonly pixels: readonly number[];
}

/** A BMP by its fields. */
function bmp({ width, height, bits, compression = 0, header = 40, palette = [], masks = [], pixels }: Made): Uint8Array {
  const extra = header === 40 ? masks.length * 4 : 0;
  const at = 14 + header + extra + palette.length;
  const bytes = new Uint8Array(at + pixels.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, at, true);
  view.setUint32(14, header, true);
  if (header === 12) {
    view.setUint16(18, width, true);
    view.setUint16(20, height, true);
    view.setUint16(22, 1, true);
    view.setUint16(24, bits, true);
  } else {
    view.setInt32(18, width, true);
    view.setInt32(22, height, true);
    view.setUint16(26, 1, true);
    view.setUint16(28, bits, true);
    if (header >= 40) view.setUint32(30, compression, true);
    masks.forEach((mask, i) => view.setUint32(54 + i * 4, mask, true));
  }
  bytes.set(palette, at - palette.length);
  bytes.set(pixels, at);
  return bytes;
}

/** Rows of hex colours, top row first; alpha only where it is not opaque. */
function look(bytes: Uint8Array): string[] {
  const decoded = decodeBmp(bytes, 1_000_000);
  if (!decoded.ok) return [decoded.error.code];
  const { width, height, data } = decoded.value;
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => {
    const [r = 0, g = 0, b = 0, a = 0] = data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4);
    const hex = (n: number): string => n.toString(16).padStart(2, '0');
    return hex(r) + hex(g) + hex(b) + (a === 255 ? '' : `/${hex(a)}`);
  }).join(' '));
}

// Blue, green, red, and a zero: black, white, red, green.
const FOUR = [0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0];
const OS2 = [0, 0, 0, 255, 255, 255];

describe('BMP', () => {
  it.each<[string, Made, string[]]>([
    ['1 bit, bottom up', { width: 3, height: 2, bits: 1, palette: FOUR.slice(0, 8), pixels: [0b10100000, 0, 0, 0, 0b01000000, 0, 0, 0] }, ['000000 ffffff 000000', 'ffffff 000000 ffffff']],
    ['1 bit, top down', { width: 3, height: -2, bits: 1, palette: FOUR.slice(0, 8), pixels: [0b10100000, 0, 0, 0, 0b01000000, 0, 0, 0] }, ['ffffff 000000 ffffff', '000000 ffffff 000000']],
    ['1 bit, OS/2', { width: 2, height: 1, bits: 1, header: 12, palette: OS2, pixels: [0b01000000, 0, 0, 0] }, ['000000 ffffff']],
    ['2 bits', { width: 4, height: 1, bits: 2, palette: FOUR, pixels: [0b00011011, 0, 0, 0] }, ['000000 ffffff ff0000 00ff00']],
    ['4 bits, an index without a colour', { width: 3, height: 1, bits: 4, palette: [...FOUR, ...Array.from({ length: 48 }, () => 0)], pixels: [0x23, 0x10, 0, 0] }, ['ff0000 00ff00 ffffff']],
    ['8 bits', { width: 2, height: 1, bits: 8, palette: [...FOUR, ...Array.from({ length: 1008 }, () => 0)], pixels: [2, 3, 0, 0] }, ['ff0000 00ff00']],
    ['16 bits, 5-5-5', { width: 2, height: 1, bits: 16, pixels: [0x00, 0x7c, 0x1f, 0x00] }, ['ff0000 0000ff']],
    ['16 bits, 5-6-5 fields', { width: 2, height: 1, bits: 16, compression: 3, masks: [0xf800, 0x07e0, 0x001f], pixels: [0xe0, 0x07, 0x00, 0x80] }, ['00ff00 840000']],
    ['24 bits, padded rows', { width: 1, height: 2, bits: 24, pixels: [1, 2, 3, 0, 4, 5, 6, 0] }, ['060504', '030201']],
    ['32 bits, fourth byte unused', { width: 1, height: 1, bits: 32, pixels: [1, 2, 3, 0] }, ['030201']],
    ['32 bits with alpha', { width: 2, height: 1, bits: 32, compression: 6, masks: [0xff, 0xff00, 0xff0000, 0xff000000], pixels: [1, 2, 3, 128, 4, 5, 6, 255] }, ['010203/80 040506']],
    ['32 bits, alpha 0 everywhere means opaque', { width: 1, height: 1, bits: 32, compression: 6, masks: [0xff, 0xff00, 0xff0000, 0xff000000], pixels: [1, 2, 3, 0] }, ['010203']],
    ['RLE8: run, literal piece, end of line, delta, end', { width: 4, height: 3, bits: 8, compression: 1, palette: [...FOUR, ...Array.from({ length: 1008 }, () => 0)], pixels: [4, 2, 0, 0, 0, 3, 1, 2, 3, 0, 0, 2, 0, 1, 1, 3, 0, 1] }, ['000000 000000 000000 00ff00', 'ffffff ff0000 00ff00 000000', 'ff0000 ff0000 ff0000 ff0000']],
    ['RLE4: run of two colours, literal piece', { width: 5, height: 2, bits: 4, compression: 2, palette: [...FOUR, ...Array.from({ length: 48 }, () => 0)], pixels: [5, 0x12, 0, 0, 0, 5, 0x32, 0x10, 0x30, 0, 0, 1] }, ['00ff00 ff0000 ffffff 000000 00ff00', 'ffffff ff0000 ffffff ff0000 ffffff']],
    ['RLE8: a run past the end of the row stays in it', { width: 2, height: 2, bits: 8, compression: 1, palette: [...FOUR, ...Array.from({ length: 1008 }, () => 0)], pixels: [255, 1, 0, 0, 1, 2, 0, 1] }, ['ff0000 000000', 'ffffff ffffff']],
  ])('%s', (_name, made, rows) => {
    expect(look(bmp(made))).toEqual(rows);
  });

  it('shows what there is of a file that ends too early, and says so', () => {
    const whole = bmp({ width: 1, height: 2, bits: 24, pixels: [1, 2, 3, 0, 4, 5, 6, 0] });
    expect(decodeBmp(whole, 100)).toMatchObject({ ok: true, value: { truncated: false } });
    expect(decodeBmp(whole.subarray(0, whole.length - 5), 100)).toMatchObject({ ok: true, value: { truncated: true } });
    expect(look(whole.subarray(0, whole.length - 5))).toEqual(['000000', '030201']);
  });

  it.each<[string, Uint8Array, string]>([
    ['too many pixels', bmp({ width: 1001, height: 1000, bits: 24, pixels: [0] }), 'too-large'],
    ['no size', bmp({ width: 0, height: 5, bits: 24, pixels: [0] }), 'unreadable'],
    ['JPEG inside', bmp({ width: 5, height: 5, bits: 24, compression: 4, pixels: [0] }), 'unsupported'],
    ['nothing after the header', bmp({ width: 5, height: 5, bits: 24, pixels: [] }), 'truncated'],
    ['odd depth', bmp({ width: 5, height: 5, bits: 7, pixels: [0] }), 'unsupported'],
    ['not a BMP', new Uint8Array(100), 'unreadable'],
  ])('refuses %s', (_name, bytes, code) => {
    expect(look(bytes)).toEqual([code]);
  });

  it('makes no room for a giant that is not there', () => {
    expect(decodeBmp(bmp({ width: 16_000, height: 16_000, bits: 24, pixels: [1, 2, 3] }), 268_402_689)).toMatchObject({ ok: false, error: { code: 'truncated' } });
  });
});
