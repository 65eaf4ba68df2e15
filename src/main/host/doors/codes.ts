/**
 * One-time codes: how a browser that a person opened becomes a window. A code lives ten minutes and works once. A
 * second use means that somebody else read it: both sides lose, the session it made is ended.
 */
import type { Clock } from '../../ports/clock';
import type { Random } from '../../ports/random';

export const CODE_LIFE_MS = 10 * 60 * 1000;

export type CodeOutcome<S> =
  | { readonly kind: 'welcome'; readonly session: S }
  | { readonly kind: 'unknown' | 'expired' }
  | { readonly kind: 'used-twice'; readonly session: S };

export class Codes<S> {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #codes = new Map<string, { readonly until: number; session: S | null }>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** 128 random bits in hex. */
  issue(): string {
    const code = Buffer.from(this.#random.bytes(16)).toString('hex');
    this.#codes.set(code, { until: this.#clock.monotonic() + CODE_LIFE_MS, session: null });
    return code;
  }

  /** `open` makes the session at the first use. Used codes are remembered as long as the host runs. */
  redeem(code: string, open: () => S): CodeOutcome<S> {
    const known = this.#codes.get(code);
    if (!known) return { kind: 'unknown' };
    if (known.session !== null) return { kind: 'used-twice', session: known.session };
    if (this.#clock.monotonic() > known.until) return { kind: 'expired' };
    known.session = open();
    return { kind: 'welcome', session: known.session };
  }
}
