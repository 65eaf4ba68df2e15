/** Where a window was: kept in the application-data folder, used again only where a screen still shows it. */
import type { Rectangle } from 'electron';

export interface Bounds extends Rectangle {
  readonly maximized: boolean;
}

const SMALLEST = { width: 800, height: 560 };
const USUAL = { width: 1440, height: 900 };
/** This much of a window must lie on a screen, or nobody could move it back. */
const VISIBLE = 120;
/** A window that would hide another one completely is put this much beside it. */
const ASIDE = 28;

/**
 * Fits remembered bounds to the screens there are now (their work areas); no place when none of them shows enough of it:
 * then the system chooses one. No larger than the screen it lies on, and not exactly over one of the windows `taken`.
 */
export function fitBounds(saved: Bounds | null, screens: readonly Rectangle[], taken: readonly Rectangle[] = []): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number } {
  const wanted = saved ?? USUAL;
  const at = saved === null ? undefined : screens.find((screen) => shows(screen, saved));
  const on = at ?? screens[0];
  const width = Math.max(SMALLEST.width, Math.min(wanted.width, on?.width ?? wanted.width));
  const height = Math.max(SMALLEST.height, Math.min(wanted.height, on?.height ?? wanted.height));
  if (saved === null || at === undefined) return { width, height };
  let { x, y } = saved;
  while (taken.some((other) => other.x === x && other.y === y)) {
    x += ASIDE;
    y += ASIDE;
  }
  return shows(at, { x, y, width }) ? { x, y, width, height } : { width, height };
}

/** Enough of the title bar lies on the screen to take hold of it. */
function shows(screen: Rectangle, { x, y, width }: { readonly x: number; readonly y: number; readonly width: number }): boolean {
  const across = Math.min(x + Math.max(SMALLEST.width, width), screen.x + screen.width) - Math.max(x, screen.x);
  return across >= VISIBLE && y >= screen.y - 1 && y <= screen.y + screen.height - VISIBLE;
}

export function isBounds(value: unknown): Bounds | null {
  if (typeof value !== 'object' || value === null) return null;
  const b = value as Partial<Record<keyof Bounds, unknown>>;
  return Number.isFinite(b.x) && Number.isFinite(b.y) && Number.isFinite(b.width) && Number.isFinite(b.height) && typeof b.maximized === 'boolean' ? (value as Bounds) : null;
}
