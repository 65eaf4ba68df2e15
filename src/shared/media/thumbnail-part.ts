import type { Box, Size } from '../geometry/box';

/** A picture longer than this many times its width would be a line of a pixel in a thumbnail. */
export const MAX_RATIO = 8;

/**
 * What a thumbnail shows of a picture, in its pixels: all of it, or of a very long one the middle, eight times as long
 * as wide. Outlines over a thumbnail and the decoder that makes it must agree on it.
 */
export function thumbnailPart({ width, height }: Size): Box {
  const w = Math.min(width, MAX_RATIO * height);
  const h = Math.min(height, MAX_RATIO * width);
  return { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h };
}

/** Part of it is cut off: along which axis. */
export function cutAlong(size: Size): 'x' | 'y' | null {
  return size.width > MAX_RATIO * size.height ? 'x' : size.height > MAX_RATIO * size.width ? 'y' : null;
}
