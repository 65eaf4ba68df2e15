import type { Box, Size } from '../../../shared/geometry/box';
import { useEditorSession, type Naming } from '../../session';
import { DEFAULT_THEME, type Picture, type Stage, type StageTheme } from '../../stage';
import type { Preview } from '../../tools';
import type { EditedSample } from './edited-sample';
import { draftOf, overlayOf } from './gesture-view';
import { compileShapes } from './shapes';

/** Draws the sample on the stage: picture, settled shapes, and the gesture under way. */
export class Drawing {
  private readonly edited: EditedSample;
  private readonly gesture: () => { readonly preview: Preview; readonly withHandles: boolean };
  private stage: Stage | null = null;
  private host: HTMLElement | null = null;
  private picture: Picture | null = null;
  /** Objects that the draft layer draws. */
  private lifted: ReadonlySet<string> = new Set();
  theme: StageTheme = DEFAULT_THEME;

  constructor(edited: EditedSample, gesture: () => { readonly preview: Preview; readonly withHandles: boolean }) {
    this.edited = edited;
    this.gesture = gesture;
  }

  /** null: the stage was taken down. */
  mount(stage: Stage | null, host: HTMLElement | null): void {
    this.stage = stage;
    this.host = host;
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

  /** Brings the shapes of the stage in step with the work and the session. */
  sync(): void {
    const { stage } = this;
    if (stage === null) return;
    const work = this.edited.work();
    if (work === null) {
      stage.list.resize(0);
      stage.invalidate();
    } else {
      const { selection, hidden, locked, allHidden } = useEditorSession.getState();
      compileShapes(stage.list, work, this.edited.colors, { selection, hidden, locked, allHidden, lifted: this.lifted }, (box) => stage.damage(box));
    }
    this.paint();
  }

  /** Draft and overlay of the gesture under way. */
  paint(): void {
    const { stage, edited } = this;
    if (stage === null) return;
    const { preview, withHandles } = this.gesture();
    const lifted = new Set(preview.changed.map((c) => c.id));
    if (lifted.size !== this.lifted.size || [...lifted].some((id) => !this.lifted.has(id))) {
      this.lifted = lifted;
      return this.sync();
    }
    const scene = {
      preview, withHandles, work: edited.work(), selected: edited.selectedItems(), labelSet: edited.labelSet, colors: edited.colors,
      active: edited.activeLabel(), waiting: waitingBox(useEditorSession.getState().naming), withCrosshair: useEditorSession.getState().crosshair,
    };
    stage.setDraft(draftOf(scene));
    stage.setOverlay(overlayOf(scene));
    if (this.host !== null && this.host.style.cursor !== preview.cursor) this.host.style.cursor = preview.cursor;
  }
}

function waitingBox(naming: Naming | null): Box | null {
  return naming === null || naming.ids.length > 0 ? null : naming.box;
}
