import { freeShortcuts } from '../../shared/domain/label-rules';
import type { LabelSet } from '../../shared/domain/label-set';
import { nameIn } from '../../shared/domain/names';
import type { LabelId } from '../../shared/kernel/ids';
import { nextLabelColor } from '../ui';
import type { Proposed } from './apply-drafts';

/** A label of this name with the next colour and the first free digit (none when all ten are taken). The name is not checked. */
export function newLabel(labelSet: LabelSet, label: LabelId, name: string): Extract<Proposed, { type: 'label.added' }> {
  const living = labelSet.labels.filter((one) => !one.retired);
  const shortcut = freeShortcuts(labelSet.labels, null).find((key) => /\d/.test(key)) ?? null;
  return { type: 'label.added', body: { labelSet: labelSet.id, label, name: nameIn(name), color: nextLabelColor(living.map((one) => one.color)), shortcut, attributes: [] } };
}
