import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { ItemAnnotation, LabelItem } from '../../../shared/formats/model';
import { idFromBytes, type LabelId } from '../../../shared/kernel/ids';
import type { Random } from '../../ports/random';

const COLORS = 24;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
const MAX_NAME = 1024;

/** Labels of a file -> labels of a job: the same name, else a new one. */
export class LabelMapper {
  readonly #set: LabelSet;
  readonly #random: Random;
  readonly #byName = new Map<string, Label>();
  readonly #ids: (LabelId | null)[] = [];
  readonly #files: { readonly name: string; count: number; readonly existing: LabelId | null }[] = [];
  readonly #drafts: Draft[] = [];
  readonly #freeKeys: string[];
  #next: number;

  constructor(set: LabelSet, random: Random) {
    this.#set = set;
    this.#random = random;
    for (const label of set.labels) this.#byName.set(label.name, label);
    const used = new Set(set.labels.filter((l) => !l.retired).map((l) => l.shortcut));
    this.#freeKeys = KEYS.filter((key) => !used.has(key));
    this.#next = set.labels.length;
  }

  add(item: LabelItem): void {
    const known = this.#byName.get(item.name);
    const usable = item.name.trim() !== '' && item.name.length <= MAX_NAME && !/\p{Cs}/u.test(item.name);
    if (known?.retired === true) this.#drafts.push({ type: 'label.restored', base: [], body: { labelSet: this.#set.id, label: known.id } });
    this.#files.push({ name: item.name, count: 0, existing: known && !known.retired ? known.id : null });
    this.#ids.push(known?.id ?? (usable ? this.#create(item.name) : null));
  }

  #create(name: string): LabelId {
    const label = idFromBytes<LabelId>(this.#random.bytes(16));
    const shortcut = this.#freeKeys.shift() ?? null;
    this.#drafts.push({ type: 'label.added', base: [], body: { labelSet: this.#set.id, label, name, color: this.#next++ % COLORS, shortcut, attributes: [] } });
    return label;
  }

  /** The label of the job; null when the object has none or one that a job cannot have. */
  idOf(a: ItemAnnotation): LabelId | null {
    return this.#ids[a.label] ?? null;
  }

  countUse(a: ItemAnnotation): void {
    const entry = this.#files[a.label];
    if (entry) entry.count++;
  }

  /** What must happen before the labels can be used. */
  drafts(): readonly Draft[] {
    return this.#drafts;
  }

  /** Labels of the file with the label of the job that they already have. */
  preview(): readonly { readonly name: string; readonly count: number; readonly existing: LabelId | null }[] {
    return this.#files;
  }

  /** Answers to the attributes that a label of the job has, as the blob keeps them; `lost` are those that it has not. */
  attributes(a: ItemAnnotation): { readonly json: string; readonly lost: number } {
    if (a.attributes === null) return { json: '', lost: 0 };
    const label = this.#set.labels.find((l) => l.id === this.#ids[a.label]);
    const answers: Record<string, string> = {};
    let lost = 0;
    for (const [name, value] of Object.entries(a.attributes)) {
      const attribute = label?.attributes.find((x) => x.name === name);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const fits = attribute !== undefined && text.length <= 4096 && !/\p{Cs}/u.test(text) && (attribute.kind === 'text' || attribute.values.includes(text));
      if (fits) answers[attribute.id] = text;
      else lost++;
    }
    return { json: Object.keys(answers).length > 0 ? JSON.stringify(answers) : '', lost };
  }
}
