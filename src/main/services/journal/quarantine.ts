/** Bytes that do not count are kept, never thrown away: `quarantine/` of the workspace. */
import type { LogId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import { isCode } from './failures';
import { paths } from './layout';
import type { TornTail } from './read-log';

/** Copies bytes into the quarantine, flushed. Returns the path; the same name twice gets a number. */
export async function keepAside(fs: FileSystem, dir: string, name: string, bytes: Uint8Array): Promise<string> {
  const folder = paths.quarantine(dir);
  await fs.makeDir(folder, { private: true });
  for (let copy = 0; ; copy++) {
    const path = `${folder}/${name}${copy === 0 ? '' : `-${copy}`}`;
    try {
      await writeNewFile(fs, path, bytes);
    } catch (error) {
      if (isCode(error, 'EEXIST')) continue;
      throw error;
    }
    await fs.syncDir(folder);
    await fs.syncDir(dir);
    return path;
  }
}

/**
 * Cuts an unfinished append off the last file of a log, after keeping a copy of the bytes. Nothing in them was ever
 * answered as saved. Returns what to tell; null for an empty file, which holds nothing to tell of.
 */
export async function cutTail(fs: FileSystem, dir: string, log: LogId, tail: TornTail): Promise<Failure | null> {
  const path = paths.file(dir, log, tail.file);
  const kept = tail.bytes.length > 0 ? await keepAside(fs, dir, `${log}-${tail.file}-${tail.from}.bytes`, tail.bytes) : null;
  if (tail.from === 0) {
    await fs.remove(path);
    await fs.syncDir(paths.log(dir, log));
  } else {
    const file = await fs.open(path, 'write');
    try {
      await file.truncate(tail.from);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  if (kept === null) return null;
  return { code: 'journal-tail-cut', message: `The last ${tail.bytes.length} bytes of ${path} were not completely written when the program ended. They were never answered as saved; a copy is in ${kept}.`, details: { path, bytes: tail.bytes.length, kept } };
}
