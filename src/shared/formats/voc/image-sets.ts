import { FailureError } from '../../kernel/result';
import { stemOf } from '../support/media-finder';
import type { Teller } from '../support/tell';
import { decodeText } from '../support/xml';
import type { FileTree } from '../tree';

const MAX_LIST = 64 * 1024 * 1024;

/** The lists under ImageSets: which parts a picture belongs to. */
export class ImageSets {
  /** Stem of a picture as a list names it -> names of the lists. */
  readonly #byStem = new Map<string, string[]>();
  readonly #used = new Set<string>();

  add(stem: string, list: string): void {
    const of = this.#byStem.get(stem) ?? [];
    if (!of.includes(list)) of.push(list);
    this.#byStem.set(stem, of);
  }

  /** Lists of the picture that is called one of `stems`, the first that any list has; null = in none. */
  of(stems: readonly string[]): readonly string[] | null {
    for (const stem of stems) {
      const found = this.#byStem.get(stem);
      if (!found) continue;
      this.#used.add(stem);
      return found;
    }
    return null;
  }

  /** List -> pictures that it names and nobody asked for. */
  left(): ReadonlyMap<string, readonly string[]> {
    const left = new Map<string, string[]>();
    for (const [stem, lists] of this.#byStem) {
      if (this.#used.has(stem)) continue;
      for (const list of lists) left.set(list, [...(left.get(list) ?? []), stem]);
    }
    return left;
  }
}

/** Reads the lists under ImageSets/Main; per-class lists (`cat_train.txt`) stand aside. */
export async function readImageSets(tree: FileTree, labels: ReadonlySet<string>, tell: (path: string) => Teller): Promise<ImageSets> {
  const sets = new ImageSets();
  for (const { path } of tree.files) {
    if (!/(^|\/)ImageSets\/(Main|Layout|Segmentation)\/[^/]+\.txt$/i.test(path)) continue;
    const name = stemOf(path);
    const perClass = name.lastIndexOf('_');
    if (perClass > 0 && labels.has(name.slice(0, perClass))) continue;
    try {
      const text = decodeText(await tree.read(path, MAX_LIST), path).text;
      for (const line of text.split('\n')) {
        const stem = line.trim().split(/\s+/)[0] ?? '';
        if (stem !== '') sets.add(stem, name);
      }
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      tell(path).error('list-unreadable', error.failure.message);
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
