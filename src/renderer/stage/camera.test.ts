import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from '../../shared/geometry/affine';
import { between, clampCamera, fit, MAX_SCALE, minScale, oneToOne, panBy, reveal, toImage, toScreen, zoomAt, type Camera } from './camera';

const size = fc.record({ width: fc.integer({ min: 1, max: 10_000 }), height: fc.integer({ min: 1, max: 10_000 }) });
const view = fc.record({ width: fc.integer({ min: 200, max: 4000 }), height: fc.integer({ min: 200, max: 3000 }) });
const camera: fc.Arbitrary<Camera> = fc.record({ scale: fc.double({ min: 0.01, max: 64, noNaN: true }), x: fc.double({ min: -5000, max: 5000, noNaN: true }), y: fc.double({ min: -5000, max: 5000, noNaN: true }) });
const point = fc.record({ x: fc.double({ min: -3000, max: 3000, noNaN: true }), y: fc.double({ min: -3000, max: 3000, noNaN: true }) });

describe('camera', () => {
  it('goes to the screen and back', () => {
    fc.assert(fc.property(camera, point, (c, p) => {
      const back = toImage(c, toScreen(c, p));
      expect(back.x).toBeCloseTo(p.x, 4);
      expect(back.y).toBeCloseTo(p.y, 4);
    }));
  });

  it('keeps the image point under the pointer while zooming', () => {
    const image = { width: 4000, height: 3000 };
    const v = { width: 1000, height: 700 };
    const at = { x: 320, y: 210 };
    let c = fit(image, v);
    const p = toImage(c, at);
    for (const factor of [1.5, 2, 3, 0.7, 1 / 3]) {
      c = zoomAt(c, at, factor, image, v);
      expect(toImage(c, at).x).toBeCloseTo(p.x, 6);
      expect(toImage(c, at).y).toBeCloseTo(p.y, 6);
    }
  });

  it('shows a picture that would be a line from its beginning, thick enough to be seen; zooming out still shows all of it', () => {
    const v = { width: 1000, height: 700 };
    const wide = fit({ width: 12_000, height: 20 }, v);
    expect(wide).toEqual({ scale: 1, x: 16, y: 340 });
    expect(fit({ width: 20, height: 12_000 }, v)).toEqual({ scale: 1, x: 490, y: 16 });
    // No larger than needed.
    expect(fit({ width: 12_000, height: 100 }, v)).toMatchObject({ scale: 0.24, x: 16 });
    expect(fit({ width: 12_000, height: 400 }, v).scale).toBeCloseTo(968 / 12_000, 9);
    expect(minScale({ width: 12_000, height: 20 }, v)).toBeLessThan(968 / 12_000);
    const all = zoomAt(wide, { x: 500, y: 350 }, 968 / 12_000, { width: 12_000, height: 20 }, v);
    expect(12_000 * all.scale).toBeCloseTo(968, 6);
  });

  it('shows the whole picture in the middle, and enlarges only what fits twice, by whole numbers', () => {
    fc.assert(fc.property(size, view, (image, v) => {
      fc.pre(Math.min(image.width, image.height) * Math.min((v.width - 32) / image.width, (v.height - 32) / image.height) >= 24);
      const c = fit(image, v);
      if (c.scale > 1) expect(Number.isInteger(c.scale)).toBe(true);
      // As large as there is room for, up to the next whole number.
      const room = Math.min((v.width - 32) / image.width, (v.height - 32) / image.height);
      expect(c.scale).toBeGreaterThan(Math.min(room - 1, 31.99));
      const a = toScreen(c, { x: 0, y: 0 });
      const b = toScreen(c, { x: image.width, y: image.height });
      expect(a.x).toBeGreaterThanOrEqual(15);
      expect(b.y).toBeLessThanOrEqual(v.height - 15);
      expect(Math.abs((a.x + b.x) / 2 - v.width / 2)).toBeLessThanOrEqual(0.5);
    }));
  });

  it('never loses the picture, whatever is asked', () => {
    fc.assert(fc.property(size, view, camera, fc.array(fc.tuple(point, fc.double({ min: 0.1, max: 10, noNaN: true }))), (image, v, start, moves) => {
      let c = clampCamera(start, image, v);
      for (const [p, factor] of moves) {
        c = panBy(zoomAt(c, p, factor, image, v), p.x, p.y, image, v);
        expect(c.scale).toBeGreaterThanOrEqual(minScale(image, v) - 1e-12);
        expect(c.scale).toBeLessThanOrEqual(MAX_SCALE);
        const a = toScreen(c, { x: 0, y: 0 });
        const b = toScreen(c, { x: image.width, y: image.height });
        expect(b.x).toBeGreaterThan(0);
        expect(b.y).toBeGreaterThan(0);
        expect(a.x).toBeLessThan(v.width);
        expect(a.y).toBeLessThan(v.height);
      }
    }));
  });

  it('maps a picture drawn for one camera to another', () => {
    fc.assert(fc.property(camera, camera, point, (from, to, p) => {
      const moved = apply(between(from, to), toScreen(from, p));
      const direct = toScreen(to, p);
      expect(Math.abs(moved.x - direct.x)).toBeLessThan(1e-4 * (1 + Math.abs(direct.x)) * (1 + to.scale / from.scale));
      expect(Math.abs(moved.y - direct.y)).toBeLessThan(1e-4 * (1 + Math.abs(direct.y)) * (1 + to.scale / from.scale));
    }));
  });

  it('stands on whole pixels at one to one', () => {
    const c = oneToOne(fit({ width: 4001, height: 3003 }, { width: 999, height: 701 }), { width: 4001, height: 3003 }, { width: 999, height: 701 });
    expect(c.scale).toBe(1);
    expect(Number.isInteger(c.x) && Number.isInteger(c.y)).toBe(true);
  });

  it('reveals a box that is out of view and leaves one alone that is not', () => {
    const image = { width: 4000, height: 3000 };
    const v = { width: 800, height: 600 };
    const c: Camera = { scale: 1, x: 0, y: 0 };
    expect(reveal(c, { x: 100, y: 100, width: 50, height: 50 }, image, v)).toEqual(c);
    const moved = reveal(c, { x: 2000, y: 1500, width: 50, height: 50 }, image, v);
    const a = toScreen(moved, { x: 2000, y: 1500 });
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.x + 50).toBeLessThanOrEqual(v.width);
  });
});
