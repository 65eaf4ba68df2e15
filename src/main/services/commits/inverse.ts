import type { KnownEvent } from '../../../shared/events/catalogue';
import { equal } from '../../../shared/fold/equal';
import type { ItemState } from '../../../shared/fold/item';
import type { ItemFact } from '../../../shared/fold/item-facts';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { StoredEvent } from '../../../shared/events/envelope';
import type { AnnotationId, LabelId, SampleId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import { valueNow } from './check-item';

export type Event = KnownEvent<StoredEvent>;

export interface Inverse {
  readonly drafts: Draft[];
  /** Parts that somebody changed since, with who. */
  readonly refused: Failure[];
  readonly samples: Set<SampleId>;
  /** What bulk drafts do, for those that follow them: classes by `job/sample`, annotations that are gone, and other labels of annotations. */
  readonly classes: Map<string, readonly LabelId[]>;
  readonly gone: Set<AnnotationId>;
  readonly labels: Map<AnnotationId, LabelId>;
}

/** The fact that takes `fact` back; null when what it set is not what stands. */
export function inverseFact(fact: ItemFact, item: ItemState): ItemFact | null {
  if (fact.kind === 'created') {
    const now = item.annotations.get(fact.annotation.id)?.annotation;
    return now && equal(now, fact.annotation) ? { kind: 'retired', annotation: fact.annotation.id, to: true, was: false } : null;
  }
  const now = valueNow(item, fact);
  if (!equal(now, fact.to)) return null;
  return { ...fact, to: fact.was, was: fact.to } as ItemFact;
}

/** A part that is not taken back because somebody changed it meanwhile. */
export function changedSince(field: string, who: string, details: Failure['details']): Failure {
  return { code: 'changed-since', message: `${field} was changed since, by member ${who}.`, details: { ...details, field, member: who } };
}
