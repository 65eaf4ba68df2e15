import { LONGEST_NAME, nameIn } from '../../../shared/domain/names';

/** Labels typed in quickly for a new job. */
export interface NewLabel {
  readonly name: string;
  readonly color: number;
  readonly shortcut: string | null;
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

/** Names in a piece of text: separated by commas, semicolons, tabs or lines, without empty ones. */
export function namesIn(text: string): readonly string[] {
  return text.split(/[,;\t\n\r]+/).map(nameIn).filter((name) => name !== '');
}

/** The labels with the names added: colours and keys 1…9, 0 in order, names that are there already left out. */
export function addLabels(labels: readonly NewLabel[], names: readonly string[]): readonly NewLabel[] {
  const all = [...labels.map((label) => label.name)];
  for (const name of names) if (!all.includes(name) && name.length <= LONGEST_NAME) all.push(name);
  return all.map((name, i) => ({ name, color: i % 24, shortcut: KEYS[i] ?? null }));
}

export function removeLabel(labels: readonly NewLabel[], name: string): readonly NewLabel[] {
  return addLabels([], labels.filter((label) => label.name !== name).map((label) => label.name));
}
