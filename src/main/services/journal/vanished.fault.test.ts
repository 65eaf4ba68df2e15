/** A workspace that is moved, deleted or taken away while it is open: nothing is called saved that is not, what was done is kept. */
import { describe, expect, it } from 'vitest';
import { fresh, DIR, testOptions } from './crash.testing';
import { openJournal, verifyWorkspace, type Journal } from './index';
import { command, draft, memoryKeys, numbersIn } from './journal.testing';
import { paths } from './layout';
import { nodeSha256 } from '../../adapters/sha256-node';
import type { MemoryFileSystem } from '../../adapters/fs-memory';

interface Running {
  readonly fs: MemoryFileSystem;
  readonly journal: Journal;
  readonly told: (string | null)[];
}

async function running(): Promise<Running> {
  const fs = await fresh();
  const journal = await openJournal(testOptions(fs, DIR, { seed: 'running' }));
  const told: (string | null)[] = [];
  journal.onTrouble((failure) => told.push(failure?.code ?? null));
  await journal.append(command(), [draft(1)]);
  return { fs, journal, told };
}

/** Appends and answers whether it was answered; it goes on waiting when not. */
function append(journal: Journal, n: number): { readonly saved: Promise<unknown>; answered(): boolean } {
  let answered = false;
  const saved = journal.append(command(), [draft(n)]).then(() => { answered = true; });
  return { saved, answered: () => answered };
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 5000 && !done(); i++) await new Promise(setImmediate);
  expect(done()).toBe(true);
}

const problems = async (fs: MemoryFileSystem, dir = DIR): Promise<readonly string[]> => (await verifyWorkspace({ fs, dir, sha256: nodeSha256, keys: memoryKeys() })).problems.map((p) => p.code);

describe('a workspace folder', () => {
  it('deleted while it is open: told, not answered, and not made anew in its place', async () => {
    const { fs, journal, told } = await running();
    await fs.removeTree(DIR);
    const next = append(journal, 2);
    await until(() => told.includes('workspace-gone'));
    expect([next.answered(), await fs.stat(DIR)]).toEqual([false, null]);
    // Put back from a backup, say: what waited is written.
    const backup = await fresh();
    const copy = async (path: string): Promise<void> => {
      await fs.makeDir(path);
      for (const entry of await backup.list(path)) {
        if (entry.kind === 'folder') await copy(`${path}/${entry.name}`);
        else await (await fs.open(`${path}/${entry.name}`, 'create')).write(await backup.read(`${path}/${entry.name}`), 0);
      }
    };
    await copy(DIR);
    await next.saved;
    expect(told.at(-1)).toBeNull();
    await journal.close();
    // The first event was deleted by somebody else, together with its file: that is named.
    const again = await openJournal(testOptions(fs, DIR, { seed: 'again' }));
    expect(again.recovered.map((failure) => failure.code)).toEqual(['journal-damaged']);
    expect(await again.salvage()).toBe(1);
    expect(await numbersIn(again)).toEqual([2]);
    await again.close();
  });

  it('moved while it is open: what is saved is in the moved folder; a new file waits until it is back', async () => {
    const { fs, journal, told } = await running();
    await fs.rename(DIR, '/moved');
    await append(journal, 2).saved;
    let broken = true;
    fs.options = { fault: (op) => (broken && op.kind === 'datasync' ? { error: 'EIO' } : null) };
    const third = append(journal, 3);
    await until(() => told.includes('workspace-gone'));
    broken = false;
    expect([third.answered(), await fs.stat(DIR)]).toEqual([false, null]);
    await fs.rename('/moved', DIR);
    await third.saved;
    await journal.close();
    expect(await problems(fs)).toEqual([]);
    const again = await openJournal(testOptions(fs, DIR, { seed: 'again' }));
    expect([again.recovered, await numbersIn(again)]).toEqual([[], [1, 2, 3]]);
    await again.close();
  });

  it('on a disk that goes away and comes back: nothing lost that was answered, what waited is written', async () => {
    const { fs, journal, told } = await running();
    let away = true;
    fs.options = { fault: () => (away ? { error: 'EIO' } : null) };
    const waiting = [2, 3, 4].map((n) => append(journal, n));
    await until(() => told.length > 2);
    expect([waiting.some((one) => one.answered()), told.every((code) => code === 'journal-trouble' || code === 'journal-damaged')]).toEqual([false, true]);
    away = false;
    await Promise.all(waiting.map((one) => one.saved));
    expect([told.at(-1), await numbersIn(journal)]).toEqual([null, [1, 2, 3, 4]]);
    await journal.close();
    expect(await problems(fs)).toEqual([]);
  });

  it('whose log file alone is deleted: told, and what follows is in the next file', async () => {
    const { fs, journal, told } = await running();
    const log = [...journal.heads().keys()][0]!;
    await fs.remove(paths.file(DIR, log, 1));
    await append(journal, 2).saved;
    expect(told).toEqual(['journal-damaged', 'journal-trouble', null]);
    await journal.close();
    expect(await problems(fs)).toContain('journal-damaged');
    const again = await openJournal(testOptions(fs, DIR, { seed: 'again' }));
    expect([await again.salvage(), await numbersIn(again)]).toEqual([1, [2]]);
    await again.close();
  });
});

describe('the folder with the keys', () => {
  it('that cannot be written opens the workspace for reading, says why, and leaves no lock', async () => {
    const fs = await fresh();
    const first = await openJournal(testOptions(fs, DIR, { seed: 'one' }));
    await first.append(command(), [draft(1)]);
    await first.close();
    for (const part of ['deviceKey', 'member'] as const) {
      const keys = { ...memoryKeys(), [part]: () => Promise.reject(Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' })) };
      const journal = await openJournal(testOptions(fs, DIR, { seed: part, keys }));
      expect(journal.readOnlyReason).toMatchObject({ code: 'data-folder-read-only', message: expect.stringContaining('EROFS') as string });
      expect([await numbersIn(journal), await fs.stat(paths.lock(DIR))]).toEqual([[1], null]);
      await expect(journal.append(command(), [draft(2)])).rejects.toMatchObject({ failure: { code: 'data-folder-read-only' } });
      await journal.close();
    }
  });
});
