/** The outcome of something that can fail in an expected way: no exception crosses a boundary. */
export type Result<T, E = Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A failure in words a person can act on. `code` is stable and looked up in the message catalogue. */
export interface Failure {
  readonly code: string;
  /** Plain English, for logs and the command line; windows translate by `code` and `details`. */
  readonly message: string;
  /** What the message is about: file, key, number … Never a secret. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function fail(code: string, message: string, details?: Failure['details']): Result<never> {
  return { ok: false, error: details ? { code, message, details } : { code, message } };
}

/** An error that carries a `Failure` through code that throws (adapters, libraries). */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** Exhaustiveness check of a switch: the compiler refuses a missing case, the program a wrong value. */
export function never(value: never): never {
  throw new TypeError(`unexpected value ${JSON.stringify(value)}`);
}
