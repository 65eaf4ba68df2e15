/** Bytes that do not count are kept, never thrown away: `quarantine/` of the workspace. */
import { equalBytes } from '../../../shared/kernel/bytes';
import type { LogId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import { isCode } from './failures';
import { paths } from './layout';
import type { TornTail } from './read-log';

/** Copies bytes into the quarantine, flushed. Returns the path; the same name with other bytes gets a number. */
export async function keepAside(fs: FileSystem, dir: string, name: string, bytes: Uint8Array): Promise<string> {
  const folder = paths.quarantine(dir);
  await fs.makeDir(folder, { private: true });
  for (let copy = 0; ; copy++) {
    const path = `${folder}/${name}${copy === 0 ? '' : `-${copy}`}`;
    try {
      await writeNewFile(fs, path, bytes);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      // Recovery that was broken off, or runs again without summaries, finds its own copy.
      if (!equalBytes(await fs.read(path), bytes)) continue;
    }
    await fs.syncDir(folder);
    await fs.syncDir(dir);
    return path;
  }
}

/** Keeps the events that can be read behind damage, one canonical line each. Returns the damage with the place of the copy. */
export async function keepBehind(fs: FileSystem, dir: string, damage: Failure, lines: readonly Uint8Array[]): Promise<Failure> {
  const details = damage.details as { readonly log: LogId; readonly file: number; readonly at: number };
  const bytes = new Uint8Array(lines.reduce((sum, line) => sum + line.length + 1, 0)).fill(0x0a);
  let end = 0;
  for (const line of lines) {
    bytes.set(line, end);
    end += line.length + 1;
  }
  const kept = await keepAside(fs, dir, `${details.log}-${details.file}-${details.at}.events`, bytes);
  return { ...damage, message: `${damage.message} A copy of them is in ${kept}.`, details: { ...damage.details, kept } };
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
