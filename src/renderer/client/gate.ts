/** Waiting for a connection that comes, comes again or never comes. */
import type { Requester } from '../../shared/contract/requester';
import { FailureError } from '../../shared/kernel/result';

/** Shut until it is opened with a requester or refused; both once. */
export interface Gate {
  wait(): Promise<Requester>;
  open(requester: Requester): void;
  refuse(error: FailureError): void;
}

export function gate(): Gate {
  let open: (requester: Requester) => void = () => undefined;
  let refuse: (error: FailureError) => void = () => undefined;
  const promise = new Promise<Requester>((resolve, reject) => {
    open = resolve;
    refuse = reject;
  });
  promise.catch(() => undefined);
  return { wait: () => promise, open, refuse };
}

/** Rejects with 'cancelled' as soon as `signal` fires, whatever becomes of `promise`. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new FailureError({ code: 'cancelled', message: 'Cancelled.' }));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
