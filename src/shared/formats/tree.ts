/** Files as the codecs see them: a tree of relative POSIX paths. Nothing here knows where they lie. */
import { FailureError } from '../kernel/result';


export interface TreeFile {
  /** Relative POSIX path without a leading './'. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** What a codec reads from. Adapters refuse paths that lead out of the tree. */
export interface FileTree {
  /** For people: the last part of the folder's name. */
  readonly name: string;
  /** Every file below the root, sorted by path (UTF-16 order). The list may be cut, see `truncated`. */
  readonly files: readonly TreeFile[];
  /** The folder holds more files than are listed. */
  readonly truncated: boolean;
  /** Whole file. Rejects with a FailureError 'file-too-large' above `limit` bytes, 'file-missing', 'file-unreadable'. */
  read(path: string, limit: number): Promise<Uint8Array>;
  /** Bytes from position `from` on, in pieces of any size. */
  stream(path: string, from?: number): AsyncIterable<Uint8Array>;
}

export interface OutFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Flushes and closes. */
  close(): Promise<void>;
}

/** What a codec writes into. Folders are made as needed; a path is created once. */
export interface OutTree {
  create(path: string): Promise<OutFile>;
}

/** Writes one small file. */
export async function writeText(out: OutTree, path: string, text: string): Promise<void> {
  const file = await out.create(path);
  await file.write(new TextEncoder().encode(text));
  await file.close();
}

/** A tree in memory: tests, dropped files, golden data. Texts become UTF-8. */
export function memoryTree(name: string, contents: Readonly<Record<string, string | Uint8Array>>): FileTree {
  const bytes = new Map<string, Uint8Array>();
  for (const [path, value] of Object.entries(contents)) bytes.set(path, typeof value === 'string' ? new TextEncoder().encode(value) : value);
  const files = [...bytes].map(([path, b]) => ({ path, size: b.length })).sort((a, b) => (a.path < b.path ? -1 : 1));
  const get = (path: string): Uint8Array => {
    const found = bytes.get(path);
    if (!found) throw new FailureError({ code: 'file-missing', message: `There is no file ${path}.`, details: { path } });
    return found;
  };
  return {
    name,
    files,
    truncated: false,
    read: async (path, limit) => {
      const found = get(path);
      if (found.length > limit) throw tooLarge(path, found.length, limit);
      return found;
    },
    stream: async function* (path, from = 0) {
      yield get(path).subarray(from);
    },
  };
}

/** A tree in memory to write into, with what was written. */
export function memoryOut(): OutTree & { readonly written: Map<string, Uint8Array> } {
  const written = new Map<string, Uint8Array>();
  return {
    written,
    create: async (path) => {
      if (written.has(path)) throw new FailureError({ code: 'file-exists', message: `${path} is there already.`, details: { path } });
      const pieces: Uint8Array[] = [];
      written.set(path, new Uint8Array());
      return {
        write: async (piece) => void pieces.push(piece.slice()),
        close: async () => void written.set(path, join(pieces)),
      };
    },
  };
}

/** A file that the system does not give: no such file any more, no permission, a broken disk. */
export function isUnreadable(error: unknown): error is FailureError {
  return error instanceof FailureError && ['file-missing', 'no-such-path', 'unreadable-path'].includes(error.failure.code);
}

export function tooLarge(path: string, size: number, limit: number): FailureError {
  return new FailureError({ code: 'file-too-large', message: `${path} has ${size} bytes; at most ${limit} are read.`, details: { path, size, limit } });
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of pieces) {
    all.set(p, at);
    at += p.length;
  }
  return all;
}
