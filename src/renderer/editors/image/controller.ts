import type { LabelSet } from '../../../shared/domain/label-set';
import type { Box, Point, Size } from '../../../shared/geometry/box';
import { never } from '../../../shared/kernel/result';
import type { LabelId } from '../../../shared/kernel/ids';
import { useEditorSession, type EditorSession, type ToolName, type WorkStore } from '../../session';
import { hitAll, hitHandle, hitShape, hitWindow, Stage, toImage, toScreen, type Picture, type StageTheme } from '../../stage';
import type { Effect, Hit, Input, Mods, Scene } from '../../tools';
import { Drawing } from './drawing';
import { EditedSample } from './edited-sample';
import { Edits } from './edits';
import { Gestures } from './gestures';
import { Labeling } from './labeling';
import { Picking } from './picking';
import type { Subject } from './proposals';
import { say } from './spoken';
import { StageCamera } from './stage-camera';

/** How near (CSS pixels) a pointer must come to an outline, and to a handle. */
const REACH = 5;
const HANDLE_REACH = 8;
/** CSS pixels that the cross of a drawing tool goes with Ctrl and an arrow key. */
const LEAP = 50;

export interface PointerInput {
  readonly kind: 'down' | 'move' | 'up';
  /** CSS pixels of the stage. */
  readonly screen: Point;
  readonly mods: Mods;
}

/**
 * Joins one stage with the tools and the session: pointer and keys in, changes out. What is drawn follows the session
 * and the work store (`Drawing`), what is changed goes through `edits`. No React; the panels read the same stores.
 */
export class ImageController {
  readonly store: WorkStore;
  readonly edited: EditedSample;
  readonly edits: Edits;
  readonly picking: Picking;
  readonly labeling: Labeling;
  readonly camera = new StageCamera(() => this.stage);
  private readonly gestures = new Gestures();
  private readonly drawing: Drawing;
  private stage: Stage | null = null;
  private host: HTMLElement | null = null;
  private panning: { readonly pointer: boolean } | null = null;
  private stops: (() => void)[] = [];

  constructor(store: WorkStore, newId: () => string) {
    this.store = store;
    this.edited = new EditedSample(store);
    this.edits = new Edits(this.edited, () => this.camera.image, newId);
    this.labeling = new Labeling(this.edited, newId, () => this.focus());
    this.picking = new Picking(this.edited, () => this.choose('select'), () => this.picked());
    this.drawing = new Drawing(this.edited, () => ({ preview: this.gestures.preview(this.toolName(), this.scene()), withHandles: this.toolName() === 'select' }));
  }

  mount(host: HTMLElement): void {
    this.host = host;
    this.stage = new Stage(host, this.drawing.theme, () => this.camera.viewChanged());
    this.drawing.mount(this.stage, host);
    this.stops = [this.store.subscribe(() => this.workChanged()), useEditorSession.subscribe((now, before) => this.sessionChanged(now, before))];
    this.camera.viewChanged();
    this.drawing.showPicture(this.camera.image);
    this.drawing.sync();
  }

  unmount(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.stage?.dispose();
    this.stage = null;
    this.host = null;
    this.drawing.mount(null, null);
  }

  setLabels(labelSet: LabelSet, theme: StageTheme): void {
    this.edited.setLabels(labelSet);
    this.drawing.setTheme(theme);
  }

  /** Another sample; `image` in pixels of the upright original. The picture may come later. */
  show(subject: Subject, image: Size, picture: Picture | null): void {
    const same = this.edited.open(subject);
    if (!same) this.gestures.reset();
    this.camera.show(image, !same);
    this.drawing.setPicture(picture, image, same);
    this.drawing.sync();
  }

  /** Whether a picture is awaited of which nothing is on the stage: until it is there, or known not to come, nothing is drawn. */
  awaits(picture: boolean): void {
    if (picture && !this.gestures.blind && this.toolName() === 'box') this.step({ kind: 'cancel' });
    this.gestures.blind = picture;
    this.drawing.paint();
  }

  // --- input ---

  /** Space or the middle button: the picture moves, whatever the tool. `pointer`: ends with the button. */
  holdPan(held: boolean, pointer = false): void {
    if (held) this.panning = { pointer };
    else if (this.panning !== null && this.panning.pointer === pointer) {
      this.panning = null;
      this.gestures.endPan();
    }
    this.drawing.paint();
  }

  pointer(input: PointerInput): void {
    if (this.stage === null || this.edited.subject === null) return;
    this.picking.setLeaving(false);
    const at = toImage(this.stage.camera, input.screen);
    const hit = this.toolName() === 'select' ? this.hit(at, input.mods.alt && input.kind === 'down') : null;
    this.step({ kind: input.kind, at, screen: input.screen, hit, mods: input.mods });
  }

  /** The object meant by a point of the screen becomes the selection (unless it is part of it); false when there is none. */
  choosePoint(screen: Point): boolean {
    const [stage, list] = [this.stage, this.drawing.shapes()];
    const row = stage === null || list === null ? null : hitShape(list, toImage(stage.camera, screen), REACH / stage.camera.scale);
    if (row === null) return false;
    const id = this.edited.idOf(row);
    this.choose('select');
    if (!useEditorSession.getState().selection.has(id)) this.picking.select([id], 'replace');
    return true;
  }

  /** Where a box of the picture is on the stage, in CSS pixels. */
  onScreen(box: Box): Box {
    const camera = this.stage?.camera ?? { x: 0, y: 0, scale: 1 };
    return { ...toScreen(camera, box), width: box.width * camera.scale, height: box.height * camera.scale };
  }

  /** The keyboard goes back to the picture, without the ring that shows who came by Tab where they are. */
  private focus(): void {
    if (this.host === null) return;
    this.host.dataset['pointer'] = '';
    this.host.focus({ preventScroll: true });
  }

  leave(): void {
    this.step({ kind: 'leave' });
  }

  /** The system took the pointer away: what was begun is given up. */
  abort(): void {
    this.panning = null;
    this.step({ kind: 'cancel' });
  }

  /** A gesture is under way. */
  get busy(): boolean {
    return this.gestures.busy(this.toolName());
  }

  /** An arrow key is held. */
  get nudging(): boolean {
    return this.gestures.nudging;
  }

  /** Esc: ends the gesture, else clears the selection, else leaves the drawing tool. */
  cancel(): void {
    const tool = this.toolName();
    if (this.gestures.busy(tool)) return this.step({ kind: 'cancel' });
    if (useEditorSession.getState().selection.size > 0) useEditorSession.setState({ selection: new Set() });
    else if (tool !== 'select') this.choose('select');
    else this.picking.setLeaving(true);
  }

  /** Enter: sets a corner of the box being drawn; false when the tool has nothing to finish. */
  finish(): boolean {
    if (this.toolName() !== 'box') return false;
    this.step({ kind: 'finish' });
    this.sayCross();
    return true;
  }

  /** Arrow keys: the cross of the drawing tool, else what is selected, else the picture. Image pixels. */
  nudge(dx: number, dy: number, resize: boolean): void {
    if (this.toolName() === 'box') {
      const unit = Math.max(1, 1 / (this.stage?.camera.scale ?? 1)) * (resize ? LEAP : 1);
      return this.step({ kind: 'nudge', dx: dx * unit, dy: dy * unit, resize: false });
    }
    if (useEditorSession.getState().selection.size === 0) return this.camera.pan(-dx * 32, -dy * 32);
    if (this.toolName() !== 'select') this.choose('select');
    this.step({ kind: 'nudge', dx, dy, resize });
  }

  /** The arrow key came up. */
  release(): void {
    if (this.gestures.nudging) {
      this.step({ kind: 'release' });
      this.saySelected();
    } else if (this.toolName() === 'box') this.sayCross();
  }

  choose(tool: ToolName): void {
    if (this.gestures.nudging) this.step({ kind: 'release' });
    this.step({ kind: 'cancel' });
    useEditorSession.setState(tool === 'box' ? { tool, selection: new Set() } : { tool });
  }

  private toolName(): ToolName {
    return this.panning !== null ? 'pan' : useEditorSession.getState().tool;
  }

  /** `deeper`: what lies under the object that is selected there. */
  private hit(at: Point, deeper: boolean): Hit {
    const [stage, list] = [this.stage, this.drawing.shapes()];
    if (stage === null || list === null) return null;
    const reach = 1 / stage.camera.scale;
    const items = this.edited.selectedItems();
    if (items.length === 1) {
      const grip = hitHandle(items[0]!.box, at, HANDLE_REACH * reach);
      if (grip !== null) return { kind: 'grip', grip };
    }
    if (deeper) {
      const ids = hitAll(list, at, REACH * reach).map((row) => this.edited.idOf(row));
      const id = ids[(ids.findIndex((x) => items.some((i) => i.id === x)) + 1) % ids.length];
      return id === undefined ? null : { kind: 'object', id };
    }
    const row = hitShape(list, at, REACH * reach);
    return row === null ? null : { kind: 'object', id: this.edited.idOf(row) };
  }

  private step(input: Input): void {
    for (const effect of this.gestures.step(this.toolName(), input, this.scene())) this.carryOut(effect);
    this.drawing.paint();
  }

  private carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'pan': return this.camera.pan(effect.dx, effect.dy);
      case 'reveal': return this.camera.reveal([{ ...effect.at, width: 0, height: 0 }]);
      case 'select': return this.picking.select(effect.ids, effect.mode);
      case 'select-window': {
        const list = this.drawing.shapes();
        const ids = list === null ? [] : hitWindow(list, effect.window, false).map((row) => this.edited.idOf(row));
        return this.picking.select(ids, effect.mode);
      }
      case 'change': return this.edits.setBoxes(effect.what, effect.changes);
      case 'create': return this.edits.create(effect.box);
      default: return never(effect);
    }
  }

  /** A label's key: relabels what is selected, else chooses the label and the tool that draws it. */
  chooseLabel(label: LabelId): void {
    const { selection, tool } = useEditorSession.getState();
    if (tool !== 'box' && selection.size > 0) this.edits.relabel(selection, label);
    useEditorSession.setState({ activeLabel: label });
    if (selection.size === 0 && tool !== 'box') this.choose('box');
  }

  // --- what changes under a gesture ---

  private scene(): Scene {
    return { image: this.camera.image, middle: this.camera.middle(), selected: this.edited.selectedItems(), scale: this.stage?.camera.scale ?? 1 };
  }

  private sessionChanged(now: EditorSession, before: EditorSession): void {
    if (now.scale !== before.scale && now.selection === before.selection && now.tool === before.tool) return;
    this.drawing.sync();
  }

  /** An object that somebody took away cannot be dragged any further. */
  private workChanged(): void {
    const { changed } = this.gestures.preview(this.toolName(), this.scene());
    if (changed.some((c) => this.edited.find(c.id)?.retired !== false)) this.step({ kind: 'cancel' });
    this.drawing.sync();
  }

  private picked(): void {
    this.camera.reveal(this.edited.selectedItems().map((i) => i.box));
    this.saySelected();
  }

  private saySelected(): void {
    const items = this.edited.selectedItems();
    const item = items.length === 1 ? items[0] : undefined;
    const listed = item === undefined ? undefined : this.edited.listedAs(item.id);
    if (item !== undefined && listed !== undefined) say({ label: listed.label.name, number: listed.number, box: item.box });
  }

  private sayCross(): void {
    const { crosshair, drawn } = this.gestures.preview(this.toolName(), this.scene());
    if (crosshair !== null) say({ at: crosshair, size: drawn });
  }
}
