import type { Size } from '../../shared/geometry/box';
import { sameCamera, type Camera } from './camera';
import { addSheet, clearSheet, pen, showSheet, sizeSheet, type Sheet } from './sheet';

/** A decoded picture. `levels` are smaller copies of it, falling, each with its width in its own pixels: for views that would skip most pixels of the whole. */
export interface Picture extends Size {
  readonly source: CanvasImageSource;
  readonly levels: readonly { readonly width: number; readonly source: CanvasImageSource }[];
}

/** From this many device pixels per image pixel on, pixels are shown as squares: one sees where they end. */
const SQUARES_FROM = 3;

/** The layer of the picture itself. */
export class MediaLayer {
  private readonly sheet: Sheet;
  private picture: Picture | null = null;
  private drawn: Camera | null = null;
  private dpr = 1;

  constructor(host: HTMLElement) {
    this.sheet = addSheet(host, 'media');
  }

  setSize(view: Size, dpr: number): void {
    this.dpr = dpr;
    if (sizeSheet(this.sheet, view, dpr)) this.drawn = null;
  }

  setPicture(picture: Picture | null): void {
    this.picture = picture;
    this.drawn = null;
  }

  /** Draws the picture for the camera, when it is not there already. */
  frame(camera: Camera): void {
    if (this.drawn !== null && sameCamera(this.drawn, camera)) return;
    this.drawn = camera;
    clearSheet(this.sheet);
    showSheet(this.sheet, this.picture !== null);
    const picture = this.picture;
    if (picture === null) return;
    const ctx = pen(this.sheet);
    const s = camera.scale * this.dpr;
    const level = picture.levels.findLast((l) => l.width >= picture.width * s);
    ctx.imageSmoothingEnabled = s < SQUARES_FROM;
    ctx.drawImage(level?.source ?? picture.source, camera.x * this.dpr, camera.y * this.dpr, picture.width * s, picture.height * s);
  }
}
