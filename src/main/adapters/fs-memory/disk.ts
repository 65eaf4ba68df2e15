/**
 * Files and folders twice: as running programs see them (page cache) and as they lie on the disk. Only flushing moves
 * the first to the second; a crash leaves the second with an arbitrary part of what was on its way.
 */
export interface PendingWrite {
  readonly position: number;
  readonly bytes: Uint8Array;
  /** A change of length instead of a write; null for a write. */
  readonly truncate: number | null;
}

export class FileNode {
  readonly kind = 'file';
  cache: Uint8Array = new Uint8Array(0);
  disk: Uint8Array = new Uint8Array(0);
  pending: PendingWrite[] = [];
  mtime = 0;
}

export class FolderNode {
  readonly kind = 'folder';
  readonly cache = new Map<string, Node>();
  readonly disk = new Map<string, Node>();
  mtime = 0;
}

export type Node = FileNode | FolderNode;

/** `bytes` with one write or truncation applied; what lies between is zero. */
export function applied(bytes: Uint8Array, write: PendingWrite): Uint8Array {
  if (write.truncate !== null) {
    const cut = new Uint8Array(write.truncate);
    cut.set(bytes.subarray(0, write.truncate));
    return cut;
  }
  const length = Math.max(bytes.length, write.position + write.bytes.length);
  const next = length === bytes.length ? bytes.slice() : new Uint8Array(length);
  if (next.length !== bytes.length) next.set(bytes);
  next.set(write.bytes, write.position);
  return next;
}

/** What a crash leaves of a file: each write on its way arrives, is lost, arrives in part, or leaves zeros; in any order. */
function crashedFile(file: FileNode, random: () => number): FileNode {
  const after = new FileNode();
  after.mtime = file.mtime;
  let bytes = file.disk;
  for (const write of file.pending) {
    const luck = random();
    if (write.truncate !== null || luck < 0.3) {
      if (luck < 0.5) bytes = applied(bytes, write);
      continue;
    }
    if (luck < 0.5) continue;
    const cut = Math.floor(random() * (write.bytes.length + 1));
    if (luck < 0.75) bytes = applied(bytes, { ...write, bytes: write.bytes.subarray(0, cut) });
    else {
      // The length arrived, the data only in part.
      const zeroed = write.bytes.slice();
      if (luck < 0.9) zeroed.fill(0, cut);
      else zeroed.fill(0, 0, cut);
      bytes = applied(bytes, { ...write, bytes: zeroed });
    }
  }
  after.disk = bytes;
  after.cache = bytes.slice();
  return after;
}

/** What a crash leaves of a folder: each name that was not flushed is as before or as after. */
export function crashedFolder(folder: FolderNode, random: () => number, done = new Map<Node, Node>()): FolderNode {
  const after = new FolderNode();
  after.mtime = folder.mtime;
  done.set(folder, after);
  for (const name of [...new Set([...folder.disk.keys(), ...folder.cache.keys()])].sort()) {
    const before = folder.disk.get(name);
    const now = folder.cache.get(name);
    const node = before === now || random() < 0.5 ? before : now;
    if (!node) continue;
    const left = done.get(node) ?? (node.kind === 'file' ? crashedFile(node, random) : crashedFolder(node, random, done));
    done.set(node, left);
    after.disk.set(name, left);
    after.cache.set(name, left);
  }
  return after;
}
