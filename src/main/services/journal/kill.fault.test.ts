import { expect, it } from 'vitest';
import { killWriters } from './kill.testing';

it('kill -9 of a writing process, 20 times on one workspace: nothing acknowledged is lost', async () => {
  const result = await killWriters(20);
  expect(result.kills).toBe(20);
  // Each life must have got far enough to have something to lose.
  expect(result.acknowledged).toBeGreaterThan(20 * 5);
  expect(result.lost).toEqual([]);
  expect(result.problems).toEqual([]);
}, 240_000);
