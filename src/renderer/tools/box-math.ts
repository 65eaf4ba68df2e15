import { clamp, clampPoint, union, type Box, type Point, type Size } from '../../shared/geometry/box';
import { MIN_SIZE, snap, type Grip, type Item, type Mods } from './types';

/** Moves all by the same offset, as far as the picture allows for all of them together; the formation stays. */
export function moveItems(items: readonly Item[], dx: number, dy: number, image: Size): Item[] {
  const around = union(items.map((i) => i.box));
  if (around === null) return [];
  const x = clamp(snap(dx), -around.x, Math.max(-around.x, image.width - around.x - around.width));
  const y = clamp(snap(dy), -around.y, Math.max(-around.y, image.height - around.y - around.height));
  return items.map(({ id, box }) => ({ id, box: within({ ...box, x: box.x + x, y: box.y + y }, image) }));
}

/** Rounding may leave an edge outside by one unit in the last place. */
function within(box: Box, image: Size): Box {
  const x = clamp(box.x, 0, Math.max(0, image.width - box.width));
  const y = clamp(box.y, 0, Math.max(0, image.height - box.height));
  const fits = x + box.width <= image.width && y + box.height <= image.height;
  return fits ? { x, y, width: box.width, height: box.height } : fromEdges(x, y, Math.min(x + box.width, image.width), Math.min(y + box.height, image.height), image);
}

/** A box from its edges, on the snapping grid, inside the picture, at least MIN_SIZE. */
export function fromEdges(x0: number, y0: number, x1: number, y1: number, image: Size): Box {
  const [left, right] = interval(x0, x1, image.width);
  const [top, bottom] = interval(y0, y1, image.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function interval(a: number, b: number, limit: number): [number, number] {
  let low = clamp(snap(Math.min(a, b)), 0, limit);
  let high = clamp(snap(Math.max(a, b)), 0, limit);
  const least = Math.min(MIN_SIZE, limit);
  if (high - low < least) {
    high = Math.min(low + least, limit);
    low = Math.min(low, high - least);
  }
  return [low, high];
}

/** The box a press at `start` and a pointer at `end` mean: Shift makes it square, Alt draws it from its middle. */
export function drawBox(start: Point, end: Point, mods: Mods, image: Size): Box {
  const s = clampPoint(start, image);
  let e = clampPoint(end, image);
  if (mods.shift) {
    const side = Math.max(Math.abs(e.x - s.x), Math.abs(e.y - s.y));
    const sx = e.x < s.x ? -1 : 1;
    const sy = e.y < s.y ? -1 : 1;
    const roomX = mods.alt ? Math.min(s.x, image.width - s.x) : sx < 0 ? s.x : image.width - s.x;
    const roomY = mods.alt ? Math.min(s.y, image.height - s.y) : sy < 0 ? s.y : image.height - s.y;
    const fitted = Math.min(side, roomX, roomY);
    e = { x: s.x + sx * fitted, y: s.y + sy * fitted };
  }
  if (!mods.alt) return fromEdges(s.x, s.y, e.x, e.y, image);
  return fromEdges(2 * s.x - e.x, 2 * s.y - e.y, e.x, e.y, image);
}

/**
 * The box after pulling a handle by an offset: may turn over; Shift keeps the proportions at corners, Alt pulls the
 * opposite side the other way.
 */
export function resizeBox(box: Box, grip: Grip, dx: number, dy: number, mods: Mods, image: Size): Box {
  const west = grip.includes('w');
  const east = grip.includes('e');
  const north = grip.startsWith('n');
  const south = grip.startsWith('s');
  let [mx, my] = [dx, dy];
  if (mods.shift && (west || east) && (north || south)) {
    // The larger of the two relative changes leads.
    const rx = (east ? mx : -mx) / box.width;
    const ry = (south ? my : -my) / box.height;
    const r = Math.abs(rx) > Math.abs(ry) ? rx : ry;
    mx = (east ? r : -r) * box.width;
    my = (south ? r : -r) * box.height;
  }
  let x0 = box.x + (west ? mx : 0);
  let y0 = box.y + (north ? my : 0);
  let x1 = box.x + box.width + (east ? mx : 0);
  let y1 = box.y + box.height + (south ? my : 0);
  if (mods.alt) {
    if (west) x1 -= mx;
    if (east) x0 -= mx;
    if (north) y1 -= my;
    if (south) y0 -= my;
  }
  return fromEdges(x0, y0, x1, y1, image);
}

export function sameBox(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
