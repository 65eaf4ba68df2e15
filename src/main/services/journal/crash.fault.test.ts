/** The disk fails or the power goes at every single operation: what was answered as saved is there afterwards. */
import { describe, expect, it } from 'vitest';
import { nodeSha256 } from '../../adapters/sha256-node';
import { CrashError, MemoryFileSystem, type Fault, type Op } from '../../adapters/fs-memory';
import { seeded } from '../../adapters/fs-memory/seeded.testing';
import { createWorkspaceFiles, openJournal, verifyWorkspace } from './index';
import type { JournalOptions } from './index';
import { command, draft, fakeProcesses, memoryKeys, numbersIn, testOptions as plainOptions } from './journal.testing';

const DIR = '/w';
let processes = 0;

/** Options of another process each time: the ones before are gone. */
function testOptions(fs: MemoryFileSystem, dir: string, more: Partial<JournalOptions> & { readonly seed?: string }): JournalOptions {
  return plainOptions(fs, dir, { processes: fakeProcesses(++processes), ...more });
}

async function fresh(): Promise<MemoryFileSystem> {
  const fs = new MemoryFileSystem();
  await createWorkspaceFiles(testOptions(fs, DIR, { seed: 'create' }));
  await fs.syncDir('/');
  return fs;
}

interface Outcome {
  /** Numbers whose append was answered, in order. */
  readonly saved: number[];
  /** Numbers that were given to append at all. */
  readonly tried: Set<number>;
  readonly crashed: boolean;
}

/** A program's life: opens, appends in calls of one to three, some at once, closes. Ends early when the disk crashes. */
async function life(fs: MemoryFileSystem, seed: number, onFailure: 'wait' | 'fail' = 'fail'): Promise<Outcome> {
  const saved: number[] = [];
  const tried = new Set<number>();
  let next = seed * 1000;
  try {
    const journal = await openJournal(testOptions(fs, DIR, { seed: `life-${seed}`, onFailure }));
    for (let round = 0; round < 4; round++) {
      const calls = Array.from({ length: 1 + (round % 2) }, () => {
        const numbers = Array.from({ length: 1 + (round % 3) }, () => next++);
        for (const n of numbers) tried.add(n);
        return journal.append(command(), numbers.map((n) => draft(n))).then(() => { saved.push(...numbers); });
      });
      for (const result of await Promise.allSettled(calls)) if (result.status === 'rejected' && result.reason instanceof CrashError) throw result.reason;
    }
    await journal.close();
  } catch (error) {
    if (!(error instanceof CrashError)) throw error;
  }
  // Closing swallows errors of what is only for speed: ask the disk.
  return { saved, tried, crashed: fs.gone };
}

/**
 * What every recovery must give, whatever happened. `mayBeDamaged`: sectors of one unfinished write may arrive in any order,
 * so that a whole frame lies behind a torn one. That looks like damage and is told as such; nothing of it was answered.
 */
async function check(fs: MemoryFileSystem, lives: readonly Outcome[], mayBeDamaged = false): Promise<number> {
  const journal = await openJournal(testOptions(fs, DIR, { seed: 'check' }));
  const numbers = await numbersIn(journal);
  const expected = mayBeDamaged ? ['journal-tail-cut', 'journal-damaged'] : ['journal-tail-cut'];
  for (const failure of journal.recovered) expect(expected).toContain(failure.code);
  const damaged = journal.recovered.filter((failure) => failure.code === 'journal-damaged');
  for (const one of lives) {
    const mine = numbers.filter((n) => one.tried.has(n));
    expect(mine).toEqual(expect.arrayContaining(one.saved));
    // In order, nothing twice, nothing that was never written.
    expect(mine).toEqual([...new Set(mine)].sort((a, b) => a - b));
  }
  expect(numbers.every((n) => lives.some((one) => one.tried.has(n)))).toBe(true);
  // And it goes on, and everything is in order afterwards.
  await journal.append(command(), [draft(999_999)]);
  await journal.close();
  const report = await verifyWorkspace({ fs, dir: DIR, sha256: nodeSha256, keys: memoryKeys() });
  expect(report.problems).toEqual(damaged);
  expect(report.counts.events).toBe(numbers.length + 1);
  return damaged.length;
}

async function opsOfALife(): Promise<number> {
  const fs = await fresh();
  const before = fs.ops;
  await life(fs, 1);
  return fs.ops - before;
}

describe('power cut', () => {
  it('at every operation, with anything arriving or not: saved is saved', async () => {
    const ops = await opsOfALife();
    expect(ops).toBeGreaterThan(20);
    let lost = 0;
    for (let at = 1; at <= ops; at++) {
      for (let seed = 0; seed < 6; seed++) {
        const fs = await fresh();
        const start = fs.ops;
        fs.options = { fault: (op) => (op.n - start === at ? { crash: seed % 2 === 0 ? 'before' : 'after' } : null) };
        const first = await life(fs, 1);
        expect([at, first.crashed]).toEqual([at, true]);
        await check(fs.crash(seeded(at * 100 + seed)), [first], true);
        lost += first.tried.size - first.saved.length;
      }
    }
    // Crashes must have hit work in progress, else nothing was tested.
    expect(lost).toBeGreaterThan(100);
  });

  it('again and again on the same disk, also while recovering', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed);
      let fs = await fresh();
      const lives: Outcome[] = [];
      let crashes = 0;
      for (let run = 1; run <= 6; run++) {
        const at = fs.ops + 1 + Math.floor(random() * 45);
        fs.options = { fault: (op) => (op.n === at ? { crash: random() < 0.5 ? 'before' : 'after' } : null) };
        const one = await life(fs, seed * 10 + run);
        lives.push(one);
        if (one.crashed) crashes++;
        fs = fs.crash(random);
      }
      expect(crashes).toBeGreaterThan(0);
      await check(fs, lives, true);
    }
  });

  it('of the program only: the system still writes what it was given', async () => {
    const ops = await opsOfALife();
    for (let at = 1; at <= ops; at++) {
      const fs = await fresh();
      const start = fs.ops;
      fs.options = { fault: (op) => (op.n - start === at ? { crash: 'after' } : null) };
      const first = await life(fs, 1);
      expect(first.crashed).toBe(true);
      await check(fs.kill(), [first]);
    }
  });
});

describe('failing disk', () => {
  const once = (at: number, fault: Fault, kinds?: readonly string[]) => {
    let happened = 0;
    return { happened: () => happened, fault: (op: Op) => (op.n === at && (!kinds || kinds.includes(op.kind)) ? (happened++, fault) : null) };
  };

  it('once at every operation, with every error: what waits is written to a new file', async () => {
    const ops = await opsOfALife();
    let happened = 0;
    for (let at = 1; at <= ops; at++) {
      for (const fault of [{ error: 'EIO' }, { error: 'ENOSPC' }, { short: 3 }] as const) {
        const fs = await fresh();
        const failing = once(fs.ops + at, fault, 'short' in fault ? ['write'] : undefined);
        fs.options = { fault: failing.fault };
        const first = await life(fs, 1, 'wait');
        happened += failing.happened();
        expect(first.crashed).toBe(false);
        fs.options = {};
        // An error while taking the lock makes the whole life read-only; else every call is answered in the end.
        if (first.saved.length > 0) expect(first.saved.length).toBe(first.tried.size);
        await check(fs.crash(seeded(at)), [first]);
      }
    }
    expect(happened).toBeGreaterThan(ops * 2);
  });

  it('tells of the trouble and of its end, and answers nothing in between', async () => {
    const fs = await fresh();
    const journal = await openJournal(testOptions(fs, DIR, { seed: 'a' }));
    await journal.append(command(), [draft(1)]);
    const told: (string | null)[] = [];
    journal.onTrouble((failure) => told.push(failure?.code ?? null));
    let broken = true;
    fs.options = { fault: (op) => (broken && op.kind === 'datasync' ? { error: 'EIO' } : broken && op.kind === 'create' ? { error: 'ENOSPC' } : null) };
    let answered = false;
    const waiting = journal.append(command(), [draft(2)]).then((entries) => { answered = true; return entries; });
    while (told.length < 3) await new Promise(setImmediate);
    expect(answered).toBe(false);
    expect(told.slice(0, 3)).toEqual(['journal-trouble', 'disk-full', 'disk-full']);
    broken = false;
    expect((await waiting)[0]!.event.seq).toBe(2);
    expect(told.at(-1)).toBeNull();
    expect(await numbersIn(journal)).toEqual([1, 2]);
    await journal.close();
    const report = await verifyWorkspace({ fs, dir: DIR, sha256: nodeSha256, keys: memoryKeys() });
    expect([report.problems, report.counts.events, report.counts.unsealed]).toEqual([[], 2, 0]);
  });

  it('with onFailure fail: rejects, counts on from what is saved', async () => {
    const fs = await fresh();
    const journal = await openJournal(testOptions(fs, DIR, { seed: 'a', onFailure: 'fail' }));
    await journal.append(command(), [draft(1)]);
    let failures = 1;
    fs.options = { fault: (op) => (op.kind === 'datasync' && failures-- > 0 ? { error: 'EIO' } : null) };
    await expect(journal.append(command(), [draft(2)])).rejects.toMatchObject({ failure: { code: 'journal-trouble' } });
    expect((await journal.append(command(), [draft(3)]))[0]!.event.seq).toBe(2);
    await journal.close();
    expect(await numbersIn(await openJournal(testOptions(fs.kill(), DIR, { seed: 'b' })))).toEqual([1, 3]);
  });

  it('full at every 4 KiB step: what was saved before stays, nothing else is called saved', async () => {
    let full = 0;
    for (let step = 1; step <= 40; step++) {
      const fs = await fresh();
      fs.options = { capacity: fs.used() + step * 4096 };
      const saved: number[] = [];
      const journal = await openJournal(testOptions(fs, DIR, { seed: `full-${step}`, onFailure: 'fail' }));
      for (let n = 1; n <= 60 && !journal.readOnly; n++) {
        await journal.append(command(), [draft(n, 'f'.repeat(1500))]).then(() => saved.push(n), (error: unknown) => {
          expect(error).toMatchObject({ failure: { code: 'disk-full' } });
          full++;
        });
      }
      await journal.close();
      const after = fs.crash(seeded(step));
      const again = await openJournal(testOptions(after, DIR, { seed: 'again' }));
      expect(await numbersIn(again)).toEqual(expect.arrayContaining(saved));
      expect(again.recovered.filter((failure) => failure.code !== 'journal-tail-cut')).toEqual([]);
      await again.close();
      expect((await verifyWorkspace({ fs: after, dir: DIR, sha256: nodeSha256, keys: memoryKeys() })).problems).toEqual([]);
    }
    expect(full).toBeGreaterThan(500);
  });

  it('read-only: opens for reading, says so, appends nothing', async () => {
    const fs = await fresh();
    const before = await life(fs, 1);
    fs.options = { readOnly: true };
    const journal = await openJournal(testOptions(fs, DIR, { seed: 'ro' }));
    expect(journal.readOnlyReason?.code).toBe('read-only');
    expect(await numbersIn(journal)).toEqual(before.saved);
    await expect(journal.append(command(), [draft(1)])).rejects.toMatchObject({ failure: { code: 'read-only' } });
    await journal.close();
  });
});
