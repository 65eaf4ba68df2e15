import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FailureError } from '../kernel/result';
import { decodeFrame, encodeFrame } from './frame';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const partName = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._/:-]{0,20}$/);
const frames = fc.record({ json: fc.jsonValue(), parts: fc.dictionary(partName, fc.uint8Array({ maxLength: 70 }), { maxKeys: 6 }) });

describe('frame', () => {
  test('golden bytes of docs/spec/contract.md', () => {
    const frame = encodeFrame({ json: { k: 'x' }, parts: { rows: Uint8Array.of(1, 2, 3), b: Uint8Array.of(255) } });
    expect(hex(frame)).toBe(
      '4c570102' + '09000000' // LW, version 1, two parts; nine bytes of text
      + '03000000' + '04' + '726f7773' // "rows", three bytes
      + '01000000' + '01' + '62' // "b", one byte
      + '7b226b223a2278227d' // {"k":"x"}
      + '010203' + '0000000000' // rows, then zeros up to the next multiple of eight
      + 'ff',
    );
  });

  test('what goes in comes out', () => {
    fc.assert(fc.property(frames, (frame) => {
      const back = decodeFrame(encodeFrame(frame));
      expect(back.json).toEqual(JSON.parse(JSON.stringify(frame.json)));
      expect(Object.keys(back.parts).sort()).toEqual(Object.keys(frame.parts).sort());
      for (const [name, bytes] of Object.entries(frame.parts)) expect(hex(back.parts[name] ?? new Uint8Array())).toBe(hex(bytes));
    }));
  });

  test('parts lie at multiples of eight, so that columns need no copy, wherever the frame lies', () => {
    const frame = encodeFrame({ json: 'odd', parts: { a: new Uint8Array(3), b: new Uint8Array(16) } });
    const shifted = new Uint8Array(frame.length + 3);
    shifted.set(frame, 3);
    for (const bytes of [frame, shifted.subarray(3)]) for (const part of Object.values(decodeFrame(bytes).parts)) expect(part.byteOffset % 8).toBe(0);
  });

  test('every cut and every flipped bit is refused or read, never a crash of another kind', () => {
    const whole = encodeFrame({ json: { k: 'req', id: 1, text: 'Größe' }, parts: { rows: Uint8Array.of(1, 2, 3), 'p/ids': Uint8Array.of(9) } });
    let refused = 0;
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeFrame(whole.slice(0, length))).toThrow(FailureError);
    }
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const bad = whole.slice();
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      try {
        decodeFrame(bad);
      } catch (error) {
        expect(error).toBeInstanceOf(FailureError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(whole.length * 2);
  });

  test('a length that is not there allocates nothing', () => {
    const bad = encodeFrame({ json: 0, parts: { a: new Uint8Array(1) } });
    new DataView(bad.buffer).setUint32(8, 0xffffffff, true);
    expect(() => decodeFrame(bad)).toThrow(FailureError);
  });

  test.each(['__proto__', '', 'a b', 'x'.repeat(65)])('a part called %j is refused on both ends', (name) => {
    expect(() => encodeFrame({ json: 0, parts: Object.fromEntries([[name, new Uint8Array(1)]]) })).toThrow(FailureError);
  });

  test('trailing bytes and a second part of the same name are refused', () => {
    const frame = encodeFrame({ json: 0, parts: {} });
    expect(() => decodeFrame(Uint8Array.of(...frame, 0))).toThrow(/behind its end/);
    const two = encodeFrame({ json: 0, parts: { a: new Uint8Array(0), b: new Uint8Array(0) } });
    two[19] = 'a'.charCodeAt(0);
    expect(() => decodeFrame(two)).toThrow(/twice/);
  });
});
