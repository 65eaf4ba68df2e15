import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';

/**
 * The label set as it will be when the host has answered: who goes on editing at once goes on from there, and what
 * is written as "was" is what stood there. The same object when nothing is on its way.
 */
export function withUnansweredLabels(labelSet: LabelSet, commits: readonly { readonly drafts: readonly Draft[] }[]): LabelSet {
  let shown = labelSet;
  for (const { drafts } of commits) {
    for (const { type, body } of drafts) {
      if (type !== 'label.changed' || body.labelSet !== labelSet.id) continue;
      shown = { ...shown, labels: shown.labels.map((label): Label => (label.id === body.label ? { ...label, [body.field]: body.to } : label)) };
    }
  }
  return shown;
}
