import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOfPoints, ellipseBounds, ringArea, rotatedBounds } from './bounds';
import { compressRle, decompressRle, rleArea, rleBounds } from './rle-mask';

describe('COCO run lengths', () => {
  it.each([[[3, 2, 6, 1], '326O'], [[0, 1, 11], '01;']] as const)('%j is written %s', (counts, text) => {
    expect(compressRle(counts)).toBe(text);
    expect(decompressRle(text)).toEqual(counts);
  });

  it('a rectangle of a large picture', () => {
    const counts = [144100, 100];
    for (let i = 1; i < 10; i++) counts.push(380, 100);
    counts.push(480 * 640 - counts.reduce((a, b) => a + b, 0));
    expect(compressRle(counts)).toBe('Tg\\4T3l;00000000000000000lbj4');
    expect(rleArea(counts)).toBe(1000);
    expect(rleBounds(counts, 480)).toEqual({ x: 300, y: 100, width: 10, height: 100 });
  });

  it('any mask survives, and bounds and area are those of its pixels', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.infiniteStream(fc.boolean()), (height, width, stream) => {
      const pixels = Array.from({ length: width * height }, () => stream.next().value as boolean);
      const counts: number[] = [];
      let last = false, run = 0;
      for (const on of pixels) {
        if (on !== last) [last, run] = [on, (counts.push(run), 0)];
        run++;
      }
      counts.push(run);
      expect(decompressRle(compressRle(counts))).toEqual(counts);
      const on = pixels.flatMap((p, i) => (p ? [[Math.floor(i / height), i % height] as const] : []));
      expect(rleArea(counts)).toBe(on.length);
      const xs = on.map(([x]) => x), ys = on.map(([, y]) => y);
      const box = on.length === 0 ? null : { x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs) + 1, height: Math.max(...ys) - Math.min(...ys) + 1 };
      expect(rleBounds(counts, height)).toEqual(box);
    }));
  });

  it('what is no such text is null', () => {
    for (const text of ['~~~', 'P', '\u0000', 'oooooooooooooooo', '0000N']) expect(decompressRle(text), text).toBeNull();
  });
});

describe('bounds and areas', () => {
  it('of points, rings, turned boxes and ellipses', () => {
    expect(boundsOfPoints([])).toBeNull();
    expect(boundsOfPoints([3, 1, -2, 5])).toEqual({ x: -2, y: 1, width: 5, height: 4 });
    expect(ringArea([1, 1, 3, 1, 3, 3, 1, 3])).toBe(4);
    const turned = rotatedBounds(10, 10, 4, 2, 90);
    expect(turned.x).toBeCloseTo(9);
    expect(turned.height).toBeCloseTo(4);
    expect(ellipseBounds(0, 0, 3, 1, 0)).toEqual({ x: -3, y: -1, width: 6, height: 2 });
  });
});
