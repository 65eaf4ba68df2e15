/**
 * One writer per workspace: a file made with O_EXCL that names process and machine. A lock of a process that is gone is
 * taken over. Should two processes ever hold it all the same, nothing is lost: each writes logs of its own.
 */
import { fromUtf8, toHex, utf8 } from '../../../shared/kernel/bytes';
import { canonicalize, parseCanonical } from '../../../shared/kernel/canonical-json';
import type { Failure } from '../../../shared/kernel/result';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import type { JournalOptions } from './context';
import { isCode } from './failures';
import { paths } from './layout';

interface LockContent {
  readonly pid: number;
  readonly host: string;
  readonly started: string;
  readonly nonce: string;
}

export interface Lock {
  /** False when somebody took it over: stop writing to what is shared. */
  held(): Promise<boolean>;
  release(): Promise<void>;
}

/** What a lock needs of the world. */
export type LockWork = Pick<JournalOptions, 'fs' | 'processes' | 'random' | 'clock' | 'sha256'>;

type Holder = { readonly kind: 'none' } | { readonly kind: 'torn' } | { readonly kind: 'stale'; readonly text: string } | { readonly kind: 'alive'; readonly content: LockContent };

/** Tries to take it at most, and how long is waited in between, in ms. */
const ROUNDS = 40;
const PAUSE_MS = 25;
/** So many rights of programs that died while they took a lock over are taken over at once. */
const DEEPEST = 32;
/** A lock that is being written is torn for a moment; one that stays torn so long is left over. */
const TORN_MS = 500;

/** Who has the lock (or the right to remove one) at `path`. */
async function holder(work: LockWork, path: string): Promise<Holder> {
  const read = async (): Promise<string | null> => {
    try {
      return fromUtf8(await work.fs.read(path)) ?? '';
    } catch (error) {
      if (isCode(error, 'ENOENT')) return null;
      throw error;
    }
  };
  const text = await read();
  if (text === null) return { kind: 'none' };
  const parsed = parseCanonical(text);
  const content = parsed.ok ? (parsed.value as Partial<LockContent> | null) : null;
  if (typeof content?.pid !== 'number' || typeof content.host !== 'string' || typeof content.started !== 'string') {
    await work.clock.sleep(TORN_MS);
    return (await read()) === text ? { kind: 'stale', text } : { kind: 'torn' };
  }
  if (content.host !== work.processes.host) return { kind: 'alive', content: content as LockContent };
  const started = await work.processes.startedAt(content.pid);
  return started !== null && started === content.started ? { kind: 'alive', content: content as LockContent } : { kind: 'stale', text };
}

function inUse(dir: string, path: string, content: LockContent, here: boolean): Failure {
  const where = here ? `by process ${content.pid}` : `on the computer "${content.host}"`;
  return { code: 'workspace-in-use', message: `${dir} is open ${where}, so it is opened for reading only. If that program is gone for certain, delete ${path}.`, details: { dir, path, pid: content.pid, host: content.host } };
}

/** Takes the lock, or says who has it. Rejects with the file system's error when the folder cannot be written. */
export async function takeLock(work: LockWork, dir: string): Promise<Lock | Failure> {
  const { fs, processes, random, clock } = work;
  const path = paths.lock(dir);
  const mine = canonicalize({ pid: processes.pid, host: processes.host, started: (await processes.startedAt(processes.pid)) ?? '', nonce: toHex(random.bytes(16)) });
  for (let round = 0; round < ROUNDS; round++) {
    try {
      await writeNewFile(fs, path, utf8(mine));
      const lock = makeLock(fs, path, mine);
      // Who took it for a torn one may have removed it while it was written.
      if (await lock.held()) return lock;
      continue;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) {
        // A half-written lock of our own must not lock us out later.
        await fs.remove(path).catch(() => undefined);
        throw error;
      }
    }
    const now = await holder(work, path);
    if (now.kind === 'alive') return inUse(dir, path, now.content, now.content.host === processes.host);
    if (now.kind === 'stale' && (await removeStale(work, path, now.text, mine))) continue;
    await clock.sleep(PAUSE_MS);
  }
  return { code: 'workspace-in-use', message: `${path} changes hands all the time; ${dir} is opened for reading only.`, details: { dir, path } };
}

/**
 * Removes the stale lock that says `text`; true when it was removed here. The right to do so is a file named by what is
 * removed: of all who saw the same lock one makes it, and only that one removes it, so that nobody removes the lock of who
 * came after. The right of somebody who died is stale itself, and is taken over in the same way.
 */
async function removeStale(work: LockWork, path: string, text: string, mine: string): Promise<boolean> {
  const { fs, sha256 } = work;
  const rights: string[] = [];
  try {
    for (let over = text, depth = 0; ; depth++) {
      // The depth is part of the name: torn rights all say the same.
      const right = `${path}.${toHex(sha256(utf8(`${depth}/${over}`))).slice(0, 32)}`;
      try {
        await writeNewFile(fs, right, utf8(mine));
        rights.push(right);
        break;
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
      const other = await holder(work, right);
      if (other.kind !== 'stale' || depth >= DEEPEST) return false;
      rights.push(right);
      over = other.text;
    }
    if ((fromUtf8(await fs.read(path).catch(() => new Uint8Array(0))) ?? '') !== text) return false;
    await fs.remove(path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  } finally {
    // Ours last: as long as it is there, nobody can come by a right of the dead.
    const last = rights.at(-1);
    if (last !== undefined && (fromUtf8(await fs.read(last).catch(() => new Uint8Array(0))) ?? '') === mine) for (const right of rights) await fs.remove(right).catch(() => undefined);
  }
}

function makeLock(fs: FileSystem, path: string, mine: string): Lock {
  const held = async (): Promise<boolean> => fromUtf8(await fs.read(path).catch(() => new Uint8Array(0))) === mine;
  return {
    held,
    async release() {
      if (await held()) await fs.remove(path).catch(() => undefined);
    },
  };
}
