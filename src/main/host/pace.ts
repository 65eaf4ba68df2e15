/**
 * How fast samples were labeled lately, out of when each was changed last. What came in one go (an import, a
 * classification of many) and pauses say nothing about it and are left out.
 */

/** Steps shorter than this (ms) are not a person's. */
export const SHORTEST_STEP = 500;
/** After a longer time (ms) without a change somebody was away. */
export const LONGEST_STEP = 5 * 60_000;
/** Fewer steps tell nothing, older ones tell of other times. */
export const FEWEST_STEPS = 10;
export const MOST_MOMENTS = 200;

const ROOM = 4096;

/** The newest `MOST_MOMENTS` of many moments (ms since 1970), each once, without keeping all. */
export class Moments {
  readonly #room = new Float64Array(ROOM);
  #count = 0;
  #floor = 0;

  add(moment: number): void {
    if (moment <= this.#floor) return;
    this.#room[this.#count++] = moment;
    if (this.#count === ROOM) this.#shrink();
  }

  /** Oldest first. */
  newest(): Float64Array {
    this.#shrink();
    return this.#room.slice(0, this.#count);
  }

  #shrink(): void {
    const kept = [...new Set(this.#room.subarray(0, this.#count).sort())].slice(-MOST_MOMENTS);
    this.#room.set(kept);
    this.#count = kept.length;
    if (kept.length === MOST_MOMENTS) this.#floor = (kept[0] ?? 0) - 1;
  }
}

/** Samples per hour, a whole number; null where too little is known. `moments`: oldest first. */
export function paceOf(moments: ArrayLike<number>): number | null {
  let steps = 0;
  let time = 0;
  for (let i = 1; i < moments.length; i++) {
    const step = (moments[i] ?? 0) - (moments[i - 1] ?? 0);
    if (step < SHORTEST_STEP || step > LONGEST_STEP) continue;
    steps++;
    time += step;
  }
  return steps < FEWEST_STEPS ? null : Math.max(1, Math.round((steps * 3_600_000) / time));
}
