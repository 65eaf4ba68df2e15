import type { Box, Size } from '../../shared/geometry/box';
import { sameCamera, type Camera } from './camera';
import { DisplayList } from './display-list';
import { MediaLayer, type Picture } from './media-layer';
import { isEmptyOverlay, NO_OVERLAY, paintDraft, paintOverlay, type DraftShape, type Overlay } from './overlay';
import { SettledLayer } from './settled-layer';
import { addSheet, clearSheet, pen, showSheet, sizeSheet, type Sheet } from './sheet';
import type { StageTheme } from './theme';

/**
 * The place where a picture and shapes on it are shown: canvases over each other in `host` (which must be positioned
 * and hide what overflows). Knows no labels and no tools: whoever owns it changes `list`, reports the damage, moves
 * the camera, and sets draft and overlay; all of it appears with the next frame.
 */
export class Stage {
  readonly list = new DisplayList();
  private readonly host: HTMLElement;
  private readonly media: MediaLayer;
  private readonly settled: SettledLayer;
  private readonly draftSheet: Sheet;
  private readonly overlaySheet: Sheet;
  private readonly observer: ResizeObserver;
  private readonly onView: (view: Size) => void;
  private prepare: () => void = () => undefined;
  private theme: StageTheme;
  private draft: readonly DraftShape[] = [];
  private overlay: Overlay = NO_OVERLAY;
  private current: Camera = { scale: 1, x: 0, y: 0 };
  private shown: Camera | null = null;
  private size: Size = { width: 0, height: 0 };
  private dpr = 1;
  private frameId = 0;
  private upperDirty = true;

  /** `onView` hears of every change of the view's size (CSS pixels), the first one included. */
  constructor(host: HTMLElement, theme: StageTheme, onView: (view: Size) => void) {
    this.host = host;
    this.theme = theme;
    this.onView = onView;
    this.media = new MediaLayer(host);
    this.settled = new SettledLayer(host, this.list, theme);
    this.draftSheet = addSheet(host, 'draft');
    this.overlaySheet = addSheet(host, 'overlay');
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(host);
    this.host.ownerDocument.defaultView?.addEventListener('resize', this.measure);
    this.measure();
  }

  /** Called at the beginning of every frame, before anything is drawn: what it changes is seen in that frame. */
  beforeFrame(prepare: () => void): void {
    this.prepare = prepare;
  }

  /** A frame is wanted; nothing else changed yet. */
  touch(): void {
    this.schedule();
  }

  get camera(): Camera {
    return this.current;
  }

  /** CSS pixels. */
  get view(): Size {
    return this.size;
  }

  /** True when everything asked for is on the screen and sharp. */
  get isSharp(): boolean {
    return this.frameId === 0 && this.settled.isSharp(this.current);
  }

  setTheme(theme: StageTheme): void {
    this.theme = theme;
    this.settled.setTheme(theme);
    this.touchUpper();
  }

  /** Another picture (or none); its shapes are drawn at once, not in pieces. */
  setPicture(picture: Picture | null, keepShapes = false): void {
    this.media.setPicture(picture);
    if (!keepShapes) this.settled.reset();
    this.schedule();
  }

  setCamera(camera: Camera): void {
    if (sameCamera(camera, this.current)) return;
    this.current = camera;
    this.touchUpper();
  }

  /** Shapes of `list` in this box (image pixels) look different. */
  damage(box: Box): void {
    this.settled.damage(box);
    this.schedule();
  }

  /** Any shape of `list` may look different. */
  invalidate(): void {
    this.settled.invalidate();
    this.schedule();
  }

  setDraft(draft: readonly DraftShape[]): void {
    if (draft.length === 0 && this.draft.length === 0) return;
    this.draft = draft;
    this.touchUpper();
  }

  setOverlay(overlay: Overlay): void {
    if (isEmptyOverlay(overlay) && isEmptyOverlay(this.overlay)) return;
    this.overlay = overlay;
    this.touchUpper();
  }

  dispose(): void {
    this.observer.disconnect();
    const window = this.host.ownerDocument.defaultView;
    window?.removeEventListener('resize', this.measure);
    if (this.frameId !== 0) window?.cancelAnimationFrame(this.frameId);
    this.host.replaceChildren();
  }

  private touchUpper(): void {
    this.upperDirty = true;
    this.schedule();
  }

  private schedule(): void {
    if (this.frameId === 0) this.frameId = requestAnimationFrame(this.frame);
  }

  private readonly measure = (): void => {
    const view = { width: this.host.clientWidth, height: this.host.clientHeight };
    const dpr = this.host.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    if (view.width === this.size.width && view.height === this.size.height && dpr === this.dpr) return;
    this.size = view;
    this.dpr = dpr;
    this.media.setSize(view, dpr);
    this.settled.setSize(view, dpr);
    sizeSheet(this.draftSheet, view, dpr);
    sizeSheet(this.overlaySheet, view, dpr);
    this.onView(view);
    this.touchUpper();
  };

  private readonly frame = (): void => {
    try {
      this.prepare();
    } finally {
      // Only now: what was asked for meanwhile is part of this frame.
      this.frameId = 0;
    }
    const moving = this.shown !== null && !sameCamera(this.shown, this.current);
    this.shown = this.current;
    this.media.frame(this.current);
    const more = this.settled.frame(this.current, moving);
    if (this.upperDirty) this.paintUpper();
    if (more) this.schedule();
  };

  private paintUpper(): void {
    this.upperDirty = false;
    const target = (sheet: Sheet) => ({ ctx: pen(sheet), camera: this.current, dpr: this.dpr, theme: this.theme, width: sheet.canvas.width, height: sheet.canvas.height });
    const hasDraft = this.draft.length > 0;
    showSheet(this.draftSheet, hasDraft);
    if (hasDraft) {
      clearSheet(this.draftSheet);
      paintDraft(target(this.draftSheet), this.draft);
    }
    const hasOverlay = !isEmptyOverlay(this.overlay);
    showSheet(this.overlaySheet, hasOverlay);
    if (hasOverlay) {
      clearSheet(this.overlaySheet);
      paintOverlay(target(this.overlaySheet), this.overlay);
    }
  }
}
