/** What the columns of a job say about a sample, derived from its work. */
import { packMarks } from '../events/blobs/packed-marks';
import type { LabelId } from '../kernel/ids';
import type { SAMPLE_STATES} from '../domain/job';
import { type SampleState, type Task } from '../domain/job';
import type { ItemState } from './item';

export interface ItemSummary {
  readonly state: SampleState;
  readonly objects: number;
  /** In label-set order, no duplicates. */
  readonly labels: readonly LabelId[];
  /** Packed as in `contract/columns.ts`. */
  readonly marks: number;
  readonly changed: number;
}

/** `order` gives the place of a label in its set (labels it does not know come last, by id). */
export function summarize(item: ItemState, task: Task, order: (label: LabelId) => number): ItemSummary {
  const { hard, flag, stars } = item.marks;
  const rest = { marks: packMarks(hard, flag, stars), changed: item.changed };
  if (task === 'classification') {
    return { state: stateOf(item.classes.length, item.nothingHere), objects: item.classes.length, labels: inOrder(item.classes, order), ...rest };
  }
  let objects = 0;
  for (const number of item.living.values()) objects += number;
  return { state: stateOf(objects, item.nothingHere), objects, labels: inOrder([...item.living.keys()], order), ...rest };
}

/** A sample is labeled when something is marked on it or a person said that there is nothing to mark. */
export function stateOf(objects: number, nothingHere: boolean): (typeof SAMPLE_STATES)[number] {
  return objects > 0 || nothingHere ? 'labeled' : 'unlabeled';
}

export function inOrder(labels: readonly LabelId[], order: (label: LabelId) => number): readonly LabelId[] {
  return labels.length < 2 ? labels : [...labels].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
}
