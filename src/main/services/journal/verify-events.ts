import type { HeadRef } from '../../../shared/events/codec/log-file';
import type { StoredEvent } from '../../../shared/events/envelope';
import type { EventId, Hash, LogId } from '../../../shared/kernel/ids';
import type { Findings } from './verify-types';

/** Checks between events: names used once, Lamport numbers, cited events. Citations of events not read yet wait for the end. */
export class EventChecks {
  readonly #findings: Findings;
  readonly #lamports = new Map<EventId, number>();
  readonly #citing: { readonly event: string; readonly previous: number; readonly lamport: number; readonly cited: readonly EventId[] }[] = [];
  readonly #starts: { readonly log: LogId; readonly lamport: number; readonly cited: readonly HeadRef[] }[] = [];
  readonly #last = new Map<LogId, { readonly seq: number; readonly id: Hash }>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** `previous`: Lamport number of the event before in the log, or of the log's start. */
  event(event: StoredEvent, previous: number): void {
    if (this.#lamports.has(event.id)) this.#findings.problem('event-twice', `Event ${event.id} is stored twice.`, { event: event.id });
    this.#lamports.set(event.id, event.lamport);
    this.#last.set(event.log, { seq: event.seq, id: event.id });
    const cited = [...event.base, ...event.auth];
    let largest = previous;
    for (const id of cited) {
      const known = this.#lamports.get(id);
      if (known === undefined) {
        // Kept only when it must be: a workspace has millions of citations.
        this.#citing.push({ event: event.id, previous, lamport: event.lamport, cited });
        return;
      }
      largest = Math.max(largest, known);
    }
    if (event.lamport !== largest + 1) this.#wrong(event.id, event.lamport, largest + 1);
  }

  /** The beginning of a log: `lamport` must be the largest of the heads it names. */
  start(log: LogId, lamport: number, cited: readonly HeadRef[]): void {
    this.#starts.push({ log, lamport, cited });
  }

  lastOf(log: LogId): { readonly seq: number; readonly id: Hash } | undefined {
    return this.#last.get(log);
  }

  finish(): void {
    for (const { log, lamport, cited } of this.#starts) {
      let largest = 0;
      for (const [other, seq, id] of cited) {
        const known = this.#lamports.get(id);
        if (known === undefined) this.#findings.problem('head-missing', `Log ${log} follows event ${seq} of log ${other}, which is not there.`, { log, other, seq });
        largest = Math.max(largest, known ?? lamport);
      }
      if (largest !== lamport) this.#findings.problem('lamport-wrong', `Log ${log} starts after ${lamport}; the heads it follows give ${largest}.`, { log });
    }
    for (const { event, previous, lamport, cited } of this.#citing) {
      let largest = previous;
      for (const id of cited) {
        const known = this.#lamports.get(id);
        if (known === undefined) this.#findings.problem('base-missing', `Event ${event} cites ${id}, which is not there.`, { event, cited: id });
        else largest = Math.max(largest, known);
      }
      if (lamport !== largest + 1) this.#wrong(event, lamport, largest + 1);
    }
  }

  #wrong(event: string, has: number, should: number): void {
    this.#findings.problem('lamport-wrong', `Event ${event} has the Lamport number ${has} instead of ${should}.`, { event });
  }
}
