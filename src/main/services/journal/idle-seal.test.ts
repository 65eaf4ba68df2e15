import { expect, it } from 'vitest';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { nodeSha256 } from '../../adapters/sha256-node';
import type { Clock } from '../../ports/clock';
import { createWorkspaceFiles, openJournal, verifyWorkspace } from './index';
import { command, draft, memoryKeys, numbersIn, testOptions } from './journal.testing';

/** Sleeps end when the test says so. */
function heldClock(): { readonly clock: Clock; readonly wakeAll: () => void; readonly sleeping: () => readonly number[] } {
  let now = 1_700_000_000_000;
  const sleeps = new Map<() => void, number>();
  return {
    clock: {
      now: () => ++now,
      monotonic: () => ++now,
      sleep: (ms, signal) => new Promise((resolve, reject) => {
        sleeps.set(resolve, ms);
        signal?.addEventListener('abort', () => {
          sleeps.delete(resolve);
          reject(new Error('aborted'));
        }, { once: true });
      }),
    },
    wakeAll() {
      for (const wake of sleeps.keys()) wake();
      sleeps.clear();
    },
    sleeping: () => [...sleeps.values()],
  };
}

it('seals the log after rest, and goes on in a new file', async () => {
  const fs = new MemoryFileSystem();
  const { clock, wakeAll, sleeping } = heldClock();
  const options = testOptions(fs, '/w', { clock, idleSealMs: 1234 });
  await createWorkspaceFiles(options);
  const journal = await openJournal(options);
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
  const files = async (): Promise<readonly string[]> => {
    const folder = (await fs.list('/w/journal')).find((entry) => /^[0-9a-f]{32}$/.test(entry.name))!.name;
    return (await fs.list(`/w/journal/${folder}`)).map((entry) => entry.name.replace(/-.*(?=\.seal)/, '')).sort();
  };
  expect(sleeping()).toEqual([]);
  await journal.append(command(), [draft(1)]);
  await turn();
  await journal.append(command(), [draft(2)]);
  await turn();
  // One rest is waited for, counted from the last event.
  expect(sleeping()).toEqual([1234]);
  expect(await files()).toEqual(['0000000001.log']);
  wakeAll();
  await turn();
  expect(await files()).toEqual(['0000000001.log', '0000000001.seal']);
  expect(sleeping()).toEqual([]);
  await journal.append(command(), [draft(3)]);
  expect(await files()).toEqual(['0000000001.log', '0000000001.seal', '0000000002.log']);
  expect(await numbersIn(journal)).toEqual([1, 2, 3]);
  // What was sealed while open is signed already, what came after is not.
  const open = await verifyWorkspace({ fs, dir: '/w', sha256: nodeSha256, keys: memoryKeys() });
  expect([open.problems, open.counts.segments, open.counts.unsealed]).toEqual([[], 1, 1]);
  await journal.close();
  const closed = await verifyWorkspace({ fs, dir: '/w', sha256: nodeSha256, keys: memoryKeys() });
  expect([closed.problems, closed.counts.segments, closed.counts.unsealed]).toEqual([[], 2, 0]);
});
