/** The facts about one sample in one job that events state, singly or as rows of a blob. */
import type { Annotation, Geometry } from '../domain/annotation/annotation';
import type { AttributeValues } from '../domain/label-set';
import type { KnownEvent } from '../events/catalogue';
import type { StoredEvent } from '../events/envelope';
import { parseAttributes, type Blob, type BlobKind } from '../events/blobs/kinds';
import { markField, markNumber, type MarkField } from '../events/blobs/marks';
import { NO_MARKS } from '../domain/job';
import { idFromBytes, type AnnotationId, type JobId, type LabelId, type SampleId } from '../kernel/ids';

export type ItemFact =
  | { readonly kind: 'classes'; readonly to: readonly LabelId[]; readonly was: readonly LabelId[] }
  | { readonly kind: 'nothing-here'; readonly to: boolean; readonly was: boolean }
  /** Marks as the numbers of `events/blobs/marks.ts`. */
  | { readonly kind: 'mark'; readonly field: MarkField; readonly to: number; readonly was: number }
  | { readonly kind: 'created'; readonly annotation: Annotation }
  | { readonly kind: 'geometry'; readonly annotation: AnnotationId; readonly to: Geometry; readonly was: Geometry }
  | { readonly kind: 'class'; readonly annotation: AnnotationId; readonly to: LabelId; readonly was: LabelId }
  | { readonly kind: 'attributes'; readonly annotation: AnnotationId; readonly to: AttributeValues; readonly was: AttributeValues }
  | { readonly kind: 'retired'; readonly annotation: AnnotationId; readonly to: boolean; readonly was: boolean };

export interface ItemSubject {
  readonly job: JobId;
  readonly sample: SampleId;
}

type Event = KnownEvent<StoredEvent>;

/** The fact that a single event states about a sample; null when it states none. */
export function factOf(event: Event): (ItemSubject & { readonly fact: ItemFact }) | null {
  switch (event.type) {
    case 'classes.set': return { ...subject(event.body), fact: { kind: 'classes', to: event.body.to, was: event.body.was } };
    case 'nothing-here.set': return { ...subject(event.body), fact: { kind: 'nothing-here', to: event.body.to, was: event.body.was } };
    case 'mark.set': {
      const { field, to, was } = event.body;
      return { ...subject(event.body), fact: { kind: 'mark', field, to: markNumber({ ...NO_MARKS, [field]: to }, field), was: markNumber({ ...NO_MARKS, [field]: was }, field) } };
    }
    case 'annotation.created': {
      const { annotation: id, label, geometry, attributes, origin } = event.body;
      return { ...subject(event.body), fact: { kind: 'created', annotation: { id, label, geometry, attributes, origin, retired: false } } };
    }
    case 'annotation.geometry-set': return { ...subject(event.body), fact: { kind: 'geometry', annotation: event.body.annotation, to: event.body.to, was: event.body.was } };
    case 'annotation.class-set': return { ...subject(event.body), fact: { kind: 'class', annotation: event.body.annotation, to: event.body.to, was: event.body.was } };
    case 'annotation.attributes-set': return { ...subject(event.body), fact: { kind: 'attributes', annotation: event.body.annotation, to: event.body.to, was: event.body.was } };
    case 'annotation.retired': return { ...subject(event.body), fact: { kind: 'retired', annotation: event.body.annotation, to: true, was: false } };
    case 'annotation.restored': return { ...subject(event.body), fact: { kind: 'retired', annotation: event.body.annotation, to: false, was: true } };
    default: return null;
  }
}

/** Bulk events whose rows are facts about samples in a job. */
const ITEM_BULK = ['classes.bulk-set', 'annotations.imported', 'annotations.bulk-retired', 'annotations.bulk-restored', 'annotations.bulk-geometry-set', 'annotations.bulk-class-set', 'annotations.bulk-attributes-set', 'marks.bulk-set'] as const;

export type ItemBulkEvent = Extract<Event, { type: (typeof ITEM_BULK)[number] }>;

export function isItemBulk(event: Event): event is ItemBulkEvent {
  return (ITEM_BULK as readonly string[]).includes(event.type);
}

/** The fact that row `row` of a bulk event's blob states. Null when the blob is of another kind than the event's. */
export function factOfRow(event: ItemBulkEvent, blob: Blob, row: number): ItemFact | null {
  switch (event.type) {
    case 'classes.bulk-set': {
      if (!isKind(blob, 'classes')) return null;
      const { palette } = blob.meta;
      return { kind: 'classes', to: palette[blob.columns.to[row] ?? 0] ?? [], was: palette[blob.columns.was[row] ?? 0] ?? [] };
    }
    case 'annotations.imported': {
      if (!isKind(blob, 'boxes')) return null;
      const c = blob.columns;
      const label = blob.meta.labels[c.label[row] ?? 0];
      if (label === undefined) return null;
      return { kind: 'created', annotation: {
        id: idAt(c.annotation, row), label, geometry: { kind: 'box', x: c.x[row] ?? 0, y: c.y[row] ?? 0, width: c.width[row] ?? 0, height: c.height[row] ?? 0 },
        attributes: parseAttributes(c.attributes.at(row) ?? '') ?? {}, origin: event.body.origin, retired: false,
      } };
    }
    case 'annotations.bulk-retired': return isKind(blob, 'annotations') ? { kind: 'retired', annotation: idAt(blob.columns.annotation, row), to: true, was: false } : null;
    case 'annotations.bulk-restored': return isKind(blob, 'annotations') ? { kind: 'retired', annotation: idAt(blob.columns.annotation, row), to: false, was: true } : null;
    case 'annotations.bulk-geometry-set': {
      if (!isKind(blob, 'geometries')) return null;
      const c = blob.columns;
      return {
        kind: 'geometry', annotation: idAt(c.annotation, row),
        to: { kind: 'box', x: c.x[row] ?? 0, y: c.y[row] ?? 0, width: c.width[row] ?? 0, height: c.height[row] ?? 0 },
        was: { kind: 'box', x: c.wasX[row] ?? 0, y: c.wasY[row] ?? 0, width: c.wasWidth[row] ?? 0, height: c.wasHeight[row] ?? 0 },
      };
    }
    case 'annotations.bulk-class-set': {
      if (!isKind(blob, 'relabels')) return null;
      const [to, was] = [blob.meta.labels[blob.columns.to[row] ?? 0], blob.meta.labels[blob.columns.was[row] ?? 0]];
      return to === undefined || was === undefined ? null : { kind: 'class', annotation: idAt(blob.columns.annotation, row), to, was };
    }
    case 'annotations.bulk-attributes-set': return isKind(blob, 'answers')
      ? { kind: 'attributes', annotation: idAt(blob.columns.annotation, row), to: parseAttributes(blob.columns.to.at(row) ?? '') ?? {}, was: parseAttributes(blob.columns.was.at(row) ?? '') ?? {} } : null;
    case 'marks.bulk-set': return isKind(blob, 'marks') ? { kind: 'mark', field: markField(blob.columns.field[row] ?? 0), to: blob.columns.to[row] ?? 0, was: blob.columns.was[row] ?? 0 } : null;
  }
}

/** The samples that the rows of a blob are about; null for a blob of new samples. */
export function samplesOf(blob: Blob): Uint8Array | null {
  return 'sample' in blob.columns ? (blob.columns as { readonly sample: Uint8Array }).sample : null;
}

export function isKind<K extends BlobKind>(blob: Blob, kind: K): blob is Blob<K> {
  return blob.kind === kind;
}

/** Id at a row of an id column. */
export function idAt<I extends string>(ids: Uint8Array, row: number): I {
  return idFromBytes(ids.subarray(16 * row, 16 * row + 16)) as string as I;
}

function subject(body: ItemSubject): ItemSubject {
  return { job: body.job, sample: body.sample };
}
