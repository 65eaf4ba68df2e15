import type { LabelSet } from '../../../shared/domain/label-set';
import type { LabelId } from '../../../shared/kernel/ids';
import { labelChord } from '../../commands';

/** Keys of labels: their own, and the digits that nobody took for the first ones without. */
export function labelKeys(labelSet: LabelSet): { readonly label: LabelId; readonly chord: string }[] {
  const labels = labelSet.labels.filter((l) => !l.retired);
  const taken = new Set(labels.flatMap((l) => (l.shortcut === null ? [] : [labelChord(l.shortcut)])));
  const free = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'].map(labelChord).filter((c) => !taken.has(c));
  return labels.flatMap((l) => {
    const chord = l.shortcut === null ? free.shift() : labelChord(l.shortcut);
    return chord === undefined ? [] : [{ label: l.id, chord }];
  });
}
