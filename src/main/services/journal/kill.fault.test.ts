import { expect, it } from 'vitest';
import { killWriters } from './kill.testing';

it('kill -9 of a writing process, 50 times on one workspace: nothing acknowledged is lost', async () => {
  const result = await killWriters(50);
  expect(result.kills).toBe(50);
  // Each life must have got far enough to have something to lose.
  expect(result.acknowledged).toBeGreaterThan(50 * 5);
  expect(result.lost).toEqual([]);
  expect(result.problems).toEqual([]);
}, 240_000);
