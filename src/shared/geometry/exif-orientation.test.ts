import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storedSize, storedToUpright, uprightToStored } from './exif-orientation';

/**
 * Where a stored pixel stands in the upright picture, straight from the words of the standard: which visual side row 0
 * and column 0 of the stored picture are. Written without the code under test.
 */
const SIDES: Record<number, [row0: string, column0: string]> = { 1: ['top', 'left'], 2: ['top', 'right'], 3: ['bottom', 'right'], 4: ['bottom', 'left'], 5: ['left', 'top'], 6: ['right', 'top'], 7: ['right', 'bottom'], 8: ['left', 'bottom'] };

function upright(x: number, y: number, W: number, H: number, orientation: number): [number, number] {
  const [row0, column0] = SIDES[orientation] ?? ['top', 'left'];
  let ux = -1, uy = -1;
  const place = (side: string, distance: number): void => {
    if (side === 'top') uy = distance;
    if (side === 'bottom') uy = H - 1 - distance;
    if (side === 'left') ux = distance;
    if (side === 'right') ux = W - 1 - distance;
  };
  place(row0, y);
  place(column0, x);
  return [ux, uy];
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i', (orientation) => {
  it('turns every pixel as the standard says', () => {
    const W = 5, H = 3;
    const stored = storedSize({ width: W, height: H }, orientation);
    for (let y = 0; y < stored.height; y++) for (let x = 0; x < stored.width; x++) {
      const [ux, uy] = upright(x, y, W, H, orientation);
      expect(uprightToStored({ x: ux, y: uy, width: 1, height: 1 }, { width: W, height: H }, orientation)).toEqual({ x, y, width: 1, height: 1 });
      expect(storedToUpright({ x, y, width: 1, height: 1 }, stored, orientation)).toEqual({ x: ux, y: uy, width: 1, height: 1 });
    }
  });

  it('there and back is the same box', () => {
    const n = fc.integer({ min: 0, max: 1000 });
    fc.assert(fc.property(n, n, n, n, (x, y, width, height) => {
      const size = { width: 4000, height: 3000 };
      const box = { x, y, width, height };
      expect(storedToUpright(uprightToStored(box, size, orientation), storedSize(size, orientation), orientation)).toEqual(box);
    }));
  });
});
