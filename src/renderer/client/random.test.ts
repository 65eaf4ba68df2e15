import { afterEach, describe, expect, it, vi } from 'vitest';
import { isId } from '../../shared/kernel/ids';
import { randomId } from './random';

afterEach(() => vi.restoreAllMocks());

describe('fresh ids', () => {
  it('are all different, and thousands of them cost few calls into the browser', () => {
    const drawn = vi.spyOn(crypto, 'getRandomValues');
    const ids = Array.from({ length: 10_000 }, () => randomId());
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.every(isId)).toBe(true);
    expect(drawn.mock.calls.length).toBeLessThanOrEqual(40);
  });
});
