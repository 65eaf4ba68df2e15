import type { KnownEvent } from '../../../shared/events/catalogue';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { StoredEvent } from '../../../shared/events/envelope';
import type { AnnotationId, LabelId, SampleId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';

export type Event = KnownEvent<StoredEvent>;

export interface Inverse {
  readonly drafts: Draft[];
  /** Parts that somebody changed since, with who. */
  readonly refused: Failure[];
  readonly samples: Set<SampleId>;
  /** What bulk drafts do, for those that follow them: classes by `job/sample`, and annotations that are gone. */
  readonly classes: Map<string, readonly LabelId[]>;
  readonly gone: Set<AnnotationId>;
}

/** A part that is not taken back because somebody changed it meanwhile. */
export function changedSince(field: string, who: string, details: Failure['details']): Failure {
  return { code: 'changed-since', message: `${field} was changed since, by member ${who}.`, details: { ...details, field, member: who } };
}
