/**
 * The order of events: causality first, then Lamport number, then event id (code units). A Lamport number is checked to
 * be larger than that of every cited event and of the previous event of its log, so that (Lamport, id) alone already
 * puts causes before effects. Rows of one bulk fact follow each other by row number. Wall clocks play no part.
 */
import type { StoredEvent } from '../events/envelope';
import type { EventId, LogId, MemberId } from '../kernel/ids';

/** What the fold remembers of the event that set a field. */
export interface Stamp {
  readonly lamport: number;
  readonly id: EventId;
  /** Row of a bulk fact, else 0. */
  readonly part: number;
  readonly log: LogId;
  readonly member: MemberId;
  /** ms since 1970, display only. */
  readonly time: number;
}

export function stampOf(event: Omit<StoredEvent, 'body'>, part = 0): Stamp {
  return { lamport: event.lamport, id: event.id, part, log: event.log, member: event.member, time: event.hlc[0] };
}

/** Negative when `a` comes before `b`. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.lamport - b.lamport || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.part - b.part);
}

/** True when the author of an event of `log` citing `base` had seen the event of `earlier`: cited, or of the same log. */
export function saw(log: LogId, base: readonly EventId[], earlier: Stamp): boolean {
  return earlier.log === log || base.includes(earlier.id);
}
