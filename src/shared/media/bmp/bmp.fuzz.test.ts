import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBmp } from './decode';

/** Headers that get past the first checks, so that the decoder itself is reached. */
const header = fc.record({
  size: fc.constantFrom(12, 16, 40, 52, 56, 64, 108, 124, 41, 0xffffffff), width: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer()), height: fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer()),
  bits: fc.constantFrom(0, 1, 2, 4, 8, 16, 24, 32, 64), compression: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 11), offset: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer()), used: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer()),
  body: fc.uint8Array({ maxLength: 3000 }),
});

describe('the BMP decoder', () => {
  it('never throws and never gives pixels of another size than it says', () => {
    fc.assert(fc.property(header, (h) => {
      const bytes = new Uint8Array(54 + h.body.length);
      const view = new DataView(bytes.buffer);
      bytes.set([0x42, 0x4d]);
      view.setUint32(10, h.offset >>> 0, true);
      view.setUint32(14, h.size, true);
      if (h.size === 12) {
        view.setUint16(18, h.width & 0xffff, true);
        view.setUint16(20, h.height & 0xffff, true);
        view.setUint16(24, h.bits, true);
      } else {
        view.setInt32(18, h.width, true);
        view.setInt32(22, h.height, true);
        view.setUint16(28, h.bits, true);
        view.setUint32(30, h.compression, true);
        view.setUint32(46, h.used >>> 0, true);
      }
      bytes.set(h.body, 54);
      const decoded = decodeBmp(bytes, 1_000_000);
      if (decoded.ok) {
        const { width, height, data } = decoded.value;
        expect(width * height).toBeLessThanOrEqual(1_000_000);
        expect(data.length).toBe(width * height * 4);
      } else expect(['unreadable', 'unsupported', 'too-large', 'truncated']).toContain(decoded.error.code);
    }), { numRuns: 20_000, seed: 20261122 });
  });

  it('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      decodeBmp(bytes, 100_000);
      decodeBmp(Uint8Array.of(0x42, 0x4d, ...bytes), 100_000);
    }), { numRuns: 5_000, seed: 7 });
  });
});
