import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter, concatBytes, equalBytes, fromHex, fromUtf8, toHex, utf8 } from './bytes';

describe('bytes', () => {
  it('turns into hex and back', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => { expect(fromHex(toHex(bytes))).toEqual(bytes); }));
    for (const bad of ['0', 'AB', 'zz', '0x', ' 0']) expect(fromHex(bad)).toBeNull();
  });

  it('reads UTF-8 strictly and keeps a BOM', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => { expect(fromUtf8(utf8(text))).toBe(text); }));
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 65))).toBe('\ufeffA');
    for (const bad of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]]) expect(fromUtf8(Uint8Array.from(bad))).toBeNull();
  });

  it('joins and compares', () => {
    fc.assert(fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect([...concatBytes(a, b)]).toEqual([...a, ...b]);
      expect(equalBytes(a, b)).toBe(toHex(a) === toHex(b));
    }));
  });

  it('writes and reads numbers of every size', () => {
    fc.assert(fc.property(fc.array(fc.maxSafeNat()), (numbers) => {
      const out = new ByteWriter();
      for (const n of numbers) { out.varint(n); out.u32(n % 2 ** 32); out.u8(n % 256); }
      const reader = new ByteReader(out.finish());
      for (const n of numbers) expect([reader.varint(), reader.u32(), reader.u8()]).toEqual([n, n % 2 ** 32, n % 256]);
      expect([reader.failed, reader.left]).toEqual([false, 0]);
    }));
  });

  it('fails once and for all past the end and at malformed numbers', () => {
    const reader = new ByteReader(Uint8Array.of(1, 2, 3));
    expect([reader.u32(), reader.failed, reader.u8()]).toEqual([0, true, 0]);
    for (const bad of [[0x80], [0x80, 0], [255, 255, 255, 255, 255, 255, 255, 255, 1], [255, 255, 255, 255, 255, 255, 255, 127]]) {
      const r = new ByteReader(Uint8Array.from(bad));
      r.varint();
      expect(r.failed).toBe(true);
    }
    const largest = new ByteWriter();
    largest.varint(Number.MAX_SAFE_INTEGER);
    expect(largest.length).toBe(8);
    expect(new ByteReader(largest.finish()).varint()).toBe(Number.MAX_SAFE_INTEGER);
  });
});
