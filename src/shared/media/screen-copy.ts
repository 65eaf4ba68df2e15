import type { Size } from '../geometry/box';

/** Longer side of the smaller copy of a picture, pixels: more than most windows have for it. */
export const SCREEN_EDGE = 2560;

/** From so many pixels on, a copy made by the host is there sooner than the whole picture decoded in the window … */
const LARGE = 40_000_000;
/** … and of formats of which the host must write the whole picture anew for the window, from so many on. */
const LARGE_REWRITTEN = 8_000_000;

/** True when the copy is to be shown first, and the whole picture only to who looks closer. */
export function wantsScreenCopy({ width, height, format }: Size & { readonly format: string }): boolean {
  return Math.max(width, height) > SCREEN_EDGE && width * height >= (format === 'tiff' || format === 'bmp' ? LARGE_REWRITTEN : LARGE);
}

/** Pixels of the copy per pixel of the picture. */
export function screenScale({ width, height }: Size): number {
  return Math.min(1, SCREEN_EDGE / Math.max(width, height, 1));
}
