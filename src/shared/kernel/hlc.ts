/** Hybrid logical clock: [ms since 1970, counter]. Shown to people, never used to order or to judge. */
export type Hlc = readonly [number, number];

export const HLC_ZERO: Hlc = [0, 0];

/** The next reading after `last` when the wall clock shows `now` (ms): never goes back, even when the clock does. */
export function nextHlc(last: Hlc, now: number): Hlc {
  const ms = Math.max(0, Math.floor(now));
  return ms > last[0] ? [ms, 0] : [last[0], last[1] + 1];
}
