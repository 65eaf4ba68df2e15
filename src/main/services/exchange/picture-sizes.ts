import { mediaTypeOf } from '../../../shared/formats/support/media-finder';
import { readHeaders } from '../../../shared/media/facts';
import { sniff, SNIFF_BYTES } from '../../../shared/media/sniff';
import type { RealPicture } from '../../../shared/checks/checking-sink';
import type { FileSystem } from '../../ports/file-system';
import type { OpenedTree } from './disk-tree';

export type PictureSizes = ReadonlyMap<string, RealPicture>;

const AT_ONCE = 16;
/** More pictures than this are not looked into: their labels are checked against the sizes that the file states. */
const MOST = 500_000;

/** Real sizes of the pictures of a tree that are `wanted` (all by default), from their headers. What cannot be opened is not in it. Rejects only when stopped. */
export async function pictureSizes(fs: FileSystem, { tree, locate }: OpenedTree, signal: AbortSignal | null, progress: (done: number) => void, wanted: (path: string) => boolean = () => true): Promise<PictureSizes> {
  const pictures = tree.files.filter((f) => mediaTypeOf(f.path) === 'image' && wanted(f.path)).slice(0, MOST);
  const sizes = new Map<string, RealPicture>();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let file = pictures[next++]; file; file = pictures[next++]) {
      if (signal?.aborted) throw signal.reason;
      const found = await measure(fs, locate(file.path)).catch(() => null);
      if (found) sizes.set(file.path, found);
      progress(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return sizes;
}

async function measure(fs: FileSystem, path: string): Promise<RealPicture> {
  const file = await fs.open(path, 'read');
  try {
    const source = { size: await file.size(), read: (position: number, length: number) => file.read(position, length) };
    const { width, height, orientation } = await readHeaders(source, sniff(await source.read(0, SNIFF_BYTES)));
    return { width, height, orientation };
  } finally {
    await file.close();
  }
}
