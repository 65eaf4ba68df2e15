import type { Box, Point } from '../../shared/geometry/box';
import type { Camera } from './camera';
import { handleAt, HANDLES } from './hit-test';
import { paintBox } from './paint';
import type { StageTheme } from './theme';

/** A shape that is being changed or drawn, in image pixels. */
export interface DraftShape {
  readonly box: Box;
  readonly color: number;
  readonly flags: number;
}

/** A dark tag at an object: swatch, name, and a quieter second word (size, confidence). */
export interface Tag {
  readonly box: Box;
  readonly color: number;
  readonly text: string;
  readonly quiet: string;
}

/** What lies over the shapes; boxes and points in image pixels. */
export interface Overlay {
  /** Boxes that carry the eight handles. */
  readonly handles: readonly Box[];
  readonly tags: readonly Tag[];
  readonly rubber: Box | null;
  readonly crosshair: Point | null;
}

export const NO_OVERLAY: Overlay = { handles: [], tags: [], rubber: null, crosshair: null };

export function isEmptyOverlay(o: Overlay): boolean {
  return o.handles.length === 0 && o.tags.length === 0 && o.rubber === null && o.crosshair === null;
}

interface Target {
  readonly ctx: CanvasRenderingContext2D;
  readonly camera: Camera;
  readonly dpr: number;
  readonly theme: StageTheme;
  /** Device pixels of the sheet. */
  readonly width: number;
  readonly height: number;
}

interface DeviceBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function toDevice(t: Target, box: Box): DeviceBox {
  const s = t.camera.scale * t.dpr;
  const x = Math.round(box.x * s + t.camera.x * t.dpr);
  const y = Math.round(box.y * s + t.camera.y * t.dpr);
  return {
    x, y,
    w: Math.round((box.x + box.width) * s + t.camera.x * t.dpr) - x,
    h: Math.round((box.y + box.height) * s + t.camera.y * t.dpr) - y,
  };
}

export function paintDraft(t: Target, shapes: readonly DraftShape[]): void {
  for (const shape of shapes) {
    const d = toDevice(t, shape.box);
    paintBox(t.ctx, d.x, d.y, d.w, d.h, t.theme.colors[shape.color] ?? '#ffffff', shape.flags, t.dpr, t.theme);
  }
}

export function paintOverlay(t: Target, o: Overlay): void {
  if (o.crosshair !== null) paintCrosshair(t, o.crosshair);
  if (o.rubber !== null) paintRubber(t, o.rubber);
  for (const box of o.handles) paintHandles(t, box);
  for (const tag of o.tags) paintTag(t, tag);
}

/** Full-width cross through the pointer: light line on a dark one, to be seen on any picture. */
function paintCrosshair(t: Target, p: Point): void {
  const d = toDevice(t, { ...p, width: 0, height: 0 });
  const one = Math.max(1, Math.round(t.dpr));
  t.ctx.fillStyle = 'rgba(0,0,0,0.55)';
  t.ctx.fillRect(0, d.y - one, t.width, 3 * one);
  t.ctx.fillRect(d.x - one, 0, 3 * one, t.height);
  t.ctx.fillStyle = 'rgba(255,255,255,0.85)';
  t.ctx.fillRect(0, d.y, t.width, one);
  t.ctx.fillRect(d.x, 0, one, t.height);
}

function paintRubber(t: Target, box: Box): void {
  const d = toDevice(t, box);
  const one = Math.max(1, Math.round(t.dpr));
  t.ctx.globalAlpha = 0.15;
  t.ctx.fillStyle = t.theme.accent;
  t.ctx.fillRect(d.x, d.y, d.w, d.h);
  t.ctx.globalAlpha = 1;
  t.ctx.lineWidth = 3 * one;
  t.ctx.strokeStyle = 'rgba(0,0,0,0.55)';
  t.ctx.strokeRect(d.x + 0.5, d.y + 0.5, d.w, d.h);
  t.ctx.lineWidth = one;
  t.ctx.strokeStyle = t.theme.handle;
  t.ctx.strokeRect(d.x + 0.5, d.y + 0.5, d.w, d.h);
}

/** Handles that hide a small box: only its corners then. */
function paintHandles(t: Target, box: Box): void {
  const d = toDevice(t, box);
  const side = Math.round(9 * t.dpr);
  const edge = Math.max(1, Math.round(1.5 * t.dpr));
  for (const handle of HANDLES) {
    const crowded = handle.length === 1 && (handle === 'n' || handle === 's' ? d.w : d.h) < 32 * t.dpr;
    if (crowded) continue;
    const at = handleAt(handle);
    const x = Math.round(d.x + d.w * at.x - side / 2);
    const y = Math.round(d.y + d.h * at.y - side / 2);
    t.ctx.fillStyle = t.theme.handleLine;
    t.ctx.beginPath();
    t.ctx.roundRect(x, y, side, side, 2 * t.dpr);
    t.ctx.fill();
    t.ctx.fillStyle = t.theme.handle;
    t.ctx.fillRect(x + edge, y + edge, side - 2 * edge, side - 2 * edge);
  }
}

/** Above the object, below where there is no room, inside at the top where there is neither. */
function paintTag(t: Target, tag: Tag): void {
  const { ctx, dpr, theme } = t;
  const d = toDevice(t, tag.box);
  const height = 20 * dpr;
  const gap = 8 * dpr;
  const pad = 6 * dpr;
  const swatch = 10 * dpr;
  ctx.font = scaleFont(theme.font, dpr);
  ctx.textBaseline = 'middle';
  const name = ctx.measureText(tag.text).width;
  const second = tag.quiet === '' ? 0 : ctx.measureText(tag.quiet).width + pad;
  const width = pad + swatch + pad + name + second + pad;
  const x = Math.round(Math.min(Math.max(d.x, 0), Math.max(0, t.width - width)));
  const above = d.y - gap - height;
  const below = d.y + d.h + gap;
  const y = Math.round(above >= 0 ? above : below + height <= t.height ? below : Math.max(0, d.y + gap));
  ctx.fillStyle = theme.tag;
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, 6 * dpr);
  ctx.fill();
  ctx.fillStyle = theme.colors[tag.color] ?? '#ffffff';
  ctx.beginPath();
  ctx.roundRect(x + pad, y + (height - swatch) / 2, swatch, swatch, 3 * dpr);
  ctx.fill();
  ctx.fillStyle = theme.onTag;
  ctx.fillText(tag.text, x + 2 * pad + swatch, y + height / 2 + dpr / 2);
  if (second > 0) {
    ctx.fillStyle = theme.onTagQuiet;
    ctx.fillText(tag.quiet, x + 3 * pad + swatch + name, y + height / 2 + dpr / 2);
  }
}

function scaleFont(font: string, dpr: number): string {
  return font.replace(/(\d+(?:\.\d+)?)px/, (_, px: string) => `${Number(px) * dpr}px`);
}
