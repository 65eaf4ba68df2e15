import { describe, expect, it } from 'vitest';
import { cutAlong, thumbnailPart } from './thumbnail-part';

describe('what a thumbnail shows', () => {
  it('is the whole picture, or the middle of a very long one', () => {
    expect(thumbnailPart({ width: 4000, height: 3000 })).toEqual({ x: 0, y: 0, width: 4000, height: 3000 });
    expect(thumbnailPart({ width: 800, height: 100 })).toEqual({ x: 0, y: 0, width: 800, height: 100 });
    expect(thumbnailPart({ width: 12_000, height: 20 })).toEqual({ x: 5920, y: 0, width: 160, height: 20 });
    expect(thumbnailPart({ width: 20, height: 12_000 })).toEqual({ x: 0, y: 5920, width: 20, height: 160 });
    expect([{ width: 800, height: 100 }, { width: 801, height: 100 }, { width: 1, height: 9 }, { width: 0, height: 0 }].map(cutAlong)).toEqual([null, 'x', 'y', null]);
  });
});
