import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import { LONGEST_NAME, nameIn } from '../../../shared/domain/names';
import type { ItemAnnotation, LabelItem } from '../../../shared/formats/model';
import { quoted } from '../../../shared/formats/support/tell';
import { idFromBytes, type LabelId } from '../../../shared/kernel/ids';
import type { Random } from '../../ports/random';

const COLORS = 24;
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

/** What must be said about a label of a file. */
export interface LabelNote {
  readonly code: 'label-renamed' | 'labels-merged' | 'empty-label-name';
  readonly severity: 'warning' | 'error';
  readonly message: string;
}

/** Labels of a file -> labels of a job: the same name, else a new one. */
export class LabelMapper {
  readonly #set: LabelSet;
  readonly #random: Random;
  /** Name in the job -> its label; a living one before a deleted one. */
  readonly #byName = new Map<string, { readonly id: LabelId; readonly deleted: Label | null }>();
  /** Label of the job -> the first label of the file that became it. */
  readonly #sources = new Map<LabelId, string>();
  readonly #living: ReadonlySet<LabelId>;
  readonly #ids: (LabelId | null)[] = [];
  readonly #files: { readonly name: string; count: number; readonly existing: LabelId | null }[] = [];
  readonly #drafts: Draft[] = [];
  /** Keys that labels have, those of this import too. */
  readonly #keys: Set<string | null>;
  #next: number;

  constructor(set: LabelSet, random: Random) {
    this.#set = set;
    this.#random = random;
    for (const label of set.labels) if (label.retired) this.#byName.set(label.name, { id: label.id, deleted: label });
    for (const label of set.labels) if (!label.retired) this.#byName.set(label.name, { id: label.id, deleted: null });
    this.#living = new Set(set.labels.filter((l) => !l.retired).map((l) => l.id));
    this.#keys = new Set(set.labels.filter((l) => !l.retired).map((l) => l.shortcut));
    this.#next = set.labels.length;
  }

  /** Finds or makes the label of the job. Names are compared as they stand first, then cleaned as typed ones are. */
  add(item: LabelItem): readonly LabelNote[] {
    const name = this.#byName.has(item.name) ? item.name : nameIn(nameIn(item.name).slice(0, LONGEST_NAME));
    const id = name === '' ? null : this.#use(name);
    this.#ids.push(id);
    this.#files.push({ name: item.name, count: 0, existing: id !== null && this.#living.has(id) ? id : null });
    if (id === null) return item.name === '' ? [] : [{ code: 'empty-label-name', severity: 'error', message: `The name ${quoted(item.name)} holds nothing that can be seen; its objects stay out.` }];
    const notes: LabelNote[] = [];
    if (name !== item.name) {
      const why = nameIn(item.name).length > LONGEST_NAME ? `names end after ${LONGEST_NAME} characters` : 'names hold no control characters and no blanks at their ends';
      notes.push({ code: 'label-renamed', severity: 'warning', message: `The label ${quoted(item.name)} comes in as ${quoted(name)}: ${why}.` });
    }
    const first = this.#sources.get(id);
    if (first === undefined) this.#sources.set(id, item.name);
    else notes.push({ code: 'labels-merged', severity: 'warning', message: `The labels ${quoted(first)} and ${quoted(item.name)} both come in as ${quoted(name)}.` });
    return notes;
  }

  /** The living, restored or new label of this name. */
  #use(name: string): LabelId {
    const known = this.#byName.get(name);
    if (known?.deleted === null) return known.id;
    // A deleted label comes back with its key; where that belongs to another one now, a new label takes its place.
    const restored = known && (known.deleted.shortcut === null || !this.#keys.has(known.deleted.shortcut)) ? known.deleted : null;
    const id = restored?.id ?? idFromBytes<LabelId>(this.#random.bytes(16));
    const shortcut = restored ? restored.shortcut : (KEYS.find((key) => !this.#keys.has(key)) ?? null);
    this.#keys.add(shortcut);
    this.#byName.set(name, { id, deleted: null });
    this.#drafts.push(restored
      ? { type: 'label.restored', base: [], body: { labelSet: this.#set.id, label: id } }
      : { type: 'label.added', base: [], body: { labelSet: this.#set.id, label: id, name, color: this.#next++ % COLORS, shortcut, attributes: [] } });
    return id;
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
      const attribute = label?.attributes.find((x) => x.name === name) ?? label?.attributes.find((x) => x.name === nameIn(name));
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const fits = attribute !== undefined && answers[attribute.id] === undefined && text.length <= 4096 && !/\p{Cs}/u.test(text) && (attribute.kind === 'text' || attribute.values.includes(text));
      if (fits) answers[attribute.id] = text;
      else lost++;
    }
    return { json: Object.keys(answers).length > 0 ? JSON.stringify(answers) : '', lost };
  }
}
