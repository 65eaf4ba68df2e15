import type { LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { clampBox, type Box, type Point, type Size } from '../../../shared/geometry/box';
import { never } from '../../../shared/kernel/result';
import type { AnnotationId, LabelId, LabelSetId } from '../../../shared/kernel/ids';
import { newLabel, toggled, useEditorSession, type Clip, type EditorSession, type Naming, type Proposed, type ToolName, type WorkStore } from '../../session';
import { DEFAULT_THEME, hitAll, hitHandle, hitShape, hitWindow, Stage, toImage, toScreen, type Picture, type StageTheme } from '../../stage';
import type { Effect, Hit, Input, Item, Mods, Preview, Scene } from '../../tools';
import { Gestures } from './gestures';
import { draftOf, overlayOf, type GestureScene } from './gesture-view';
import { name, type Choice } from './naming';
import * as propose from './proposals';
import { compileShapes, labelColors, listObjects, type LabelColors } from './shapes';
import type { Subject } from './proposals';
import { StageCamera } from './stage-camera';

/** How near (CSS pixels) a pointer must come to an outline, and to a handle. */
const REACH = 5;
const HANDLE_REACH = 8;

export interface PointerInput {
  readonly kind: 'down' | 'move' | 'up';
  /** CSS pixels of the stage. */
  readonly screen: Point;
  readonly mods: Mods;
}

/**
 * Joins one stage with the tools and the session: pointers in, changes out, and everything on the picture drawn from
 * what the session and the work store say. No React; the panels read the same stores.
 */
export class ImageController {
  readonly store: WorkStore;
  private readonly newId: () => string;
  private stage: Stage | null = null;
  private theme: StageTheme = DEFAULT_THEME;
  private labelSet: LabelSet = { id: '' as LabelSetId, labels: [] };
  private colors: LabelColors = labelColors([]);
  private subject: Subject | null = null;
  private picture: Picture | null = null;
  private readonly gestures = new Gestures();
  private panning: { readonly pointer: boolean } | null = null;
  readonly camera = new StageCamera(() => this.stage);
  private host: HTMLElement | null = null;
  /** Objects that the draft layer draws. */
  private lifted: ReadonlySet<string> = new Set();
  private stops: (() => void)[] = [];

  constructor(store: WorkStore, newId: () => string) {
    this.store = store;
    this.newId = newId;
  }

  mount(host: HTMLElement): void {
    this.host = host;
    this.stage = new Stage(host, this.theme, () => this.camera.viewChanged());
    this.stops = [this.store.subscribe(() => this.sync()), useEditorSession.subscribe((now, before) => this.sessionChanged(now, before))];
    this.camera.viewChanged();
    this.showPicture();
    this.sync();
  }

  unmount(): void {
    for (const stop of this.stops) stop();
    this.stops = [];
    this.stage?.dispose();
    this.stage = null;
    this.host = null;
  }

  setLabels(labelSet: LabelSet, theme: StageTheme): void {
    this.labelSet = labelSet;
    this.colors = labelColors(labelSet.labels);
    this.theme = { ...theme, colors: this.colors.colors };
    this.stage?.setTheme(this.theme);
    this.sync();
  }

  /** Another sample; `image` in pixels of the upright original. The picture may come later. */
  show(subject: Subject, image: Size, picture: Picture | null): void {
    const same = this.subject?.sample === subject.sample;
    this.subject = subject;
    this.picture = picture;
    if (!same) {
      this.gestures.reset();
      this.stage?.list.resize(0);
      const { selection, hidden, locked, naming } = useEditorSession.getState();
      // Mostly nothing is chosen: nobody need be told then.
      if (selection.size + hidden.size + locked.size > 0 || naming !== null) useEditorSession.setState({ selection: new Set(), hidden: new Set(), locked: new Set(), naming: null });
    }
    this.camera.show(image, !same);
    this.showPicture(same);
    this.sync();
  }

  // --- input ---

  /** Space or the middle button: the picture moves, whatever the tool. `pointer`: ends with the button. */
  holdPan(held: boolean, pointer = false): void {
    if (held) this.panning = { pointer };
    else if (this.panning !== null && this.panning.pointer === pointer) {
      this.panning = null;
      this.gestures.endPan();
    }
    this.paint();
  }

  get isPanning(): boolean {
    return this.panning !== null;
  }

  pointer(input: PointerInput): void {
    if (this.stage === null || this.subject === null) return;
    const at = toImage(this.stage.camera, input.screen);
    const hit = this.toolName() === 'select' ? this.hit(at) : null;
    this.step({ kind: input.kind, at, screen: input.screen, hit, mods: input.mods });
  }

  leave(): void {
    this.step({ kind: 'leave' });
  }

  /** The system took the pointer away: what was begun is given up. */
  abort(): void {
    this.panning = null;
    this.step({ kind: 'cancel' });
  }

  /** Esc: ends the gesture, else clears the selection, else leaves the drawing tool. */
  cancel(): void {
    const tool = this.toolName();
    if (this.gestures.busy(tool)) return this.step({ kind: 'cancel' });
    if (useEditorSession.getState().selection.size > 0) useEditorSession.setState({ selection: new Set() });
    else if (tool !== 'select') this.choose('select');
  }

  nudge(dx: number, dy: number, resize: boolean): void {
    if (useEditorSession.getState().selection.size === 0) return this.camera.pan(-dx * 32, -dy * 32);
    if (useEditorSession.getState().tool !== 'select') this.choose('select');
    this.step({ kind: 'nudge', dx, dy, resize });
  }

  release(): void {
    if (this.gestures.nudging) this.step({ kind: 'release' });
  }

  choose(tool: ToolName): void {
    this.release();
    this.step({ kind: 'cancel' });
    useEditorSession.setState(tool === 'box' ? { tool, selection: new Set() } : { tool });
  }

  private toolName(): ToolName {
    return this.panning !== null ? 'pan' : useEditorSession.getState().tool;
  }

  private hit(at: Point): Hit {
    const stage = this.stage;
    if (stage === null) return null;
    const { scale } = stage.camera;
    const items = this.selectedItems();
    if (items.length === 1) {
      const grip = hitHandle(items[0]!.box, at, HANDLE_REACH / scale);
      if (grip !== null) return { kind: 'grip', grip };
    }
    const row = hitShape(stage.list, at, REACH / scale);
    return row === null ? null : { kind: 'object', id: this.idOf(row) };
  }

  private step(input: Input): void {
    const effects = this.gestures.step(this.toolName(), input, this.scene());
    for (const effect of effects) this.carryOut(effect);
    this.paint();
  }

  private carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'pan': return this.camera.pan(effect.dx, effect.dy);
      case 'select': return this.select(effect.ids, effect.mode);
      case 'select-window': {
        const ids = this.stage === null ? [] : hitWindow(this.stage.list, effect.window, false).map((row) => this.idOf(row));
        return this.select(ids, effect.mode);
      }
      case 'change': return this.commit(effect.what === 'move' ? 'command.move' : 'command.resize', (s, w) => propose.setBoxes(s, w, effect.changes));
      case 'create': return this.create(effect.box);
      default: return never(effect);
    }
  }

  private select(ids: readonly string[], mode: 'replace' | 'toggle' | 'add'): void {
    const { selection } = useEditorSession.getState();
    const next = mode === 'replace' ? new Set(ids) : mode === 'toggle' ? toggled(selection, ids) : new Set([...selection, ...ids]);
    if (next.size === selection.size && [...next].every((id) => selection.has(id))) return;
    useEditorSession.setState({ selection: next });
  }

  private create(box: Box): void {
    const label = this.activeLabel();
    if (label === null) return useEditorSession.setState({ naming: { box, ids: [] } });
    this.commit('command.draw-box', (s) => [propose.create(s, this.newId() as AnnotationId, label, box)]);
  }

  // --- labels by name ---

  /** Asks for the label of what is selected, beside it. */
  askLabel(): void {
    const items = this.selectedItems();
    if (items[0] !== undefined) useEditorSession.setState({ naming: { box: items[0].box, ids: items.map((i) => i.id) } });
  }

  /** The label was chosen: sets it on what was asked about, makes it where it is new. It stays the one that new objects get. */
  giveLabel(choice: Choice): void {
    const { naming } = useEditorSession.getState();
    const work = this.work();
    if (naming === null || this.subject === null || work === null) return;
    const named = name(naming, choice, this.labelSet, this.subject, work, this.newId);
    if (named.drafts.length > 0) this.store.commit(named.command, named.drafts);
    useEditorSession.setState({ naming: null, activeLabel: named.label });
    this.focus();
  }

  stopNaming(): void {
    useEditorSession.setState({ naming: null });
    this.focus();
  }

  /** Adds a label; it becomes the one that new objects get. */
  addLabel(text: string): void {
    const added = newLabel(this.labelSet, this.newId() as LabelId, text);
    this.store.commit('command.add-label', [added]);
    useEditorSession.setState({ activeLabel: added.body.label });
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

  // --- changes ---

  /** The label that a new box gets: the chosen one, else the first. */
  activeLabel(): LabelId | null {
    const { activeLabel } = useEditorSession.getState();
    const labels = this.labelSet.labels.filter((l) => !l.retired);
    return (labels.find((l) => l.id === activeLabel) ?? labels[0])?.id ?? null;
  }

  /** One gesture, one command. Nothing is sent when nothing changes. */
  commit(name: string, make: (subject: Subject, work: SampleWork) => readonly Proposed[]): void {
    const work = this.subject === null ? null : this.store.view(this.subject.sample);
    if (this.subject === null || work === null) return;
    const drafts = make(this.subject, work);
    if (drafts.length > 0) this.store.commit(name, drafts);
  }

  /** A label's key: relabels what is selected, else chooses the label and the tool that draws it. */
  chooseLabel(label: LabelId): void {
    const { selection, tool } = useEditorSession.getState();
    if (tool !== 'box' && selection.size > 0) this.commit('command.relabel', (s, w) => propose.relabel(s, w, selection, label));
    useEditorSession.setState({ activeLabel: label });
    if (selection.size === 0 && tool !== 'box') this.choose('box');
  }

  deleteSelected(): void {
    const { selection, locked } = useEditorSession.getState();
    const ids = new Set([...selection].filter((id) => !locked.has(id)));
    this.commit('command.delete', (s, w) => propose.retire(s, w, ids));
    useEditorSession.setState({ selection: new Set() });
  }

  copySelected(): number {
    const work = this.work();
    const clipboard = work === null ? [] : propose.copy(work, useEditorSession.getState().selection);
    if (clipboard.length > 0) useEditorSession.setState({ clipboard });
    return clipboard.length;
  }

  paste(name: 'command.paste' | 'command.duplicate', clips: readonly Clip[], shift: boolean): number {
    let pasted: string[] = [];
    this.commit(name, (s, w) => {
      const made = propose.paste(s, w, clips, this.camera.image, shift, (label) => this.labelSet.labels.some((l) => l.id === label && !l.retired), this.newId);
      pasted = made.ids;
      return made.drafts;
    });
    if (pasted.length > 0) useEditorSession.setState({ tool: 'select', selection: new Set(pasted) });
    return pasted.length;
  }

  duplicate(): void {
    const work = this.work();
    if (work !== null) this.paste('command.duplicate', propose.copy(work, useEditorSession.getState().selection), true);
  }

  selectAll(): void {
    const { hidden, locked, allHidden } = useEditorSession.getState();
    const work = this.work();
    if (work === null || allHidden) return;
    useEditorSession.setState({ tool: 'select', selection: new Set(propose.living(work).filter((a) => !hidden.has(a.id) && !locked.has(a.id)).map((a) => a.id)) });
  }

  /** Selects the object after (or before) the selected one, in the order of the list. */
  cycle(step: 1 | -1): void {
    const work = this.work();
    if (work === null) return;
    const { selection } = useEditorSession.getState();
    const listed = listObjects(work, this.labelSet);
    if (listed.length === 0) return;
    const at = listed.findIndex((l) => selection.has(work.annotations[l.row]!.id));
    const next = at < 0 ? (step > 0 ? 0 : listed.length - 1) : (at + step + listed.length) % listed.length;
    useEditorSession.setState({ tool: 'select', selection: new Set([work.annotations[listed[next]!.row]!.id]) });
    this.camera.reveal(this.selectedItems().map((i) => i.box));
  }

  /** From the list: selects and shows where it is. */
  pick(id: string, mode: 'replace' | 'toggle'): void {
    useEditorSession.setState({ tool: 'select' });
    this.select([id], mode);
    if (mode === 'replace') this.camera.reveal(this.selectedItems().map((i) => i.box));
  }

  setBox(id: string, box: Box): void {
    this.commit('command.resize', (s, w) => propose.setBoxes(s, w, [{ id, box: clampBox(box, this.camera.image) }]));
  }

  /** What lies under a point of the screen, best first (for a menu or a repeated click). */
  under(screen: Point): string[] {
    const stage = this.stage;
    return stage === null ? [] : hitAll(stage.list, toImage(stage.camera, screen), REACH / stage.camera.scale).map((row) => this.idOf(row));
  }

  // --- drawing ---

  private work() {
    return this.subject === null ? null : this.store.view(this.subject.sample);
  }

  private idOf(row: number): string {
    return this.work()?.annotations[row]?.id ?? '';
  }

  /** Selected objects that can be moved: there, not locked, not hidden. */
  private selectedItems(): Item[] {
    const { selection, locked, hidden, allHidden } = useEditorSession.getState();
    const work = this.work();
    if (work === null || selection.size === 0 || allHidden) return [];
    return work.annotations.flatMap((a) => (selection.has(a.id) && !a.retired && !locked.has(a.id) && !hidden.has(a.id) ? [{ id: a.id, box: a.geometry }] : []));
  }

  private scene(): Scene {
    return { image: this.camera.image, selected: this.selectedItems(), scale: this.stage?.camera.scale ?? 1 };
  }

  private sessionChanged(now: EditorSession, before: EditorSession): void {
    if (now.scale !== before.scale && now.selection === before.selection && now.tool === before.tool) return;
    this.sync();
  }

  private showPicture(same = false): void {
    this.stage?.setPicture(this.picture === null ? null : { ...this.picture, width: this.camera.image.width, height: this.camera.image.height }, same);
  }

  /** Brings the shapes of the stage in step with the work and the session. */
  private sync(): void {
    const stage = this.stage;
    if (stage === null) return;
    const work = this.work();
    if (work === null) {
      stage.list.resize(0);
      stage.invalidate();
    } else {
      const { selection, hidden, locked, allHidden } = useEditorSession.getState();
      compileShapes(stage.list, work, this.colors, { selection, hidden, locked, allHidden, lifted: this.lifted }, (box) => stage.damage(box));
    }
    this.paint();
  }

  /** Draft and overlay of the gesture under way. */
  private paint(): void {
    const stage = this.stage;
    if (stage === null) return;
    const preview = this.gestures.preview(this.toolName(), this.scene());
    const lifted = new Set(preview.changed.map((c) => c.id));
    if (lifted.size !== this.lifted.size || [...lifted].some((id) => !this.lifted.has(id))) {
      this.lifted = lifted;
      return this.sync();
    }
    const scene = this.gesture(preview);
    stage.setDraft(draftOf(scene));
    stage.setOverlay(overlayOf(scene));
    if (this.host !== null && this.host.style.cursor !== preview.cursor) this.host.style.cursor = preview.cursor;
  }

  private gesture(preview: Preview): GestureScene {
    return {
      preview, work: this.work(), selected: this.selectedItems(), labelSet: this.labelSet, colors: this.colors, active: this.activeLabel(), waiting: waitingBox(useEditorSession.getState().naming),
      withHandles: this.toolName() === 'select', withCrosshair: useEditorSession.getState().crosshair,
    };
  }
}

function waitingBox(naming: Naming | null): Box | null {
  return naming === null || naming.ids.length > 0 ? null : naming.box;
}
