/**
 * Axis-aligned boxes. Unit: pixels in the corner frame (the first pixel spans 0…1), floats, y downwards.
 * `width` and `height` are greater than 0 for every box that is kept; functions that can yield less say so.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {}

/** The box spanned by two opposite corners, in any order. May be empty (width or height 0). */
export function boxOf(a: Point, b: Point): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x, b.x) - x, height: Math.max(a.y, b.y) - y };
}

export function area(box: Size): number {
  return box.width * box.height;
}

/** True when the point lies in the box, edges included. */
export function contains(box: Box, p: Point): boolean {
  return p.x >= box.x && p.y >= box.y && p.x <= box.x + box.width && p.y <= box.y + box.height;
}

/** True when the two share at least an edge or a corner. */
export function touches(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** The part that both share; null when they share no area. */
export function intersection(a: Box, b: Box): Box | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** The smallest box around all; null for none. */
export function union(boxes: readonly Box[]): Box | null {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (const b of boxes) {
    x0 = Math.min(x0, b.x);
    y0 = Math.min(y0, b.y);
    x1 = Math.max(x1, b.x + b.width);
    y1 = Math.max(y1, b.y + b.height);
  }
  return boxes.length === 0 ? null : { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The point of the picture (0…width, 0…height) nearest to `p`. */
export function clampPoint(p: Point, within: Size): Point {
  return { x: clamp(p.x, 0, within.width), y: clamp(p.y, 0, within.height) };
}

/**
 * The box as far as it lies in the picture, at least `min` wide and high (moved inward where it would be thinner).
 * Always inside the picture and not empty, whatever comes in, provided the picture itself is at least `min`.
 */
export function clampBox(box: Box, within: Size, min = 1): Box {
  const least = { width: Math.min(min, within.width), height: Math.min(min, within.height) };
  const x0 = clamp(box.x, 0, within.width);
  const y0 = clamp(box.y, 0, within.height);
  const x1 = clamp(box.x + box.width, 0, within.width);
  const y1 = clamp(box.y + box.height, 0, within.height);
  const width = Math.max(x1 - x0, least.width);
  const height = Math.max(y1 - y0, least.height);
  // x + width may round past the edge by one unit in the last place: keep the sum inside.
  const x = clamp(x0, 0, within.width - width);
  const y = clamp(y0, 0, within.height - height);
  return { x, y, width: insideLength(x, width, within.width), height: insideLength(y, height, within.height) };
}

/** Moves the box by an offset, stopping at the edges of the picture; its size stays. */
export function translateInside(box: Box, dx: number, dy: number, within: Size): Box {
  const width = Math.min(box.width, within.width);
  const height = Math.min(box.height, within.height);
  const x = clamp(box.x + dx, 0, within.width - width);
  const y = clamp(box.y + dy, 0, within.height - height);
  return { x, y, width: insideLength(x, width, within.width), height: insideLength(y, height, within.height) };
}

/** Rounding may push start + length over the limit by one unit in the last place. */
function insideLength(start: number, length: number, limit: number): number {
  let result = length;
  while (start + result > limit) result = limit - start < result ? limit - start : result - Number.EPSILON * limit;
  return result;
}
