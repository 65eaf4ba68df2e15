import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createByteCache } from '../../media/byte-cache';
import { FIT, looksCloser, zoomAt } from './compare-camera';
import { cellPlaces, cellRect, gridLayout, lineTop, listLayout, MAX_SCROLL_HEIGHT, positionsIn, revealTop, scrollFromTop, scrollHeight, topFromScroll, visibleRange } from './layout';
import { createPackParser } from '../../media/pack-parser';
import type { PackItem } from '../../media/pack-parser';
import { createPeakCollector, peaksPath } from './peaks';
import { RowSet } from './row-set';
import { keepVisible, moveFocus, NO_SELECTION, selectAll, selectAt, selectBand, selectOnly, viewOf } from './selection';

describe('RowSet', () => {
  it('does what Set does', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(200))), (steps) => {
      const set = new RowSet();
      const oracle = new Set<number>();
      for (const [add, row] of steps) {
        if (add) { set.add(row); oracle.add(row); } else { set.delete(row); oracle.delete(row); }
        expect(set.has(row)).toBe(oracle.has(row));
      }
      expect(set.size).toBe(oracle.size);
      expect([...set.toRows()]).toEqual([...oracle].sort((a, b) => a - b));
      expect([...set.copy().toRows()]).toEqual([...set.toRows()]);
    }));
  });
});

describe('selection', () => {
  const view = Uint32Array.of(7, 3, 9, 1, 5);
  it('click, shift click and ctrl click do what file managers do', () => {
    const one = selectAt(NO_SELECTION, viewOf(view), 1, 'replace');
    const range = selectAt(one, viewOf(view), 3, 'range');
    expect([...range.rows.toRows()]).toEqual([1, 3, 9]);
    expect(range.anchor).toBe(3);
    expect([...selectAt(range, viewOf(view), 0, 'range').rows.toRows()]).toEqual([3, 7]);
    const less = selectAt(range, viewOf(view), 2, 'toggle');
    expect([...less.rows.toRows()]).toEqual([1, 3]);
    expect([...selectAt(less, viewOf(view), 2, 'toggle').rows.toRows()]).toEqual([1, 3, 9]);
    expect(selectAt(range, viewOf(view), 99, 'replace')).toBe(range);
  });
  it('selects all, by band, by arrows', () => {
    expect(selectAll(selectOnly(9), view)).toMatchObject({ focus: 9 });
    expect(selectAll(NO_SELECTION, view).rows.size).toBe(5);
    expect([...selectBand(selectOnly(7), view, [1, 2], 'add').rows.toRows()]).toEqual([3, 7, 9]);
    expect([...selectBand(selectOnly(7), view, [1, 2], 'replace').rows.toRows()]).toEqual([3, 9]);
    expect(moveFocus(selectOnly(3), viewOf(view), 1, 'replace').focus).toBe(9);
    expect([...moveFocus(selectOnly(3), viewOf(view), 2, 'range').rows.toRows()]).toEqual([1, 3, 9]);
    expect(moveFocus(selectOnly(5), viewOf(view), 10, 'replace').focus).toBe(5);
    expect(moveFocus(NO_SELECTION, viewOf(view), 1, 'replace').focus).toBe(7);
    expect(moveFocus(NO_SELECTION, viewOf(view), view.length, 'replace').focus).toBe(5);
  });
  it('lets go of what left the view and goes on in its place', () => {
    const selected = selectAt(selectOnly(3), viewOf(view), 2, 'add');
    const after = keepVisible(selected, viewOf(Uint32Array.of(7, 3, 1, 5)), 2);
    expect([...after.rows.toRows()]).toEqual([3]);
    expect(after.focus).toBe(1);
    expect(keepVisible(selectOnly(5), viewOf(Uint32Array.of(7, 3)), 4).focus).toBe(3);
    expect([...keepVisible(selectOnly(5), viewOf(Uint32Array.of(7, 3)), 4).rows.toRows()]).toEqual([3]);
    expect(keepVisible(selectOnly(5), viewOf(new Uint32Array(0)), 4)).toBe(NO_SELECTION);
    expect(keepVisible(selected, viewOf(Uint32Array.of(9, 3, 7)), 0)).toBe(selected);
  });

  it('goes on behind several that left together, not further down by their number', () => {
    const all = viewOf(Uint32Array.of(0, 1, 2, 3, 4, 5, 6));
    const band = selectAt(selectAt(selectOnly(1), all, 3, 'range'), all, 3, 'add');
    expect([...band.rows.toRows()]).toEqual([1, 2, 3]);
    expect(keepVisible(band, viewOf(Uint32Array.of(0, 4, 5, 6)), 3, all).focus).toBe(4);
    // What was in no view before cannot have stood ahead.
    expect(keepVisible(band, viewOf(Uint32Array.of(0, 4, 5, 6)), 3, null).focus).toBe(6);
  });
});

const anyLayout = fc.record({ width: fc.integer({ min: 50, max: 3000 }), count: fc.nat(3_000_000), minimum: fc.integer({ min: 40, max: 400 }), gap: fc.constantFrom(0, 8, 12), padding: fc.constantFrom(0, 12), caption: fc.constantFrom(0, 24), aspect: fc.constantFrom(1, 1.5) }).map(gridLayout);

describe('layout', () => {
  it('shows every cell that touches the window and no cell twice', () => {
    fc.assert(fc.property(anyLayout, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 100, max: 2000 }), (layout, part, viewport) => {
      const top = part * Math.max(0, layout.height - viewport);
      const [from, to] = visibleRange(layout, top, viewport, 0);
      for (const position of [from - 1, to]) {
        if (position < 0 || position >= layout.count) continue;
        const cell = cellRect(layout, position);
        expect(cell.top + cell.height <= top || cell.top >= top + viewport).toBe(true);
      }
      if (layout.count > 0) expect(to).toBeGreaterThan(from);
      const last = layout.count === 0 ? null : cellRect(layout, layout.count - 1);
      if (last) {
        expect(last.top + last.height).toBeLessThanOrEqual(layout.height + 1e-6);
        expect(last.left + last.width).toBeLessThanOrEqual(layout.padding + layout.columns * (layout.cellWidth + layout.gap) - layout.gap + 1e-6);
      }
    }));
  });
  it('gives every cell a place of its own, also those of the layout before; while one scrolls there are always as many', () => {
    fc.assert(fc.property(anyLayout, anyLayout, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 100, max: 2000 }), (layout, earlier, part, viewport) => {
      const seen = (of: typeof layout): readonly [number, number] => visibleRange(of, part * Math.max(0, of.height - viewport), viewport, 1);
      const ranges = [seen(layout), seen(earlier)] as const;
      const [places] = ranges.map((range) => cellPlaces(layout, viewport, 1, range));
      expect(places).toBe(cellPlaces(layout, viewport, 1, [0, 0]));
      for (const range of ranges) expect(cellPlaces(layout, viewport, 1, range)).toBeGreaterThanOrEqual(range[1] - range[0]);
    }));
  });
  it('reaches the first and the last line of any height with a bar that browsers can hold', () => {
    fc.assert(fc.property(anyLayout, fc.double({ min: 0, max: 1, noNaN: true }), (layout, part) => {
      const viewport = 600;
      expect(scrollHeight(layout)).toBeLessThanOrEqual(MAX_SCROLL_HEIGHT);
      if (layout.height <= viewport) return;
      expect(topFromScroll(layout, 0, viewport)).toBe(0);
      expect(topFromScroll(layout, scrollHeight(layout) - viewport, viewport)).toBeCloseTo(layout.height - viewport, 3);
      const top = part * (layout.height - viewport);
      expect(topFromScroll(layout, scrollFromTop(layout, top, viewport), viewport)).toBeCloseTo(top, 3);
    }));
    const million = gridLayout({ width: 700, count: 1_000_000, minimum: 156, gap: 12, padding: 12, caption: 24, aspect: 1.5 });
    expect(million.height).toBeGreaterThan(33_554_428);
  });
  it('scrolls just enough to show a cell', () => {
    const layout = listLayout(300, 1000, 28);
    expect(revealTop(layout, 0, 500, 280)).toBe(0);
    expect(revealTop(layout, 20, 500, 280)).toBe(500);
    expect(revealTop(layout, 40, 500, 280)).toBe(41 * 28 - 280);
    expect(revealTop(layout, 999, 0, 280)).toBe(28_000 - 280);
  });
  it('finds the cells under a rubber band', () => {
    const layout = gridLayout({ width: 424, count: 7, minimum: 100, gap: 0, padding: 12, caption: 0, aspect: 1 });
    expect(layout.columns).toBe(4);
    expect(positionsIn(layout, { left: 0, top: lineTop(layout, 0), width: 150, height: 120 })).toEqual([0, 1, 4, 5]);
    expect(positionsIn(layout, { left: 0, top: 0, width: 5, height: 500 })).toEqual([]);
  });
});

describe('comparison', () => {
  it('needs whole pictures where a pane shows more pixels than their smaller copies have', () => {
    const pane = { width: 640, height: 400 };
    expect(looksCloser(FIT, pane, 1)).toBe(false);
    expect(looksCloser(zoomAt(FIT, 4, 0.5, 0.5), pane, 1)).toBe(false);
    expect(looksCloser(zoomAt(FIT, 4.1, 0.5, 0.5), pane, 1)).toBe(true);
    expect(looksCloser(zoomAt(FIT, 2.1, 0.5, 0.5), pane, 2)).toBe(true);
    expect(looksCloser(zoomAt(FIT, 4.1, 0.5, 0.5), { width: 400, height: 640 }, 1)).toBe(true);
  });
});

describe('pack parser', () => {
  const item = fc.record({ index: fc.nat(0xffffffff), status: fc.nat(255), bytes: fc.uint8Array({ maxLength: 40 }) });
  function encode(items: readonly PackItem[]): Uint8Array {
    return Uint8Array.from(items.flatMap(({ index, status, bytes }) => {
      const head = new DataView(new ArrayBuffer(9));
      head.setUint32(0, index, true);
      head.setUint8(4, status);
      head.setUint32(5, bytes.length, true);
      return [...new Uint8Array(head.buffer), ...bytes];
    }));
  }
  it('gives the same items however the stream is cut', () => {
    fc.assert(fc.property(fc.array(item, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (items, cuts) => {
      const bytes = encode(items);
      const parser = createPackParser();
      const got: PackItem[] = [];
      for (let at = 0, k = 0; at < bytes.length; k++) {
        const size = cuts[k % cuts.length] ?? 1;
        got.push(...parser.push(bytes.subarray(at, at + size)));
        at += size;
      }
      parser.end();
      expect(got).toEqual(items);
    }));
  });
  it('says when the pack is cut off or nonsense', () => {
    const parser = createPackParser();
    parser.push(Uint8Array.of(0, 0, 0));
    expect(() => parser.end()).toThrow(RangeError);
    expect(() => createPackParser().push(Uint8Array.of(0, 0, 0, 0, 0, 255, 255, 255, 255))).toThrow(RangeError);
  });
});

describe('peaks', () => {
  it('are the extremes of each bucket, however the sound is cut', () => {
    fc.assert(fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (sound, cut) => {
      const samples = Float32Array.from(sound);
      const whole = createPeakCollector(samples.length, 16);
      whole.add(samples, 0);
      const pieces = createPeakCollector(samples.length, 16);
      for (let at = 0; at < samples.length; at += cut) pieces.add(samples.subarray(at, at + cut), at);
      const peaks = whole.finish();
      expect(pieces.finish()).toEqual(peaks);
      const expected = new Float32Array(32);
      samples.forEach((value, i) => {
        const bucket = Math.min(15, Math.floor((i * 16) / samples.length));
        expected[2 * bucket] = Math.min(expected[2 * bucket] ?? 0, value);
        expected[2 * bucket + 1] = Math.max(expected[2 * bucket + 1] ?? 0, value);
      });
      expect([...peaks]).toEqual([...expected].map((value) => Math.round(value * 127)).map((n) => n + 0));
    }));
  });
  it('draw a closed path', () => {
    expect(peaksPath(Int8Array.of(-127, 127, 0, 0), 10, 20)).toBe('M2.5 1.0L7.5 9.9L7.5 10.1L2.5 19.0Z');
  });
});

describe('byte cache', () => {
  it('closes the least recently used first and never exceeds its limit by more than one value', () => {
    const closed: string[] = [];
    const cache = createByteCache<string>(10, (value) => closed.push(value));
    cache.set('a', 'a', 4);
    cache.set('b', 'b', 4);
    cache.get('a');
    cache.set('c', 'c', 4);
    expect(closed).toEqual(['b']);
    cache.set('c', 'C', 1);
    expect(closed).toEqual(['b', 'c']);
    cache.set('big', 'big', 50);
    expect(closed).toEqual(['b', 'c', 'a', 'C']);
    expect(cache.bytes).toBe(50);
    cache.clear();
    expect(cache.bytes).toBe(0);
    expect(closed).toHaveLength(5);
  });
});
