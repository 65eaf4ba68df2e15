/** The disk fails or the power goes at every single operation: what was answered as saved is there afterwards. In full: crash.long.test.ts. */
import { describe, expect, it } from 'vitest';
import { nodeSha256 } from '../../adapters/sha256-node';
import type { Fault, Op } from '../../adapters/fs-memory';
import { seeded } from '../../adapters/fs-memory/seeded.testing';
import { check, cutPowerAgain, cutPowerEverywhere, DIR, fillDisk, fresh, life, opsOfALife, testOptions } from './crash.testing';
import { openJournal, verifyWorkspace } from './index';
import { command, draft, memoryKeys, numbersIn } from './journal.testing';

describe('power cut', () => {
  it('at every operation, with anything arriving or not: saved is saved', async () => {
    // Cuts must have hit work in progress, else nothing was tested.
    expect((await cutPowerEverywhere(4)).unanswered).toBeGreaterThan(100);
  });

  it('again and again on the same disk, also while recovering', async () => {
    expect(await cutPowerAgain(40)).toBeGreaterThan(100);
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

  it('full after 4 KiB, 8 KiB …: what was saved before stays, nothing else is called saved', async () => {
    let refused = 0;
    for (let step = 1; step <= 24; step++) refused += await fillDisk(step);
    expect(refused).toBeGreaterThan(400);
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
