import { describe, expect, it } from 'vitest';
import { screenScale, wantsScreenCopy } from './screen-copy';

describe('a smaller copy to be shown first', () => {
  it('is wanted of very large pictures, and earlier of those that no browser decodes', () => {
    const of = (format: string, width: number, height: number): boolean => wantsScreenCopy({ format, width, height });
    expect([of('jpeg', 4000, 3000), of('jpeg', 10_000, 4000), of('png', 20_000, 10_000)]).toEqual([false, true, true]);
    expect([of('tiff', 2000, 1500), of('tiff', 4000, 3000), of('bmp', 4000, 3000)]).toEqual([false, true, true]);
    // Its longer side would not be shorter.
    expect(of('tiff', 2560, 2560 * 2)).toBe(true);
    expect(of('jpeg', 12_000, 20)).toBe(false);
    expect([screenScale({ width: 5120, height: 100 }), screenScale({ width: 100, height: 25_600 }), screenScale({ width: 800, height: 600 })]).toEqual([0.5, 0.1, 1]);
  });
});
