import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisplayList, FLAG } from './display-list';
import { hitAll, hitHandle, hitShape, hitWindow, precedes } from './hit-test';
import { visibleRows } from './paint';

const shape = fc.record({
  x: fc.integer({ min: 0, max: 90 }), y: fc.integer({ min: 0, max: 90 }),
  w: fc.integer({ min: 1, max: 60 }), h: fc.integer({ min: 1, max: 60 }),
  flags: fc.constantFrom(0, 0, 0, FLAG.selected, FLAG.hidden, FLAG.locked, FLAG.dashed),
});
const shapes = fc.array(shape, { maxLength: 120 });
// Sixty-fourths of a pixel: sums and differences with whole numbers are exact, so that both ways of counting agree at edges.
const coordinate = fc.integer({ min: -320, max: 10_240 }).map((v) => v / 64);
const point = fc.record({ x: coordinate, y: coordinate });

function listOf(items: readonly { x: number; y: number; w: number; h: number; flags: number }[]): DisplayList {
  const list = new DisplayList();
  list.resize(items.length);
  items.forEach((s, i) => list.set(i, s.x, s.y, s.x + s.w, s.y + s.h, 0, s.flags));
  return list;
}

/** Rows whose box grown by `reach` holds the point, by looking at every one. */
function near(list: DisplayList, p: { x: number; y: number }, reach: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < list.count; row++) {
    if ((list.flags[row]! & (FLAG.hidden | FLAG.locked)) !== 0) continue;
    const b = list.boxOf(row);
    if (p.x >= b.x - reach && p.x <= b.x + b.width + reach && p.y >= b.y - reach && p.y <= b.y + b.height + reach) rows.push(row);
  }
  return rows;
}

describe('hit test', () => {
  it('equals a look at every shape', () => {
    fc.assert(fc.property(shapes, point, fc.integer({ min: 0, max: 8 }), (items, p, reach) => {
      const list = listOf(items);
      const all = near(list, p, reach);
      const best = all.reduce<number | null>((b, row) => (b === null || precedes(list, row, b, p, reach) ? row : b), null);
      expect(hitShape(list, p, reach)).toBe(best);
      expect(hitAll(list, p, reach).sort((a, b) => a - b)).toEqual(all);
    }));
  });

  it('finds what lies in a window, like a look at every shape', () => {
    fc.assert(fc.property(shapes, point, point, fc.boolean(), (items, a, b, whole) => {
      const list = listOf(items);
      const w = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
      const expected: number[] = [];
      for (let row = 0; row < list.count; row++) {
        if ((list.flags[row]! & (FLAG.hidden | FLAG.locked)) !== 0) continue;
        const s = list.boxOf(row);
        const inside = whole
          ? s.x >= w.x && s.y >= w.y && s.x + s.width <= w.x + w.width && s.y + s.height <= w.y + w.height
          : s.x <= w.x + w.width && w.x <= s.x + s.width && s.y <= w.y + w.height && w.y <= s.y + s.height;
        if (inside) expected.push(row);
      }
      expect(hitWindow(list, w, whole)).toEqual(expected);
    }));
  });

  it('sees a change at once', () => {
    const list = listOf([{ x: 0, y: 0, w: 10, h: 10, flags: 0 }]);
    expect(hitShape(list, { x: 5, y: 5 }, 0)).toBe(0);
    expect(list.set(0, 50, 50, 60, 60, 0, 0)).toBe(true);
    expect(list.set(0, 50, 50, 60, 60, 0, 0)).toBe(false);
    expect(hitShape(list, { x: 5, y: 5 }, 0)).toBeNull();
    expect(hitShape(list, { x: 55, y: 55 }, 0)).toBe(0);
    list.resize(0);
    expect(hitShape(list, { x: 55, y: 55 }, 0)).toBeNull();
  });

  it('prefers the selected, then an outline, then the smaller, then the topmost', () => {
    const inner = { x: 20, y: 20, w: 10, h: 10, flags: 0 };
    const outer = { x: 0, y: 0, w: 100, h: 100, flags: 0 };
    expect(hitShape(listOf([inner, outer]), { x: 25, y: 25 }, 2)).toBe(0);
    expect(hitShape(listOf([inner, { ...outer, flags: FLAG.selected }]), { x: 25, y: 25 }, 2)).toBe(1);
    expect(hitShape(listOf([{ x: 0, y: 0, w: 30, h: 30, flags: 0 }, { x: 10, y: 10, w: 80, h: 80, flags: 0 }]), { x: 11, y: 20 }, 2)).toBe(1);
    expect(hitShape(listOf([inner, inner]), { x: 25, y: 25 }, 2)).toBe(1);
  });

  it('takes corners before edges and leaves a small box its inside', () => {
    const box = { x: 0, y: 0, width: 100, height: 60 };
    expect(hitHandle(box, { x: 2, y: 1 }, 6)).toBe('nw');
    expect(hitHandle(box, { x: 50, y: 62 }, 6)).toBe('s');
    expect(hitHandle(box, { x: 101, y: 29 }, 6)).toBe('e');
    expect(hitHandle(box, { x: 50, y: 30 }, 6)).toBeNull();
    expect(hitHandle({ x: 0, y: 0, width: 14, height: 14 }, { x: 7, y: 7 }, 5)).toBeNull();
  });
});

describe('rows to draw', () => {
  it('are those in view, selected ones last, each part in order', () => {
    const list = listOf([
      { x: 0, y: 0, w: 5, h: 5, flags: FLAG.selected }, { x: 1, y: 1, w: 5, h: 5, flags: 0 }, { x: 2, y: 2, w: 5, h: 5, flags: FLAG.hidden },
      { x: 3, y: 3, w: 5, h: 5, flags: FLAG.lifted }, { x: 4, y: 4, w: 5, h: 5, flags: FLAG.selected }, { x: 80, y: 80, w: 5, h: 5, flags: 0 }, { x: 5, y: 5, w: 5, h: 5, flags: FLAG.locked },
    ]);
    expect([...visibleRows(list, 0, 0, 20, 20)]).toEqual([1, 6, 0, 4]);
  });
});
