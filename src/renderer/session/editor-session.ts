import { create } from 'zustand';
import type { Box } from '../../shared/geometry/box';
import type { AttributeValues } from '../../shared/domain/label-set';
import type { LabelId } from '../../shared/kernel/ids';

export type ToolName = 'select' | 'pan' | 'box';
export type PanelTab = 'labels' | 'objects' | 'details';

/** A copied object: where it lay, what it is. */
export interface Clip {
  readonly box: Box;
  readonly label: LabelId;
  readonly attributes: AttributeValues;
}

/** Objects whose label is being chosen by name, and where they lie. No ids: a drawn box that waits for its label. */
export interface Naming {
  readonly box: Box;
  readonly ids: readonly string[];
}

/**
 * What an editor remembers beyond one sample and nothing of which is data: active tool and label, selection, what is
 * hidden or locked for now, the clipboard. One per window.
 */
export interface EditorSession {
  readonly tool: ToolName;
  readonly tab: PanelTab;
  readonly activeLabel: LabelId | null;
  readonly selection: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
  /** Everything is hidden but these: what was drawn since. Null: only what is in `hidden` is. */
  readonly onlyShown: ReadonlySet<string> | null;
  readonly crosshair: boolean;
  readonly clipboard: readonly Clip[];
  readonly scale: number;
  readonly naming: Naming | null;
  /** The filter of the objects is to take the keyboard. */
  readonly filtering: boolean;
  /** The stage has the whole window. */
  readonly full: boolean;
}

export const useEditorSession = create<EditorSession>(() => ({
  tool: 'select', tab: 'objects', activeLabel: null, selection: new Set<string>(), hidden: new Set<string>(), locked: new Set<string>(),
  onlyShown: null, crosshair: true, clipboard: [], scale: 1, naming: null, filtering: false, full: false,
}));

/** The set with the member put in or taken out. */
export function toggled(set: ReadonlySet<string>, ids: Iterable<string>): ReadonlySet<string> {
  const next = new Set(set);
  const all = [...ids];
  const add = !all.every((id) => set.has(id));
  for (const id of all) if (add) next.add(id);
  else next.delete(id);
  return next;
}
