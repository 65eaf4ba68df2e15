import type { Annotation } from '../../shared/domain/annotation/annotation';
import type { SampleWork } from '../../shared/domain/sample-work';
import type { EventBodies, EventType } from '../../shared/events/catalogue/types';
import type { SampleId } from '../../shared/kernel/ids';

/** A change before it is sent: what it is based on is filled in when the ones before it have been answered. */
export type Proposed = { readonly [T in EventType]: { readonly type: T; readonly body: EventBodies[T] } }[EventType];

/**
 * What the sample looks like once these changes are folded: shown before the host has answered. Applying changes
 * that are already folded gives the same work again, so that it does not matter which of answer and push comes first.
 * Returns `work` itself when nothing about this sample changes.
 */
export function applyDrafts(work: SampleWork, sample: SampleId, drafts: readonly Proposed[]): SampleWork {
  let annotations: Annotation[] | null = null;
  let places: Map<string, number> | null = null;
  let rest: SampleWork = work;
  const find = (known: readonly Annotation[], id: string): number => {
    // A map pays only for many changes.
    if (drafts.length > 16) places ??= new Map(known.map((a, i) => [a.id, i]));
    return places === null ? known.findIndex((a) => a.id === id) : (places.get(id) ?? -1);
  };
  const edit = (id: string, change: (a: Annotation) => Annotation): void => {
    annotations ??= [...work.annotations];
    const i = find(annotations, id);
    if (i >= 0) annotations[i] = change(annotations[i]!);
  };
  const add = (a: Annotation): void => {
    annotations ??= [...work.annotations];
    if (find(annotations, a.id) >= 0) return;
    annotations.push(a);
    places?.set(a.id, annotations.length - 1);
  };
  for (const d of drafts) {
    if (!('sample' in d.body) || d.body.sample !== sample) continue;
    switch (d.type) {
      case 'annotation.created': {
        const { annotation, label, geometry, attributes, origin } = d.body;
        add({ id: annotation, label, geometry, attributes, origin, retired: false });
        break;
      }
      case 'annotation.geometry-set': edit(d.body.annotation, setting('geometry', d.body.to)); break;
      case 'annotation.class-set': edit(d.body.annotation, setting('label', d.body.to)); break;
      case 'annotation.attributes-set': edit(d.body.annotation, setting('attributes', d.body.to)); break;
      case 'annotation.retired': edit(d.body.annotation, setting('retired', true)); break;
      case 'annotation.restored': edit(d.body.annotation, setting('retired', false)); break;
      case 'classes.set': rest = { ...rest, classes: d.body.to }; break;
      case 'nothing-here.set': rest = { ...rest, nothingHere: d.body.to }; break;
      case 'mark.set': rest = { ...rest, marks: { ...rest.marks, [d.body.field]: d.body.to } }; break;
      default: break;
    }
  }
  return annotations === null ? rest : { ...rest, annotations };
}

function setting<K extends keyof Annotation>(key: K, value: Annotation[K]): (a: Annotation) => Annotation {
  return (a) => ({ ...a, [key]: value });
}

/**
 * The fields, as `OpenedSample.bases` names them, of which a change replaces the first that has an event: a field that
 * was not set since has that of its object's creation. [] for what has no predecessor.
 */
export function baseKeys(d: Proposed): readonly string[] {
  const of = (annotation: string, field: string): readonly string[] => [`annotation/${annotation}/${field}`, `annotation/${annotation}/created`];
  switch (d.type) {
    case 'annotation.geometry-set': return of(d.body.annotation, 'geometry');
    case 'annotation.class-set': return of(d.body.annotation, 'class');
    case 'annotation.attributes-set': return of(d.body.annotation, 'attributes');
    case 'annotation.retired':
    case 'annotation.restored': return of(d.body.annotation, 'retired');
    case 'classes.set': return ['classes'];
    case 'nothing-here.set': return ['nothing-here'];
    case 'mark.set': return [`marks/${d.body.field}`];
    default: return [];
  }
}

/** The field that this event is the last one of from now on; null for what sets none. */
export function fieldSetBy(d: Proposed): string | null {
  return d.type === 'annotation.created' ? `annotation/${d.body.annotation}/created` : (baseKeys(d)[0] ?? null);
}

/** The sample a change is about; null for one about something larger. */
export function sampleOf(d: Proposed): SampleId | null {
  return 'sample' in d.body ? d.body.sample : null;
}
