import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, compose, invert, scaling, type Affine } from './affine';
import { area, boxOf, clampBox, contains, intersection, touches, translateInside, union, type Box, type Size } from './box';
import { iou } from './iou';
import { buildRTree } from './rtree';

const coordinate = fc.double({ min: -1e4, max: 1e4, noNaN: true });
const length = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
const box: fc.Arbitrary<Box> = fc.record({ x: coordinate, y: coordinate, width: length, height: length });
const size: fc.Arbitrary<Size> = fc.record({ width: fc.integer({ min: 1, max: 8000 }), height: fc.integer({ min: 1, max: 8000 }) });

function isInside(b: Box, s: Size): boolean {
  return b.x >= 0 && b.y >= 0 && b.x + b.width <= s.width && b.y + b.height <= s.height;
}

describe('box', () => {
  it('is spanned by two corners in any order', () => {
    expect(boxOf({ x: 5, y: 1 }, { x: 2, y: 7 })).toEqual({ x: 2, y: 1, width: 3, height: 6 });
  });

  it('stays inside the picture and keeps an area, whatever comes in', () => {
    fc.assert(fc.property(box, size, (b, s) => {
      const kept = clampBox(b, s);
      expect(isInside(kept, s)).toBe(true);
      expect(kept.width).toBeGreaterThan(0);
      expect(kept.height).toBeGreaterThan(0);
    }));
  });

  it('moves inside the picture without changing its size', () => {
    fc.assert(fc.property(box, size, coordinate, coordinate, (b, s, dx, dy) => {
      const start = clampBox(b, s);
      const moved = translateInside(start, dx, dy, s);
      expect(isInside(moved, s)).toBe(true);
      expect(moved.width).toBeCloseTo(start.width, 6);
      expect(moved.height).toBeCloseTo(start.height, 6);
    }));
  });

  it('leaves a box alone that already lies inside', () => {
    expect(clampBox({ x: 3, y: 4, width: 5, height: 6 }, { width: 20, height: 20 })).toEqual({ x: 3, y: 4, width: 5, height: 6 });
  });

  it('touches at an edge, intersects only with area', () => {
    const a = { x: 0, y: 0, width: 2, height: 2 };
    const b = { x: 2, y: 0, width: 2, height: 2 };
    expect(touches(a, b)).toBe(true);
    expect(intersection(a, b)).toBeNull();
    expect(contains(a, { x: 2, y: 2 })).toBe(true);
    expect(contains(a, { x: 2.001, y: 2 })).toBe(false);
    expect(union([a, b])).toEqual({ x: 0, y: 0, width: 4, height: 2 });
    expect(union([])).toBeNull();
  });
});

describe('iou', () => {
  it('is 1/7 for two unit-shifted squares of side 2', () => {
    expect(iou({ x: 0, y: 0, width: 2, height: 2 }, { x: 1, y: 1, width: 2, height: 2 })).toBeCloseTo(1 / 7, 12);
  });

  it('is symmetric, within 0…1 and 1 only with itself', () => {
    fc.assert(fc.property(box, box, (a, b) => {
      expect(iou(a, b)).toBeCloseTo(iou(b, a), 9);
      expect(iou(a, b)).toBeGreaterThanOrEqual(0);
      expect(iou(a, b)).toBeLessThanOrEqual(1 + 1e-9);
      expect(iou(a, a)).toBeCloseTo(1, 6);
      expect(area(a)).toBeGreaterThan(0);
    }));
  });
});

describe('affine', () => {
  const affine: fc.Arbitrary<Affine> = fc.record({ a: coordinate, b: coordinate, c: coordinate, d: coordinate, e: coordinate, f: coordinate })
    .filter((m) => Math.abs(m.a * m.d - m.b * m.c) > 1);

  it('takes back what it did', () => {
    fc.assert(fc.property(affine, coordinate, coordinate, (m, x, y) => {
      const back = apply(invert(m), apply(m, { x, y }));
      // Condition grows with the entries; 1e4² / 1 of double precision.
      expect(Math.abs(back.x - x)).toBeLessThan(1e-2);
      expect(Math.abs(back.y - y)).toBeLessThan(1e-2);
    }));
  });

  it('composes in order: first the right one', () => {
    const twice = scaling(2);
    const shift = scaling(1, 10, 20);
    expect(apply(compose(shift, twice), { x: 1, y: 1 })).toEqual({ x: 12, y: 22 });
    expect(apply(compose(twice, shift), { x: 1, y: 1 })).toEqual({ x: 22, y: 42 });
  });

  it('says when there is no way back', () => {
    expect(() => invert(scaling(0))).toThrow(RangeError);
  });
});

describe('R-tree', () => {
  it('finds what a look at every rectangle finds', () => {
    fc.assert(fc.property(fc.array(box, { maxLength: 400 }), box, (boxes, w) => {
      const bounds = boxes.flatMap((b) => [b.x, b.y, b.x + b.width, b.y + b.height]);
      const tree = buildRTree(bounds, boxes.length);
      const found: number[] = [];
      tree.search(w.x, w.y, w.x + w.width, w.y + w.height, (i) => found.push(i));
      const expected = boxes.flatMap((b, i) => (b.x <= w.x + w.width && w.x <= b.x + b.width && b.y <= w.y + w.height && w.y <= b.y + b.height ? [i] : []));
      expect(found.sort((p, q) => p - q)).toEqual(expected);
    }), { numRuns: 60 });
  });

  it('holds thousands on several levels', () => {
    const n = 5000;
    const bounds = new Float64Array(4 * n);
    for (let i = 0; i < n; i++) bounds.set([i % 100, Math.floor(i / 100), (i % 100) + 0.5, Math.floor(i / 100) + 0.5], 4 * i);
    const found: number[] = [];
    buildRTree(bounds, n).search(10, 10, 11.2, 10.2, (i) => found.push(i));
    expect(found.sort((p, q) => p - q)).toEqual([1010, 1011]);
  });
});
