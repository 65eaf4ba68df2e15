/** Real starts on the real disk, in short. In full: starts.long.test.ts. */
import { expect, it } from 'vitest';
import { manyStarts } from './starts.testing';

it('60 starts, every 12th a process of its own, every tenth killed, the last one too: every event in order, a handful of files to open', async () => {
  const result = await manyStarts(60, 12, [30]);
  expect(result.numbers).toEqual(Array.from({ length: 60 }, (_, i) => i));
  expect(result).toMatchObject({ children: 5, dropped: 7, strangers: 0, logs: 60, told: [], verified: { ok: true, events: 60, logs: 60, problems: [] } });
  for (const { files } of result.openings) expect(files).toBeLessThan(10);
});
