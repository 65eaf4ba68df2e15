import type { z } from '../../kernel/zod';
import type { BlobKind } from '../blobs/kinds';
import type { EventBodies, EventType } from './types';

/** Turns the body of one version into the body of the next. Pure; never throws for a body its version's validator takes. */
export type Upcast = (body: unknown) => unknown;

/** All there is to know about one type of event. */
export interface EventDefinition<T extends EventType = EventType> {
  readonly type: T;
  /** Version of the body that is written today. */
  readonly version: number;
  readonly body: z.ZodType<EventBodies[T]>;
  /** `upcasts[i]` turns version i + 1 into i + 2: always `version - 1` of them. */
  readonly upcasts: readonly Upcast[];
  /** Kind of the blob that the body names as `blob`; null when it names none. */
  readonly blob: BlobKind | null;
  readonly example: EventBodies[T];
}

/** Keeps the types of one definition together; every file of this folder calls it once. */
export function defineEvent<T extends EventType>(definition: EventDefinition<T>): EventDefinition<T> {
  return definition;
}
