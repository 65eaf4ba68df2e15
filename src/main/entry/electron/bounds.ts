/** Where a window was: kept in the application-data folder, used again only where a screen still shows it. */
import type { Rectangle } from 'electron';

export interface Bounds extends Rectangle {
  readonly maximized: boolean;
}

const SMALLEST = { width: 800, height: 560 };
const USUAL = { width: 1440, height: 900 };
/** This much of a window must lie on a screen, or nobody could move it back. */
const VISIBLE = 120;

/** Fits remembered bounds to the screens there are now (their work areas); null without any: the system chooses the place. */
export function fitBounds(saved: Bounds | null, screens: readonly Rectangle[]): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  if (!saved) {
    const first = screens[0];
    return { width: Math.min(USUAL.width, first?.width ?? USUAL.width), height: Math.min(USUAL.height, first?.height ?? USUAL.height) };
  }
  const width = Math.max(SMALLEST.width, saved.width);
  const height = Math.max(SMALLEST.height, saved.height);
  const seen = screens.some((s) => Math.min(saved.x + width, s.x + s.width) - Math.max(saved.x, s.x) >= VISIBLE && saved.y >= s.y - 1 && saved.y <= s.y + s.height - VISIBLE);
  return seen ? { x: saved.x, y: saved.y, width, height } : { width, height };
}

export function isBounds(value: unknown): Bounds | null {
  if (typeof value !== 'object' || value === null) return null;
  const b = value as Partial<Record<keyof Bounds, unknown>>;
  return Number.isFinite(b.x) && Number.isFinite(b.y) && Number.isFinite(b.width) && Number.isFinite(b.height) && typeof b.maximized === 'boolean' ? (value as Bounds) : null;
}
