/** The file system as the services see it. Every adapter runs `file-system.conformance.testing.ts`. */
export interface FileInfo {
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes. */
  readonly size: number;
  /** ms since 1970. */
  readonly mtime: number;
  /**
   * Differs when another file stands at the path, or its bytes were written since, also where size and `mtime` are the
   * same (files of one kind unpacked from an archive, then renamed). '' where the system does not tell.
   */
  readonly identity: string;
}

export interface DirEntry {
  /** Where `garbled`: with U+FFFD for what is no text. */
  readonly name: string;
  /** The system's name is not valid UTF-8: no path of text leads there. */
  readonly garbled?: true;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** An open file. All positions and lengths are bytes. */
export interface OpenFile {
  /** Reads up to `length` bytes at `position`; fewer only at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** May write fewer bytes than given, like the system call: callers loop (`writeAll`). Returns how many. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  /** Data (and what is needed to read it) is on the disk when this returns. */
  datasync(): Promise<void>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  size(): Promise<number>;
  /** False when the file was deleted meanwhile: what is written goes nowhere. True where the system does not tell. */
  linked(): Promise<boolean>;
  close(): Promise<void>;
}

/** Errors are `FileSystemError`s with the system's code (ENOENT, ENOSPC, EROFS, EACCES, EEXIST, EIO …). */
export interface FileSystem {
  /** `create` fails with EEXIST when the file is there. */
  open(path: string, mode: 'read' | 'write' | 'create'): Promise<OpenFile>;
  /** Whole file. */
  read(path: string): Promise<Uint8Array>;
  stat(path: string): Promise<FileInfo | null>;
  list(path: string): Promise<readonly DirEntry[]>;
  makeDir(path: string, options?: { readonly private?: boolean }): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  removeTree(path: string): Promise<void>;
  /** Makes created, renamed and removed names of a folder durable; ignored where the platform has no such thing. */
  syncDir(path: string): Promise<void>;
  /** Bytes that may still be written on the disk of a folder, by this user; null where the system does not tell. */
  free(path: string): Promise<number | null>;
  /** Links resolved; null when it does not exist. */
  realPath(path: string): Promise<string | null>;
}

export class FileSystemError extends Error {
  readonly code: string;
  readonly path: string;
  constructor(code: string, path: string, message?: string) {
    super(message ?? `${code}: ${path}`);
    this.name = 'FileSystemError';
    this.code = code;
    this.path = path;
  }
}

/** Writes all bytes at `position`, in as many calls as it takes. No progress is an error, never a silent loss. */
export async function writeAll(file: OpenFile, path: string, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const written = await file.write(done === 0 ? bytes : bytes.subarray(done), position + done);
    if (written <= 0) throw new FileSystemError('EIO', path, `${path}: the system wrote nothing`);
    done += written;
  }
}

/** A new file with these bytes, flushed to the disk. Its name is durable after `syncDir` of the folder. EEXIST when it is there. */
export async function writeNewFile(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.open(path, 'create');
  try {
    await writeAll(file, path, bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}
