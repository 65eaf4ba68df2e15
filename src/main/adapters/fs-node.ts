import { constants, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileSystemError, type FileSystem, type OpenFile } from '../ports/file-system';

function failure(error: unknown, path: string): FileSystemError {
  if (error instanceof FileSystemError) return error;
  const cause = error as NodeJS.ErrnoException;
  return new FileSystemError(cause.code ?? 'EIO', path, cause.message);
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failure(error, path);
  }
}

/** What Windows answers while a virus scanner or an indexer holds a file for a moment. */
const BUSY: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES']);

async function patiently(path: string, work: () => Promise<void>): Promise<void> {
  for (let round = 0; ; round++) {
    try {
      return await work();
    } catch (error) {
      if (process.platform !== 'win32' || round >= 10 || !BUSY.has((error as NodeJS.ErrnoException).code ?? '')) throw failure(error, path);
      await new Promise((resolve) => setTimeout(resolve, 20 * (round + 1)));
    }
  }
}

/**
 * Makes `path` and what is missing above it. Node's own recursion never ends where a file system says that the parent
 * of a new folder is missing although it is there (/proc on Linux).
 */
async function makeDirs(path: string, mode: number): Promise<void> {
  try {
    await makeOne(path, mode);
  } catch (error) {
    const above = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === path) throw error;
    await makeDirs(above, mode);
    await makeOne(path, mode);
  }
}

/** One folder; another that makes it at the same time does no harm. */
async function makeOne(path: string, mode: number): Promise<void> {
  try {
    await fs.mkdir(path, { mode });
  } catch (error) {
    if (!(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return fs.stat(path).then((info) => info.isDirectory(), () => false);
}

function kind(info: Pick<Stats, 'isFile' | 'isDirectory'>): 'file' | 'folder' | 'other' {
  return info.isFile() ? 'file' : info.isDirectory() ? 'folder' : 'other';
}

class NodeFile implements OpenFile {
  private readonly handle: fs.FileHandle;
  private readonly path: string;

  constructor(handle: fs.FileHandle, path: string) {
    this.handle = handle;
    this.path = path;
  }

  read(position: number, length: number): Promise<Uint8Array> {
    return attempt(this.path, async () => {
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await this.handle.read(bytes, done, length - done, position + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return done === length ? bytes : bytes.slice(0, done);
    });
  }

  write(bytes: Uint8Array, position: number): Promise<number> {
    return attempt(this.path, async () => (await this.handle.write(bytes, 0, bytes.length, position)).bytesWritten);
  }

  datasync(): Promise<void> {
    return attempt(this.path, () => this.handle.datasync());
  }

  sync(): Promise<void> {
    return attempt(this.path, () => this.handle.sync());
  }

  truncate(length: number): Promise<void> {
    return attempt(this.path, () => this.handle.truncate(length));
  }

  size(): Promise<number> {
    return attempt(this.path, async () => (await this.handle.stat()).size);
  }

  linked(): Promise<boolean> {
    return attempt(this.path, async () => (await this.handle.stat()).nlink > 0);
  }

  close(): Promise<void> {
    return attempt(this.path, () => this.handle.close());
  }
}

/** Folders are opened to flush their names; systems that have no such thing answer with one of these. */
const NO_DIR_SYNC: ReadonlySet<string> = new Set(['EPERM', 'EISDIR', 'EINVAL', 'EACCES', 'ENOTSUP', 'EBADF']);

/**
 * Whether a name, as it was read as text, is one of those whose bytes are not valid UTF-8. Each is said so once: where a
 * valid name is spelled the same, the last one asked for is the valid one.
 */
function garbledNames(names: readonly Uint8Array[]): (name: string) => boolean {
  const left = new Map<string, number>();
  for (const bytes of names) {
    const name = Buffer.from(bytes).toString();
    if (!Buffer.from(name).equals(bytes)) left.set(name, (left.get(name) ?? 0) + 1);
  }
  return (name) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count > 0;
  };
}

/** The same bytes, not as a Buffer. They are copied only out of memory that Node shares between small ones: a copy of a large snapshot takes as long as reading it. */
function plainBytes(buffer: Buffer): Uint8Array {
  const whole = buffer.byteOffset === 0 && buffer.byteLength === buffer.buffer.byteLength;
  return whole ? new Uint8Array(buffer.buffer) : new Uint8Array(buffer);
}

/** The real file system, over node:fs. */
export const nodeFileSystem: FileSystem = {
  open: (path, mode) => attempt(path, async () => {
    const flags = mode === 'read' ? constants.O_RDONLY : mode === 'write' ? constants.O_RDWR : constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;
    return new NodeFile(await fs.open(path, flags), path);
  }),

  read: (path) => attempt(path, async () => plainBytes(await fs.readFile(path))),

  async stat(path) {
    try {
      const info = await fs.stat(path);
      return { kind: kind(info), size: info.size, mtime: info.mtimeMs, identity: `${info.ino}:${info.ctimeMs}` };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw failure(error, path);
    }
  },

  list: (path) => attempt(path, async () => {
    const entries = await fs.readdir(path, { withFileTypes: true });
    // U+FFFD is a character like others, too: only the bytes tell whether it stands for something that is none.
    const suspect = entries.some(({ name }) => name.includes('\ufffd')) ? garbledNames(await fs.readdir(path, { encoding: 'buffer' })) : null;
    return entries.map((entry) => ({
      name: entry.name,
      kind: entry.isSymbolicLink() ? 'link' as const : kind(entry),
      ...(suspect !== null && suspect(entry.name) ? { garbled: true as const } : {}),
    }));
  }),

  makeDir: (path, options) => attempt(path, async () => {
    await makeDirs(path, options?.private ? 0o700 : 0o777);
    // An older folder, or one made under another mask, is made private as well.
    if (options?.private && process.platform !== 'win32') await fs.chmod(path, 0o700);
  }),

  rename: (from, to) => patiently(from, () => fs.rename(from, to)),
  remove: (path) => patiently(path, () => fs.unlink(path)),
  removeTree: (path) => attempt(path, () => fs.rm(path, { recursive: true, force: true, maxRetries: 3 })),

  async syncDir(path) {
    let handle: fs.FileHandle | null = null;
    try {
      handle = await fs.open(path, constants.O_RDONLY);
      await handle.sync();
    } catch (error) {
      const cause = error as NodeJS.ErrnoException;
      if (process.platform === 'win32' || (handle !== null && NO_DIR_SYNC.has(cause.code ?? ''))) return;
      throw failure(error, path);
    } finally {
      await handle?.close();
    }
  },

  async free(path) {
    try {
      const { bavail, bsize } = await fs.statfs(path);
      return bavail * bsize;
    } catch (error) {
      // A missing path is the caller's mistake or a disk that went away; anything else is a system that does not tell.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw failure(error, path);
      return null;
    }
  },

  async realPath(path) {
    try {
      return await fs.realpath(path);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw failure(error, dirname(path));
    }
  },
};
