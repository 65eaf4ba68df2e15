import type { LabelSet } from '../../../shared/domain/label-set';
import type { LabelId } from '../../../shared/kernel/ids';
import { labelChord, useActionsHidden } from '../../commands';

export interface LabelKey {
  readonly label: LabelId;
  readonly chord: string;
}

/**
 * Keys of labels: their own, and free digits for the first ones without. A digit that a person gave to an action
 * (`isTaken`) is not free: only a key that somebody chose for a label takes its place, and the label set says so.
 */
export function labelKeys(labelSet: LabelSet, isTaken: (chord: string) => boolean): readonly LabelKey[] {
  const labels = labelSet.labels.filter((l) => !l.retired);
  const taken = new Set(labels.flatMap((l) => (l.shortcut === null ? [] : [labelChord(l.shortcut)])));
  const free = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'].map(labelChord).filter((c) => !taken.has(c) && !isTaken(c));
  return labels.flatMap((l) => {
    const chord = l.shortcut === null ? free.shift() : labelChord(l.shortcut);
    return chord === undefined ? [] : [{ label: l.id, chord }];
  });
}

/** Those of this person's keys. */
export function useLabelKeys(labelSet: LabelSet): readonly LabelKey[] {
  const hidden = useActionsHidden();
  return labelKeys(labelSet, (chord) => hidden(chord, ['image']).length > 0);
}
