import type { Box, Size } from '../../../shared/geometry/box';
import { useEditorSession, type Naming } from '../../session';
import { DEFAULT_THEME, type DisplayList, type Picture, type Stage, type StageTheme } from '../../stage';
import type { Item, Preview } from '../../tools';
import type { EditedSample } from './edited-sample';
import { draftOf, overlayOf } from './gesture-view';
import { compileShapes } from './shapes';

/**
 * Draws the sample on the stage: picture, settled shapes, and the gesture under way. What happens between two frames is
 * drawn once, in the next of them, however many changes it was: ten thousand shapes are gone through once per frame.
 */
export class Drawing {
  private readonly edited: EditedSample;
  private readonly gesture: () => { readonly preview: Preview; readonly withHandles: boolean };
  private stage: Stage | null = null;
  private host: HTMLElement | null = null;
  private picture: Picture | null = null;
  /** Objects that the draft layer draws, and what they were read from. */
  private lifted: ReadonlySet<string> = new Set();
  private changed: readonly Item[] = [];
  /** The shapes of the stage are not those of the work and the session any more. */
  private stale = true;
  theme: StageTheme = DEFAULT_THEME;

  constructor(edited: EditedSample, gesture: () => { readonly preview: Preview; readonly withHandles: boolean }) {
    this.edited = edited;
    this.gesture = gesture;
  }

  /** null: the stage was taken down. */
  mount(stage: Stage | null, host: HTMLElement | null): void {
    this.stage = stage;
    this.host = host;
    stage?.beforeFrame(() => this.draw());
  }

  setTheme(theme: StageTheme): void {
    this.theme = { ...theme, colors: this.edited.colors.colors };
    this.stage?.setTheme(this.theme);
    this.sync();
  }

  /** `image`: pixels of the upright original, whatever size was decoded. `same`: the shapes stay. */
  setPicture(picture: Picture | null, image: Size, same: boolean): void {
    this.picture = picture;
    if (!same) this.stage?.list.resize(0);
    this.showPicture(image, same);
  }

  showPicture(image: Size, same = false): void {
    this.stage?.setPicture(this.picture === null ? null : { ...this.picture, width: image.width, height: image.height }, same);
  }

  /** The work or the session changed: its shapes are drawn with the next frame. */
  sync(): void {
    this.stale = true;
    this.stage?.touch();
  }

  /** The gesture under way changed: drawn with the next frame. */
  paint(): void {
    this.stage?.touch();
  }

  /** The shapes as the work and the session have them now, for finding what lies under a pointer; null without a stage. */
  shapes(): DisplayList | null {
    this.compile();
    return this.stage?.list ?? null;
  }

  /** All of it, at the beginning of a frame. */
  private draw(): void {
    const { stage, edited } = this;
    if (stage === null) return;
    const { preview, withHandles } = this.gesture();
    this.lift(preview.changed);
    this.compile();
    const { naming, crosshair } = useEditorSession.getState();
    const scene = {
      preview, withHandles, find: (id: string) => edited.find(id), listedAs: (id: string) => edited.listedAs(id), selected: edited.selectedItems(),
      labelSet: edited.labelSet, colors: edited.colors, active: edited.activeLabel(), waiting: waitingBox(naming), withCrosshair: crosshair,
    };
    stage.setDraft(draftOf(scene));
    stage.setOverlay(overlayOf(scene));
    if (this.host !== null && this.host.style.cursor !== preview.cursor) this.host.style.cursor = preview.cursor;
  }

  private lift(changed: readonly Item[]): void {
    const before = this.changed;
    this.changed = changed;
    if (changed === before || (changed.length === before.length && changed.every((c, i) => c.id === before[i]?.id))) return;
    this.lifted = new Set(changed.map((c) => c.id));
    this.stale = true;
  }

  private compile(): void {
    const { stage } = this;
    if (stage === null || !this.stale) return;
    this.stale = false;
    const work = this.edited.work();
    if (work === null) {
      stage.list.resize(0);
      stage.invalidate();
      return;
    }
    const { selection, hidden, locked, onlyShown } = useEditorSession.getState();
    compileShapes(stage.list, work, this.edited.colors, { selection, hidden, locked, onlyShown, lifted: this.lifted }, (box) => stage.damage(box));
  }
}

function waitingBox(naming: Naming | null): Box | null {
  return naming === null || naming.ids.length > 0 ? null : naming.box;
}
