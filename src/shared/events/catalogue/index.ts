/** Every type of event, and what to do with a body that was read or proposed. */
import { fail, ok, type Result } from '../../kernel/result';
import type { EventDefinition } from './define';
import type { Draft, EventBodies, EventType } from './types';
import projectNamed from './project.named';
import rootAdded from './root.added';
import datasetCreated from './dataset.created';
import datasetRenamed from './dataset.renamed';
import datasetRetired from './dataset.retired';
import datasetRestored from './dataset.restored';
import datasetReadingSet from './dataset.reading-set';
import datasetSourceAdded from './dataset.source-added';
import samplesAdded from './samples.added';
import samplesMeasured from './samples.measured';
import samplesStatusSet from './samples.status-set';
import samplesRelinked from './samples.relinked';
import jobCreated from './job.created';
import jobRenamed from './job.renamed';
import jobRetired from './job.retired';
import jobRestored from './job.restored';
import labelAdded from './label.added';
import labelChanged from './label.changed';
import labelRetired from './label.retired';
import labelRestored from './label.restored';
import classesSet from './classes.set';
import classesBulkSet from './classes.bulk-set';
import nothingHereSet from './nothing-here.set';
import annotationCreated from './annotation.created';
import annotationGeometrySet from './annotation.geometry-set';
import annotationClassSet from './annotation.class-set';
import annotationAttributesSet from './annotation.attributes-set';
import annotationRetired from './annotation.retired';
import annotationRestored from './annotation.restored';
import annotationsImported from './annotations.imported';
import annotationsBulkRetired from './annotations.bulk-retired';
import annotationsBulkRestored from './annotations.bulk-restored';
import annotationsBulkGeometrySet from './annotations.bulk-geometry-set';
import annotationsBulkClassSet from './annotations.bulk-class-set';
import annotationsBulkAttributesSet from './annotations.bulk-attributes-set';
import markSet from './mark.set';
import marksBulkSet from './marks.bulk-set';
import historyPassedOver from './history.passed-over';
import { firstIssue } from '../../kernel/zod';

export const CATALOGUE: { readonly [T in EventType]: EventDefinition<T> } = {
  'project.named': projectNamed,
  'root.added': rootAdded,
  'dataset.created': datasetCreated,
  'dataset.renamed': datasetRenamed,
  'dataset.retired': datasetRetired,
  'dataset.restored': datasetRestored,
  'dataset.reading-set': datasetReadingSet,
  'dataset.source-added': datasetSourceAdded,
  'samples.added': samplesAdded,
  'samples.measured': samplesMeasured,
  'samples.status-set': samplesStatusSet,
  'samples.relinked': samplesRelinked,
  'job.created': jobCreated,
  'job.renamed': jobRenamed,
  'job.retired': jobRetired,
  'job.restored': jobRestored,
  'label.added': labelAdded,
  'label.changed': labelChanged,
  'label.retired': labelRetired,
  'label.restored': labelRestored,
  'classes.set': classesSet,
  'classes.bulk-set': classesBulkSet,
  'nothing-here.set': nothingHereSet,
  'annotation.created': annotationCreated,
  'annotation.geometry-set': annotationGeometrySet,
  'annotation.class-set': annotationClassSet,
  'annotation.attributes-set': annotationAttributesSet,
  'annotation.retired': annotationRetired,
  'annotation.restored': annotationRestored,
  'annotations.imported': annotationsImported,
  'annotations.bulk-retired': annotationsBulkRetired,
  'annotations.bulk-restored': annotationsBulkRestored,
  'annotations.bulk-geometry-set': annotationsBulkGeometrySet,
  'annotations.bulk-class-set': annotationsBulkClassSet,
  'annotations.bulk-attributes-set': annotationsBulkAttributesSet,
  'mark.set': markSet,
  'marks.bulk-set': marksBulkSet,
  'history.passed-over': historyPassedOver,
};

export const EVENT_TYPES = Object.keys(CATALOGUE) as readonly EventType[];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(CATALOGUE, type);
}

/**
 * A proposed draft, checked: known type, exactly the fields of its body, cited events that are hashes.
 * Fails with 'unknown-event' or 'bad-event' (which field and why).
 */
export function checkDraft(draft: { readonly type: string; readonly base: readonly string[]; readonly body: unknown }): Result<Draft> {
  if (!isEventType(draft.type)) return fail('unknown-event', `There is no event type "${draft.type}".`, { type: draft.type });
  if (draft.base.length > 256 || !draft.base.every((b) => /^[0-9a-f]{64}$/.test(b))) return fail('bad-event', `${draft.type}: base must list at most 256 event ids.`, { type: draft.type, field: 'base' });
  const parsed = CATALOGUE[draft.type].body.safeParse(draft.body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail('bad-event', `${draft.type}: ${firstIssue(parsed.error, 'body')}.`, { type: draft.type, field });
  }
  return ok({ type: draft.type, base: draft.base, body: parsed.data } as Draft);
}

/** A stored event whose body is of today's version: what the folds read. */
export type KnownEvent<E> = { readonly [T in EventType]: Omit<E, 'type' | 'body'> & { readonly type: T; readonly body: EventBodies[T] } }[EventType];

/**
 * A stored event in today's form; null when this program does not know its type or its version (written by a newer
 * one, or not a valid body): folds pass over it, the journal keeps it.
 */
export function knownEvent<E extends { readonly type: string; readonly tv: number; readonly body: unknown }>(event: E): KnownEvent<E> | null {
  if (!isEventType(event.type)) return null;
  const definition = CATALOGUE[event.type];
  const body = upcast(definition, event.tv, event.body);
  if (body === undefined) return null;
  return { ...event, body } as unknown as KnownEvent<E>;
}

/** The body in the version of `definition`, checked; undefined when it cannot be had. */
export function upcast(definition: Pick<EventDefinition, 'version' | 'upcasts' | 'body'>, version: number, body: unknown): unknown {
  if (!Number.isInteger(version) || version < 1 || version > definition.version) return undefined;
  let current = body;
  for (let v = version; v < definition.version; v++) current = definition.upcasts[v - 1]?.(current);
  const parsed = definition.body.safeParse(current);
  return parsed.success ? parsed.data : undefined;
}
