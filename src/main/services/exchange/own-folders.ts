/** Folders of a workspace that only the program writes into: a foreign file among them would be taken for damage, or deleted. */
import { basename, dirname, join } from 'node:path';
import { FailureError } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import { paths } from '../journal';

const OWN: ReadonlySet<string> = new Set([...[paths.journal, paths.blobs, paths.cache, paths.quarantine].map((of) => basename(of(''))), 'inbox']);

/**
 * Throws 'own-folder' when `target` (absolute, need not exist) is or lies in a folder that a workspace keeps its data in,
 * also by way of a link. Any workspace counts, not only the one that is open.
 */
export async function refuseOwnFolder(fs: FileSystem, target: string): Promise<void> {
  const parent = await fs.realPath(dirname(target)).catch(() => null);
  let inside = join(parent ?? dirname(target), basename(target));
  for (let dir = dirname(inside); dir !== inside; [inside, dir] = [dir, dirname(dir)]) {
    // Many disks make no difference between Journal and journal.
    if (!OWN.has(basename(inside).toLowerCase())) continue;
    const marker = await fs.stat(paths.workspace(dir)).catch(() => null);
    if (marker) throw new FailureError({ code: 'own-folder', message: `${target} would lie in ${inside}, where a workspace keeps its own data. Choose a folder outside of it.`, details: { path: target, folder: inside } });
  }
}
