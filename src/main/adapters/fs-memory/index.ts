/** A file system in memory that fails on demand and crashes like a real one. For tests and simulations. */
import { FileSystemError, type FileInfo, type FileSystem, type OpenFile } from '../../ports/file-system';
import { applied, crashedFolder, FileNode, FolderNode } from './disk';
import { BLOCK, folderAt, holds, nodeAt, partsOf, placeAt, usedBytes } from './tree';

export type OpKind = 'create' | 'write' | 'datasync' | 'sync' | 'truncate' | 'rename' | 'remove' | 'make-dir' | 'sync-dir' | 'read';
export interface Op {
  /** 1, 2, 3 … over all operations that change something or flush. 0 for reads. */
  readonly n: number;
  readonly kind: OpKind;
  readonly path: string;
}
/** What goes wrong: an error of the system, a short write of so many bytes, or the end of the program before or after the operation. */
export type Fault = { readonly error: string } | { readonly short: number } | { readonly crash: 'before' | 'after' };

/** Thrown by everything after a crash: the program is gone. */
export class CrashError extends Error {
  constructor() {
    super('the program is gone');
    this.name = 'CrashError';
  }
}

export interface MemoryOptions {
  /** Asked before every operation. */
  readonly fault?: (op: Op) => Fault | null;
  /** Bytes of the disk, used in blocks of 4 KiB. */
  readonly capacity?: number;
  readonly readOnly?: boolean;
}

export class MemoryFileSystem implements FileSystem {
  options: MemoryOptions;
  /** Operations so far that change or flush something. */
  ops = 0;
  /** Paths of files that were opened or read whole. */
  readonly touched = new Set<string>();
  #root: FolderNode;
  #gone = false;
  #time = 1_600_000_000_000;

  constructor(options: MemoryOptions = {}, root: FolderNode = new FolderNode()) {
    this.options = options;
    this.#root = root;
  }

  /** The disk after a power cut at this moment. `random` decides what of the unflushed arrived: () => 0…1. */
  crash(random: () => number, options: MemoryOptions = {}): MemoryFileSystem {
    this.#gone = true;
    return new MemoryFileSystem(options, crashedFolder(this.#root, random));
  }

  /** The disk after the program was killed: the system lives on and writes everything it was given. */
  kill(options: MemoryOptions = {}): MemoryFileSystem {
    this.#gone = true;
    return new MemoryFileSystem(options, this.#root);
  }

  /** True after a crash: whatever is tried now fails. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Bytes in use, whole blocks. */
  used(): number {
    return usedBytes(this.#root);
  }

  /** Changes a file behind everybody's back, cache and disk alike: bit rot, a careless program. */
  tamper(path: string, change: (bytes: Uint8Array) => Uint8Array): void {
    const node = nodeAt(this.#root, path);
    if (node?.kind !== 'file') throw new FileSystemError('ENOENT', path);
    node.cache = change(node.cache.slice());
    node.disk = node.cache.slice();
    node.pending = [];
  }

  #alive(): void {
    if (this.#gone) throw new CrashError();
  }

  /** Counts an operation and lets it fail. Returns how many bytes a write may write. */
  #op(kind: OpKind, path: string): Fault | null {
    this.#alive();
    const op: Op = { n: kind === 'read' ? 0 : ++this.ops, kind, path };
    if (this.options.readOnly && kind !== 'read') throw new FileSystemError('EROFS', path);
    const fault = this.options.fault?.(op) ?? null;
    if (fault && 'error' in fault) {
      if (kind === 'datasync' || kind === 'sync') this.#lose(path);
      throw new FileSystemError(fault.error, path);
    }
    if (fault && 'crash' in fault && fault.crash === 'before') {
      this.#gone = true;
      throw new CrashError();
    }
    return fault;
  }

  /** After the operation: the program may be gone now. */
  #after(fault: Fault | null): void {
    if (fault && 'crash' in fault) {
      this.#gone = true;
      throw new CrashError();
    }
  }

  /** A failed flush: the pages count as clean although they never reached the disk. */
  #lose(path: string): void {
    const node = nodeAt(this.#root, path);
    if (node?.kind === 'file') node.pending = [];
  }

  #room(bytes: number, path: string): void {
    if (this.options.capacity !== undefined && this.used() + bytes > this.options.capacity) throw new FileSystemError('ENOSPC', path);
  }

  async open(path: string, mode: 'read' | 'write' | 'create'): Promise<OpenFile> {
    await Promise.resolve();
    this.#alive();
    this.touched.add(path);
    if (mode === 'create') {
      const { parent, name } = placeAt(this.#root, path);
      if (parent.cache.has(name)) throw new FileSystemError('EEXIST', path);
      const fault = this.#op('create', path);
      const file = new FileNode();
      file.mtime = ++this.#time;
      parent.cache.set(name, file);
      this.#after(fault);
      return this.#handle(file, path, true);
    }
    const node = nodeAt(this.#root, path);
    if (!node) throw new FileSystemError('ENOENT', path);
    if (node.kind !== 'file') throw new FileSystemError('EISDIR', path);
    if (mode === 'write' && this.options.readOnly) throw new FileSystemError('EROFS', path);
    return this.#handle(node, path, mode === 'write');
  }

  #handle(file: FileNode, path: string, writable: boolean): OpenFile {
    const flush = async (kind: 'datasync' | 'sync'): Promise<void> => {
      await Promise.resolve();
      const fault = this.#op(kind, path);
      file.disk = file.cache.slice();
      file.pending = [];
      this.#after(fault);
    };
    return {
      read: async (position, length) => {
        await Promise.resolve();
        this.#op('read', path);
        return file.cache.slice(position, position + length);
      },
      write: async (bytes, position) => {
        await Promise.resolve();
        if (!writable) throw new FileSystemError('EBADF', path);
        const fault = this.#op('write', path);
        let count = fault && 'short' in fault ? Math.min(fault.short, bytes.length) : bytes.length;
        if (this.options.capacity !== undefined) {
          const blocks = Math.ceil(file.cache.length / BLOCK) * BLOCK;
          const free = Math.max(0, this.options.capacity - this.used());
          count = Math.max(0, Math.min(count, blocks + Math.floor(free / BLOCK) * BLOCK - position));
          if (count === 0 && bytes.length > 0) throw new FileSystemError('ENOSPC', path);
        }
        const write = { position, bytes: bytes.slice(0, count), truncate: null };
        file.cache = applied(file.cache, write);
        file.pending.push(write);
        file.mtime = ++this.#time;
        this.#after(fault);
        return count;
      },
      datasync: () => flush('datasync'),
      sync: () => flush('sync'),
      truncate: async (length) => {
        await Promise.resolve();
        if (!writable) throw new FileSystemError('EBADF', path);
        const fault = this.#op('truncate', path);
        const write = { position: 0, bytes: new Uint8Array(0), truncate: length };
        file.cache = applied(file.cache, write);
        file.pending.push(write);
        this.#after(fault);
      },
      size: async () => {
        await Promise.resolve();
        this.#alive();
        return file.cache.length;
      },
      linked: async () => {
        await Promise.resolve();
        this.#alive();
        return holds(this.#root, file);
      },
      close: () => Promise.resolve(),
    };
  }

  async read(path: string): Promise<Uint8Array> {
    const file = await this.open(path, 'read');
    return file.read(0, Number.MAX_SAFE_INTEGER);
  }

  async stat(path: string): Promise<FileInfo | null> {
    await Promise.resolve();
    this.#alive();
    const node = nodeAt(this.#root, path);
    return node && { kind: node.kind, size: node.kind === 'file' ? node.cache.length : 0, mtime: node.mtime, identity: '' };
  }

  async list(path: string): Promise<readonly { readonly name: string; readonly kind: 'file' | 'folder' }[]> {
    await Promise.resolve();
    this.#op('read', path);
    return [...folderAt(this.#root, path).cache].map(([name, node]) => ({ name, kind: node.kind }));
  }

  async makeDir(path: string): Promise<void> {
    await Promise.resolve();
    this.#alive();
    let folder = this.#root;
    for (const part of partsOf(path)) {
      let next = folder.cache.get(part);
      if (!next) {
        const fault = this.#op('make-dir', path);
        this.#room(BLOCK, path);
        next = new FolderNode();
        folder.cache.set(part, next);
        this.#after(fault);
      }
      if (next.kind !== 'folder') throw new FileSystemError('ENOTDIR', path);
      folder = next;
    }
  }

  async rename(from: string, to: string): Promise<void> {
    await Promise.resolve();
    this.#alive();
    const source = placeAt(this.#root, from);
    const node = source.parent.cache.get(source.name);
    if (!node) throw new FileSystemError('ENOENT', from);
    const target = placeAt(this.#root, to);
    const fault = this.#op('rename', from);
    source.parent.cache.delete(source.name);
    target.parent.cache.set(target.name, node);
    this.#after(fault);
  }

  async remove(path: string): Promise<void> {
    await Promise.resolve();
    this.#alive();
    const { parent, name } = placeAt(this.#root, path);
    const node = parent.cache.get(name);
    if (!node) throw new FileSystemError('ENOENT', path);
    if (node.kind !== 'file') throw new FileSystemError('EISDIR', path);
    const fault = this.#op('remove', path);
    parent.cache.delete(name);
    this.#after(fault);
  }

  async removeTree(path: string): Promise<void> {
    await Promise.resolve();
    this.#alive();
    if (!nodeAt(this.#root, path)) return;
    const { parent, name } = placeAt(this.#root, path);
    const fault = this.#op('remove', path);
    parent.cache.delete(name);
    this.#after(fault);
  }

  async syncDir(path: string): Promise<void> {
    await Promise.resolve();
    this.#alive();
    const folder = folderAt(this.#root, path);
    const fault = this.#op('sync-dir', path);
    folder.disk.clear();
    for (const [name, node] of folder.cache) folder.disk.set(name, node);
    this.#after(fault);
  }

  async free(path: string): Promise<number | null> {
    await Promise.resolve();
    this.#alive();
    if (!nodeAt(this.#root, path)) throw new FileSystemError('ENOENT', path);
    return this.options.capacity === undefined ? null : Math.max(0, this.options.capacity - this.used());
  }

  async realPath(path: string): Promise<string | null> {
    await Promise.resolve();
    this.#alive();
    return nodeAt(this.#root, path) ? path : null;
  }
}
