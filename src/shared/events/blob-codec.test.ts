import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSequence } from '../kernel/id-sequence';
import { decodeBlob, encodeBlob } from './blob-codec';
import type { AnyColumn } from './blob-columns';
import type { ColumnBlob } from './blob-types';

function encoded(blob: ColumnBlob): Uint8Array {
  const bytes = encodeBlob(blob);
  if (!bytes.ok) throw new Error(bytes.error.message);
  return bytes.value;
}

const column = (rows: number): fc.Arbitrary<AnyColumn> => {
  const exactly = { minLength: rows, maxLength: rows };
  const bytes = (width: number) => fc.oneof(fc.uint8Array({ minLength: rows * width, maxLength: rows * width }), fc.constant(new Uint8Array(rows * width).fill(7)));
  return fc.oneof(
    fc.uint8Array(exactly).map((data): AnyColumn => ({ type: 'u8', data })),
    fc.uint16Array(exactly).map((data): AnyColumn => ({ type: 'u16', data })),
    fc.uint32Array(exactly).map((data): AnyColumn => ({ type: 'u32', data })),
    fc.array(fc.nat(300), exactly).map((values): AnyColumn => ({ type: 'u32', data: Uint32Array.from(values) })),
    fc.float32Array(exactly).map((data): AnyColumn => ({ type: 'f32', data })),
    fc.float64Array(exactly).map((data): AnyColumn => ({ type: 'f64', data })),
    fc.array(fc.integer(), exactly).map((values): AnyColumn => ({ type: 'f64', data: Float64Array.from(values) })),
    bytes(16).map((data): AnyColumn => ({ type: 'id', data })),
    fc.tuple(fc.uint8Array({ minLength: 12, maxLength: 12 }), fc.nat(0xffffff)).map(([prefix, start]): AnyColumn => ({ type: 'id', data: idSequence(prefix, start, rows) })),
    fc.array(fc.nat(5), exactly).map((steps): AnyColumn => ({ type: 'id', data: Uint8Array.from(steps.flatMap((s) => [...idSequence(new Uint8Array(12).fill(3), s, 1)])) })),
    bytes(32).map((data): AnyColumn => ({ type: 'hash', data })),
    fc.array(fc.string({ unit: 'grapheme' }), exactly).map((data): AnyColumn => ({ type: 'text', data })),
    fc.array(fc.constantFrom('a/b/1.jpg', 'a/b/2.jpg', 'ä/1', 'ä/ö', ''), exactly).map((data): AnyColumn => ({ type: 'text', data })),
  );
};
const blobs = fc.nat(40).chain((rows) => fc.record({
  kind: fc.constantFrom('samples', 'facts'), rows: fc.constant(rows), meta: fc.constantFrom(null, { palette: ['a', 'b'] }),
  columns: fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9]{0,9}$/).filter((n) => n !== 'constructor' && n !== 'prototype'), column(rows), { noNullPrototype: true }),
}));

/** Texts as strings, however they lie in memory. */
function plain(blob: ColumnBlob): unknown {
  return { ...blob, columns: Object.fromEntries(Object.entries(blob.columns).map(([name, { type, data }]) => [name, type === 'text' ? [...data] : data])) };
}

describe('column blob', () => {
  it('comes back as it was, and the same content gives the same bytes', () => {
    fc.assert(fc.property(blobs, (blob) => {
      const bytes = encoded(blob);
      const back = decodeBlob(bytes);
      expect(back.ok && plain(back.value)).toEqual(plain(blob));
      if (back.ok) expect(encoded(back.value)).toEqual(bytes);
      const turned = Object.fromEntries(Object.entries(blob.columns).reverse());
      expect(encoded({ ...blob, columns: turned })).toEqual(bytes);
    }), { numRuns: 400 });
  });

  it('has these bytes (golden)', () => {
    const bytes = encoded({ kind: 'samples', rows: 3, meta: null, columns: {
      id: { type: 'id', data: idSequence(Uint8Array.from({ length: 12 }, (_, i) => i), 258, 3) },
      path: { type: 'text', data: ['a/1.jpg', 'a/2.jpg', 'ä'] },
      size: { type: 'f64', data: Float64Array.of(1000, 1001, 999) },
      status: { type: 'u8', data: Uint8Array.of(2, 2, 2) },
    } });
    expect(Buffer.from(bytes).toString('latin1')).toBe(
      'LWBLOB\0\x01\x9d\0\0\0{"columns":[["id","id","step",16],["path","text","front",20],["size","f64","delta",4],["status","u8","const",1]],"kind":"samples","meta":null,"rows":3,"v":1}\0\0\0\0\0\0\0'
      + '\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\0\0\x01\x02' + '\0\x07a/1.jpg\x02\x052.jpg\0\x02\xc3\xa4\0\0\0\0' + '\xd0\x0f\x02\x03\0\0\0\0' + '\x02\0\0\0\0\0\0\0');
  });

  it('refuses what is too large or inconsistent', () => {
    const u8 = (n: number): AnyColumn => ({ type: 'u8', data: new Uint8Array(n) });
    const code = (blob: ColumnBlob) => { const r = encodeBlob(blob); return r.ok ? 'ok' : r.error.code; };
    expect(code({ kind: 'x', rows: 10_000, meta: null, columns: { a: u8(10_000) } })).toBe('ok');
    expect(code({ kind: 'x', rows: 10_001, meta: null, columns: { a: u8(10_001) } })).toBe('blob-too-large');
    expect(code({ kind: 'x', rows: 2, meta: null, columns: { a: u8(3) } })).toBe('blob-invalid');
    expect(code({ kind: 'x', rows: 1, meta: null, columns: { a: { type: 'text', data: ['\ud800'] } } })).toBe('blob-invalid');
    expect(code({ kind: 'x', rows: 1, meta: null, columns: { constructor: u8(1) } })).toBe('blob-invalid');
    expect(code({ kind: 'x', rows: 1, meta: { ['__proto__x']: NaN }, columns: {} })).toBe('blob-invalid');
    const big = Object.fromEntries(Array.from({ length: 14 }, (_, k) => ['h' + k, { type: 'hash', data: Uint8Array.from({ length: 320_000 }, (_x, i) => (i * 7919 + k) % 251) }]));
    expect(code({ kind: 'x', rows: 10_000, meta: null, columns: big as unknown as ColumnBlob['columns'] })).toBe('blob-too-large');
  });

  it('never throws and never blows up on damaged bytes', () => {
    fc.assert(fc.property(blobs, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.option(fc.nat()), (blob, changes, cut) => {
      const bytes = encoded(blob);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const back = decodeBlob(cut === null ? bytes : bytes.subarray(0, cut % bytes.length));
      if (back.ok) expect(encodeBlob(back.value).ok).toBe(true);
      else expect(back.error.code).toBe('blob-damaged');
    }), { numRuns: 500 });
  });

  it('bounds texts that repeat a long beginning', () => {
    const long = 'x'.repeat(60_000);
    const rows = 1000;
    const blob: ColumnBlob = { kind: 'x', rows, meta: null, columns: { t: { type: 'text', data: Array.from({ length: rows }, (_, i) => long + i) } } };
    expect(encodeBlob(blob).ok).toBe(false);
  });

  it('stores a million listed and measured samples in well under 100 MB', () => {
    // One blob of each kind, extrapolated: names and sizes as cameras give them, hashes random.
    const rows = 10_000;
    let seed = 1;
    const random = () => (seed = (seed * 48271) % 0x7fffffff);
    const id = idSequence(Uint8Array.from({ length: 12 }, random), 40_000, rows);
    const listed = encoded({ kind: 'samples', rows, meta: null, columns: {
      id: { type: 'id', data: id },
      path: { type: 'text', data: Array.from({ length: rows }, (_, i) => `2026/11/camera-${i % 3}/IMG_${String(100_000 + i)}.jpg`) },
      part: { type: 'u32', data: new Uint32Array(rows) },
      size: { type: 'f64', data: Float64Array.from({ length: rows }, () => 2_000_000 + (random() % 3_000_000)) },
      mtime: { type: 'f64', data: Float64Array.from({ length: rows }, () => 1.7e12 + random()) },
    } }).length;
    const measured = encoded({ kind: 'facts', rows, meta: null, columns: {
      sample: { type: 'id', data: id },
      hash: { type: 'hash', data: Uint8Array.from({ length: 32 * rows }, () => random() & 255) },
      format: { type: 'u8', data: new Uint8Array(rows).fill(1) }, problem: { type: 'u8', data: new Uint8Array(rows) },
      width: { type: 'u32', data: Uint32Array.from({ length: rows }, () => 3000 + (random() % 2) * 1000) },
      height: { type: 'u32', data: Uint32Array.from({ length: rows }, () => 3000 + (random() % 2) * 1000) },
      orientation: { type: 'u8', data: Uint8Array.from({ length: rows }, () => 1 + (random() % 8)) },
      duration: { type: 'f64', data: new Float64Array(rows) }, rate: { type: 'f64', data: new Float64Array(rows) }, length: { type: 'u32', data: new Uint32Array(rows) },
    } }).length;
    expect((listed + measured) * 100).toBeLessThan(70e6);
  });
});
