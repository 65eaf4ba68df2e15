import type { SampleWork } from '../../../shared/domain/sample-work';
import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { Box } from '../../../shared/geometry/box';
import type { LabelId } from '../../../shared/kernel/ids';
import { FLAG, LABEL_COLORS, type DisplayList } from '../../stage';

/** Colours of a label set for the stage: the palette, then the labels' own ones. */
export interface LabelColors {
  readonly colors: readonly string[];
  /** Number of a label's colour. */
  readonly of: ReadonlyMap<LabelId, number>;
}

export function labelColors(labels: readonly Label[]): LabelColors {
  const colors = [...LABEL_COLORS];
  const of = new Map<LabelId, number>();
  for (const label of labels) {
    if (typeof label.color === 'number') of.set(label.id, label.color % LABEL_COLORS.length);
    else {
      of.set(label.id, colors.length);
      colors.push(label.color);
    }
  }
  return { colors, of };
}

export interface Looks {
  readonly selection: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  /** See `EditorSession`. */
  readonly onlyShown: ReadonlySet<string> | null;
  /** Objects of an unfinished gesture: the draft layer draws them. */
  readonly lifted: ReadonlySet<string>;
}

/**
 * Writes the objects of a sample into the display list: row = place in `work.annotations`. Only rows that look
 * different are touched; `damage` hears of each of their places, old and new.
 */
export function compileShapes(list: DisplayList, work: SampleWork, colors: LabelColors, looks: Looks, damage: (box: Box) => void): void {
  const n = work.annotations.length;
  if (n !== list.count) {
    for (let row = n; row < list.count; row++) damage(list.boxOf(row));
    list.resize(n);
  }
  // Most of these sets are empty most of the time: looking up ten thousand ids in them is not free.
  const within = (ids: ReadonlySet<string>): ReadonlySet<string> | null => (ids.size === 0 ? null : ids);
  const [hiddenOnes, selected, locked, lifted] = [within(looks.hidden), within(looks.selection), within(looks.locked), within(looks.lifted)];
  for (let row = 0; row < n; row++) {
    const a = work.annotations[row]!;
    const hidden = a.retired || looks.onlyShown?.has(a.id) === false || hiddenOnes?.has(a.id) === true;
    const flags = (hidden ? FLAG.hidden : 0) | (selected?.has(a.id) === true ? FLAG.selected : 0) | (locked?.has(a.id) === true ? FLAG.locked : 0)
      | (lifted?.has(a.id) === true ? FLAG.lifted : 0) | (a.origin === 'model' ? FLAG.dashed : 0);
    const { x, y, width, height } = a.geometry;
    const color = colors.of.get(a.label) ?? 0;
    if (list.equals(row, x, y, x + width, y + height, color, flags)) continue;
    if ((list.flags[row]! & FLAG.hidden) === 0) damage(list.boxOf(row));
    list.set(row, x, y, x + width, y + height, color, flags);
    if (!hidden) damage(a.geometry);
  }
}

/** An object in the list: which of its label's it is, counted in order of creation. */
export interface Listed {
  readonly row: number;
  readonly label: Label;
  readonly number: number;
}

/** Living objects in the order of the label set, then of creation. */
export function listObjects(work: SampleWork, labelSet: LabelSet): Listed[] {
  const buckets = new Map<LabelId, Listed[]>(labelSet.labels.map((l) => [l.id, []]));
  const labels = new Map(labelSet.labels.map((l) => [l.id, l]));
  work.annotations.forEach((a, row) => {
    if (a.retired) return;
    const bucket = buckets.get(a.label);
    const label = labels.get(a.label);
    if (bucket !== undefined && label !== undefined) bucket.push({ row, label, number: bucket.length + 1 });
  });
  return [...buckets.values()].flat();
}
