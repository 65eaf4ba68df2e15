/**
 * One writer per workspace: a file made with O_EXCL that names process and machine. A lock of a process that is gone is
 * taken over. Should two processes ever hold it all the same, nothing is lost: each writes logs of its own.
 */
import { fromUtf8, toHex, utf8 } from '../../../shared/kernel/bytes';
import { canonicalize, parseCanonical } from '../../../shared/kernel/canonical-json';
import type { Failure } from '../../../shared/kernel/result';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import type { Processes } from '../../ports/processes';
import type { Random } from '../../ports/random';
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

type Holder = { readonly kind: 'gone' } | { readonly kind: 'stale'; readonly text: string } | { readonly kind: 'alive'; readonly content: LockContent };

async function holder(fs: FileSystem, processes: Processes, path: string): Promise<Holder> {
  let text: string;
  try {
    text = fromUtf8(await fs.read(path)) ?? '';
  } catch (error) {
    if (isCode(error, 'ENOENT')) return { kind: 'gone' };
    throw error;
  }
  const parsed = parseCanonical(text);
  const content = parsed.ok ? (parsed.value as Partial<LockContent>) : null;
  // A torn lock was never held: its writer makes it whole before it goes on.
  if (typeof content?.pid !== 'number' || typeof content.host !== 'string' || typeof content.started !== 'string') return { kind: 'stale', text };
  if (content.host !== processes.host) return { kind: 'alive', content: content as LockContent };
  const started = await processes.startedAt(content.pid);
  return started !== null && started === content.started ? { kind: 'alive', content: content as LockContent } : { kind: 'stale', text };
}

function inUse(dir: string, path: string, content: LockContent, here: boolean): Failure {
  const where = here ? `by process ${content.pid}` : `on the computer "${content.host}"`;
  return { code: 'workspace-in-use', message: `${dir} is open ${where}, so it is opened for reading only. If that program is gone for certain, delete ${path}.`, details: { dir, path, pid: content.pid, host: content.host } };
}

/** Takes the lock, or says who has it. Rejects with the file system's error when the folder cannot be written. */
export async function takeLock(fs: FileSystem, processes: Processes, random: Random, dir: string): Promise<Lock | Failure> {
  const path = paths.lock(dir);
  const nonce = toHex(random.bytes(16));
  const mine = canonicalize({ pid: processes.pid, host: processes.host, started: (await processes.startedAt(processes.pid)) ?? '', nonce });
  for (let round = 0; round < 8; round++) {
    try {
      await writeNewFile(fs, path, utf8(mine));
      return makeLock(fs, path, mine);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) {
        // A half-written lock of our own must not lock us out later.
        await fs.remove(path).catch(() => undefined);
        throw error;
      }
    }
    const now = await holder(fs, processes, path);
    if (now.kind === 'alive') return inUse(dir, path, now.content, now.content.host === processes.host);
    if (now.kind === 'stale') await removeStale(fs, path, now.text, nonce);
  }
  return { code: 'workspace-in-use', message: `${path} changes hands all the time; ${dir} is opened for reading only.`, details: { dir, path } };
}

/** Takes a stale lock away by renaming it, so that of two takers only one succeeds; a live lock caught by mistake is put back. */
async function removeStale(fs: FileSystem, path: string, text: string, nonce: string): Promise<void> {
  const aside = `${path}.${nonce}`;
  try {
    await fs.rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const caught = await fs.read(aside);
  if ((fromUtf8(caught) ?? '') !== text) await writeNewFile(fs, path, caught).catch(() => undefined);
  await fs.remove(aside);
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
