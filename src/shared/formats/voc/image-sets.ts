import { FailureError } from '../../kernel/result';
import { folderOf, joinPath, stemOf } from '../support/media-finder';
import type { Teller } from '../support/tell';
import { decodeText } from '../support/xml';
import type { FileTree } from '../tree';

const MAX_LIST = 64 * 1024 * 1024;

/** A line of a list with flags (`name 1`, `name -1`, of Layout `name 2`): the name and the flag. */
const FLAGGED = /^(.*\S)\s+[+-]?\d+$/;

/** One list, its lines as they stand. */
interface List {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The lists under ImageSets: which parts a picture belongs to. */
export class ImageSets {
  /** Name of a picture -> names of the lists that name it. */
  readonly #byName = new Map<string, string[]>();
  /** List -> lines that name no picture of the set. */
  readonly #left = new Map<string, string[]>();
  readonly #used = new Set<string>();

  /** Lines name the pictures of `known`; `labels` tells lists of one class from parts. */
  constructor(lists: readonly List[], known: ReadonlySet<string>, labels: ReadonlySet<string>) {
    for (const { name, lines } of lists) {
      const flagged = lines.every((line) => FLAGGED.test(line.trim()));
      if (isPerClass(name, labels) && flagged && !lines.every((line) => named(line, known, false) !== null)) continue;
      for (const line of lines) {
        const picture = named(line, known, flagged);
        if (picture !== null) push(this.#byName, picture, name);
        else push(this.#left, name, line.trim());
      }
    }
  }

  /** Lists of the picture that is called one of `names`, the first that any list has; null = in none. */
  of(names: readonly string[]): readonly string[] | null {
    for (const name of names) {
      const found = this.#byName.get(name);
      if (!found) continue;
      this.#used.add(name);
      return found;
    }
    return null;
  }

  /** List -> what it names that no picture of the set asked for. Call it when all have asked. */
  left(): ReadonlyMap<string, readonly string[]> {
    const left = new Map([...this.#left].map(([list, lines]) => [list, [...lines]]));
    for (const [name, lists] of this.#byName) if (!this.#used.has(name)) for (const list of lists) push(left, list, name);
    return left;
  }
}

/**
 * The picture that a line names: the whole line, so that `img 1` is found, else without blanks at its ends, else, in a
 * list of which every line ends in a flag, without the flag. Null when there is none.
 */
function named(line: string, known: ReadonlySet<string>, flagged: boolean): string | null {
  const trimmed = line.trim();
  const candidates = [line, trimmed, ...(flagged ? [FLAGGED.exec(trimmed)?.[1] ?? trimmed] : [])];
  return candidates.find((name) => known.has(name)) ?? null;
}

/** `cat_train` where `cat` is a label: the flags of one class. */
function isPerClass(name: string, labels: ReadonlySet<string>): boolean {
  const at = name.lastIndexOf('_');
  return at > 0 && labels.has(name.slice(0, at));
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** Reads the lists under ImageSets/Main, Layout and Segmentation. `known`: every name that a picture of the set has. */
export async function readImageSets(tree: FileTree, known: ReadonlySet<string>, labels: ReadonlySet<string>, tell: (path: string) => Teller): Promise<ImageSets> {
  const lists: List[] = [];
  for (const { path } of tree.files) {
    if (!/(^|\/)ImageSets\/(Main|Layout|Segmentation)\/[^/]+\.txt$/i.test(path)) continue;
    try {
      const text = decodeText(await tree.read(path, MAX_LIST), path).text;
      lists.push({ name: stemOf(path), lines: text.split(/\r?\n/).filter((line) => line.trim() !== '') });
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      tell(path).error('list-unreadable', error.failure.message);
    }
  }
  return new ImageSets(lists, known, labels);
}

/** The names by which lists may mean the annotation file at `path` of the picture called `filename`, the best one first. */
export function listNames(path: string, filename: string): readonly string[] {
  // Annotations/a/x.xml is a/x, also where Annotations itself lies in a folder.
  const inside = path.replace(/^(.*?\/)?Annotations\//, '');
  const above = path.replace(/(^|\/)Annotations(?=\/)/, '').replace(/^\//, '');
  const stem = (of: string): string => joinPath(folderOf(of), stemOf(of));
  return [...new Set([stem(above), stem(inside), stemOf(path), stemOf(filename)])].filter((name) => name !== '');
}

/** The part that a folder is for, in layouts that keep `train/`, `val/` and `test/` apart. */
export function splitOfFolder(path: string): string | null {
  const names = ['train', 'val', 'valid', 'validation', 'test'];
  for (const part of path.split('/').slice(0, -1).reverse()) if (names.includes(part.toLowerCase())) return part;
  return null;
}
