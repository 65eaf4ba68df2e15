import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextHlc } from './hlc';
import { idSequence } from './id-sequence';
import { compareEvents, nextLamport } from './lamport';
import { Scope } from './scope';

describe('lamport', () => {
  it('is one more than everything it follows', () => {
    expect(nextLamport(0)).toBe(1);
    expect(nextLamport(4, [9, 2])).toBe(10);
    for (const bad of [-1, 0.5, NaN, Number.MAX_SAFE_INTEGER]) expect(() => nextLamport(bad)).toThrow(RangeError);
  });

  it('orders totally', () => {
    const events = [{ lamport: 2, id: 'a' }, { lamport: 1, id: 'c' }, { lamport: 1, id: 'b' }, { lamport: 10, id: 'a' }];
    expect([...events].sort(compareEvents).map((e) => `${e.lamport}${e.id}`)).toEqual(['1b', '1c', '2a', '10a']);
  });
});

describe('hlc', () => {
  it('never goes back, even when the clock does', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -5, max: 50 })), (times) => {
      let last = nextHlc([0, 0], 0);
      for (const now of times) {
        const next = nextHlc(last, now);
        expect(next[0] > last[0] || (next[0] === last[0] && next[1] > last[1])).toBe(true);
        last = next;
      }
    }));
  });
});

describe('id sequence', () => {
  it('counts in the last four bytes, the highest first', () => {
    expect([...idSequence(new Uint8Array(12).fill(9), 255, 2)]).toEqual([...new Array<number>(12).fill(9), 0, 0, 0, 255, ...new Array<number>(12).fill(9), 0, 0, 1, 0]);
    expect(() => idSequence(new Uint8Array(12), 2 ** 32 - 1, 2)).toThrow(RangeError);
    expect(() => idSequence(new Uint8Array(11), 0, 1)).toThrow(RangeError);
  });
});

describe('scope', () => {
  it('closes in the opposite order, once, and all of it even after an error', async () => {
    const scope = new Scope();
    const seen: number[] = [];
    scope.add(() => { seen.push(1); });
    scope.add(async () => { await Promise.resolve(); seen.push(2); throw new Error('two'); });
    scope.add(() => { seen.push(3); });
    await expect(scope.close()).rejects.toThrow('two');
    await expect(scope.close()).rejects.toThrow('two');
    expect(seen).toEqual([3, 2, 1]);
  });

  it('runs at once what is added too late', async () => {
    const scope = new Scope();
    await scope.close();
    let late = false;
    scope.add(() => { late = true; });
    await Promise.resolve();
    expect(late && scope.closed).toBe(true);
  });
});
