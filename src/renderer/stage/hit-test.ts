import type { Box, Point } from '../../shared/geometry/box';
import { FLAG, type DisplayList } from './display-list';

/** The eight handles of a box, clockwise from the top left corner: the order in which they are drawn and numbered. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof HANDLES)[number];

/** Where a handle sits, as fractions of the box. */
export function handleAt(handle: Handle): Point {
  return {
    x: handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5,
    y: handle.startsWith('n') ? 0 : handle.startsWith('s') ? 1 : 0.5,
  };
}

/** The handle of `box` (image pixels) within `reach` image pixels of the point; corners before edges. */
export function hitHandle(box: Box, p: Point, reach: number): Handle | null {
  let found: Handle | null = null;
  let best = reach;
  for (const handle of ['nw', 'ne', 'se', 'sw', 'n', 'e', 's', 'w'] as const) {
    const at = handleAt(handle);
    const d = Math.max(Math.abs(box.x + box.width * at.x - p.x), Math.abs(box.y + box.height * at.y - p.y));
    // Edge handles of a box too small for all eight would hide its corners and its inside.
    const crowded = handle.length === 1 && (handle === 'n' || handle === 's' ? box.width : box.height) < 4 * reach;
    if (!crowded && d <= best && (found === null || d < best)) {
      found = handle;
      best = d;
    }
  }
  return found;
}

const UNHITTABLE = FLAG.hidden | FLAG.locked;

/**
 * The shape meant by a point: selected ones first, then one whose outline is within `reach`, then the smallest
 * around the point (so that what lies inside another can be reached), of equals the topmost. null = none.
 */
export function hitShape(list: DisplayList, p: Point, reach: number): number | null {
  let best: number | null = null;
  list.index().search(p.x - reach, p.y - reach, p.x + reach, p.y + reach, (row) => {
    if (isHittable(list, row) && (best === null || precedes(list, row, best, p, reach))) best = row;
  });
  return best;
}

/** Every shape under the point, best first whether selected or not: what repeated Alt-clicks go through. */
export function hitAll(list: DisplayList, p: Point, reach: number): number[] {
  const rows: number[] = [];
  list.index().search(p.x - reach, p.y - reach, p.x + reach, p.y + reach, (row) => {
    if (isHittable(list, row)) rows.push(row);
  });
  return rows.sort((a, b) => (nearer(list, a, b, p, reach) ? -1 : 1));
}

/** Rows that lie wholly (`whole`) or at least partly inside the window, in drawing order. */
export function hitWindow(list: DisplayList, window: Box, whole: boolean): number[] {
  const x1 = window.x + window.width;
  const y1 = window.y + window.height;
  const rows: number[] = [];
  list.index().search(window.x, window.y, x1, y1, (row) => {
    if (!isHittable(list, row)) return;
    const o = 4 * row;
    const b = list.bounds;
    if (whole && (b[o]! < window.x || b[o + 1]! < window.y || b[o + 2]! > x1 || b[o + 3]! > y1)) return;
    rows.push(row);
  });
  return rows.sort((a, b) => a - b);
}

function isHittable(list: DisplayList, row: number): boolean {
  return (list.flags[row]! & UNHITTABLE) === 0;
}

/** A total order of candidates; `a` and `b` differ. */
export function precedes(list: DisplayList, a: number, b: number, p: Point, reach: number): boolean {
  const selected = (list.flags[a]! & FLAG.selected) - (list.flags[b]! & FLAG.selected);
  return selected !== 0 ? selected > 0 : nearer(list, a, b, p, reach);
}

/** Outlines before insides, small before large, top before bottom. */
function nearer(list: DisplayList, a: number, b: number, p: Point, reach: number): boolean {
  const edge = Number(onOutline(list, a, p, reach)) - Number(onOutline(list, b, p, reach));
  if (edge !== 0) return edge > 0;
  const size = areaOf(list, a) - areaOf(list, b);
  return size !== 0 ? size < 0 : a > b;
}

function onOutline(list: DisplayList, row: number, p: Point, reach: number): boolean {
  const b = list.bounds;
  const o = 4 * row;
  const inner = p.x - b[o]! > reach && b[o + 2]! - p.x > reach && p.y - b[o + 1]! > reach && b[o + 3]! - p.y > reach;
  return !inner;
}

function areaOf(list: DisplayList, row: number): number {
  const b = list.bounds;
  const o = 4 * row;
  return (b[o + 2]! - b[o]!) * (b[o + 3]! - b[o + 1]!);
}
