import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSide, SIDES, withSide } from './box-numbers';

const image = { width: 800, height: 600 };
const box = { x: 100, y: 50, width: 200, height: 80 };

describe('a side as it is typed', () => {
  it.each([['120', 120], [' 30,5 ', 30.5], ['.5', 0.5], ['7.', 7], ['1e20', 1e20], ['1e-7', 1e-7], ['+3', 3], ['-4', -4]])('%j is a number', (text, value) => {
    expect(readSide('x', text)).toEqual({ kind: 'number', value });
  });

  it.each(['', ' ', 'tall', '12px', '1,2,3', '0x10', '1e', '1e999', 'Infinity', 'NaN', '.', '--1'])('%j is none', (text) => {
    expect(readSide('x', text)).toEqual({ kind: 'not-a-number' });
  });

  it('is more than 0 where it is a size', () => {
    expect(['0', '-3'].map((text) => readSide('width', text).kind)).toEqual(['not-a-size', 'not-a-size']);
    expect(['0', '-3'].map((text) => readSide('y', text).kind)).toEqual(['number', 'number']);
  });

  it('is read back from what a number is written as', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(readSide('y', String(value))).toEqual({ kind: 'number', value: value === 0 ? expect.closeTo(0) as number : value });
    }));
  });
});

describe('a box with one side set', () => {
  it('moves by its place and keeps its size, up to the edge of the picture', () => {
    expect(withSide(box, 'x', 250, image)).toEqual({ ...box, x: 250 });
    expect(withSide(box, 'x', 1e20, image)).toEqual({ ...box, x: 600 });
    expect(withSide(box, 'x', 750, image)).toEqual({ ...box, x: 600 });
    expect(withSide(box, 'y', -20, image)).toEqual({ ...box, y: 0 });
    expect(withSide(box, 'y', 9999, image)).toEqual({ ...box, y: 520 });
  });

  it('grows and shrinks by its size from where it stands, up to the edge of the picture', () => {
    expect(withSide(box, 'width', 30.5, image)).toEqual({ ...box, width: 30.5 });
    expect(withSide(box, 'width', 1e20, image)).toEqual({ ...box, width: 700 });
    expect(withSide(box, 'height', 9999, image)).toEqual({ ...box, height: 550 });
    expect(withSide(box, 'height', 0.001, image)).toEqual({ ...box, height: 1 });
  });

  it('stays inside the picture, changes nothing else, and keeps its size exactly when it is moved', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const pixels = fc.double({ min: 1, max: 20_000, noNaN: true });
    fc.assert(fc.property(pixels, pixels, part, part, part, part, fc.constantFrom(...SIDES), fc.double({ min: -1e5, max: 1e21, noNaN: true }), (width, height, a, b, c, d, side, value) => {
      const before = { x: 0, y: 0, width: Math.max(1e-6, width * a), height: Math.max(1e-6, height * b) };
      const inside = { ...before, x: (width - before.width) * c, y: (height - before.height) * d };
      fc.pre(inside.x + inside.width <= width && inside.y + inside.height <= height);
      const after = withSide(inside, side, value, { width, height });
      expect(after.x >= 0 && after.y >= 0 && after.x + after.width <= width && after.y + after.height <= height && after.width > 0 && after.height > 0).toBe(true);
      for (const other of SIDES) if (other !== side) expect(after[other]).toBe(inside[other]);
    }));
  });
});
