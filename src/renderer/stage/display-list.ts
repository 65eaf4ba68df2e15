import type { Box } from '../../shared/geometry/box';
import { buildRTree, type RTree } from '../../shared/geometry/rtree';

/** What a shape is to the drawing, as bits. */
export const FLAG = {
  /** Drawn with weight, on top of the others. */
  selected: 1,
  /** Proposed by a machine: dashed, no fill. */
  dashed: 2,
  /** Not drawn and not hit. */
  hidden: 4,
  /** Drawn, but not hit. */
  locked: 8,
  /** Being dragged: drawn by the draft layer instead. */
  lifted: 16,
} as const;

/**
 * Shapes compiled to flat arrays: an object per shape costs time in every frame and memory for each of 10,000.
 * Row = place in the drawing order (later ones on top). Coordinates are image pixels.
 */
export class DisplayList {
  count = 0;
  /** x0, y0, x1, y1 per row. */
  bounds = new Float64Array(4 * 64);
  /** Number of the colour in the theme of the stage. */
  color = new Uint16Array(64);
  flags = new Uint8Array(64);
  private tree: RTree | null = null;

  /** Makes `count` rows; new ones are hidden until they are set. */
  resize(count: number): void {
    if (count > this.color.length) this.grow(count);
    if (count > this.count) this.flags.fill(FLAG.hidden, this.count, count);
    this.count = count;
    this.tree = null;
  }

  /** True when the row already looks like this. */
  equals(row: number, x0: number, y0: number, x1: number, y1: number, color: number, flags: number): boolean {
    const b = this.bounds;
    const o = 4 * row;
    return b[o] === x0 && b[o + 1] === y0 && b[o + 2] === x1 && b[o + 3] === y1 && this.color[row] === color && this.flags[row] === flags;
  }

  /** Sets a row; true when it looks different now. */
  set(row: number, x0: number, y0: number, x1: number, y1: number, color: number, flags: number): boolean {
    const b = this.bounds;
    const o = 4 * row;
    const moved = b[o] !== x0 || b[o + 1] !== y0 || b[o + 2] !== x1 || b[o + 3] !== y1;
    if (!moved && this.color[row] === color && this.flags[row] === flags) return false;
    if (moved) this.tree = null;
    b[o] = x0;
    b[o + 1] = y0;
    b[o + 2] = x1;
    b[o + 3] = y1;
    this.color[row] = color;
    this.flags[row] = flags;
    return true;
  }

  boxOf(row: number): Box {
    const b = this.bounds;
    const o = 4 * row;
    return { x: b[o]!, y: b[o + 1]!, width: b[o + 2]! - b[o]!, height: b[o + 3]! - b[o + 1]! };
  }

  /** Index over all rows, hidden ones included; built when first asked for after a change. */
  index(): RTree {
    this.tree ??= buildRTree(this.bounds, this.count);
    return this.tree;
  }

  private grow(count: number): void {
    const room = Math.max(count, 2 * this.color.length);
    const bounds = new Float64Array(4 * room);
    bounds.set(this.bounds);
    const color = new Uint16Array(room);
    color.set(this.color);
    const flags = new Uint8Array(room);
    flags.set(this.flags);
    Object.assign(this, { bounds, color, flags });
  }
}
