/** Wall clocks are for people: whatever they show, order and validity stay what they are. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareEvents } from '../../../shared/kernel/lamport';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { DIR, testOptions, verify } from './damage.testing';
import { createWorkspaceFiles, openJournal } from './index';
import { allEntries, command, draft, numbersIn, steppingClock } from './journal.testing';

const YEAR = 365 * 86_400_000;

it('a clock that jumps years back and ahead, in a session and between them: order of writing, times that never go back, nothing wrong', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.integer({ min: -30 * YEAR, max: 30 * YEAR }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }), async (starts) => {
    const fs = new MemoryFileSystem();
    await createWorkspaceFiles(testOptions(fs, { seed: 'make' }));
    let n = 0;
    for (const [i, jumps] of starts.entries()) {
      let shown = 0;
      const journal = await openJournal(testOptions(fs, { seed: `s-${i}`, clock: { ...steppingClock(), now: () => shown } }));
      for (const jump of jumps) {
        // Also before 1970, and not a whole number.
        shown = 1_700_000_000_000 + jump - 0.5;
        await journal.append(command(), [draft(++n)]);
      }
      await journal.close();
    }
    const journal = await openJournal(testOptions(fs, { seed: 'look', readOnly: true }));
    const entries = await allEntries(journal);
    expect(await numbersIn(journal)).toEqual(Array.from({ length: n }, (_, i) => i + 1));
    expect(entries.map((entry) => entry.event.lamport)).toEqual(entries.map((_, i) => i + 1));
    expect([...entries].sort((a, b) => compareEvents(a.event, b.event))).toEqual(entries);
    for (const [i, { event }] of entries.entries()) {
      const before = entries[i - 1]?.event.hlc ?? [0, -1];
      expect(event.hlc[0] > before[0] || (event.hlc[0] === before[0] && event.hlc[1] > before[1])).toBe(true);
      expect(Number.isSafeInteger(event.hlc[0]) && event.hlc[0] >= 0).toBe(true);
    }
    expect(await verify(fs)).toMatchObject({ problems: [], notes: [] });
    expect((await fs.list(`${DIR}/journal`)).length).toBeGreaterThan(0);
  }), { numRuns: 40 });
});
