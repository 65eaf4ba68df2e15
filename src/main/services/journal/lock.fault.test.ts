/** One writer: hosts that race, locks of programs that were killed, of another boot, of another computer, torn or unreadable ones. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import { utf8 } from '../../../shared/kernel/bytes';
import { nodeFileSystem } from '../../adapters/fs-node';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { nodeSha256 } from '../../adapters/sha256-node';
import { nodeProcesses } from '../../adapters/processes-node';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import type { Processes } from '../../ports/processes';
import { createWorkspaceFiles, openJournal } from './index';
import { command, draft, fakeProcesses, numbersIn, seededRandom, steppingClock, testOptions } from './journal.testing';
import { paths } from './layout';
import { takeLock, type Lock } from './lock';

let dir = '';
beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'labelwright-lock-')));
  await nodeFileSystem.makeDir(paths.journal(dir));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Processes 1 to 12, all alive, on one machine. */
const everybody = new Map(Array.from({ length: 12 }, (_, i) => [i + 1, `start-${i + 1}`]));
const among = (pid: number): Processes => ({ pid, host: 'here', startedAt: (other) => Promise.resolve(everybody.get(other) ?? null) });
const take = (fs: FileSystem, at: string, processes: Processes, seed: string): ReturnType<typeof takeLock> => takeLock({ fs, processes, random: seededRandom(seed), clock: { ...steppingClock(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 20)) }, sha256: nodeSha256 }, at);
const content = (over: Record<string, unknown>): Uint8Array => utf8(canonicalize({ pid: 1, host: 'here', started: 'start-1', nonce: '0'.repeat(32), ...over }));

describe('hosts that race for a workspace', () => {
  it('one gets it, on the real disk and in memory, also when a dead one left its lock; the next one gets it afterwards', async () => {
    const memory = new MemoryFileSystem();
    await memory.makeDir('/w/journal');
    for (const [name, fs, at] of [['disk', nodeFileSystem, dir], ['memory', memory, '/w']] as const) {
      for (let round = 0; round < 40; round++) {
        if (round % 2 === 1) await writeNewFile(fs, paths.lock(at), content({ pid: 99, nonce: String(round) }));
        const taken = await Promise.all([...everybody.keys()].map((pid) => take(fs, at, among(pid), `${round}-${pid}`)));
        const locks = taken.filter((one): one is Lock => 'release' in one);
        expect([name, round, locks.length]).toEqual([name, round, 1]);
        expect(await locks[0]!.held()).toBe(true);
        for (const one of taken) if (!('release' in one)) expect(one.code).toBe('workspace-in-use');
        expect((await fs.list(paths.journal(at))).map((entry) => entry.name)).toEqual(['lock']);
        await locks[0]!.release();
      }
    }
  });

  it('two that both believe they have it harm nothing: each writes a log of its own', async () => {
    const fs = new MemoryFileSystem();
    await createWorkspaceFiles(testOptions(fs, '/w', { seed: 'make' }));
    const first = await openJournal(testOptions(fs, '/w', { seed: 'a', processes: among(1) }));
    await first.append(command(), [draft(1)]);
    // Somebody deletes the lock "because it is in the way".
    await fs.remove(paths.lock('/w'));
    const second = await openJournal(testOptions(fs, '/w', { seed: 'b', processes: among(2) }));
    expect(second.readOnly).toBe(false);
    for (let n = 2; n < 10; n++) await (n % 2 === 0 ? first : second).append(command(), [draft(n)]);
    await Promise.all([first.close(), second.close()]);
    const third = await openJournal(testOptions(fs, '/w', { seed: 'c', processes: among(3) }));
    expect([third.recovered, (await numbersIn(third)).sort((a, b) => a - b)]).toEqual([[], [1, 2, 3, 4, 5, 6, 7, 8, 9]]);
    expect(third.heads().size).toBe(2);
    await third.close();
  });
});

describe('a lock that was left', () => {
  const left = async (bytes: Uint8Array, processes: Processes): Promise<string> => {
    await rm(paths.lock(dir), { force: true });
    await writeNewFile(nodeFileSystem, paths.lock(dir), bytes);
    const taken = await take(nodeFileSystem, dir, processes, 'left');
    if ('release' in taken) await taken.release();
    return 'release' in taken ? 'taken' : taken.code;
  };

  it('by a killed program is taken over; by a living one it is not', async () => {
    expect(await left(content({ pid: 50 }), among(2))).toBe('taken');
    expect(await left(content({}), among(2))).toBe('workspace-in-use');
  });

  it('by a program whose number another one has now, after a kill or another boot, is taken over', async () => {
    expect(await left(content({ started: 'earlier' }), among(2))).toBe('taken');
    const mine = await nodeProcesses.startedAt(process.pid);
    expect(await left(content({ pid: process.pid, host: nodeProcesses.host, started: mine }), nodeProcesses)).toBe('workspace-in-use');
    if (process.platform !== 'linux') return;
    // The same number and the same ticks since the boot, in another boot.
    const [boot, ticks] = mine!.split('/');
    expect([boot?.length, Number(ticks) > 0]).toEqual([36, true]);
    expect(await left(content({ pid: process.pid, host: nodeProcesses.host, started: `00000000-0000-4000-8000-000000000000/${ticks!}` }), nodeProcesses)).toBe('taken');
    expect(await left(content({ pid: process.pid, host: nodeProcesses.host, started: `${boot!}/1` }), nodeProcesses)).toBe('taken');
  });

  it('by another computer is respected and named: nobody here can know', async () => {
    await writeNewFile(nodeFileSystem, paths.lock(dir), content({ host: 'elsewhere' }));
    expect(await take(nodeFileSystem, dir, among(2), 'x')).toMatchObject({ code: 'workspace-in-use', details: { host: 'elsewhere' }, message: expect.stringContaining(paths.lock(dir)) as string });
  });

  it('torn at any byte, empty or nonsense is taken over', async () => {
    const whole = content({});
    for (let at = 0; at < whole.length; at += 5) expect([at, await left(whole.slice(0, at), among(2))]).toEqual([at, 'taken']);
    for (const bytes of ['null', '[]', '{}', '\u0000'.repeat(40), '{"pid":"1"}']) expect([bytes, await left(utf8(bytes), among(2))]).toEqual([bytes, 'taken']);
  });

  it('left torn, and so were the rights of all who died while they took it over', async () => {
    const memory = new MemoryFileSystem();
    await memory.makeDir('/w/journal');
    for (let deaths = 0; deaths < 12; deaths++) {
      await writeNewFile(memory, paths.lock('/w'), new Uint8Array(0));
      for (let depth = 0; depth < deaths; depth++) await writeNewFile(memory, `${paths.lock('/w')}.${Buffer.from(nodeSha256(utf8(`${depth}/`))).toString('hex').slice(0, 32)}`, new Uint8Array(0));
      const taken = await take(memory, '/w', among(2), `deaths-${deaths}`);
      expect([deaths, 'release' in taken]).toEqual([deaths, true]);
      expect((await memory.list('/w/journal')).map((entry) => entry.name)).toEqual(['lock']);
      if ('release' in taken) await taken.release();
    }
  });

  it('is not given back by who lost it', async () => {
    const taken = await take(nodeFileSystem, dir, fakeProcesses(7), 'mine');
    if (!('release' in taken)) throw new Error(taken.message);
    await rm(paths.lock(dir));
    await writeNewFile(nodeFileSystem, paths.lock(dir), content({ nonce: 'theirs' }));
    expect(await taken.held()).toBe(false);
    await taken.release();
    expect(await nodeFileSystem.stat(paths.lock(dir))).not.toBeNull();
  });
});
