/** The only source of time in the window. */
export interface WindowClock {
  /** ms since 1970. For display. */
  now(): number;
  /** ms from an arbitrary start, never goes back. */
  monotonic(): number;
  /** Calls `action` once after `ms`; returns the way to prevent it. */
  after(ms: number, action: () => void): () => void;
}

export const windowClock: WindowClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
