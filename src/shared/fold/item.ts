/**
 * The fold of one sample in one job. Facts are given in the order of `order.ts`; the state after a prefix is the same
 * however the prefix was cut into batches.
 */
import type { Annotation } from '../domain/annotation/annotation';
import { NO_MARKS, type Marks } from '../domain/job';
import type { SampleWork } from '../domain/sample-work';
import { markNumber, withMark } from '../events/blobs/marks';
import type { AnnotationId, EventId, LabelId } from '../kernel/ids';
import { equal } from './equal';
import type { ItemFact } from './item-facts';
import { compareStamps, saw, type Stamp } from './order';
import { CONFLICT_POLICY, type FieldGroup } from './policy';

/** A change that lost against one whose author had not seen it. */
export interface Contested {
  /** As in `bases`. */
  readonly field: string;
  readonly winner: EventId;
  readonly loser: EventId;
}

/** An annotation and, per field, the event that set it. */
export interface AnnotationEntry {
  annotation: Annotation;
  readonly created: Stamp;
  geometry: Stamp;
  class: Stamp;
  attributes: Stamp;
  retired: Stamp;
}

export interface ItemState {
  classes: readonly LabelId[];
  nothingHere: boolean;
  marks: Marks;
  /** In order of creation. */
  readonly annotations: Map<AnnotationId, AnnotationEntry>;
  /** How many annotations of each label there are, retired ones left out; counted along, since a sample may have ten thousand. */
  readonly living: Map<LabelId, number>;
  /** Events that set `classes`, `nothing-here` and `marks/<field>`. */
  readonly winners: Map<string, Stamp>;
  readonly contested: Contested[];
  /** The last fact folded. */
  last: Stamp | null;
  /** Latest wall-clock time of any fact, ms since 1970, for display; 0 = none. */
  changed: number;
}

export function emptyItem(): ItemState {
  return { classes: [], nothingHere: false, marks: NO_MARKS, annotations: new Map(), living: new Map(), winners: new Map(), contested: [], last: null, changed: 0 };
}

/** Folds the next fact. Throws a RangeError when it does not come after the last one. */
export function foldFact(item: ItemState, stamp: Stamp, base: readonly EventId[], fact: ItemFact): void {
  if (item.last !== null && compareStamps(item.last, stamp) >= 0) throw new RangeError('facts must be folded in order');
  item.last = stamp;
  item.changed = Math.max(item.changed, stamp.time);
  switch (fact.kind) {
    case 'classes':
      replaceField(item, stamp, base, 'classes', item.classes, fact);
      item.classes = fact.to;
      return;
    case 'nothing-here':
      replaceField(item, stamp, base, 'nothing-here', item.nothingHere, fact);
      item.nothingHere = fact.to;
      return;
    case 'mark':
      replaceField(item, stamp, base, `marks/${fact.field}`, markNumber(item.marks, fact.field), fact);
      item.marks = withMark(item.marks, fact.field, fact.to);
      return;
    case 'created':
      create(item, stamp, fact.annotation);
      return;
    case 'geometry':
      setOnAnnotation(item, stamp, base, fact, (a) => a.geometry, (a) => ({ ...a, geometry: fact.to }));
      return;
    case 'class':
      setOnAnnotation(item, stamp, base, fact, (a) => a.label, (a) => ({ ...a, label: fact.to }));
      return;
    case 'attributes':
      setOnAnnotation(item, stamp, base, fact, (a) => a.attributes, (a) => ({ ...a, attributes: fact.to }));
      return;
    case 'retired':
      setOnAnnotation(item, stamp, base, fact, (a) => a.retired, (a) => ({ ...a, retired: fact.to }));
      return;
  }
}

/** Folds facts from the start, in whatever order they are given. */
export function foldItem(facts: Iterable<{ readonly stamp: Stamp; readonly base: readonly EventId[]; readonly fact: ItemFact }>): ItemState {
  const item = emptyItem();
  for (const { stamp, base, fact } of [...facts].sort((a, b) => compareStamps(a.stamp, b.stamp))) foldFact(item, stamp, base, fact);
  return item;
}

export function workOf(item: ItemState): SampleWork {
  return { classes: item.classes, annotations: Array.from(item.annotations.values(), (entry) => entry.annotation), marks: item.marks, nothingHere: item.nothingHere };
}

/** The work without what was taken away: what a person sees, and what undo brings back byte for byte. */
export function livingWork(work: SampleWork): SampleWork {
  return { ...work, annotations: work.annotations.filter((a) => !a.retired) };
}

/**
 * Last event of each field: `classes`, `nothing-here`, `marks/<field>`, and per annotation `annotation/<id>/created`
 * plus `annotation/<id>/<geometry|class|attributes|retired>` where a later event than its creation set it.
 */
export function basesOf(item: ItemState): Readonly<Record<string, EventId>> {
  const bases: Record<string, EventId> = {};
  for (const [field, stamp] of item.winners) bases[field] = stamp.id;
  for (const [id, entry] of item.annotations) {
    bases[`annotation/${id}/created`] = entry.created.id;
    for (const group of ['geometry', 'class', 'attributes', 'retired'] as const) if (entry[group] !== entry.created) bases[`annotation/${id}/${group}`] = entry[group].id;
  }
  return bases;
}

/** The event that set a field last (names as in `basesOf`); null when none did. */
export function winnerOf(item: ItemState, fact: ItemFact): Stamp | null {
  switch (fact.kind) {
    case 'classes': return item.winners.get('classes') ?? null;
    case 'nothing-here': return item.winners.get('nothing-here') ?? null;
    case 'mark': return item.winners.get(`marks/${fact.field}`) ?? null;
    case 'created': return item.annotations.get(fact.annotation.id)?.created ?? null;
    case 'geometry': return item.annotations.get(fact.annotation)?.geometry ?? null;
    case 'class': return item.annotations.get(fact.annotation)?.class ?? null;
    case 'attributes': return item.annotations.get(fact.annotation)?.attributes ?? null;
    case 'retired': return item.annotations.get(fact.annotation)?.retired ?? null;
  }
}

interface SetFact { readonly to: unknown; readonly was: unknown }

function replaceField(item: ItemState, stamp: Stamp, base: readonly EventId[], field: FieldGroup, now: unknown, fact: SetFact): void {
  const before = item.winners.get(field);
  if (before !== undefined) noteLoss(item, stamp, base, field, field, before, now, fact);
  item.winners.set(field, stamp);
}

/** Lists the value that is about to be replaced when the author of the replacement did not know it. */
function noteLoss(item: ItemState, stamp: Stamp, base: readonly EventId[], group: FieldGroup, field: string, before: Stamp, now: unknown, fact: SetFact): void {
  if (CONFLICT_POLICY[group] !== 'last-wins' || saw(stamp.log, base, before) || equal(fact.was, now) || equal(fact.to, now)) return;
  item.contested.push({ field, winner: stamp.id, loser: before.id });
}

function create(item: ItemState, stamp: Stamp, annotation: Annotation): void {
  const there = item.annotations.get(annotation.id);
  if (there !== undefined) {
    item.contested.push({ field: `annotation/${annotation.id}/created`, winner: there.created.id, loser: stamp.id });
    return;
  }
  item.annotations.set(annotation.id, { annotation, created: stamp, geometry: stamp, class: stamp, attributes: stamp, retired: stamp });
  count(item.living, annotation, 1);
}

function count(living: ItemState['living'], { label, retired }: Annotation, by: 1 | -1): void {
  if (retired) return;
  const now = (living.get(label) ?? 0) + by;
  if (now === 0) living.delete(label);
  else living.set(label, now);
}

type AnnotationFact = Extract<ItemFact, { readonly annotation: AnnotationId }>;

/** A fact about an annotation that was never made here says nothing. */
function setOnAnnotation(item: ItemState, stamp: Stamp, base: readonly EventId[], fact: AnnotationFact, get: (a: Annotation) => unknown, set: (a: Annotation) => Annotation): void {
  const entry = item.annotations.get(fact.annotation);
  if (entry === undefined) return;
  const field = `annotation/${fact.annotation}/${fact.kind}`;
  noteLoss(item, stamp, base, `annotation/${fact.kind}`, field, entry[fact.kind], get(entry.annotation), fact);
  if (fact.kind !== 'retired' && entry.annotation.retired && !saw(stamp.log, base, entry.retired)) {
    item.contested.push({ field: `annotation/${fact.annotation}/retired`, winner: entry.retired.id, loser: stamp.id });
  }
  count(item.living, entry.annotation, -1);
  entry.annotation = set(entry.annotation);
  count(item.living, entry.annotation, 1);
  entry[fact.kind] = stamp;
}
