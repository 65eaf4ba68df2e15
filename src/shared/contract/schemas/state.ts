import type { Annotation } from '../../domain/annotation/annotation';
import { ANNOTATION_ORIGINS } from '../../domain/annotation/annotation';
import { DATA_TYPES, type Dataset, type Sample } from '../../domain/dataset';
import { TASKS, type Job } from '../../domain/job';
import { LABEL_DELETION_POLICIES, type Label } from '../../domain/label-set';
import type { SampleWork } from '../../domain/sample-work';
import type { Draft } from '../../events/catalogue/types';
import { isHash, isId, type AttributeId, type CommandId, type DatasetId, type EventId, type HistoryId, type JobId, type LabelId, type LabelSetId, type RootId, type SampleId } from '../../kernel/ids';
import type { Catalog, MediaId, Pushes, Requests, RowPatch, UndoOutcome } from '../api';
import { command, count, cursor, failure, history, id, idList, name, parts, textReading, words, type Exchange } from './common';
import { z } from './zod';

type Of<N extends keyof Requests> = Exchange<Requests[N][0], Requests[N][1]>;
type Area = `state.${string}` | `sample.${string}` | 'journal.commit' | `history.${string}` | `classes.${string}` | `marks.${string}` | `label.${string}`;

const datasetId = id<DatasetId>();
const jobId = id<JobId>();
const historyId = id<HistoryId>();
const sampleId = id<SampleId>();
const labelSetId = id<LabelSetId>();
const labelId = id<LabelId>();
const eventId = z.custom<EventId>(isHash, 'not an event id');
const combos = z.array(idList<LabelId>(10_000));

const dataset: z.ZodType<Dataset> = z.strictObject({
  id: datasetId,
  name: words,
  dataType: z.enum(DATA_TYPES),
  textMode: z.enum(['line', 'file']).nullable(),
  reading: textReading.exactOptional(),
  sources: z.array(z.strictObject({ root: id<RootId>(), path: words })),
});
const job: z.ZodType<Job> = z.strictObject({ id: jobId, dataset: datasetId, name: words, task: z.enum(TASKS), multiple: z.boolean(), labelSet: labelSetId });
const attribute = z.discriminatedUnion('kind', [
  z.strictObject({ id: id<AttributeId>(), kind: z.literal('text'), name }),
  z.strictObject({ id: id<AttributeId>(), kind: z.literal('select'), name, values: z.array(words) }),
]);
const label: z.ZodType<Label> = z.strictObject({ id: labelId, name, color: z.union([z.number(), z.string().max(16)]), shortcut: z.string().max(8).nullable(), attributes: z.array(attribute), retired: z.boolean() });
const catalog: z.ZodType<Catalog> = z.strictObject({
  name: words,
  roots: z.array(z.strictObject({ id: id<RootId>(), name: words, display: words.nullable() })),
  datasets: z.array(dataset),
  jobs: z.array(job),
  labelSets: z.array(z.strictObject({ id: labelSetId, labels: z.array(label) })),
  deleted: z.strictObject({ datasets: z.array(z.strictObject({ dataset, time: z.number() })), jobs: z.array(z.strictObject({ job, time: z.number().nullable() })) }),
});

/**
 * By hand: a picture can carry ten thousand of them and must open within a few ms. The origins of text fields are
 * the journal, where the event catalogue checked them; here only the shape matters.
 */
function isAnnotation(value: unknown): value is Annotation {
  if (typeof value !== 'object' || value === null) return false;
  const a = value as Partial<Record<keyof Annotation, unknown>>;
  const g = a.geometry as { kind?: unknown; x?: unknown; y?: unknown; width?: unknown; height?: unknown } | null | undefined;
  return isId(a.id) && isId(a.label) && typeof a.retired === 'boolean'
    && (ANNOTATION_ORIGINS as readonly unknown[]).includes(a.origin)
    && typeof a.attributes === 'object' && a.attributes !== null && Object.values(a.attributes).every((v) => typeof v === 'string')
    && typeof g === 'object' && g !== null && g.kind === 'box'
    && Number.isFinite(g.x) && Number.isFinite(g.y) && Number.isFinite(g.width) && Number.isFinite(g.height);
}
const annotations = z.custom<readonly Annotation[]>((value) => Array.isArray(value) && value.every(isAnnotation), 'not a list of annotations');

const work: z.ZodType<SampleWork> = z.strictObject({
  classes: idList<LabelId>(10_000),
  annotations,
  marks: z.strictObject({ hard: z.boolean(), flag: z.enum(['none', 'flag', 'reject']), stars: z.int().min(0).max(5) }),
  nothingHere: z.boolean(),
});
const bases = z.custom<Readonly<Record<string, EventId>>>(
  (value) => typeof value === 'object' && value !== null && Object.values(value).every(isHash),
  'not a table of event ids',
);

const sample: z.ZodType<Sample> = z.strictObject({
  id: sampleId, root: id<RootId>(), path: words, part: count, size: z.number(), mtime: z.number(),
  status: z.enum(['present', 'missing', 'changed', 'removed']),
  facts: z.strictObject({
    hash: z.string().max(64),
    format: z.enum(['unknown', 'jpeg', 'png', 'bmp', 'webp', 'gif', 'tiff', 'avif', 'wav', 'mp3', 'flac', 'ogg', 'txt', 'csv', 'mp4', 'webm']),
    problem: z.enum(['none', 'unreadable', 'empty', 'disguised', 'unsupported', 'too-large', 'truncated', 'encoding']),
    width: z.number(), height: z.number(), orientation: z.number(), duration: z.number(), rate: z.number(), length: z.number(),
  }).nullable(),
});

const undoOutcome: z.ZodType<UndoOutcome> = z.strictObject({ command: command.nullable(), samples: idList<SampleId>(100), touched: count, refused: z.array(failure), history });

/** The body of a draft is checked by the event catalogue when it is committed; here only its outside. */
const draft = z.custom<Draft>((value) => {
  if (typeof value !== 'object' || value === null) return false;
  const d = value as { type?: unknown; base?: unknown; body?: unknown };
  return Object.keys(d).length === 3 && typeof d.type === 'string' && d.type.length <= 100
    && Array.isArray(d.base) && d.base.length <= 1000 && d.base.every(isHash)
    && typeof d.body === 'object' && d.body !== null;
}, 'not a draft of an event');

const bulk = z.strictObject({ cursor, changed: count, history });

export const state = {
  'state.catalog': { request: z.strictObject({}), answer: z.strictObject({ catalog, cursor }) },
  'state.columns': { request: z.strictObject({ dataset: datasetId, job: jobId.nullable() }), answer: z.strictObject({ cursor, combos, count, parts }) },
  'state.catch-up': { request: z.strictObject({ cursor }), answer: z.strictObject({ cursor, stale: z.boolean() }) },

  'sample.open': { request: z.strictObject({ job: jobId, sample: sampleId }), answer: z.strictObject({ sample, work, bases, media: id<MediaId>().nullable() }) },
  'sample.works': {
    request: z.strictObject({ job: jobId, samples: idList<SampleId>(2000) }),
    answer: z.strictObject({ works: z.array(z.strictObject({ sample: sampleId, annotations, classes: idList<LabelId>(10_000) })) }),
  },

  'journal.commit': {
    request: z.strictObject({ job: jobId.nullable(), command, drafts: z.array(draft).min(1).max(20_000) }),
    answer: z.strictObject({ cursor, events: z.array(eventId), history: history.nullable() }),
  },
  'history.state': { request: z.strictObject({ of: historyId }), answer: history },
  'history.undo': { request: z.strictObject({ of: historyId, command: id<CommandId>() }), answer: undoOutcome },
  'history.redo': { request: z.strictObject({ of: historyId, command: id<CommandId>() }), answer: undoOutcome },

  'classes.set-many': {
    request: z.strictObject({ job: jobId, command, mode: z.enum(['replace', 'add', 'remove']), labels: idList<LabelId>(10_000), parts }),
    answer: bulk,
  },
  'marks.set-many': { request: z.strictObject({ job: jobId, command, field: z.enum(['hard', 'flag', 'stars']), to: z.int().min(0).max(5), parts }), answer: bulk },
  'label.delete': {
    request: z.strictObject({ job: jobId, labelSet: labelSetId, label: labelId, policy: z.enum(LABEL_DELETION_POLICIES), command }),
    answer: z.strictObject({ cursor, samples: count, files: count }),
  },
  'label.delete-preview': {
    request: z.strictObject({ job: jobId, labelSet: labelSetId, label: labelId }),
    answer: z.strictObject({ samples: count, onlyThis: count, annotations: count, files: count }),
  },
} satisfies { readonly [N in Extract<keyof Requests, Area>]: Of<N> };

const rowPatch: z.ZodType<RowPatch> = z.strictObject({ dataset: datasetId, job: jobId.nullable(), count, comboBase: count, combos, prefix: z.string().max(32) });

export const statePatch: z.ZodType<Pushes['state.patch']> = z.strictObject({
  cursor,
  catalog: catalog.nullable(),
  rows: z.array(rowPatch),
  works: z.array(z.strictObject({ job: jobId, sample: sampleId, work, bases })),
  unsent: z.array(z.strictObject({ job: jobId, samples: z.array(sampleId).nullable() })),
  parts,
});

export const historyPush: z.ZodType<Pushes['history']> = z.strictObject({ job: jobId, history });
