/** Time that passes only when a test says so. */
import type { WindowClock } from './clock';

export class FakeClock implements WindowClock {
  #time = 0;
  #timers: { readonly due: number; readonly action: () => void }[] = [];
  /** What was asked to wait for, in ms, in order. */
  readonly waits: number[] = [];

  now(): number {
    return 1_700_000_000_000 + this.#time;
  }

  monotonic(): number {
    return this.#time;
  }

  after(ms: number, action: () => void): () => void {
    this.waits.push(ms);
    const timer = { due: this.#time + ms, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Timers that would still fire. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets `ms` pass; what is due happens in order. */
  pass(ms: number): void {
    const until = this.#time + ms;
    for (;;) {
      const [next] = this.#timers.filter((timer) => timer.due <= until).sort((a, b) => a.due - b.due);
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#time = Math.max(this.#time, next.due);
      next.action();
    }
    this.#time = until;
  }
}
