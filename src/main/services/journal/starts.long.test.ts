/** As many starts as a workspace sees in years, each a real one on the real disk. */
import { expect, it } from 'vitest';
import { manyStarts } from './starts.testing';

it('5,000 starts, 200 of them processes of their own, every tenth ended without closing: every event in order, a handful of files to open', async () => {
  const result = await manyStarts(5000, 25, [50, 500]);
  expect(result.numbers).toEqual(Array.from({ length: 5000 }, (_, i) => i));
  expect(result).toMatchObject({ children: 200, strangers: 0, logs: 5000, told: [], verified: { ok: true, events: 5000, logs: 5000, problems: [] } });
  expect(result.dropped).toBeGreaterThanOrEqual(400);
  for (const { files } of result.openings) expect(files).toBeLessThan(10);
  console.info(`5,000 starts, ${result.children} processes of their own, ${result.dropped} ended without closing: all events in order; opening ${result.openings.map(({ after, files, ms }) => `after ${after}: ${files} files, ${ms.toFixed(0)} ms`).join('; ')}`);
});
