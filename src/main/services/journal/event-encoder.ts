/** Gives the events of a log their numbers and times, in the order they are asked to be written, and makes lines of them. */
import { CATALOGUE, isEventType } from '../../../shared/events/catalogue';
import type { Draft } from '../../../shared/events/catalogue/types';
import { encodeEvent } from '../../../shared/events/codec/event';
import type { Command, StoredEvent } from '../../../shared/events/envelope';
import { toHex } from '../../../shared/kernel/bytes';
import { nextHlc, type Hlc } from '../../../shared/kernel/hlc';
import { nextLamport } from '../../../shared/kernel/lamport';
import { FailureError } from '../../../shared/kernel/result';
import type { JournalOptions } from './context';
import type { LogStart } from './log-start';
import type { LastEvent } from './log-state';
import type { SalvageDraft } from './salvage';
import { NO_ROSTER, RULES } from './seal';

export interface Encoded {
  readonly events: readonly StoredEvent[];
  /** One per event. */
  readonly lines: readonly Uint8Array[];
}

export class EventEncoder {
  readonly #options: JournalOptions;
  readonly #start: LogStart;
  /** Last event given a number. */
  #last: { seq: number; lamport: number; hlc: Hlc };

  constructor(options: JournalOptions, start: LogStart) {
    this.#options = options;
    this.#start = start;
    this.#last = { seq: 0, lamport: start.lamport, hlc: start.hlc };
  }

  /** Throws FailureError when an event cannot be written; then no number was used. */
  encode(command: Command, drafts: readonly (Draft | SalvageDraft)[]): Encoded {
    const { project, log, key, member } = this.#start;
    const last = { ...this.#last };
    const events: StoredEvent[] = [];
    const lines: Uint8Array[] = [];
    for (const draft of drafts) {
      last.seq += 1;
      // All cited events are known here, so none is later than what this log follows; but those that are brought back may be.
      last.lamport = nextLamport(last.lamport, 'after' in draft ? [draft.after] : []);
      last.hlc = nextHlc(last.hlc, this.#options.clock.now());
      const type: string = draft.type;
      const encoded = encodeEvent(this.#options.sha256, {
        v: 1, project, device: key.device, log, seq: last.seq, lamport: last.lamport, hlc: last.hlc, member,
        type, tv: isEventType(type) ? CATALOGUE[type].version : 1, rules: RULES, roster: NO_ROSTER, auth: [], base: draft.base, command,
        salt: toHex(this.#options.random.bytes(16)), body: draft.body,
      });
      if (!encoded.ok) throw new FailureError(encoded.error);
      events.push(encoded.value.event);
      lines.push(encoded.value.line);
    }
    this.#last = last;
    return { events, lines };
  }

  /** The events after `flushed` were given up: their numbers are used again. The time does not go back. */
  resume(flushed: LastEvent | null): void {
    this.#last = { seq: flushed?.seq ?? 0, lamport: flushed?.lamport ?? this.#start.lamport, hlc: this.#last.hlc };
  }
}
