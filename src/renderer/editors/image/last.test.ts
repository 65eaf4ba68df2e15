import { describe, expect, it } from 'vitest';
import { last } from './last';

describe('the last answer', () => {
  it('is given again for the very same things, and made anew for any other', () => {
    let made = 0;
    const sum = last((a: { readonly n: number }, b: number) => {
      made++;
      return a.n + b;
    });
    const one = { n: 1 };
    expect([sum(one, 2), sum(one, 2), made]).toEqual([3, 3, 1]);
    expect([sum(one, 3), made]).toEqual([4, 2]);
    // Equal is not the same.
    expect([sum({ n: 1 }, 3), made]).toEqual([4, 3]);
    expect([sum(one, 3), made]).toEqual([4, 4]);
  });
});
