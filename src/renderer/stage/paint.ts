import type { Camera } from './camera';
import { FLAG, type DisplayList } from './display-list';
import type { StageTheme } from './theme';

/** Either kind of two-dimensional canvas context. */
export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Rows of the window (image pixels) in drawing order: plain ones, then selected ones. `lifted` and hidden are left out. */
export function visibleRows(list: DisplayList, x0: number, y0: number, x1: number, y1: number): Uint32Array {
  const { bounds, flags, count } = list;
  const rows = new Uint32Array(count);
  let plain = 0;
  let selected = count;
  for (let row = 0, o = 0; row < count; row++, o += 4) {
    if ((flags[row]! & (FLAG.hidden | FLAG.lifted)) !== 0) continue;
    if (bounds[o]! > x1 || bounds[o + 1]! > y1 || bounds[o + 2]! < x0 || bounds[o + 3]! < y0) continue;
    if ((flags[row]! & FLAG.selected) !== 0) rows[--selected] = row;
    else rows[plain++] = row;
  }
  const chosen = rows.slice(selected).reverse();
  rows.set(chosen, plain);
  return rows.subarray(0, plain + chosen.length);
}

/** How far a shape's paint reaches beyond its bounds, in CSS pixels: half the outline, the halo, and a pixel of rounding. */
export function reach(theme: StageTheme): number {
  return theme.outlineSelected / 2 + 2;
}

/**
 * Draws boxes for a camera at a device pixel ratio: fill, dark halo of 1 px on both sides, outline; widths in screen
 * pixels at every zoom. Edges sit on whole device pixels: lines are crisp, and drawing them costs least.
 */
export function paintRows(ctx: Context, list: DisplayList, rows: ArrayLike<number>, from: number, to: number, camera: Camera, dpr: number, theme: StageTheme): void {
  const { bounds, color, flags } = list;
  const s = camera.scale * dpr;
  const ox = camera.x * dpr;
  const oy = camera.y * dpr;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    const o = 4 * row;
    const x = Math.round(bounds[o]! * s + ox);
    const y = Math.round(bounds[o + 1]! * s + oy);
    const w = Math.round(bounds[o + 2]! * s + ox) - x;
    const h = Math.round(bounds[o + 3]! * s + oy) - y;
    paintBox(ctx, x, y, w, h, theme.colors[color[row]!] ?? '#ffffff', flags[row]!, dpr, theme);
  }
}

/** One box in device pixels. */
export function paintBox(ctx: Context, x: number, y: number, w: number, h: number, color: string, flags: number, dpr: number, theme: StageTheme): void {
  const selected = (flags & FLAG.selected) !== 0;
  const dashed = (flags & FLAG.dashed) !== 0;
  const line = Math.max(1, Math.round((selected ? theme.outlineSelected : theme.outline) * dpr));
  const halo = Math.max(1, Math.round(dpr));
  if (!dashed && w > 2 && h > 2) {
    ctx.globalAlpha = selected ? theme.fillSelected : theme.fill;
    ctx.fillStyle = color;
    ctx.fillRect(x, y, w, h);
    ctx.globalAlpha = 1;
  }
  // Half of the line lies outside; an odd line takes its larger half outside, so that it fills whole pixels.
  const out = Math.ceil(line / 2);
  frame(ctx, x - out - halo, y - out - halo, w + 2 * (out + halo), h + 2 * (out + halo), line + 2 * halo, theme.halo);
  if (dashed) dashes(ctx, x, y, w, h, line, color, dpr, theme);
  else frame(ctx, x - out, y - out, w + 2 * out, h + 2 * out, line, color);
}

/** A rectangular ring with these outer edges, `t` thick; a filled rectangle where it would close. */
function frame(ctx: Context, x: number, y: number, w: number, h: number, t: number, color: string): void {
  if (w <= 2 * t || h <= 2 * t) {
    ctx.fillStyle = color;
    ctx.fillRect(x, y, w, h);
    return;
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = t;
  ctx.strokeRect(x + t / 2, y + t / 2, w - t, h - t);
}

function dashes(ctx: Context, x: number, y: number, w: number, h: number, line: number, color: string, dpr: number, theme: StageTheme): void {
  const shift = line % 2 === 0 ? 0 : -0.5;
  ctx.setLineDash([theme.dash[0] * dpr, theme.dash[1] * dpr]);
  ctx.strokeStyle = color;
  ctx.lineWidth = line;
  ctx.strokeRect(x + shift, y + shift, w, h);
  ctx.setLineDash([]);
}
