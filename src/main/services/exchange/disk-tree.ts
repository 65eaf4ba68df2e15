/** File trees of the codecs over the file-system port. */
import { basename, dirname, join } from 'node:path';
import { tooLarge, type FileTree, type TreeFile } from '../../../shared/formats/tree';
import { FailureError } from '../../../shared/kernel/result';
import { FileSystemError, type FileSystem } from '../../ports/file-system';

const CHUNK = 1 << 20;
const MAX_FILES = 2_000_000;
const MAX_DEPTH = 40;
/** Around a single file only what can belong to it is listed. */
const MAX_BESIDE = 200_000;
const BESIDE_DEPTH = 5;

export interface OpenedTree {
  readonly tree: FileTree;
  /** The file that was asked for, or null for a whole folder. */
  readonly entry: string | null;
  /** Absolute path of a file of the tree. */
  locate(path: string): string;
}

/**
 * Opens a label file or folder. A file is seen together with what lies beside it (its pictures, its XML); one in a
 * folder `annotations` together with what lies beside that. `media` adds the files of another folder as pictures.
 * Throws FailureErrors 'no-such-path' and 'unreadable-path'.
 */
export async function openTree(fs: FileSystem, path: string, media: string | null = null): Promise<OpenedTree> {
  const info = await reading(path, () => fs.stat(path));
  if (!info) throw new FailureError({ code: 'no-such-path', message: `There is no file or folder ${path}.`, details: { path } });
  if (info.kind === 'other') throw new FailureError({ code: 'unreadable-path', message: `${path} is neither a file nor a folder; what comes through a pipe must be saved as a file first.`, details: { path } });
  const extra = media === null ? null : await listing(fs, media, MAX_FILES, MAX_DEPTH, true);
  if (info.kind === 'folder') {
    const own = await listing(fs, path, MAX_FILES, MAX_DEPTH, true);
    return { ...diskTree(fs, path, own, media, extra), entry: null };
  }
  const folder = dirname(path);
  const above = /^annotations?$/i.test(basename(folder));
  const root = above ? dirname(folder) : folder;
  const own = await listing(fs, root, MAX_BESIDE, BESIDE_DEPTH, false);
  const entry = above ? `${basename(folder)}/${basename(path)}` : basename(path);
  const files = own.files.some((f) => f.path === entry) ? own.files : [...own.files, { path: entry, size: info.size }];
  // What lies beside is help, not the thing asked for: a cut list is no defect of the file.
  return { ...diskTree(fs, root, { files, truncated: false }, media, extra), entry };
}

interface Listing {
  readonly files: readonly TreeFile[];
  readonly truncated: boolean;
}

/** Files below a folder, breadth first, sorted by path. Links are not followed. */
async function listing(fs: FileSystem, root: string, maxFiles: number, maxDepth: number, strict: boolean): Promise<Listing> {
  const files: TreeFile[] = [];
  let truncated = false;
  let level: string[] = [''];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= maxDepth) {
      truncated = true;
      break;
    }
    const next: string[] = [];
    for (const folder of level) {
      const entries = await listFolder(fs, join(root, folder), strict && folder === '');
      for (const entry of entries) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.kind === 'folder') next.push(path);
        else if (entry.kind === 'file') files.push({ path, size: 0 });
      }
      if (files.length > maxFiles) {
        files.length = maxFiles;
        return { files: sorted(files), truncated: true };
      }
    }
    level = next;
  }
  return { files: sorted(files), truncated };
}

async function listFolder(fs: FileSystem, path: string, strict: boolean): Promise<Awaited<ReturnType<FileSystem['list']>>> {
  try {
    return await fs.list(path);
  } catch (error) {
    if (strict || !(error instanceof FileSystemError)) throw unreadable(path, error);
    return [];
  }
}

function sorted(files: TreeFile[]): readonly TreeFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function diskTree(fs: FileSystem, root: string, own: Listing, media: string | null, extra: Listing | null): Omit<OpenedTree, 'entry'> {
  const mine = new Set(own.files.map((f) => f.path));
  const added = (extra?.files ?? []).filter((f) => !mine.has(f.path));
  const whereIs = (path: string): string => {
    if (path.split('/').some((part) => part === '..' || part === '')) throw new FailureError({ code: 'path-refused', message: `${path} leads out of the folder.`, details: { path } });
    return join(mine.has(path) || media === null ? root : media, path);
  };
  const tree: FileTree = {
    name: basename(root) || root,
    files: added.length === 0 ? own.files : sorted([...own.files, ...added]),
    truncated: own.truncated || (extra?.truncated ?? false),
    read: async (path, limit) => reading(path, async () => {
      const file = await fs.open(whereIs(path), 'read');
      try {
        const size = await file.size();
        if (size > limit) throw tooLarge(path, size, limit);
        return await file.read(0, size);
      } finally {
        await file.close();
      }
    }),
    stream: (path, from = 0) => streamFile(fs, whereIs(path), path, from),
  };
  return { tree, locate: whereIs };
}

/** Bytes of a file; the next piece is read while the last one is worked on. */
async function* streamFile(fs: FileSystem, full: string, path: string, from: number): AsyncIterable<Uint8Array> {
  const file = await reading(path, () => fs.open(full, 'read'));
  let pending = file.read(from, CHUNK);
  try {
    for (let at = from; ; ) {
      const piece = await reading(path, () => pending);
      if (piece.length === 0) return;
      at += piece.length;
      pending = file.read(at, CHUNK);
      // A failure is met by the await above; it must not count as unhandled when the listener stops before.
      pending.catch(() => undefined);
      yield piece;
    }
  } finally {
    await pending.catch(() => undefined);
    await file.close();
  }
}

async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof FileSystemError)) return error;
  if (error.code === 'ENOENT') return new FailureError({ code: 'no-such-path', message: `There is no file or folder ${path}.`, details: { path } });
  return new FailureError({ code: 'unreadable-path', message: `${path} cannot be read (${error.code}).`, details: { path, system: error.code } });
}
