/** What a label may be called and which keys are free. */
import type { Attribute, Label } from './label-set';
import type { AttributeId, LabelId } from '../kernel/ids';
import { LONGEST_NAME, nameIn } from './names';

/** Keys a label can have: digits, then letters that galleries and editors leave free. */
export const SHORTCUTS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'e', 'i', 'j', 'q', 's', 't', 'w', 'y'] as const;
/** Most values that a choice can have. */
const MOST_VALUES = 1000;

export type NameProblem = 'empty' | 'taken' | 'long';

/** What is wrong with a name for the label `self` (null = a new one); null when nothing is. */
export function nameProblem(labels: readonly Label[], self: LabelId | null, name: string): NameProblem | null {
  const clean = nameIn(name);
  if (clean === '') return 'empty';
  if (clean.length > LONGEST_NAME) return 'long';
  return labels.some((label) => !label.retired && label.id !== self && label.name === clean) ? 'taken' : null;
}

/** Keys that no other living label has. */
export function freeShortcuts(labels: readonly Label[], self: LabelId | null): readonly string[] {
  const taken = new Set(labels.filter((label) => !label.retired && label.id !== self).map((label) => label.shortcut));
  return SHORTCUTS.filter((key) => !taken.has(key));
}

/** What is wrong with a name for the attribute `self`; null when nothing is, also when it is blank: then it keeps its old one. */
export function attributeNameProblem(attributes: readonly Attribute[], self: AttributeId, name: string): Exclude<NameProblem, 'empty'> | null {
  const clean = nameIn(name);
  if (clean.length > LONGEST_NAME) return 'long';
  return attributes.some((one) => one.id !== self && one.name === clean) ? 'taken' : null;
}

/** What is wrong with the values of a choice as a person types them; null when nothing is, also when there are none. */
export function valuesProblem(text: string): 'long' | 'many' | null {
  const values = splitValues(text);
  return values.some((value) => value.length > LONGEST_NAME) ? 'long' : values.length > MOST_VALUES ? 'many' : null;
}

/** Values as a person types them: separated by commas, without doubles and blanks. */
export function splitValues(text: string): readonly string[] {
  return [...new Set(text.split(',').map(nameIn).filter((value) => value !== ''))];
}
