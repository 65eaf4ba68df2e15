import { FailureError } from '../../kernel/result';
import { stemOf } from '../support/media-finder';
import type { Teller } from '../support/tell';
import type { FileTree } from '../tree';

const MAX_LIST = 64 * 1024 * 1024;

/** Stem of a picture -> names of the lists under ImageSets/Main that hold it (per-class lists `cat_train.txt` aside). */
export async function readImageSets(tree: FileTree, labels: ReadonlySet<string>, tell: (path: string) => Teller): Promise<Map<string, string[]>> {
  const sets = new Map<string, string[]>();
  for (const { path } of tree.files) {
    if (!/(^|\/)ImageSets\/(Main|Layout|Segmentation)\/[^/]+\.txt$/i.test(path)) continue;
    const name = stemOf(path);
    const perClass = name.lastIndexOf('_');
    if (perClass > 0 && labels.has(name.slice(0, perClass))) continue;
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(await tree.read(path, MAX_LIST));
    } catch (error) {
      tell(path).error('list-unreadable', error instanceof FailureError ? error.failure.message : `${path} is not UTF-8 text.`);
      continue;
    }
    for (const line of text.split('\n')) {
      const stem = line.trim().split(/\s+/)[0] ?? '';
      if (stem === '') continue;
      const of = sets.get(stem) ?? [];
      if (!of.includes(name)) of.push(name);
      sets.set(stem, of);
    }
  }
  return sets;
}

/** The part that a folder is for, in layouts that keep `train/`, `val/` and `test/` apart. */
export function splitOfFolder(path: string): string | null {
  const names = ['train', 'val', 'valid', 'validation', 'test'];
  for (const part of path.split('/').slice(0, -1).reverse()) if (names.includes(part.toLowerCase())) return part;
  return null;
}
