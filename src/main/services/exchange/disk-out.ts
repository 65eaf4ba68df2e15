/**
 * Writing an export so that nothing half-written is ever seen: everything goes into a hidden folder beside the target,
 * is flushed, and takes its name at the end.
 */
import { basename, dirname, join } from 'node:path';
import type { OutFile, OutTree } from '../../../shared/formats/tree';
import { FailureError } from '../../../shared/kernel/result';
import { FileSystemError, type FileSystem, type OpenFile } from '../../ports/file-system';
import type { Random } from '../../ports/random';

/** Files that are being flushed at the same time. */
const FLUSHING = 32;

export interface PendingOut extends OutTree {
  /** Copies a file of this machine to `path`; rejects like a write. */
  copy(from: string, path: string): Promise<void>;
  /** Flushes and gives everything its name. With `force` an existing target is replaced, and kept until that worked. */
  commit(force: boolean): Promise<void>;
  /** Takes everything away again. Never throws. */
  abort(): Promise<void>;
}

/** Takes away what a run that was killed left of an export to `target`. Call it only when none to that place can be under way. */
export async function removeUnfinished(fs: FileSystem, target: string): Promise<void> {
  const parent = dirname(target);
  const [start, end] = [`.${basename(target)}.`, '.partial'];
  for (const { name, kind } of await fs.list(parent)) {
    if (kind !== 'folder' || !name.startsWith(start) || !name.endsWith(end)) continue;
    if (/^[0-9a-f]{12}$/.test(name.slice(start.length, -end.length))) await fs.removeTree(join(parent, name));
  }
}

/** `target`: absolute path of the folder to appear, or of the one file (`single`; files beside it get its stem). */
export async function createOut(fs: FileSystem, random: Random, target: string, single: boolean, force: boolean): Promise<PendingOut> {
  const parent = dirname(target);
  const suffix = Buffer.from(random.bytes(6)).toString('hex');
  const temporary = join(parent, `.${basename(target)}.${suffix}.partial`);
  if (!force && (await fs.stat(target))) throw targetExists(target);
  if ((await fs.stat(parent))?.kind !== 'folder') throw new FailureError({ code: 'no-such-folder', message: `There is no folder ${parent}.`, details: { path: parent } });
  await writing(temporary, () => fs.makeDir(temporary));
  const folders = new Set<string>([temporary]);
  const created = new Set<string>();
  const flushing = new Set<Promise<void>>();
  /** Files a writer has not closed yet: one that fails or is cancelled never will. */
  const writable = new Set<OpenFile>();
  let failed: Error | null = null;

  const folderFor = async (path: string): Promise<string> => {
    if (path === '' || path.split('/').some((part) => part === '..' || part === '' || part === '.')) throw new FailureError({ code: 'path-refused', message: `${JSON.stringify(path)} is no name inside the export.`, details: { path } });
    if (created.has(path)) throw targetExists(path);
    created.add(path);
    const full = join(temporary, path);
    for (let folder = dirname(full); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
    await writing(full, () => fs.makeDir(dirname(full)));
    return full;
  };
  const settle = async (atMost: number): Promise<void> => {
    while (flushing.size > atMost) await Promise.race(flushing);
    if (failed) throw failed;
  };

  return {
    create: async (path): Promise<OutFile> => {
      const full = await folderFor(path);
      const file = await writing(full, () => fs.open(full, 'create'));
      writable.add(file);
      let at = 0;
      return {
        write: (bytes) => writing(full, async () => {
          for (let done = 0; done < bytes.length; ) {
            const n = await file.write(done === 0 ? bytes : bytes.subarray(done), at);
            if (n <= 0) throw new FileSystemError('EIO', full);
            done += n;
            at += n;
          }
        }),
        close: async () => {
          writable.delete(file);
          const flush = writing(full, () => file.sync().finally(() => file.close()))
            .catch((error: unknown) => void (failed ??= error instanceof Error ? error : new Error(String(error))))
            .finally(() => flushing.delete(flush));
          flushing.add(flush);
          await settle(FLUSHING - 1);
        },
      };
    },
    copy: async (from, path) => {
      const full = await folderFor(path);
      await writing(full, () => copyFile(fs, from, full));
    },
    commit: async (replace) => {
      await settle(0);
      for (const folder of [...folders].sort().reverse()) await fs.syncDir(folder);
      const placings = single ? await placingsOf(fs, temporary, target) : [{ from: temporary, to: target }];
      // Nothing is touched when one of several names is taken.
      if (!replace) for (const { to } of placings) if (await fs.stat(to)) throw targetExists(to);
      await place(fs, placings, replace, suffix);
      await fs.syncDir(parent);
      if (single) await fs.removeTree(temporary).catch(() => undefined);
    },
    abort: async () => {
      await Promise.all([...flushing, ...Array.from(writable, (file) => file.close().catch(() => undefined))]);
      await fs.removeTree(temporary).catch(() => undefined);
    },
  };
}

/** A name that is to appear, and where it is written until then. */
interface Placing {
  readonly from: string;
  readonly to: string;
}

/**
 * Gives the finished things their names. A file replaces a file in one step of the system; a folder that is in the way
 * steps aside first and comes back when a later name cannot be given.
 */
async function place(fs: FileSystem, placings: readonly Placing[], replace: boolean, suffix: string): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  const aside: string[] = [];
  try {
    for (const { from, to } of placings) {
      const there = await fs.stat(to);
      if (there && !replace) throw targetExists(to);
      const both = there?.kind === 'file' && (await fs.stat(from))?.kind === 'file';
      if (there && !both) {
        const old = join(dirname(to), `.${basename(to)}.${suffix}.old`);
        await writing(to, () => fs.rename(to, old));
        aside.push(old);
        undo.push(() => fs.rename(old, to));
      }
      await writing(to, () => fs.rename(from, to));
      if (!both) undo.push(() => fs.rename(to, from));
      // A power cut must not keep a later name and lose this one. After the last one nothing is taken back.
      if (to !== placings.at(-1)?.to) await fs.syncDir(dirname(to));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
  // What was replaced is no longer needed; that it stays is no failure of the export.
  for (const old of aside) await fs.removeTree(old).catch(() => undefined);
}

/** The file itself comes last: whoever sees it finds what it names. */
async function placingsOf(fs: FileSystem, temporary: string, target: string): Promise<readonly Placing[]> {
  const entries = [...(await fs.list(temporary))].sort((a, b) => Number(a.name === basename(target)) - Number(b.name === basename(target)));
  return entries.map(({ name }) => ({ from: join(temporary, name), to: join(dirname(target), name) }));
}

async function copyFile(fs: FileSystem, from: string, to: string): Promise<void> {
  const source = await fs.open(from, 'read');
  try {
    const target = await fs.open(to, 'create');
    try {
      for (let at = 0; ; ) {
        const piece = await source.read(at, 1 << 20);
        if (piece.length === 0) break;
        for (let done = 0; done < piece.length; ) done += await target.write(piece.subarray(done), at + done);
        at += piece.length;
      }
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

export function targetExists(path: string): FailureError {
  return new FailureError({ code: 'target-exists', message: `${path} is there already and was left as it is.`, details: { path } });
}

async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error;
    const code = error.code === 'ENOSPC' ? 'disk-full' : error.code === 'EROFS' ? 'read-only' : error.code === 'EACCES' || error.code === 'EPERM' ? 'no-permission' : 'cannot-write';
    throw new FailureError({ code, message: `${path} cannot be written (${error.code}).`, details: { path, system: error.code } });
  }
}
