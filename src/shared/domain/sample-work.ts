import type { LabelId } from '../kernel/ids';
import type { Annotation } from './annotation/annotation';
import type { Marks } from './job';

/**
 * Everything that one job says about one sample: the unit of the fold ("fold per subject"). What the editor is
 * given when a sample is opened, and what two folds must agree on byte for byte (as canonical JSON).
 */
export interface SampleWork {
  /** Classification: the labels, in label-set order, no duplicates. Empty for detection. */
  readonly classes: readonly LabelId[];
  /** Detection: in order of creation, retired ones included. Empty for classification. */
  readonly annotations: readonly Annotation[];
  readonly marks: Marks;
  /** A person said: nothing to mark here. Counts as labeled. */
  readonly nothingHere: boolean;
}
