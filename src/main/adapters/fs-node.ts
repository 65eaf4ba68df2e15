import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises';
import { FileSystemError, type FileInfo, type FileSystem, type OpenFile } from '../ports/file-system';

/** The machine's file system. */
export const nodeFileSystem: FileSystem = {
  open: (path, mode) => named(path, async () => {
    const flags = mode === 'read' ? constants.O_RDONLY : mode === 'write' ? constants.O_RDWR : constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;
    return openFile(path, await open(path, flags, 0o600));
  }),
  read: (path) => named(path, async () => new Uint8Array(await readFile(path))),
  stat: (path) => named(path, () => stat(path).then((s): FileInfo => ({ kind: s.isFile() ? 'file' : s.isDirectory() ? 'folder' : 'other', size: s.size, mtime: s.mtimeMs }))).catch(nullWhenMissing),
  list: (path) => named(path, async () => (await readdir(path, { withFileTypes: true })).map((e) => ({ name: e.name, kind: e.isFile() ? 'file' : e.isDirectory() ? 'folder' : e.isSymbolicLink() ? 'link' : 'other' }))),
  makeDir: (path, options) => named(path, async () => {
    await mkdir(path, { recursive: true, mode: options?.private ? 0o700 : 0o777 });
  }),
  rename: (from, to) => named(from, () => rename(from, to)),
  remove: (path) => named(path, () => unlink(path)),
  removeTree: (path) => named(path, () => rm(path, { recursive: true, force: true })),
  syncDir: async (path) => {
    // Windows and some network file systems cannot flush a folder.
    const dir = await open(path, 'r').catch(() => null);
    await dir?.sync().catch(() => undefined);
    await dir?.close();
  },
  realPath: (path) => named(path, () => realpath(path)).catch(nullWhenMissing),
};

function openFile(path: string, handle: FileHandle): OpenFile {
  return {
    read: (position, length) => named(path, async () => {
      const buffer = new Uint8Array(length);
      let at = 0;
      while (at < length) {
        const { bytesRead } = await handle.read(buffer, at, length - at, position + at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return buffer.subarray(0, at);
    }),
    write: (bytes, position) => named(path, async () => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten),
    datasync: () => named(path, () => handle.datasync()),
    sync: () => named(path, () => handle.sync()),
    truncate: (length) => named(path, () => handle.truncate(length)),
    size: () => named(path, async () => (await handle.stat()).size),
    close: () => named(path, () => handle.close()),
  };
}

/** Errors of the system as the port names them. */
async function named<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new FileSystemError(code ?? 'EIO', path, message);
  }
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof FileSystemError && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
  throw error;
}
