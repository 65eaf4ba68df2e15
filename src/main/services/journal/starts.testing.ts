/** Many starts of the program on one workspace on the real disk, one event each, some of them killed. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { fileKeys } from '../../adapters/keys-file';
import { nodeProcesses } from '../../adapters/processes-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import type { Clock } from '../../ports/clock';
import type { FileSystem, OpenFile } from '../../ports/file-system';
import { buildEntry } from './built-entry.testing';
import { createWorkspaceFiles, openJournal, verifyWorkspace } from './index';
import { allEntries, command, draft, numberOf } from './journal.testing';
import type { Journal } from './types';

/** What an opening cost. `files`: different files that were read; `ms`: for information, never to be asserted. */
export interface Opening {
  readonly after: number;
  readonly files: number;
  readonly ms: number;
}

export interface Starts {
  /** Starts in processes of their own, and those of all that ended without closing. */
  readonly children: number;
  readonly dropped: number;
  /** Numbers of the events in the order in which the journal gives them, and how many of the ids are others than were answered. */
  readonly numbers: readonly number[];
  readonly strangers: number;
  readonly logs: number;
  /** What openings told of damage, apart from unfinished appends. */
  readonly told: readonly string[];
  readonly openings: readonly Opening[];
  readonly verified: { readonly ok: boolean; readonly events: number; readonly logs: number; readonly problems: readonly string[] };
}

/** A process inside this one: what it has of the world ends at once and for good when it is killed. */
interface Life {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly read: ReadonlySet<string>;
  kill(): Promise<void>;
}

const NEVER = new Promise<never>(() => undefined);

function life(): Life {
  const death = new AbortController();
  const open = new Set<OpenFile>();
  const read = new Set<string>();
  const alive = <T>(work: () => Promise<T>): Promise<T> => (death.signal.aborted ? NEVER : work());
  return {
    read,
    fs: {
      ...nodeFileSystem,
      open: (path, mode) => alive(async () => {
        if (mode === 'read') read.add(path);
        const file = await nodeFileSystem.open(path, mode);
        open.add(file);
        return { ...file, read: (at, length) => alive(() => file.read(at, length)), write: (bytes, at) => alive(() => file.write(bytes, at)), datasync: () => alive(() => file.datasync()), sync: () => alive(() => file.sync()), truncate: (length) => alive(() => file.truncate(length)), size: () => alive(() => file.size()), linked: () => alive(() => file.linked()), close: () => alive(() => { open.delete(file); return file.close(); }) };
      }),
      read: (path) => alive(() => { read.add(path); return nodeFileSystem.read(path); }),
      makeDir: (path, options) => alive(() => nodeFileSystem.makeDir(path, options)),
      rename: (from, to) => alive(() => nodeFileSystem.rename(from, to)),
      remove: (path) => alive(() => nodeFileSystem.remove(path)),
      removeTree: (path) => alive(() => nodeFileSystem.removeTree(path)),
      syncDir: (path) => alive(() => nodeFileSystem.syncDir(path)),
    },
    clock: {
      ...systemClock,
      sleep: (ms, signal) => systemClock.sleep(ms, AbortSignal.any([death.signal, ...(signal ? [signal] : [])])).catch((error: unknown) => (death.signal.aborted ? NEVER : Promise.reject(error as Error))),
    },
    async kill() {
      death.abort();
      for (const file of open) await file.close();
    },
  };
}

function child(entry: string, args: readonly string[], dropped: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [entry, ...args], (error, out, err) => {
      if (dropped ? error?.signal === 'SIGKILL' : error === null) resolve(out.trim());
      else reject(new Error(`the start ended otherwise than it should (${String(error?.signal ?? error?.code)}): ${err}`));
    });
  });
}

/**
 * `starts` starts one after the other, every `childEvery`th as a process of its own; every tenth of both kinds ends without
 * closing. Openings are measured after `looks` starts and after all.
 */
export async function manyStarts(starts: number, childEvery: number, looks: readonly number[]): Promise<Starts> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'labelwright-starts-')));
  try {
    const entry = await buildEntry('starts-once.testing.ts', join(base, 'built'));
    const [dir, dataDir] = [join(base, 'w'), join(base, 'data')];
    await mkdir(dataDir, { mode: 0o700 });
    await createWorkspaceFiles({ fs: nodeFileSystem, random: systemRandom, sha256: nodeSha256, dir });
    const keys = fileKeys(dataDir);
    const told: string[] = [];
    /** As a process that began at another time than any other with its number, so that a lock of one before it is one of the dead. */
    const open = async (name: string): Promise<{ readonly journal: Journal; readonly life: Life }> => {
      const mine = life();
      const processes = { ...nodeProcesses, startedAt: async (pid: number) => (pid === process.pid ? name : nodeProcesses.startedAt(pid)) };
      const journal = await openJournal({ fs: mine.fs, clock: mine.clock, random: systemRandom, keys, sha256: nodeSha256, processes, dir, dataDir });
      if (journal.readOnlyReason) throw new Error(journal.readOnlyReason.message);
      told.push(...journal.recovered.filter(({ code }) => code !== 'journal-tail-cut').map(({ message }) => message));
      return { journal, life: mine };
    };
    const openings: Opening[] = [];
    const look = async (after: number): Promise<Journal> => {
      const began = performance.now();
      const { journal, life: { read } } = await open(`look-${after}`);
      openings.push({ after, files: read.size, ms: performance.now() - began });
      return journal;
    };
    const answered = new Set<string>();
    let children = 0, dropped = 0;
    for (let i = 0; i < starts; i++) {
      if (looks.includes(i)) await (await look(i)).close();
      const apart = i % childEvery === childEvery - 1;
      const drop = (apart ? children : i) % 10 === 4;
      if (apart) {
        answered.add(await child(entry, [dir, dataDir, String(i), drop ? 'drop' : 'close'], drop));
        children++;
      } else {
        const { journal, life: mine } = await open(`start-${i}`);
        for (const { event } of await journal.append(command(), [draft(i)])) answered.add(event.id);
        await (drop ? mine.kill() : journal.close());
      }
      if (drop) dropped++;
    }
    const journal = await look(starts);
    const entries = await allEntries(journal);
    const logs = journal.heads().size;
    await journal.close();
    const report = await verifyWorkspace({ fs: nodeFileSystem, dir, sha256: nodeSha256, keys });
    return {
      children, dropped, told, openings, logs, numbers: entries.map(numberOf), strangers: entries.filter(({ event }) => !answered.has(event.id)).length,
      verified: { ok: report.ok, events: report.counts.events, logs: report.counts.logs, problems: report.problems.map(({ message }) => message) },
    };
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}
