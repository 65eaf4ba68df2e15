/** Datasets, media, exchange and tasks. */
import { DATA_TYPES } from '../../domain/dataset';
import { TASKS } from '../../domain/job';
import { TEXT_ENCODINGS } from '../../domain/text-reading';
import type { DatasetId, JobId, LabelId, RootId, SampleId } from '../../kernel/ids';
import type { ExportOptions, FoundLabels, ImportOptions, ImportPreview, LabelFileProblem, MediaId, PlaceId, Requests, TaskId, TaskInfo, TextPreview } from '../api';
import { command, count, empty, failure, id, idList, name, parts, textReading, words, type Exchange } from './common';
import { z } from './zod';

type Of<N extends keyof Requests> = Exchange<Requests[N][0], Requests[N][1]>;
type Area = `dataset.${string}` | `inbox.${string}` | 'root.relink' | `media.${string}` | `cache.${string}` | `import.${string}` | `export.${string}` | 'tasks.list' | `task.${string}`;

const datasetId = id<DatasetId>();
const jobId = id<JobId>();
const placeId = id<PlaceId>();
const taskId = id<TaskId>();
const mediaId = id<MediaId>();
const upload = z.string().regex(/^[0-9a-f]{32}$/);
const contentHash = z.string().regex(/^[0-9a-f]{64}$/);
const codec = z.strictObject({ name: words, type: name.nullable() }).nullable();
const cacheKind = z.enum(['peaks', 'poster']);

const found: z.ZodType<FoundLabels> = z.strictObject({ format: name, place: placeId, name: words, annotations: count, labels: z.array(words), reasons: z.array(words), task: z.enum(TASKS), multiple: z.boolean() });
const problem: z.ZodType<LabelFileProblem> = z.strictObject({
  code: name, severity: z.enum(['error', 'warning', 'info']), path: words,
  line: z.number().exactOptional(), object: words.exactOptional(), message: words, fix: words.exactOptional(),
});
const frame = z.enum(['upright', 'stored']);
const losses = z.array(z.strictObject({ kind: name, count, becomes: name.nullable() }));
const importPreview: z.ZodType<ImportPreview> = z.strictObject({
  format: name, confidence: z.number(), reasons: z.array(words), dialect: name.nullable(),
  media: z.strictObject({ total: count, matched: count, missing: count }),
  byKind: z.record(z.string(), count),
  labels: z.array(z.strictObject({ name: words, count, existing: id<LabelId>().nullable() })),
  willImport: count, losses,
  frames: z.strictObject({ upright: count, stored: count, unclear: count, examples: z.array(words), taken: frame, reason: z.enum(['answer', 'others', 'nothing']) }),
  problems: z.array(problem), problemCount: count,
});
export const exportOptions: z.ZodType<ExportOptions> = z.strictObject({
  format: z.enum(['coco', 'voc', 'modelarts-manifest']), frame, copyMedia: z.boolean(), only: z.enum(['all', 'labeled', 'unlabeled']),
});
export const taskInfo: z.ZodType<TaskInfo> = z.strictObject({
  id: taskId, title: name, values: z.record(z.string(), z.union([z.string(), z.number()])),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
  done: z.number(), total: z.number(), started: z.number(), ended: z.number().nullable(),
  failures: z.array(failure), problems: count, outcome: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), again: z.boolean(),
});
const textPreview: z.ZodType<TextPreview> = z.strictObject({
  files: z.array(z.strictObject({ name: words, encoding: z.enum(TEXT_ENCODINGS), by: z.enum(['mark', 'choice', 'bytes', 'guess']), valid: z.boolean(), header: z.boolean().nullable(), rows: z.array(words) })),
  looked: count, tables: count, headers: count,
});
const started = z.strictObject({ task: taskId });
export const importOptions: z.ZodType<ImportOptions> = z.strictObject({ as: name.nullable(), frame: frame.nullable() });
const importRequest = z.strictObject({ job: jobId, place: placeId, as: name.nullable(), frame: frame.nullable() });

export const data = {
  'dataset.create': {
    request: z.strictObject({ name: name.min(1), dataType: z.enum(DATA_TYPES), textMode: z.enum(['line', 'file']).nullable(), folder: placeId.nullable(), reading: textReading.exactOptional() }),
    answer: z.strictObject({ dataset: datasetId, task: taskId.nullable() }),
  },
  'dataset.set-reading': { request: z.strictObject({ dataset: datasetId, reading: textReading, command }), answer: z.strictObject({ task: taskId.nullable() }) },
  'dataset.text-preview': { request: z.strictObject({ dataset: datasetId, reading: textReading }), answer: textPreview },
  'dataset.folder-preview': { request: z.strictObject({ folder: placeId, textMode: z.enum(['line', 'file']), reading: textReading }), answer: textPreview },
  'dataset.sync': { request: z.strictObject({ dataset: datasetId }), answer: started },
  'dataset.remove-samples': { request: z.strictObject({ dataset: datasetId, command, parts }), answer: z.strictObject({ removed: count }) },
  'dataset.accept-changed': { request: z.strictObject({ dataset: datasetId, command, parts }), answer: z.strictObject({ accepted: count }) },
  'inbox.write': { request: z.strictObject({ name: z.string().min(1).max(1024), upload, offset: count, last: z.boolean(), parts }), answer: z.strictObject({ written: count }) },
  'inbox.discard': { request: z.strictObject({ uploads: z.array(upload).max(100_000) }), answer: empty },
  'inbox.labels': { request: z.strictObject({ files: z.array(z.strictObject({ upload, path: z.string().min(1).max(4096) })).min(1).max(10_000) }), answer: z.strictObject({ place: placeId }) },
  'dataset.add-inbox': { request: z.strictObject({ dataset: datasetId, uploads: z.array(upload).max(100_000) }), answer: started },
  'dataset.found-labels': { request: z.strictObject({ dataset: datasetId }), answer: z.strictObject({ found: z.array(found) }) },
  'root.relink': { request: z.strictObject({ root: id<RootId>(), folder: placeId }), answer: z.strictObject({ found: count, missing: count }) },

  'media.address': { request: z.strictObject({ samples: idList<SampleId>(10_000), dataset: datasetId }), answer: z.strictObject({ media: z.array(mediaId.nullable()), hashes: z.array(contentHash.nullable()) }) },
  'media.codecs': { request: z.strictObject({ dataset: datasetId, sample: id<SampleId>() }), answer: z.strictObject({ video: codec, sound: codec }) },
  'media.pack': { request: z.strictObject({ dataset: datasetId, samples: idList<SampleId>(2000), edge: z.int().min(1).max(4096) }), answer: z.strictObject({ pack: mediaId }) },
  'media.texts': { request: z.strictObject({ dataset: datasetId, samples: idList<SampleId>(2000), limit: z.int().min(1).max(1_000_000) }), answer: z.strictObject({ texts: z.array(z.string().nullable()), guessed: z.array(z.enum(TEXT_ENCODINGS).nullable()) }) },
  'cache.put': { request: z.strictObject({ kind: cacheKind, hash: contentHash, parts }), answer: empty },
  'cache.get': { request: z.strictObject({ kind: cacheKind, hash: contentHash }), answer: z.strictObject({ found: z.boolean(), parts }) },

  'import.preview': { request: importRequest, answer: importPreview },
  'import.start': { request: importRequest, answer: started },
  'export.preview': {
    request: z.strictObject({ job: jobId, options: exportOptions }),
    answer: z.strictObject({ samples: count, annotations: count, rotated: count, twins: count, missing: count, changed: count, losses }),
  },
  'export.start': { request: z.strictObject({ job: jobId, options: exportOptions, place: placeId, folderName: z.string().min(1).max(255) }), answer: started },

  'tasks.list': { request: empty, answer: z.strictObject({ tasks: z.array(taskInfo) }) },
  'task.cancel': { request: z.strictObject({ task: taskId }), answer: empty },
  'task.again': { request: z.strictObject({ task: taskId }), answer: started },
  'task.forget': { request: z.strictObject({ tasks: z.array(taskId).max(1000) }), answer: empty },
} satisfies { readonly [N in Extract<keyof Requests, Area>]: Of<N> };
