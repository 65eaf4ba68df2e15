/** A command about very many objects is written as bulk facts: one small event and one blob instead of thousands of lines. */
import type { Draft, EventBodies, EventType } from '../../../shared/events/catalogue/types';
import type { BlobRef } from '../../../shared/events/envelope';
import type { AnnotationId, EventId } from '../../../shared/kernel/ids';
import { never } from '../../../shared/kernel/result';
import { attributesText, type BlobWriter } from './blobs';

/** Fewer stay single events: a blob is a file of its own. */
const MIN_ROWS = 100;
/** With more it cites none: what was seen of every row stands in the blob. */
const MAX_BASES = 64;
/** UTF-16 code units. Longer attributes stay single events: a column of texts has at most 32 MiB. */
const MAX_TEXT = 1000;

/** Single facts about objects and the bulk facts that say the same of many. */
const BULK = {
  'annotation.created': 'annotations.imported',
  'annotation.retired': 'annotations.bulk-retired',
  'annotation.restored': 'annotations.bulk-restored',
  'annotation.geometry-set': 'annotations.bulk-geometry-set',
  'annotation.class-set': 'annotations.bulk-class-set',
  'annotation.attributes-set': 'annotations.bulk-attributes-set',
} as const satisfies Partial<Record<EventType, EventType>>;

type ObjectDraft = Extract<Draft, { type: keyof typeof BULK }>;

export interface Bundled {
  /** What is to be written. */
  readonly drafts: readonly Draft[];
  /** Per draft that was given, which of the written ones states it. */
  readonly places: readonly number[];
}

/**
 * Joins neighbours of one kind, in their order; fewer than a hundred stay as they are. So does a command that names an
 * object twice: its inverse goes back step by step. Blobs are flushed when this resolves.
 */
export async function bundle(drafts: readonly Draft[], blobs: BlobWriter): Promise<Bundled> {
  if (drafts.length < MIN_ROWS || namesTwice(drafts)) return { drafts, places: drafts.map((_, i) => i) };
  const written: Draft[] = [];
  const places: number[] = [];
  for (let from = 0; from < drafts.length;) {
    const run = runAt(drafts, from);
    if (run.length < MIN_ROWS) {
      for (const draft of drafts.slice(from, from + Math.max(1, run.length))) places.push(written.push(draft) - 1);
    } else {
      let done = 0;
      for (const blob of await put(run, blobs)) {
        const place = written.push(bulkOf(run[0]!, blob, basesOf(run.slice(done, done + blob.rows)))) - 1;
        for (let i = 0; i < blob.rows; i++) places.push(place);
        done += blob.rows;
      }
    }
    from += Math.max(1, run.length);
  }
  return { drafts: written, places };
}

function isObjectDraft(draft: Draft | undefined): draft is ObjectDraft {
  return draft !== undefined && Object.hasOwn(BULK, draft.type);
}

function namesTwice(drafts: readonly Draft[]): boolean {
  const seen = new Set<AnnotationId>();
  for (const draft of drafts) {
    if (!isObjectDraft(draft)) continue;
    if (seen.has(draft.body.annotation)) return true;
    seen.add(draft.body.annotation);
  }
  return false;
}

/** The drafts from `from` on that one bulk fact can state. */
function runAt(drafts: readonly Draft[], from: number): readonly ObjectDraft[] {
  const run: ObjectDraft[] = [];
  for (let i = from; i < drafts.length; i++) {
    const draft = drafts[i];
    if (!isObjectDraft(draft) || !fits(draft) || (run[0] !== undefined && !alike(run[0], draft))) break;
    run.push(draft);
  }
  return run;
}

function alike(a: ObjectDraft, b: ObjectDraft): boolean {
  return a.type === b.type && a.body.job === b.body.job && (a.type !== 'annotation.created' || b.type !== 'annotation.created' || a.body.origin === b.body.origin);
}

function fits(draft: ObjectDraft): boolean {
  switch (draft.type) {
    case 'annotation.created': return attributesText(draft.body.attributes).length <= MAX_TEXT;
    case 'annotation.attributes-set': return attributesText(draft.body.to).length <= MAX_TEXT && attributesText(draft.body.was).length <= MAX_TEXT;
    default: return true;
  }
}

function put(run: readonly ObjectDraft[], blobs: BlobWriter): Promise<readonly BlobRef[]> {
  const { type } = run[0]!;
  switch (type) {
    case 'annotation.created': return blobs.boxes(bodiesOf(run, type));
    case 'annotation.retired':
    case 'annotation.restored': return blobs.annotations(bodiesOf(run, type));
    case 'annotation.geometry-set': return blobs.geometries(bodiesOf(run, type));
    case 'annotation.class-set': return blobs.relabels(bodiesOf(run, type));
    case 'annotation.attributes-set': return blobs.answers(bodiesOf(run, type));
    default: return never(type);
  }
}

function bodiesOf<T extends ObjectDraft['type']>(run: readonly ObjectDraft[], type: T): readonly EventBodies[T][] {
  return run.flatMap((draft) => (draft.type === type ? [draft.body as EventBodies[T]] : []));
}

function bulkOf(first: ObjectDraft, blob: BlobRef, base: readonly EventId[]): Draft {
  const { job } = first.body;
  if (first.type === 'annotation.created') return { type: BULK[first.type], base, body: { job, blob, origin: first.body.origin } };
  return { type: BULK[first.type], base, body: { job, blob } };
}

/** What the authors of these saw; none when that were too many events to cite. */
function basesOf(run: readonly ObjectDraft[]): readonly EventId[] {
  const bases = new Set<EventId>();
  for (const { base } of run) for (const event of base) bases.add(event);
  return bases.size > MAX_BASES ? [] : [...bases];
}
