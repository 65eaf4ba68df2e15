/** Finding the media that label files name: they move, lose folders, change case and separators. */
import type { DataType } from '../../domain/dataset';
import type { TreeFile } from '../tree';

const EXTENSIONS: ReadonlyMap<string, DataType> = new Map(Object.entries<DataType>({
  jpg: 'image', jpeg: 'image', png: 'image', bmp: 'image', webp: 'image', gif: 'image', tif: 'image', tiff: 'image', avif: 'image',
  wav: 'audio', mp3: 'audio', flac: 'audio', ogg: 'audio', mp4: 'video', webm: 'video',
}));

/** The data type that a file name suggests; null for anything that is not a picture, a sound or a clip. */
export function mediaTypeOf(path: string): DataType | null {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? null : (EXTENSIONS.get(path.slice(dot + 1).toLowerCase()) ?? null);
}

/**
 * A path as label files write it -> relative POSIX path: backslashes, './', drive letters, schemes and buckets go, and
 * '..' never leads upwards. Blanks at its ends stay: a file may be called so.
 */
export function normalisePath(written: string): string {
  if (written.trim() === '') return '';
  let text = written.replaceAll('\\', '/').replace(/^\s+(?=[a-z][a-z0-9+.-]*:\/)/i, '');
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text);
  if (scheme) {
    text = text.slice(scheme[0].length);
    // obs://bucket/key, https://host/path: the first part is not a folder. file:///path has none.
    if (scheme[0].toLowerCase() !== 'file://') text = text.slice(text.indexOf('/') + 1);
    const query = text.search(/[?#]/);
    if (query >= 0 && /^https?/i.test(scheme[0])) text = text.slice(0, query);
  }
  text = text.replace(/^[a-z]:\//i, '');
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Whether a path, as a label file in `folder` writes it, leads out of the folder that is read. Addresses never do. */
export function leadsOut(written: string, folder: string): boolean {
  if (/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(written)) return false;
  let depth = folder === '' ? 0 : folder.split('/').length;
  for (const part of written.replaceAll('\\', '/').split('/')) {
    if (part === '..' && --depth < 0) return true;
    if (part !== '' && part !== '.' && part !== '..') depth++;
  }
  return false;
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function stemOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

export function joinPath(...parts: readonly string[]): string {
  return parts.filter((p) => p !== '').join('/');
}

/** Looks names up among the files of a tree. */
export class MediaFinder {
  readonly #exact = new Set<string>();
  readonly #byName = new Map<string, string[]>();
  readonly #byStem = new Map<string, string[]>();

  /** Takes only files that `accept` wants (media by default). */
  constructor(files: readonly TreeFile[], accept: (path: string) => boolean = (path) => mediaTypeOf(path) !== null) {
    for (const { path } of files) {
      if (!accept(path)) continue;
      this.#exact.add(path);
      push(this.#byName, folded(baseName(path)), path);
      push(this.#byStem, folded(stemOf(path)), path);
    }
  }

  get size(): number {
    return this.#exact.size;
  }

  /**
   * The file that `name` (normalised) means: in one of `folders` as written, else by the longest matching end of its
   * path, else the only file of that name; null when there is none or it is not clear which.
   */
  find(name: string, folders: readonly string[]): string | null {
    if (this.#exact.size === 0 || name === '') return null;
    const found = this.#find(name, folders) ?? (name === name.trim() ? null : this.#find(name.trim(), folders));
    if (found !== null || !name.includes('%')) return found;
    // URLs and some tools write %20 for a blank; a file may also really be called so.
    const decoded = percentDecoded(name);
    return decoded === null ? null : this.#find(normalisePath(decoded), folders);
  }

  #find(name: string, folders: readonly string[]): string | null {
    for (const folder of folders) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (this.#exact.has(path)) return path;
    }
    const same = this.#byName.get(folded(baseName(name)));
    if (!same) return null;
    if (same.length === 1) return same[0] as string;
    return longestEnd(name, same);
  }

  /** The only media file with this stem, first in `folders`, then anywhere. */
  findByStem(stem: string, folders: readonly string[]): string | null {
    const same = this.#byStem.get(folded(stem)) ?? [];
    for (const folder of folders) {
      const here = same.filter((p) => folderOf(p) === folder);
      if (here.length === 1) return here[0] as string;
    }
    return same.length === 1 ? (same[0] as string) : null;
  }
}

/** For comparison: without case, accents composed (macOS writes file names decomposed). */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function percentDecoded(name: string): string | null {
  try {
    return decodeURIComponent(name);
  } catch {
    return null;
  }
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function longestEnd(name: string, candidates: readonly string[]): string | null {
  const parts = folded(name).split('/').reverse();
  let best: string | null = null;
  let length = 0;
  let tied = false;
  for (const candidate of candidates) {
    const other = folded(candidate).split('/').reverse();
    let n = 0;
    while (n < parts.length && n < other.length && parts[n] === other[n]) n++;
    if (n > length) [best, length, tied] = [candidate, n, false];
    else if (n === length) tied = true;
  }
  return tied ? null : best;
}
