/** The reserve on a full disk, and the warning before it. A real full disk: disk.fault.test.ts. */
import { describe, expect, it } from 'vitest';
import type { MemoryFileSystem } from '../../adapters/fs-memory';
import { DIR, fresh, testOptions } from './crash.testing';
import { LOW_BYTES, RESERVE_BYTES } from './disk-space';
import { openJournal, verifyWorkspace, type Journal, type JournalOptions } from './index';
import { command, draft, memoryKeys, numbersIn, steppingClock } from './journal.testing';
import { paths } from './layout';
import { nodeSha256 } from '../../adapters/sha256-node';

const RESERVE = 256 * 1024;

/** A clock whose look at the disk is always due. */
function hurryingClock(): JournalOptions['clock'] {
  let now = 0;
  return { ...steppingClock(), monotonic: () => (now += 60_000) };
}

const options = (fs: MemoryFileSystem, more: Partial<JournalOptions> = {}): JournalOptions => testOptions(fs, DIR, { seed: 'space', onFailure: 'fail', reserve: RESERVE, clock: hurryingClock(), ...more });

/** Lets what runs beside go on until `done`. */
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 2000; i++) {
    if (await done()) return;
    await new Promise(setImmediate);
  }
  throw new Error('it did not happen');
}

const reserveOf = async (fs: MemoryFileSystem): Promise<number> => (await fs.stat(paths.reserve(DIR)))?.size ?? 0;

/** Another program that leaves only so many bytes free. */
function leave(fs: MemoryFileSystem, bytes: number): void {
  fs.options = { ...fs.options, capacity: fs.used() + bytes };
}

async function roomy(): Promise<{ readonly fs: MemoryFileSystem; readonly journal: Journal; readonly told: string[] }> {
  const fs = await fresh();
  leave(fs, 2 * LOW_BYTES);
  const journal = await openJournal(options(fs));
  const told: string[] = [];
  journal.onWarning(() => told.push(journal.warnings[0]?.code ?? 'room'));
  await until(async () => (await reserveOf(fs)) === RESERVE);
  return { fs, journal, told };
}

describe('a full disk', () => {
  it('what is done last is saved in the reserve, and the person is told; then it is refused', async () => {
    const { fs, journal, told } = await roomy();
    await journal.append(command(), [draft(1)]);
    leave(fs, 8192);
    const saved: number[] = [1];
    let refused = 0;
    for (let n = 2; n < 400 && refused < 3; n++) {
      await journal.append(command(), [draft(n, 'f'.repeat(1500))]).then(() => saved.push(n), (error: unknown) => {
        expect(error).toMatchObject({ failure: { code: 'disk-full' } });
        refused++;
      });
    }
    // Without the reserve it would have been about five.
    expect(saved.length).toBeGreaterThan(100);
    expect(refused).toBe(3);
    expect(told).toContain('disk-reserve-used');
    expect(await reserveOf(fs)).toBe(0);
    expect(await numbersIn(journal)).toEqual(saved);
    await journal.close();
    expect((await verifyWorkspace({ fs, dir: DIR, sha256: nodeSha256, keys: memoryKeys() })).problems).toEqual([]);
  });

  it('blobs and seals are written in the reserve too', async () => {
    for (const what of ['blob', 'seal']) {
      const { fs, journal, told } = await roomy();
      await journal.append(command(), [draft(1)]);
      leave(fs, 0);
      if (what === 'blob') await journal.putBlob(new Uint8Array(20_000).fill(7), 1);
      await journal.close();
      const report = await verifyWorkspace({ fs, dir: DIR, sha256: nodeSha256, keys: memoryKeys() });
      expect([what, report.problems, report.counts.segments, told.at(-1)]).toEqual([what, [], 1, 'disk-reserve-used']);
    }
  });

  it('when there is room again the reserve is made anew and the warning goes', async () => {
    const { fs, journal, told } = await roomy();
    leave(fs, 0);
    await journal.append(command(), [draft(1)]);
    expect(journal.warnings.map((w) => w.code)).toEqual(['disk-reserve-used']);
    leave(fs, 2 * LOW_BYTES);
    await journal.append(command(), [draft(2)]);
    await until(() => journal.warnings.length === 0);
    expect([told.at(-1), await reserveOf(fs)]).toEqual(['room', RESERVE]);
    await journal.close();
  });
});

describe('little space', () => {
  it('is told below a gigabyte, and not told again at every byte', async () => {
    const { fs, journal, told } = await roomy();
    leave(fs, LOW_BYTES - 100_000);
    await journal.append(command(), [draft(1)]);
    await until(() => told.length > 0);
    expect(journal.warnings).toMatchObject([{ code: 'disk-low', details: { path: DIR } }]);
    leave(fs, LOW_BYTES + 1_000_000);
    for (let n = 2; n < 6; n++) await journal.append(command(), [draft(n)]);
    leave(fs, 1.2 * LOW_BYTES);
    await journal.append(command(), [draft(9)]);
    await until(() => told.length > 1);
    expect(told).toEqual(['disk-low', 'room']);
    await journal.close();
  });

  it('on a disk that is small from the start no reserve is taken', async () => {
    const fs = await fresh();
    leave(fs, LOW_BYTES - 1);
    const journal = await openJournal(options(fs));
    await until(() => journal.warnings.length === 1);
    expect(await reserveOf(fs)).toBe(0);
    await journal.close();
  });

  it('a program that is closed or killed while it makes the reserve: the next start makes it whole', async () => {
    const fs = await fresh();
    leave(fs, 2 * LOW_BYTES);
    const killed = await openJournal(options(fs));
    void killed;
    await until(async () => (await fs.stat(paths.reserve(DIR))) !== null);
    const left = fs.kill({ capacity: fs.used() + 2 * LOW_BYTES });
    left.tamper(paths.reserve(DIR), (bytes) => bytes.slice(0, 1000));
    const journal = await openJournal(options(left));
    await journal.close();
    expect([0, RESERVE]).toContain(await reserveOf(left));
    const again = await openJournal(options(left));
    await until(async () => (await reserveOf(left)) === RESERVE);
    await again.close();
  });

  it('who only reads makes no reserve and is told nothing', async () => {
    const fs = await fresh();
    leave(fs, LOW_BYTES / 2);
    const journal = await openJournal(options(fs, { readOnly: true }));
    await until(() => Promise.resolve(true));
    expect([journal.warnings, await reserveOf(fs)]).toEqual([[], 0]);
  });

  it('a disk that fails while the reserve is made changes nothing', async () => {
    const fs = await fresh();
    leave(fs, 2 * LOW_BYTES);
    fs.options = { ...fs.options, fault: (op) => (op.path.endsWith('reserve') && op.kind === 'sync' ? { error: 'EIO' } : null) };
    const journal = await openJournal(options(fs));
    await journal.append(command(), [draft(1)]);
    await journal.close();
    expect([await reserveOf(fs), RESERVE_BYTES]).toEqual([0, 16 * 1024 * 1024]);
  });
});
