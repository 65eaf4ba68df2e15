/**
 * Bodies of all event types, in one view. Each type has its own file beside this one with validator, version and
 * example; `index.ts` lists them. Set-events carry what the author saw (`was`), so that the inverse of a command can
 * be written from the journal alone and a change in between is noticed.
 */
import type { Annotation, AnnotationOrigin, Geometry } from '../../domain/annotation/annotation';
import type { DataType, DatasetSource, TextMode } from '../../domain/dataset';
import type { TextReading } from '../../domain/text-reading';
import type { Marks, Task } from '../../domain/job';
import type { Attribute, AttributeValues, LabelDeletionPolicy } from '../../domain/label-set';
import type { AnnotationId, CommandId, DatasetId, HistoryId, JobId, LabelId, LabelSetId, RootId, SampleId } from '../../kernel/ids';
import type { BlobRef } from '../envelope';

type LabelField = { readonly field: 'name'; readonly to: string; readonly was: string }
  | { readonly field: 'color'; readonly to: number | string; readonly was: number | string }
  | { readonly field: 'shortcut'; readonly to: string | null; readonly was: string | null }
  | { readonly field: 'attributes'; readonly to: readonly Attribute[]; readonly was: readonly Attribute[] };

type MarkField = { readonly [K in keyof Marks]: { readonly field: K; readonly to: Marks[K]; readonly was: Marks[K] } }[keyof Marks];

/** Type name -> body. */
export interface EventBodies {
  'project.named': { readonly name: string; readonly was: string };
  'root.added': { readonly root: RootId; readonly name: string };

  'dataset.created': { readonly dataset: DatasetId; readonly name: string; readonly dataType: DataType; readonly textMode: TextMode | null };
  'dataset.renamed': { readonly dataset: DatasetId; readonly to: string; readonly was: string };
  'dataset.retired': { readonly dataset: DatasetId };
  'dataset.restored': { readonly dataset: DatasetId };
  /** How the text files of the dataset are read from now on; samples and labels stay. */
  'dataset.reading-set': { readonly dataset: DatasetId; readonly to: TextReading; readonly was: TextReading };
  'dataset.source-added': { readonly dataset: DatasetId; readonly source: DatasetSource };

  /** Blob kind `samples`: id, path, part, size, mtime. One root for the whole blob. */
  'samples.added': { readonly dataset: DatasetId; readonly root: RootId; readonly blob: BlobRef };
  /** Blob kind `facts`: sample and the columns of SampleFacts. */
  'samples.measured': { readonly dataset: DatasetId; readonly blob: BlobRef };
  /** Blob kind `status`: sample, to, was (indexes into SAMPLE_STATUS). */
  'samples.status-set': { readonly dataset: DatasetId; readonly blob: BlobRef };
  /** Blob kind `relinks`: sample, path, part, size, mtime, wasPath, wasPart. The file (or the line in it) moved, its content is the same; or only size and time are noted anew. */
  'samples.relinked': { readonly dataset: DatasetId; readonly blob: BlobRef };

  'job.created': { readonly job: JobId; readonly dataset: DatasetId; readonly name: string; readonly task: Task; readonly multiple: boolean; readonly labelSet: LabelSetId };
  'job.renamed': { readonly job: JobId; readonly to: string; readonly was: string };
  'job.retired': { readonly job: JobId };
  'job.restored': { readonly job: JobId };

  'label.added': { readonly labelSet: LabelSetId; readonly label: LabelId; readonly name: string; readonly color: number | string; readonly shortcut: string | null; readonly attributes: readonly Attribute[] };
  'label.changed': { readonly labelSet: LabelSetId; readonly label: LabelId } & LabelField;
  'label.retired': { readonly labelSet: LabelSetId; readonly label: LabelId; readonly policy: LabelDeletionPolicy };
  'label.restored': { readonly labelSet: LabelSetId; readonly label: LabelId };

  'classes.set': { readonly job: JobId; readonly sample: SampleId; readonly to: readonly LabelId[]; readonly was: readonly LabelId[] };
  /** Blob kind `classes`: sample, to, was (indexes into the blob's palette of label combinations). */
  'classes.bulk-set': { readonly job: JobId; readonly blob: BlobRef };
  'nothing-here.set': { readonly job: JobId; readonly sample: SampleId; readonly to: boolean; readonly was: boolean };

  'annotation.created': { readonly job: JobId; readonly sample: SampleId; readonly annotation: AnnotationId; readonly label: LabelId; readonly geometry: Geometry; readonly attributes: AttributeValues; readonly origin: AnnotationOrigin };
  'annotation.geometry-set': { readonly job: JobId; readonly sample: SampleId; readonly annotation: AnnotationId; readonly to: Geometry; readonly was: Geometry };
  'annotation.class-set': { readonly job: JobId; readonly sample: SampleId; readonly annotation: AnnotationId; readonly to: LabelId; readonly was: LabelId };
  'annotation.attributes-set': { readonly job: JobId; readonly sample: SampleId; readonly annotation: AnnotationId; readonly to: AttributeValues; readonly was: AttributeValues };
  'annotation.retired': { readonly job: JobId; readonly sample: SampleId; readonly annotation: AnnotationId };
  'annotation.restored': { readonly job: JobId; readonly sample: SampleId; readonly annotation: AnnotationId };
  /** Blob kind `boxes`: sample, annotation, label (index into palette), x, y, width, height, attributes (JSON or ''). Adds them: read from a label file, or pasted (`origin` says which). */
  'annotations.imported': { readonly job: JobId; readonly blob: BlobRef; readonly origin: AnnotationOrigin };
  /** Blob kind `annotations`: sample, annotation. Takes them away, brings them back. */
  'annotations.bulk-retired': { readonly job: JobId; readonly blob: BlobRef };
  'annotations.bulk-restored': { readonly job: JobId; readonly blob: BlobRef };
  /** Blob kind `geometries`: sample, annotation, x, y, width, height, wasX, wasY, wasWidth, wasHeight. */
  'annotations.bulk-geometry-set': { readonly job: JobId; readonly blob: BlobRef };
  /** Blob kind `relabels`: sample, annotation, to, was (indexes into the blob's labels). */
  'annotations.bulk-class-set': { readonly job: JobId; readonly blob: BlobRef };
  /** Blob kind `answers`: sample, annotation, to, was (JSON or ''). */
  'annotations.bulk-attributes-set': { readonly job: JobId; readonly blob: BlobRef };

  'mark.set': { readonly job: JobId; readonly sample: SampleId } & MarkField;
  /** Blob kind `marks`: sample, field (index), to, was (numbers; see catalogue/marks.bulk-set.ts). */
  'marks.bulk-set': { readonly job: JobId; readonly blob: BlobRef };

  /** `of`: the job or dataset whose history it is, or WORKSPACE_HISTORY. Written by undo itself, see docs/spec/undo.md. */
  'history.passed-over': { readonly of: HistoryId; readonly command: CommandId; readonly direction: 'undo' | 'redo' };
}

export type EventType = keyof EventBodies;

/** A draft of a known type. */
export type Draft = { readonly [T in EventType]: { readonly type: T; readonly base: readonly import('../../kernel/ids').EventId[]; readonly body: EventBodies[T] } }[EventType];

export type { Annotation };
