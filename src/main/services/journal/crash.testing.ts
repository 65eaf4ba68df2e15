/** Lives of a program on a disk that fails or loses power, and what must be true after each. */
import { expect } from 'vitest';
import { nodeSha256 } from '../../adapters/sha256-node';
import { CrashError, MemoryFileSystem } from '../../adapters/fs-memory';
import { seeded } from '../../adapters/fs-memory/seeded.testing';
import { createWorkspaceFiles, openJournal, verifyWorkspace } from './index';
import type { JournalOptions } from './index';
import { command, draft, fakeProcesses, memoryKeys, numbersIn, testOptions as plainOptions } from './journal.testing';

export const DIR = '/w';
let processes = 0;

/** Options of another process each time: the ones before are gone. */
export function testOptions(fs: MemoryFileSystem, dir: string, more: Partial<JournalOptions> & { readonly seed?: string }): JournalOptions {
  return plainOptions(fs, dir, { processes: fakeProcesses(++processes), ...more });
}

export async function fresh(): Promise<MemoryFileSystem> {
  const fs = new MemoryFileSystem();
  await createWorkspaceFiles(testOptions(fs, DIR, { seed: 'create' }));
  await fs.syncDir('/');
  return fs;
}

export interface Outcome {
  /** Numbers whose append was answered, in order. */
  readonly saved: number[];
  /** Numbers that were given to append at all. */
  readonly tried: Set<number>;
  /** The same, call by call. */
  readonly calls: readonly (readonly number[])[];
  readonly crashed: boolean;
}

/** A program's life: opens, appends in calls of one to three, some at once, closes. Ends early when the disk crashes. */
export async function life(fs: MemoryFileSystem, seed: number, onFailure: 'wait' | 'fail' = 'fail'): Promise<Outcome> {
  const saved: number[] = [];
  const tried = new Set<number>();
  const given: number[][] = [];
  let next = seed * 1000;
  try {
    const journal = await openJournal(testOptions(fs, DIR, { seed: `life-${seed}`, onFailure }));
    for (let round = 0; round < 4; round++) {
      const calls = Array.from({ length: 1 + (round % 2) }, () => {
        const numbers = Array.from({ length: 1 + (round % 3) }, () => next++);
        for (const n of numbers) tried.add(n);
        given.push(numbers);
        return journal.append(command(), numbers.map((n) => draft(n))).then(() => { saved.push(...numbers); });
      });
      for (const result of await Promise.allSettled(calls)) if (result.status === 'rejected' && result.reason instanceof CrashError) throw result.reason;
    }
    await journal.close();
  } catch (error) {
    if (!(error instanceof CrashError)) throw error;
  }
  // Closing swallows errors of what is only for speed: ask the disk.
  return { saved, tried, calls: given, crashed: fs.gone };
}

/** What every recovery must give, whatever happened. */
export async function check(fs: MemoryFileSystem, lives: readonly Outcome[]): Promise<void> {
  const journal = await openJournal(testOptions(fs, DIR, { seed: 'check' }));
  const numbers = await numbersIn(journal);
  for (const failure of journal.recovered) expect(failure.code).toBe('journal-tail-cut');
  for (const one of lives) {
    const mine = numbers.filter((n) => one.tried.has(n));
    expect(mine).toEqual(expect.arrayContaining(one.saved));
    // In order, nothing twice, nothing that was never written.
    expect(mine).toEqual([...new Set(mine)].sort((a, b) => a - b));
    // Of a call all or nothing.
    for (const call of one.calls) expect([0, call.length]).toContain(call.filter((n) => mine.includes(n)).length);
  }
  expect(numbers.every((n) => lives.some((one) => one.tried.has(n)))).toBe(true);
  // And it goes on, and everything is in order afterwards.
  await journal.append(command(), [draft(999_999)]);
  await journal.close();
  const report = await verifyWorkspace({ fs, dir: DIR, sha256: nodeSha256, keys: memoryKeys() });
  expect(report.problems).toEqual([]);
  expect(report.counts.events).toBe(numbers.length + 1);
  // Told once, then quiet.
  const again = await openJournal(testOptions(fs, DIR, { seed: 'again' }));
  expect(again.recovered).toEqual([]);
  await again.close();
}

export async function opsOfALife(): Promise<number> {
  const fs = await fresh();
  const before = fs.ops;
  await life(fs, 1);
  return fs.ops - before;
}

/** The power goes before or after every single operation of a life, `seeds` times each with another part of the unflushed arriving. */
export async function cutPowerEverywhere(seeds: number): Promise<{ readonly cuts: number; readonly unanswered: number }> {
  const ops = await opsOfALife();
  expect(ops).toBeGreaterThan(20);
  let cuts = 0;
  let unanswered = 0;
  for (let at = 1; at <= ops; at++) {
    for (let seed = 0; seed < seeds; seed++, cuts++) {
      const fs = await fresh();
      const start = fs.ops;
      fs.options = { fault: (op) => (op.n - start === at ? { crash: seed % 2 === 0 ? 'before' : 'after' } : null) };
      const first = await life(fs, 1);
      expect([at, first.crashed]).toEqual([at, true]);
      await check(fs.crash(seeded(at * 1000 + seed)), [first]);
      unanswered += first.tried.size - first.saved.length;
    }
  }
  return { cuts, unanswered };
}

/** Six lives on one disk, most of them ended by a power cut at a random operation, also while recovering; for each seed. */
export async function cutPowerAgain(seeds: number): Promise<number> {
  let crashes = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const random = seeded(seed);
    let fs = await fresh();
    const lives: Outcome[] = [];
    for (let run = 1; run <= 6; run++) {
      const at = fs.ops + 1 + Math.floor(random() * 45);
      fs.options = { fault: (op) => (op.n === at ? { crash: random() < 0.5 ? 'before' : 'after' } : null) };
      const one = await life(fs, seed * 10 + run);
      lives.push(one);
      if (one.crashed) crashes++;
      fs = fs.crash(random);
    }
    await check(fs, lives);
  }
  return crashes;
}

/** A disk with room for `step` blocks of 4 KiB, filled until it refuses and further, then a power cut. Returns the refusals. */
export async function fillDisk(step: number): Promise<number> {
  const fs = await fresh();
  fs.options = { capacity: fs.used() + step * 4096 };
  const saved: number[] = [];
  let refused = 0;
  const journal = await openJournal(testOptions(fs, DIR, { seed: `full-${step}`, onFailure: 'fail' }));
  // Each event takes more than a third of a block: the disk is full long before the last one.
  for (let n = 1; n <= 3 * step + 20 && refused < 30 && !journal.readOnly; n++) {
    await journal.append(command(), [draft(n, 'f'.repeat(1500))]).then(() => saved.push(n), (error: unknown) => {
      expect(error).toMatchObject({ failure: { code: 'disk-full' } });
      refused++;
    });
  }
  await journal.close();
  const after = fs.crash(seeded(step));
  const again = await openJournal(testOptions(after, DIR, { seed: 'again' }));
  expect(await numbersIn(again)).toEqual(expect.arrayContaining(saved));
  expect(again.recovered.filter((failure) => failure.code !== 'journal-tail-cut')).toEqual([]);
  await again.close();
  expect((await verifyWorkspace({ fs: after, dir: DIR, sha256: nodeSha256, keys: memoryKeys() })).problems).toEqual([]);
  return refused;
}
