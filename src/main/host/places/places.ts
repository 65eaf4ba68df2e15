/**
 * Places: files and folders of this machine as opaque handles. A window can only come to what the host listed, what a
 * native dialog returned or what a person typed into the chooser; it never sends a path.
 */
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { FolderKinds, Place, PlaceId } from '../../../shared/contract/api';
import { idFromBytes } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { FileSystemError, type FileSystem } from '../../ports/file-system';
import type { Random } from '../../ports/random';
import { countKinds } from './kinds';
import { naturalOrder } from './natural-order';

/** A folder with more entries than this is shown cut off, and says so. */
export const MAX_ENTRIES = 5000;
const STAT_AT_ONCE = 64;

export interface Places {
  /** The same path always has the same handle while the host runs. */
  idOf(path: string): PlaceId;
  /** Throws FailureError 'unknown-place'. */
  pathOf(place: PlaceId): string;
  /** For people to read: `~` for home. */
  display(path: string): string;
  /** Throws FailureError 'place-missing' or what the file system says. */
  describe(path: string): Promise<Place>;
  browse(folder: PlaceId): Promise<{ readonly at: Place; readonly parent: Place | null; readonly entries: readonly Place[]; readonly truncated: boolean }>;
  /** What lies in a folder and the folders inside, up to a limit. */
  kinds(folder: PlaceId): Promise<FolderKinds>;
  createFolder(parent: PlaceId, name: string): Promise<Place>;
  /** What a person typed: absolute, or `~/…`. */
  resolve(text: string): Promise<Place>;
}

/** A path as people read it: `~` for their home. */
export function shownPath(path: string, home: string): string {
  return path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

export function createPlaces(fs: FileSystem, random: Random, home: string): Places {
  const paths = new Map<PlaceId, string>();
  const ids = new Map<string, PlaceId>();

  const idOf = (path: string): PlaceId => {
    const known = ids.get(path);
    if (known !== undefined) return known;
    const id = idFromBytes<PlaceId>(random.bytes(16));
    ids.set(path, id);
    paths.set(id, path);
    return id;
  };

  const pathOf = (place: PlaceId): string => {
    const path = paths.get(place);
    if (path === undefined) throw new FailureError({ code: 'unknown-place', message: 'The host knows no such place.', details: { place } });
    return path;
  };

  const display = (path: string): string => shownPath(path, home);

  async function describe(path: string): Promise<Place> {
    const info = await readable(path, () => fs.stat(path));
    if (!info || info.kind === 'other') throw new FailureError({ code: 'place-missing', message: `${display(path)} does not exist any more.`, details: { path: display(path) } });
    return { place: idOf(path), name: basename(path) || path, display: display(path), kind: info.kind, size: info.kind === 'file' ? info.size : 0, mtime: info.mtime };
  }

  /** Errors of the system in words, with the path as the person knows it. */
  async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error;
      const shown = display(path);
      const details = { path: shown, system: error.code };
      switch (error.code) {
        case 'EACCES':
        case 'EPERM':
          throw new FailureError({ code: 'place-forbidden', message: `You may not read or change ${shown}.`, details });
        case 'ENOENT':
        case 'ENOTDIR':
          throw new FailureError({ code: 'place-missing', message: `${shown} does not exist any more.`, details });
        case 'EEXIST':
          throw new FailureError({ code: 'place-exists', message: `${shown} exists already.`, details });
        case 'EROFS':
          throw new FailureError({ code: 'place-read-only', message: `${shown} lies on a disk that cannot be written.`, details });
        default:
          throw new FailureError({ code: 'place-trouble', message: `${shown}: ${error.code}.`, details });
      }
    }
  }

  return {
    idOf,
    pathOf,
    display,
    describe,
    async browse(folder) {
      const path = pathOf(folder);
      const at = await describe(path);
      if (at.kind !== 'folder') throw new FailureError({ code: 'place-not-folder', message: `${at.display} is not a folder.`, details: { path: at.display } });
      const all = (await readable(path, () => fs.list(path))).filter((entry) => !entry.name.startsWith('.'));
      const folders = all.filter((e) => e.kind === 'folder');
      const others = all.filter((e) => e.kind !== 'folder');
      const ordered = [...folders.sort((a, b) => naturalOrder(a.name, b.name)), ...others.sort((a, b) => naturalOrder(a.name, b.name))];
      const shown = ordered.slice(0, MAX_ENTRIES);
      const entries: (Place | null)[] = new Array<Place | null>(shown.length).fill(null);
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let i = next++; i < shown.length; i = next++) {
          // What vanished meanwhile, cannot be looked at, or is neither file nor folder is not shown.
          entries[i] = await describe(join(path, shown[i]?.name ?? '')).catch(() => null);
        }
      };
      await Promise.all(Array.from({ length: STAT_AT_ONCE }, worker));
      const above = dirname(path);
      return { at, parent: above === path ? null : await describe(above).catch(() => null), entries: entries.filter((e) => e !== null), truncated: ordered.length > MAX_ENTRIES };
    },
    kinds(folder) {
      const path = pathOf(folder);
      return readable(path, () => countKinds(fs, path));
    },
    async createFolder(parent, name) {
      if (name !== name.trim() || name === '.' || name === '..' || /[/\\\0<>:"|?*]/.test(name) || name.endsWith('.') || controlCharacter(name)) {
        throw new FailureError({ code: 'bad-folder-name', message: `"${name}" cannot be the name of a folder.`, details: { name } });
      }
      const path = join(pathOf(parent), name);
      if (await fs.stat(path).catch(() => null)) throw new FailureError({ code: 'place-exists', message: `${display(path)} exists already.`, details: { path: display(path) } });
      await readable(path, () => fs.makeDir(path));
      return describe(path);
    },
    resolve(text) {
      const trimmed = text.trim();
      const path = trimmed === '~' ? home : /^~[/\\]/.test(trimmed) ? join(home, trimmed.slice(2)) : trimmed;
      if (!isAbsolute(path) || path.includes('\0')) throw new FailureError({ code: 'bad-path', message: 'Write the whole path, beginning with / or ~.', details: { path: text } });
      // A share on another machine: opening it would hand our name and password to whoever is there.
      if (/^[/\\]{2}/.test(path)) throw new FailureError({ code: 'network-path', message: 'Connect the network folder in the system first, then choose it from the list.', details: { path: text } });
      return describe(resolve(path));
    },
  };
}

function controlCharacter(name: string): boolean {
  for (const c of name) if ((c.codePointAt(0) ?? 0) < 32) return true;
  return false;
}

