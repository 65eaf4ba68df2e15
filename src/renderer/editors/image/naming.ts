/** Choosing a label by its name: which labels fit what was typed, and the changes that follow. Pure. */
import { nameProblem } from '../../../shared/domain/label-rules';
import type { Label, LabelSet } from '../../../shared/domain/label-set';
import { nameIn } from '../../../shared/domain/names';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { AnnotationId, LabelId } from '../../../shared/kernel/ids';
import { newLabel, type Naming, type Proposed } from '../../session';
import * as propose from './proposals';
import type { Subject } from './proposals';

/** A label that is there, or the name of one to be made. */
export type Choice = { readonly kind: 'label'; readonly label: Label } | { readonly kind: 'new'; readonly name: string };

/**
 * What can be chosen for `text`, best first: labels that begin with it, then those that hold it (upper and lower case
 * alike), then a new label of this name where none is called exactly so.
 */
export function choicesFor(labelSet: LabelSet, text: string): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  const living = labelSet.labels.filter((label) => !label.retired);
  const place = (label: Label): number => label.name.toLowerCase().indexOf(wanted);
  const fitting = living.filter((label) => place(label) >= 0);
  const choices: Choice[] = [...fitting.filter((label) => place(label) === 0), ...fitting.filter((label) => place(label) > 0)].map((label) => ({ kind: 'label', label }));
  return nameProblem(labelSet.labels, null, text) === null ? [...choices, { kind: 'new', name: nameIn(text) }] : choices;
}

export interface Named {
  readonly command: string;
  readonly drafts: readonly Proposed[];
  readonly label: LabelId;
}

/** The changes that give the objects of `naming` the chosen label: the label itself where it is new, and the drawn box. One command. */
export function name(naming: Naming, choice: Choice, labelSet: LabelSet, subject: Subject, work: SampleWork, newId: () => string): Named {
  const label = choice.kind === 'label' ? choice.label.id : (newId() as LabelId);
  const before: Proposed[] = choice.kind === 'label' ? [] : [newLabel(labelSet, label, choice.name)];
  const drafts = naming.ids.length === 0
    ? [propose.create(subject, newId() as AnnotationId, label, naming.box)]
    : propose.relabel(subject, work, new Set(naming.ids), label);
  return { command: naming.ids.length === 0 ? 'command.draw-box' : 'command.relabel', drafts: [...before, ...drafts], label };
}
