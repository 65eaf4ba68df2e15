/** Parts of event bodies. Every text is well-formed Unicode: a lone surrogate has no UTF-8 and cannot be hashed. */
import { z } from '../../kernel/zod';
import type { AnnotationOrigin, Geometry } from '../../domain/annotation/annotation';
import { ANNOTATION_ORIGINS } from '../../domain/annotation/annotation';
import type { DatasetSource } from '../../domain/dataset';
import { CSV_HEADERS, TEXT_ENCODINGS, type TextReading } from '../../domain/text-reading';
import type { Attribute, AttributeValues } from '../../domain/label-set';
import type { AnnotationId, AttributeId, CommandId, DatasetId, Hash, HistoryId, Id, JobId, LabelId, LabelSetId, RootId, SampleId } from '../../kernel/ids';
import { isSafePath } from '../../kernel/safe-path';
import type { BlobRef } from '../envelope';
import { MAX_BLOB_BYTES, MAX_BLOB_ROWS } from '../blob-types';

function branded<I extends Id<string>>(): z.ZodType<I> {
  return z.string().regex(/^[0-9a-f]{32}$/) as unknown as z.ZodType<I>;
}

export const rootId = branded<RootId>();
export const datasetId = branded<DatasetId>();
export const sampleId = branded<SampleId>();
export const jobId = branded<JobId>();
export const labelSetId = branded<LabelSetId>();
export const labelId = branded<LabelId>();
export const attributeId = branded<AttributeId>();
export const annotationId = branded<AnnotationId>();
export const commandId = branded<CommandId>();
export const historyId = branded<HistoryId>();
export const hash = z.string().regex(/^[0-9a-f]{64}$/) as unknown as z.ZodType<Hash>;

/** Any text a person wrote. */
export const text = (max: number): z.ZodString => z.string().max(max).regex(/^\P{Cs}*$/u);

/** A name of something: not empty, no control characters. Compared exactly, blanks included: label files do so too. */
export const name = text(1024).regex(/^[^\p{Cc}]+$/u);

/** What a name was before: '' when there was none. */
export const nameBefore = z.union([z.literal(''), name]);

export const path = text(4096).refine(isSafePath);

export const source: z.ZodType<DatasetSource> = z.strictObject({ root: rootId, path: z.union([z.literal(''), path]) });

/** See `TextReading`. */
export const textReading: z.ZodType<TextReading> = z.strictObject({ header: z.enum(CSV_HEADERS), encoding: z.enum(TEXT_ENCODINGS).nullable() });

/** Index into the palette of 24, or '#rrggbb'. */
export const color: z.ZodType<number | string> = z.union([z.int().min(0).max(23), z.string().regex(/^#[0-9a-f]{6}$/)]);

/** A digit or one letter, as `KeyboardEvent.key` gives it in lower case. */
export const shortcut: z.ZodType<string> = z.string().regex(/^(?:[0-9]|\p{L})$/u);

const attribute: z.ZodType<Attribute> = z.discriminatedUnion('kind', [
  z.strictObject({ id: attributeId, kind: z.literal('text'), name }),
  z.strictObject({ id: attributeId, kind: z.literal('select'), name, values: z.array(name).min(1).max(1000).refine(allDifferent) }),
]);

/** At most 100 questions, no id and no name twice. */
export const attributes: z.ZodType<readonly Attribute[]> = z.array(attribute).max(100)
  .refine((list) => allDifferent(list.map((a) => a.id)) && allDifferent(list.map((a) => a.name)));

export const attributeValues = z.record(z.string().regex(/^[0-9a-f]{32}$/), text(4096)) as unknown as z.ZodType<AttributeValues>;

/** Labels of a sample, no label twice. */
export const labels: z.ZodType<readonly LabelId[]> = z.array(labelId).max(1000).refine(allDifferent);

export const geometry: z.ZodType<Geometry> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('box'), x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() }),
]);

export const origin: z.ZodType<AnnotationOrigin> = z.enum(ANNOTATION_ORIGINS);

export const blobRef: z.ZodType<BlobRef> = z.strictObject({ hash, bytes: z.int().min(1).max(MAX_BLOB_BYTES), rows: z.int().min(1).max(MAX_BLOB_ROWS) });

function allDifferent(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
