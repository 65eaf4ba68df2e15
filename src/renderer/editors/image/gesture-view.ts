import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { LabelSet } from '../../../shared/domain/label-set';
import type { Box, Size } from '../../../shared/geometry/box';
import type { LabelId } from '../../../shared/kernel/ids';
import { FLAG, type DraftShape, type Overlay, type Tag } from '../../stage';
import type { Item, Preview } from '../../tools';
import type { LabelColors, Listed } from './shapes';

/** What the picture of an unfinished gesture is made from. */
export interface GestureScene {
  readonly preview: Preview;
  /** The object with this id. */
  readonly find: (id: string) => Annotation | undefined;
  /** How the list calls it. */
  readonly listedAs: (id: string) => Listed | undefined;
  readonly selected: readonly Item[];
  readonly labelSet: LabelSet;
  readonly colors: LabelColors;
  /** The label a new object gets. */
  readonly active: LabelId | null;
  /** A drawn box that waits for its label. */
  readonly waiting: Box | null;
  readonly withHandles: boolean;
  readonly withCrosshair: boolean;
}

export function draftOf({ preview, find, colors, active, waiting }: GestureScene): DraftShape[] {
  const shapes: DraftShape[] = [];
  for (const { id, box } of preview.changed) {
    const label = find(id)?.label;
    shapes.push({ box, color: label === undefined ? 0 : (colors.of.get(label) ?? 0), flags: FLAG.selected });
  }
  if (preview.drawn !== null) shapes.push({ box: preview.drawn, color: active === null ? 0 : (colors.of.get(active) ?? 0), flags: FLAG.selected });
  if (waiting !== null) shapes.push({ box: waiting, color: 0, flags: FLAG.selected });
  return shapes;
}

/** Handles and a tag for the one selected object; several carry weight alone, so that nothing hides the picture. */
export function overlayOf(scene: GestureScene): Overlay {
  const { preview, selected, colors, labelSet, active } = scene;
  const only = selected.length === 1 ? selected[0] : undefined;
  const box = only === undefined ? null : (preview.changed.find((c) => c.id === only.id)?.box ?? only.box);
  const tags: Tag[] = [];
  if (only !== undefined && box !== null) tags.push(tagOf(scene, only.id, box));
  const label = labelSet.labels.find((l) => l.id === active);
  if (preview.drawn !== null && label !== undefined) tags.push({ box: preview.drawn, color: colors.of.get(label.id) ?? 0, text: label.name, quiet: sizeText(preview.drawn) });
  return {
    handles: scene.withHandles && box !== null ? [box] : [],
    tags,
    rubber: preview.window,
    crosshair: scene.withCrosshair || preview.steered ? preview.crosshair : null,
  };
}

function tagOf({ listedAs, colors }: GestureScene, id: string, box: Box): Tag {
  const listed = listedAs(id);
  if (listed === undefined) return { box, color: 0, text: '', quiet: sizeText(box) };
  return { box, color: colors.of.get(listed.label.id) ?? 0, text: `${listed.label.name} ${listed.number}`, quiet: sizeText(box) };
}

function sizeText(box: Size): string {
  return `${Math.round(box.width)} × ${Math.round(box.height)}`;
}
