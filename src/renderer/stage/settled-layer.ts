import type { Box, Size } from '../../shared/geometry/box';
import { between, sameCamera, type Camera } from './camera';
import type { DisplayList } from './display-list';
import { paintRows, reach, visibleRows } from './paint';
import { addSheet, clearSheet, pen, showSheet, sizeSheet, type Sheet } from './sheet';
import type { StageTheme } from './theme';

/** Shapes drawn per frame while the camera moves: leaves the frame its time. */
const SLICE_MOVING = 250;
/** … and at rest: what was done to 20,000 shapes is seen in one frame, rather than two frames later in less drawing each. */
const SLICE_RESTING = 20_000;
/** More damaged places than this are one redrawing. */
const MAX_DAMAGE = 24;

interface Drawing {
  readonly camera: Camera;
  readonly rows: Uint32Array;
  next: number;
}

/**
 * The layer of shapes that are not being changed. It keeps a finished picture of them (`front`); while the camera
 * moves, this picture moves with it (a transform, no drawing) and a fresh one is drawn behind it a slice per frame.
 * At rest the fresh one is finished and shown: always the drawing of all shapes for the camera, never a scaled one.
 */
export class SettledLayer {
  private readonly list: DisplayList;
  private theme: StageTheme;
  private front: Sheet;
  private back: Sheet;
  private frontCamera: Camera | null = null;
  private drawing: Drawing | null = null;
  private stale = true;
  private damaged: Box[] = [];
  private dpr = 1;

  constructor(host: HTMLElement, list: DisplayList, theme: StageTheme) {
    this.list = list;
    this.theme = theme;
    this.front = addSheet(host, 'settled');
    this.back = addSheet(host, 'settled');
    showSheet(this.front, false);
    showSheet(this.back, false);
  }

  setTheme(theme: StageTheme): void {
    this.theme = theme;
    this.invalidate();
  }

  setSize(view: Size, dpr: number): void {
    this.dpr = dpr;
    const changed = [sizeSheet(this.front, view, dpr), sizeSheet(this.back, view, dpr)];
    if (!changed.includes(true)) return;
    this.frontCamera = null;
    this.drawing = null;
    this.stale = true;
  }

  /** Everything may look different. */
  invalidate(): void {
    this.stale = true;
    this.damaged = [];
  }

  /** Another picture: the old drawing must not be seen for a moment longer. */
  reset(): void {
    showSheet(this.front, false);
    this.frontCamera = null;
    this.drawing = null;
    this.invalidate();
  }

  /** What lies in this box (image pixels) looks different. */
  damage(box: Box): void {
    if (this.stale) return;
    if (this.damaged.length >= MAX_DAMAGE) this.invalidate();
    else this.damaged.push(box);
  }

  /** True when the picture on the screen is a finished drawing for this camera. */
  isSharp(camera: Camera): boolean {
    return !this.stale && this.damaged.length === 0 && this.drawing === null && this.frontCamera !== null && sameCamera(this.frontCamera, camera);
  }

  /** Does the work of one frame; true when there is more to do. */
  frame(camera: Camera, moving: boolean): boolean {
    this.mend(camera);
    if (this.drawing !== null && (this.stale || (!moving && !sameCamera(this.drawing.camera, camera)))) this.drawing = null;
    if (this.drawing === null && (this.stale || this.frontCamera === null || !sameCamera(this.frontCamera, camera))) this.begin(camera);
    // The first drawing of a picture is not shown in pieces.
    this.advance(this.frontCamera === null ? Infinity : moving ? SLICE_MOVING : SLICE_RESTING);
    this.place(camera);
    return !this.isSharp(camera);
  }

  /** Redraws damaged places of the front in place, when it stands at the camera; else all of it is drawn again. */
  private mend(camera: Camera): void {
    if (this.damaged.length === 0) return;
    if (this.drawing !== null || this.frontCamera === null || !sameCamera(this.frontCamera, camera)) this.invalidate();
    else for (const box of this.damaged) this.repaint(box, camera);
    if (this.frontCamera !== null) showSheet(this.front, true);
    this.damaged = [];
  }

  private repaint(box: Box, camera: Camera): void {
    const { canvas } = this.front;
    const dpr = this.dpr;
    const s = camera.scale * dpr;
    const r = Math.ceil(reach(this.theme) * dpr);
    const x0 = Math.max(0, Math.floor(box.x * s + camera.x * dpr) - r);
    const y0 = Math.max(0, Math.floor(box.y * s + camera.y * dpr) - r);
    const x1 = Math.min(canvas.width, Math.ceil((box.x + box.width) * s + camera.x * dpr) + r);
    const y1 = Math.min(canvas.height, Math.ceil((box.y + box.height) * s + camera.y * dpr) + r);
    if (x1 <= x0 || y1 <= y0) return;
    const rows = this.rowsWithin(camera, x0, y0, x1, y1);
    const ctx = pen(this.front);
    ctx.save();
    ctx.beginPath();
    ctx.rect(x0, y0, x1 - x0, y1 - y0);
    ctx.clip();
    ctx.clearRect(x0, y0, x1 - x0, y1 - y0);
    paintRows(ctx, this.list, rows, 0, rows.length, camera, dpr, this.theme);
    ctx.restore();
  }

  /** Rows whose paint may reach into a rectangle of device pixels. */
  private rowsWithin(camera: Camera, x0: number, y0: number, x1: number, y1: number): Uint32Array {
    const s = camera.scale * this.dpr;
    const r = Math.ceil(reach(this.theme) * this.dpr) + 1;
    const ox = camera.x * this.dpr;
    const oy = camera.y * this.dpr;
    return visibleRows(this.list, (x0 - r - ox) / s, (y0 - r - oy) / s, (x1 + r - ox) / s, (y1 + r - oy) / s);
  }

  private begin(camera: Camera): void {
    this.stale = false;
    const { canvas } = this.back;
    this.drawing = { camera, rows: this.rowsWithin(camera, 0, 0, canvas.width, canvas.height), next: 0 };
    clearSheet(this.back);
  }

  private advance(slice: number): void {
    const d = this.drawing;
    if (d === null) return;
    const end = Math.min(d.rows.length, d.next + slice);
    if (end > d.next) paintRows(pen(this.back), this.list, d.rows, d.next, end, d.camera, this.dpr, this.theme);
    d.next = end;
    if (end < d.rows.length) return;
    [this.front, this.back] = [this.back, this.front];
    this.frontCamera = d.camera;
    this.drawing = null;
    showSheet(this.front, d.rows.length > 0);
    showSheet(this.back, false);
  }

  private place(camera: Camera): void {
    if (this.frontCamera === null) return;
    const m = between(this.frontCamera, camera);
    const still = m.a === 1 && m.e === 0 && m.f === 0;
    const value = still ? '' : `matrix(${m.a},0,0,${m.d},${m.e},${m.f})`;
    if (this.front.canvas.style.transform !== value) this.front.canvas.style.transform = value;
  }
}
