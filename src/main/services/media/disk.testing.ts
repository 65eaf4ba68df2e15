/** The real disk, as little of it as the tests of media need. */
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import type { FileSystem, OpenFile } from '../../ports/file-system';
import { FileSystemError } from '../../ports/file-system';

const told = async <T>(path: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw new FileSystemError((error as NodeJS.ErrnoException).code ?? 'EIO', path);
  }
};

export function testDisk(): FileSystem {
  return {
    async open(path, mode) {
      const file = await told(path, open(path, mode === 'read' ? 'r' : mode === 'create' ? 'wx+' : 'w+'));
      const opened: OpenFile = {
        async read(position, length) {
          const bytes = new Uint8Array(length);
          const { bytesRead } = await file.read(bytes, 0, length, position);
          return bytes.subarray(0, bytesRead);
        },
        write: async (bytes, position) => (await file.write(bytes, 0, bytes.length, position)).bytesWritten,
        datasync: () => file.datasync(),
        sync: () => file.sync(),
        truncate: (length) => file.truncate(length),
        size: async () => (await file.stat()).size,
        close: () => file.close(),
      };
      return opened;
    },
    read: async (path) => new Uint8Array(await told(path, readFile(path))),
    async stat(path) {
      const info = await stat(path).catch(() => null);
      return info && { kind: info.isFile() ? 'file' : info.isDirectory() ? 'folder' : 'other', size: info.size, mtime: info.mtimeMs };
    },
    list: async (path) => (await told(path, readdir(path, { withFileTypes: true }))).map((e) => ({ name: e.name, kind: e.isFile() ? 'file' : e.isDirectory() ? 'folder' : e.isSymbolicLink() ? 'link' : 'other' })),
    makeDir: async (path) => void (await told(path, mkdir(path, { recursive: true }))),
    rename: (from, to) => told(from, rename(from, to)),
    remove: (path) => told(path, rm(path)),
    removeTree: (path) => told(path, rm(path, { recursive: true, force: true })),
    syncDir: () => Promise.resolve(),
    realPath: (path) => realpath(path).catch(() => null),
  };
}
