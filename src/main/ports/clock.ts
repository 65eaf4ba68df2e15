/** The only source of time for services. */
export interface Clock {
  /** ms since 1970, wall clock. For display and change detection, never for order. */
  now(): number;
  /** ms from an arbitrary start, never goes back. For durations. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
