import { expect, it } from 'vitest';
import { killWriters } from './kill.testing';

it('kill -9 of a writing process, 500 times on one workspace: nothing acknowledged is lost', async () => {
  const result = await killWriters(500);
  expect([result.kills, result.lost, result.problems]).toEqual([500, [], []]);
  expect(result.acknowledged).toBeGreaterThan(500 * 5);
  console.info(`500 kills: ${result.acknowledged} acknowledged events, none lost, ${result.tails} unfinished appends cut`);
});
