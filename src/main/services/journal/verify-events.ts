import type { HeadRef } from '../../../shared/events/codec/log-file';
import type { StoredEvent } from '../../../shared/events/envelope';
import { ByteReader, ByteWriter, fromHex, toHex } from '../../../shared/kernel/bytes';
import type { EventId, Hash, LogId } from '../../../shared/kernel/ids';
import { IdTable } from './id-table';
import type { Findings } from './verify-types';

/**
 * Checks between events: Lamport numbers, cited events. Memory: an `IdTable` of all events; an event that
 * cites one not read yet waits for the end in 46 bytes and 32 per citation.
 */
export class EventChecks {
  readonly #findings: Findings;
  readonly #lamports = new IdTable();
  /** Of events that lie whole behind damage and nobody said again yet: they may be cited, they do not count. */
  readonly #behind = new IdTable();
  readonly #waiting = new ByteWriter();
  readonly #starts: { readonly log: LogId; readonly lamport: number; readonly cited: readonly HeadRef[] }[] = [];
  readonly #last = new Map<LogId, { readonly seq: number; readonly id: Hash }>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** `previous`: Lamport number of the event before in the log, or of the log's start. */
  event(event: StoredEvent, previous: number): void {
    // No two have one id: it is the hash of the log and the number, too, and these are checked.
    this.#lamports.add(event.id, event.lamport);
    this.#last.set(event.log, { seq: event.seq, id: event.id });
    this.#cites(event, previous);
  }

  /** An event that another log says again. `previous`: Lamport number of the event before; null when that one is lost. False when its own log has it. */
  salvaged(event: StoredEvent, previous: number | null): boolean {
    if (!this.#lamports.add(event.id, event.lamport)) return false;
    if (previous !== null) this.#cites(event, previous);
    return true;
  }

  /** An event behind damage that lies there whole. */
  behind(id: EventId, lamport: number): void {
    this.#behind.add(id, lamport);
  }

  #known(id: EventId): number | undefined {
    return this.#lamports.lamportOf(id) ?? this.#behind.lamportOf(id);
  }

  has(event: EventId): boolean {
    return this.#lamports.lamportOf(event) !== undefined;
  }

  #cites(event: StoredEvent, previous: number): void {
    const cited = [...event.base, ...event.auth];
    let largest = previous;
    for (const id of cited) {
      const known = this.#lamports.lamportOf(id);
      if (known === undefined) {
        this.#wait(event, previous, cited);
        return;
      }
      largest = Math.max(largest, known);
    }
    if (event.lamport !== largest + 1) this.#wrong(event.id, event.lamport, largest + 1);
  }

  /** Kept only when it must be, and in few bytes: a workspace has millions of citations. */
  #wait(event: StoredEvent, previous: number, cited: readonly EventId[]): void {
    const out = this.#waiting;
    out.bytes(fromHex(event.id)!);
    out.varint(previous);
    out.varint(event.lamport);
    out.varint(cited.length);
    for (const id of cited) out.bytes(fromHex(id)!);
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
        const known = this.#known(id);
        if (known === undefined) this.#findings.problem('head-missing', `Log ${log} follows event ${seq} of log ${other}, which is not there.`, { log, other, seq });
        largest = Math.max(largest, known ?? lamport);
      }
      if (largest !== lamport) this.#findings.problem('lamport-wrong', `Log ${log} starts after ${lamport}; the heads it follows give ${largest}.`, { log });
    }
    const waiting = new ByteReader(this.#waiting.finish());
    while (waiting.left > 0) {
      const event = toHex(waiting.bytes(32)) as EventId;
      let largest = waiting.varint();
      const lamport = waiting.varint();
      let missing = 0;
      for (let left = waiting.varint(); left > 0; left--) {
        const id = toHex(waiting.bytes(32)) as EventId;
        const known = this.#known(id);
        if (known === undefined) {
          missing++;
          this.#findings.problem('base-missing', `Event ${event} cites ${id}, which is not there.`, { event, cited: id });
        } else largest = Math.max(largest, known);
      }
      // With a cited event missing its number is not known: then the number can only be too small.
      if (missing === 0 ? lamport !== largest + 1 : lamport <= largest) this.#wrong(event, lamport, largest + 1);
    }
  }

  #wrong(event: string, has: number, should: number): void {
    this.#findings.problem('lamport-wrong', `Event ${event} has the Lamport number ${has} instead of ${should}.`, { event });
  }
}
