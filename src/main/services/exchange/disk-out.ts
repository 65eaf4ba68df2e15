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
      if (single) await placeFiles(fs, temporary, target, replace, suffix);
      else await place(fs, temporary, target, replace, suffix);
      await fs.syncDir(parent);
    },
    abort: async () => {
      await Promise.all([...flushing, ...Array.from(writable, (file) => file.close().catch(() => undefined))]);
      await fs.removeTree(temporary).catch(() => undefined);
    },
  };
}

/** One target: an old one steps aside until the new one has its name. */
async function place(fs: FileSystem, from: string, target: string, replace: boolean, suffix: string): Promise<void> {
  const old = (await fs.stat(target)) ? join(dirname(target), `.${basename(target)}.${suffix}.old`) : null;
  if (old !== null && !replace) throw targetExists(target);
  if (old !== null) await writing(target, () => fs.rename(target, old));
  try {
    await writing(target, () => fs.rename(from, target));
  } catch (error) {
    if (old !== null) await fs.rename(old, target);
    throw error;
  }
  if (old !== null) await fs.removeTree(old);
}

/** The file itself comes last: whoever sees it finds what it names. */
async function placeFiles(fs: FileSystem, temporary: string, target: string, replace: boolean, suffix: string): Promise<void> {
  const entries = [...(await fs.list(temporary))].sort((a, b) => Number(a.name === basename(target)) - Number(b.name === basename(target)));
  if (!replace) for (const { name } of entries) if (await fs.stat(join(dirname(target), name))) throw targetExists(join(dirname(target), name));
  for (const { name } of entries) await place(fs, join(temporary, name), join(dirname(target), name), replace, suffix);
  await fs.removeTree(temporary);
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
