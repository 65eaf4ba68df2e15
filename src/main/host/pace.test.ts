import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST_STEPS, LONGEST_STEP, Moments, MOST_MOMENTS, paceOf } from './pace';

/** A moment per step of so many ms. */
const every = (steps: number, ms: number, from = 1_000_000): number[] => Array.from({ length: steps + 1 }, (_, i) => from + i * ms);

describe('pace', () => {
  it('is samples per hour, and unknown where somebody labeled too few one by one', () => {
    expect(paceOf(every(20, 37_500))).toBe(96);
    expect(paceOf(every(FEWEST_STEPS, 1000))).toBe(3600);
    expect(paceOf(every(FEWEST_STEPS - 1, 1000))).toBeNull();
    expect(paceOf([])).toBeNull();
  });

  it('leaves out pauses and what came in one go', () => {
    const morning = every(20, 10_000);
    const imported = every(5000, 2, 50_000_000);
    const evening = every(20, 10_000, 90_000_000);
    expect(evening[0]! - imported.at(-1)!).toBeGreaterThan(LONGEST_STEP);
    expect(paceOf([...morning, ...imported, ...evening])).toBe(360);
    expect(paceOf(imported)).toBeNull();
  });

  it('needs no more than the newest moments, each once', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 12_000, size: 'max' }), (all) => {
      const moments = new Moments();
      for (const moment of all) moments.add(moment);
      expect([...moments.newest()]).toEqual([...new Set(all)].sort((a, b) => a - b).slice(-MOST_MOMENTS));
    }), { numRuns: 30 });
  });
});
