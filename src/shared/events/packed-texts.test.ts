import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter, utf8 } from '../kernel/bytes';
import { decodeColumn, encodeColumn } from './blob-columns';
import { PackedTexts } from './packed-texts';

function front(rows: readonly (readonly [shared: number, rest: readonly number[]])[]): Uint8Array {
  const out = new ByteWriter();
  for (const [shared, rest] of rows) {
    out.varint(shared);
    out.varint(rest.length);
    out.bytes(Uint8Array.from(rest));
  }
  return out.finish();
}

describe('packed texts', () => {
  it('property: they are what was written, and written again they are the same bytes', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '/', 'ä', 'ö', '漢', '😀', '😁', '\ufeff') }), { minLength: 2, maxLength: 20 }), (texts) => {
      const encoded = encodeColumn({ type: 'text', data: texts }, texts.length);
      if (typeof encoded === 'string') throw new Error(encoded);
      const back = decodeColumn('text', encoded.encoding, encoded.bytes, texts.length);
      if (back?.type !== 'text') throw new Error('not decoded');
      expect([...back.data]).toEqual(texts);
      expect(texts.map((_, i) => back.data.at(i))).toEqual(texts);
      expect(encodeColumn(back, texts.length)).toEqual(encoded);
    }), { numRuns: 500 });
  });

  it('a text that begins or ends inside a character is refused, also when all of them together are UTF-8', () => {
    const [first = 0, second = 0] = utf8('ä');
    expect(decodeColumn('text', 'front', front([[0, [0x61]], [0, [first, second]]]), 2)).not.toBeNull();
    expect(decodeColumn('text', 'front', front([[0, [0x61, first]], [0, [second]]]), 2)).toBeNull();
    expect(decodeColumn('text', 'front', front([[0, [first]], [1, [second]]]), 2)).toBeNull();
    expect(decodeColumn('text', 'front', front([[0, [0x61]], [0, [0xff]]]), 2)).toBeNull();
  });

  it('has no row before the first and none after the last', () => {
    const texts = new PackedTexts(Uint32Array.of(0, 1), utf8('a'));
    expect([texts.at(-1), texts.at(0), texts.at(1)]).toEqual([undefined, 'a', undefined]);
  });
});
