import type { Box, Size } from './box';

/**
 * EXIF orientation 1…8: how a stored picture is turned to stand upright (CIPA DC-008, tag 0x0112). 5…8 swap width and
 * height. Coordinates are continuous (corner frame), so an edge maps to an edge without a pixel of difference.
 */
export function swapsSides(orientation: number): boolean {
  return orientation >= 5 && orientation <= 8;
}

/** Size of the stored picture from the size of the upright one; its own inverse. */
export function storedSize(upright: Size, orientation: number): Size {
  return swapsSides(orientation) ? { width: upright.height, height: upright.width } : { width: upright.width, height: upright.height };
}

/** A box of the upright picture (size `upright`) in the frame of the stored one. */
export function uprightToStored(box: Box, upright: Size, orientation: number): Box {
  const { x, y, width: w, height: h } = box;
  const right = upright.width - x - w;
  const bottom = upright.height - y - h;
  switch (orientation) {
    case 2: return { x: right, y, width: w, height: h };
    case 3: return { x: right, y: bottom, width: w, height: h };
    case 4: return { x, y: bottom, width: w, height: h };
    case 5: return { x: y, y: x, width: h, height: w };
    case 6: return { x: y, y: right, width: h, height: w };
    case 7: return { x: bottom, y: right, width: h, height: w };
    case 8: return { x: bottom, y: x, width: h, height: w };
    default: return box;
  }
}

/** A box of the stored picture (its own size `stored`) in the frame of the upright one. */
export function storedToUpright(box: Box, stored: Size, orientation: number): Box {
  // Turning by a quarter one way is undone by a quarter the other way; all others are their own inverse.
  const inverse = orientation === 6 ? 8 : orientation === 8 ? 6 : orientation;
  return uprightToStored(box, stored, inverse);
}
