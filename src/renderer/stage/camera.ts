import { clamp, type Point, type Size } from '../../shared/geometry/box';
import type { Affine } from '../../shared/geometry/affine';

/** Where the picture stands on the screen: screen = image · scale + (x, y), in CSS pixels of the stage. */
export interface Camera extends Point {
  readonly scale: number;
}

/** One image pixel is never larger than this many CSS pixels. */
export const MAX_SCALE = 64;
/** At least this much of the picture (CSS pixels) stays in view. */
const KEEP = 48;
/** Free room around a fitted picture. */
const MARGIN = 16;

export function toScreen(c: Camera, p: Point): Point {
  return { x: p.x * c.scale + c.x, y: p.y * c.scale + c.y };
}

export function toImage(c: Camera, p: Point): Point {
  return { x: (p.x - c.x) / c.scale, y: (p.y - c.y) / c.scale };
}

/** A picture of a few pixels is enlarged to fit, by whole numbers, up to this. */
const MAX_FIT = 32;

/** A picture much longer than wide is not made thinner (CSS pixels) to fit, but shown from its beginning. */
const THINNEST = 24;

/**
 * The whole picture in the middle of the view; enlarged only where it fits twice or more, by whole numbers. One that
 * would be a thin line is shown from its beginning, as large as its pixels at most.
 */
export function fit(image: Size, view: Size): Camera {
  const scale = wholeScale(image, view);
  const seen = Math.max(scale, Math.min(1, THINNEST / Math.max(1, Math.min(image.width, image.height))));
  if (seen <= scale) return centred(image, view, scale);
  const camera = centred(image, view, seen);
  return image.width > image.height ? { ...camera, x: Math.max(camera.x, MARGIN) } : { ...camera, y: Math.max(camera.y, MARGIN) };
}

/** The scale at which all of the picture is in view. */
function wholeScale(image: Size, view: Size): number {
  const room = { width: Math.max(view.width - 2 * MARGIN, 1), height: Math.max(view.height - 2 * MARGIN, 1) };
  const scale = Math.min(room.width / Math.max(image.width, 1), room.height / Math.max(image.height, 1));
  return scale <= 1 ? scale : Math.min(Math.floor(scale), MAX_FIT);
}

function centred(image: Size, view: Size, scale: number): Camera {
  return { scale, x: Math.round((view.width - image.width * scale) / 2), y: Math.round((view.height - image.height * scale) / 2) };
}

/** Smallest scale: half of the one that shows all, or one to one for tiny pictures. */
export function minScale(image: Size, view: Size): number {
  return Math.min(wholeScale(image, view) / 2, 1);
}

/** Multiplies the scale by `factor`; the image point under `at` (screen) stays where it is, as far as clamping lets it. */
export function zoomAt(c: Camera, at: Point, factor: number, image: Size, view: Size): Camera {
  return zoomTo(c, at, c.scale * factor, image, view);
}

export function zoomTo(c: Camera, at: Point, scale: number, image: Size, view: Size): Camera {
  const next = clamp(scale, minScale(image, view), MAX_SCALE);
  const p = toImage(c, at);
  return clampCamera({ scale: next, x: at.x - p.x * next, y: at.y - p.y * next }, image, view);
}

export function panBy(c: Camera, dx: number, dy: number, image: Size, view: Size): Camera {
  return clampCamera({ scale: c.scale, x: c.x + dx, y: c.y + dy }, image, view);
}

/** One image pixel on one CSS pixel, around a screen point (default: the middle of the view). */
export function oneToOne(c: Camera, image: Size, view: Size, at: Point = { x: view.width / 2, y: view.height / 2 }): Camera {
  const next = zoomTo(c, at, 1, image, view);
  return { ...next, x: Math.round(next.x), y: Math.round(next.y) };
}

/** Moves the view as little as needed to show the box, in image pixels (with some room around it). */
export function reveal(c: Camera, box: Point & Size, image: Size, view: Size): Camera {
  const a = toScreen(c, box);
  const b = toScreen(c, { x: box.x + box.width, y: box.y + box.height });
  const shift = (low: number, high: number, room: number): number => {
    if (low >= MARGIN && high <= room - MARGIN) return 0;
    if (high - low > room - 2 * MARGIN) return room / 2 - (low + high) / 2;
    return low < MARGIN ? MARGIN - low : room - MARGIN - high;
  };
  return panBy(c, shift(a.x, b.x, view.width), shift(a.y, b.y, view.height), image, view);
}

/** Keeps the scale within its limits and a piece of the picture in view. */
export function clampCamera(c: Camera, image: Size, view: Size): Camera {
  const scale = clamp(c.scale, minScale(image, view), MAX_SCALE);
  const keep = (at: number, length: number, room: number): number => {
    const k = Math.min(KEEP, length, room);
    return clamp(at, k - length, room - k);
  };
  return { scale, x: keep(c.x, image.width * scale, view.width), y: keep(c.y, image.height * scale, view.height) };
}

export function sameCamera(a: Camera, b: Camera): boolean {
  return a.scale === b.scale && a.x === b.x && a.y === b.y;
}

/** The map that carries a picture drawn for `from` to where `to` has it (screen to screen). */
export function between(from: Camera, to: Camera): Affine {
  const s = to.scale / from.scale;
  return { a: s, b: 0, c: 0, d: s, e: to.x - from.x * s, f: to.y - from.y * s };
}
