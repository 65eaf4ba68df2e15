import { join } from 'node:path';
import type { DataType } from '../../../shared/domain/dataset';
import type { Failure } from '../../../shared/kernel/result';
import { dataTypeOf, formatOfName } from '../../../shared/media/sniff';
import type { DirEntry, FileSystem } from '../../ports/file-system';
import { naturalCompare } from './order';

/** One file of a source folder; `path` is POSIX, inside the root. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
  /** Whole ms. */
  readonly mtime: number;
  /** See `FileInfo.identity`. */
  readonly identity: string;
}

const SYSTEM = new Set(['thumbs.db', 'desktop.ini', '__macosx', '$recycle.bin', 'system volume information', '@eadir', '#recycle', 'lost+found']);
const STATS_AT_ONCE = 64;
const MAX_DEPTH = 100;

/** Names that no dataset lists: hidden ones, and those that systems scatter. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || SYSTEM.has(name.toLowerCase());
}

export interface ListOptions {
  readonly fs: FileSystem;
  /** Absolute path of the root, and POSIX path inside it where listing starts ('' = the root). */
  readonly root: string;
  readonly inside: string;
  readonly dataType: DataType;
  /** Absolute paths that are skipped with all they hold: the workspace itself. */
  readonly skip: readonly string[];
  readonly signal: AbortSignal;
  /** A folder or name that cannot be listed; listing goes on. */
  readonly failed: (failure: Failure) => void;
}

/**
 * All files of the data type below a folder, by their names' extension, in natural order of their paths. Links to files
 * are followed; links to folders too unless they lead back inside the root or somewhere already listed.
 */
export async function* listFiles(options: ListOptions): AsyncGenerator<readonly ListedFile[]> {
  const { fs, root } = options;
  const real = (await fs.realPath(root)) ?? root;
  const visited = new Set<string>([real]);
  const start = options.inside === '' ? root : join(root, ...options.inside.split('/'));
  yield* listFolder(start, options.inside, 0);

  async function* listFolder(dir: string, prefix: string, depth: number): AsyncGenerator<readonly ListedFile[]> {
    if (options.signal.aborted || options.skip.includes(dir)) return;
    if (depth > MAX_DEPTH) return options.failed({ code: 'folder-too-deep', message: `${dir} lies too deep; it is not listed.`, details: { name: dir } });
    let entries: readonly DirEntry[];
    try {
      entries = await fs.list(dir);
    } catch (error) {
      return options.failed({ code: 'folder-unreadable', message: `${dir} cannot be listed (${error instanceof Error ? error.message : String(error)}).`, details: { name: dir } });
    }
    const kept = entries.filter((e) => e.kind !== 'other' && !isIgnored(e.name)).sort((a, b) => naturalCompare(a.name, b.name));
    let batch: DirEntry[] = [];
    for (const entry of kept) {
      if (entry.garbled === true) {
        sayGarbled(entry, prefix);
        continue;
      }
      const wanted = dataTypeOf(formatOfName(entry.name)) === options.dataType;
      const mayBeFolder = entry.kind === 'folder' || (entry.kind === 'link' && !wanted);
      if (!mayBeFolder) {
        if (wanted) batch.push(entry);
        if (batch.length < 1000) continue;
      }
      if (batch.length > 0) yield await statAll(dir, prefix, batch);
      batch = [];
      if (mayBeFolder && (await enters(join(dir, entry.name), entry.kind))) yield* listFolder(join(dir, entry.name), child(prefix, entry.name), depth + 1);
    }
    if (batch.length > 0) yield await statAll(dir, prefix, batch);
  }

  /** What the journal cannot name is not listed, and said so; a file of another kind is no matter. */
  function sayGarbled(entry: DirEntry, prefix: string): void {
    if (entry.kind === 'file' && dataTypeOf(formatOfName(entry.name)) !== options.dataType) return;
    const name = child(prefix, entry.name);
    options.failed(entry.kind === 'folder' ? { code: 'folder-name-encoding', message: `The name of the folder ${name} is not valid UTF-8; it is not listed. Rename it.`, details: { name } } : { code: 'file-name-encoding', message: `The name of ${name} is not valid UTF-8; it is not listed. Rename it.`, details: { name } });
  }

  async function enters(path: string, kind: DirEntry['kind']): Promise<boolean> {
    if (kind === 'folder') return true;
    const target = await fs.realPath(path).catch(() => null);
    if (target === null || (await fs.stat(target).catch(() => null))?.kind !== 'folder') return false;
    // Inside the root it is listed anyway; above the root it would list everything twice.
    if (visited.has(target) || within(target, real) || within(real, target)) return false;
    visited.add(target);
    return true;
  }

  async function statAll(dir: string, prefix: string, entries: readonly DirEntry[]): Promise<readonly ListedFile[]> {
    const found: (ListedFile | null)[] = entries.map(() => null);
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let i = next++; i < entries.length; i = next++) {
        const entry = entries[i];
        if (!entry) continue;
        const info = await fs.stat(join(dir, entry.name)).catch(() => null);
        if (info?.kind === 'file') found[i] = { path: child(prefix, entry.name), size: info.size, mtime: Math.floor(info.mtime), identity: info.identity };
        else if (info === null) options.failed({ code: 'file-missing', message: `${join(dir, entry.name)} is not there.`, details: { name: child(prefix, entry.name) } });
      }
    };
    await Promise.all(Array.from({ length: Math.min(STATS_AT_ONCE, entries.length) }, worker));
    return found.filter((f): f is ListedFile => f !== null);
  }
}

const child = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}/${name}`);

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') || folder.endsWith('\\') ? folder : `${folder}/`) || path.startsWith(`${folder}\\`);
}
