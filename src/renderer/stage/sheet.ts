import type { Size } from '../../shared/geometry/box';

/** One canvas of the stage, as large as the view, in device pixels. */
export interface Sheet {
  readonly canvas: HTMLCanvasElement;
  /** To be painted on through `pen`. */
  readonly ctx: CanvasRenderingContext2D;
  /** Whether anything may be on it: the memory of an empty one is not touched, which can take longer than drawing does. */
  painted: boolean;
}

/** Adds a canvas on top of the others in `host`; it takes no pointer events and is no content for screen readers. */
export function addSheet(host: HTMLElement, role: string): Sheet {
  const canvas = host.ownerDocument.createElement('canvas');
  canvas.dataset['layer'] = role;
  canvas.setAttribute('aria-hidden', 'true');
  Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0', pointerEvents: 'none', transformOrigin: '0 0', display: 'block' });
  host.append(canvas);
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('this browser has no two-dimensional canvas');
  return { canvas, ctx, painted: false };
}

/** Sets the size; true when it changed, and the sheet is empty then. */
export function sizeSheet(sheet: Sheet, view: Size, dpr: number): boolean {
  const width = Math.max(1, Math.round(view.width * dpr));
  const height = Math.max(1, Math.round(view.height * dpr));
  if (sheet.canvas.width === width && sheet.canvas.height === height) return false;
  sheet.canvas.width = width;
  sheet.canvas.height = height;
  sheet.painted = false;
  sheet.canvas.style.width = `${width / dpr}px`;
  sheet.canvas.style.height = `${height / dpr}px`;
  return true;
}

/** What paints on the sheet. */
export function pen(sheet: Sheet): CanvasRenderingContext2D {
  sheet.painted = true;
  return sheet.ctx;
}

export function clearSheet(sheet: Sheet): void {
  if (sheet.painted) sheet.ctx.clearRect(0, 0, sheet.canvas.width, sheet.canvas.height);
  sheet.painted = false;
}

/** An empty sheet is taken out of the picture: even transparent ones cost the compositor a full blend. */
export function showSheet(sheet: Sheet, shown: boolean): void {
  const value = shown ? 'block' : 'none';
  if (sheet.canvas.style.display !== value) sheet.canvas.style.display = value;
}
