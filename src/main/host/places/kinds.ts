import { join } from 'node:path';
import type { FolderKinds } from '../../../shared/contract/api';
import type { DataType } from '../../../shared/domain/dataset';
import { dataTypeOf, formatOfName } from '../../../shared/media/sniff';
import type { DirEntry, FileSystem } from '../../ports/file-system';
import { isIgnored } from '../../services/datasets';

/** So much is looked at before somebody who waits is told: names only, nothing is opened. */
export const MOST_NAMES = 20_000;
export const MOST_FOLDERS = 200;

/**
 * Files by kind in a folder and the folders inside, as a dataset of it would list them (links to folders are not
 * followed here). Outer folders first, so that what a limit cuts off lies deep. A folder that cannot be listed counts
 * as not looked into; the outermost one throws what the file system says.
 */
export async function countKinds(fs: Pick<FileSystem, 'list'>, dir: string): Promise<FolderKinds> {
  const byType: Record<DataType, number> = { image: 0, audio: 0, text: 0, video: 0 };
  const queue = [dir];
  let names = 0;
  let complete = true;
  let looked = 0;
  for (let at = 0; at < queue.length; at++) {
    const folder = queue[at] ?? dir;
    if (names >= MOST_NAMES || at > MOST_FOLDERS) return { byType, folders: Math.max(0, looked - 1), complete: false };
    let entries: readonly DirEntry[];
    try {
      entries = await fs.list(folder);
    } catch (error) {
      if (at === 0) throw error;
      complete = false;
      continue;
    }
    looked++;
    for (const entry of entries) {
      if (isIgnored(entry.name) || entry.kind === 'other' || entry.garbled === true) continue;
      names++;
      if (entry.kind === 'folder') queue.push(join(folder, entry.name));
      else {
        const type = dataTypeOf(formatOfName(entry.name));
        if (type !== null) byType[type]++;
      }
    }
  }
  return { byType, folders: Math.max(0, looked - 1), complete };
}
