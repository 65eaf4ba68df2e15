/** What a label may be called and which keys are free. */
import type { Label } from './label-set';
import type { LabelId } from '../kernel/ids';
import { LONGEST_NAME, nameIn } from './names';

/** Keys a label can have: digits, then letters that galleries and editors leave free. */
export const SHORTCUTS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'e', 'i', 'j', 'q', 's', 't', 'w', 'y'] as const;

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

/** Values as a person types them: separated by commas, without doubles and blanks. */
export function splitValues(text: string): readonly string[] {
  return [...new Set(text.split(',').map(nameIn).filter((value) => value !== ''))];
}
