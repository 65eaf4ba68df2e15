import { FailureError } from '../../../shared/kernel/result';

interface Running<T> {
  readonly promise: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

/** The same work asked for several times at once is done once; it is aborted when the last who waits has gone. */
export class Shared<T> {
  readonly #running = new Map<string, Running<T>>();

  /** Rejects with 'cancelled' as soon as `signal` aborts, even when others still wait for the same work. */
  join(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const cancelled = (): FailureError => new FailureError({ code: 'cancelled', message: 'Cancelled.' });
    if (signal.aborted) return Promise.reject(cancelled());
    let running = this.#running.get(key);
    if (!running) {
      const abort = new AbortController();
      const promise = work(abort.signal);
      running = { promise, abort, waiting: 0 };
      const mine = running;
      const forget = (): void => {
        if (this.#running.get(key) === mine) this.#running.delete(key);
      };
      promise.then(forget, forget);
      this.#running.set(key, running);
    }
    const joined = running;
    joined.waiting++;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        joined.waiting--;
        if (joined.waiting === 0) {
          // Whoever asks next must not join work that is being aborted.
          if (this.#running.get(key) === joined) this.#running.delete(key);
          joined.abort.abort();
        }
        reject(cancelled());
      };
      signal.addEventListener('abort', leave, { once: true });
      joined.promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }
}
