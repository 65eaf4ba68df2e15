import { rleBounds } from './rle-mask';
import type { Box } from './box';

/** Smallest box around points x0, y0, x1, y1 …; null for none. */
export function boundsOfPoints(points: readonly number[], step = 2): Box | null {
  let x0 = Infinity, y0 = Infinity, x1 = -Infinity, y1 = -Infinity;
  for (let i = 0; i + 1 < points.length; i += step) {
    const x = points[i] as number;
    const y = points[i + 1] as number;
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return x0 <= x1 && y0 <= y1 ? { x: x0, y: y0, width: x1 - x0, height: y1 - y0 } : null;
}

/** Area of a simple polygon x0, y0, x1, y1 … (shoelace formula), never negative. */
export function ringArea(ring: readonly number[]): number {
  let sum = 0;
  const n = ring.length;
  for (let i = 0; i + 1 < n; i += 2) {
    const j = (i + 2) % n;
    sum += (ring[i] as number) * (ring[j + 1] as number) - (ring[j] as number) * (ring[i + 1] as number);
  }
  return Math.abs(sum) / 2;
}

/** Smallest upright box around a box turned by `angle` degrees about its centre. */
export function rotatedBounds(cx: number, cy: number, width: number, height: number, angle: number): Box {
  const a = (angle * Math.PI) / 180;
  const w = Math.abs(width * Math.cos(a)) + Math.abs(height * Math.sin(a));
  const h = Math.abs(width * Math.sin(a)) + Math.abs(height * Math.cos(a));
  return { x: cx - w / 2, y: cy - h / 2, width: w, height: h };
}

/** Smallest upright box around an ellipse with half axes `rx`, `ry` turned by `angle` degrees. */
export function ellipseBounds(cx: number, cy: number, rx: number, ry: number, angle: number): Box {
  const a = (angle * Math.PI) / 180;
  const w = Math.hypot(rx * Math.cos(a), ry * Math.sin(a));
  const h = Math.hypot(rx * Math.sin(a), ry * Math.cos(a));
  return { x: cx - w, y: cy - h, width: 2 * w, height: 2 * h };
}

export { rleBounds };
