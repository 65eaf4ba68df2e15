import type { LabelId } from '../../../shared/kernel/ids';
import type { ToolName } from '../../session';
import type { Side } from './box-numbers';

/** Everything a button, a key or a row of the editor can ask for. */
export interface EditorActions {
  readonly previous: () => void;
  readonly next: () => void;
  readonly nextUnlabeled: () => void;
  readonly submit: () => void;
  readonly toggleHard: () => void;
  readonly toggleNothingHere: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly fit: () => void;
  readonly oneToOne: () => void;
  readonly zoom: (factor: number) => void;
  readonly choose: (tool: ToolName) => void;
  readonly chooseLabel: (label: LabelId) => void;
  /** Asks for the label of the selected objects by name. */
  readonly askLabel: () => void;
  readonly addLabel: (name: string) => void;
  readonly pick: (id: string, mode: 'replace' | 'toggle') => void;
  readonly cycle: (step: 1 | -1) => void;
  readonly hide: (ids: readonly string[]) => void;
  readonly lock: (ids: readonly string[]) => void;
  readonly hideAll: () => void;
  readonly remove: () => void;
  /** Removes all objects that are neither locked nor hidden. */
  readonly clear: () => void;
  readonly copy: () => void;
  readonly paste: () => void;
  readonly pastePrevious: () => void;
  readonly duplicate: () => void;
  readonly selectAll: () => void;
  readonly toggleOccluded: () => void;
  readonly setAttribute: (id: string, attribute: string, value: string) => void;
  /** One side of a box, pixels of the upright original; answers what it is afterwards, null when there is no such object. */
  readonly setSide: (id: string, side: Side, value: number) => number | null;
  /** Brings the cursor into the filter of the objects. */
  readonly filter: () => void;
  readonly setFull: (full: boolean) => void;
}
