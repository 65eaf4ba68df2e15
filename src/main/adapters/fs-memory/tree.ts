/** Finding files and folders by their paths, as running programs see them. */
import { FileSystemError } from '../../ports/file-system';
import type { FileNode, FolderNode, Node } from './disk';

/** The disk is used in blocks of so many bytes. */
export const BLOCK = 4096;

export function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

export function nodeAt(root: FolderNode, path: string): Node | null {
  let node: Node = root;
  for (const part of partsOf(path)) {
    const next: Node | undefined = node.kind === 'folder' ? node.cache.get(part) : undefined;
    if (!next) return null;
    node = next;
  }
  return node;
}

/** Throws ENOENT and ENOTDIR. */
export function folderAt(root: FolderNode, path: string): FolderNode {
  const node = nodeAt(root, path);
  if (!node) throw new FileSystemError('ENOENT', path);
  if (node.kind !== 'folder') throw new FileSystemError('ENOTDIR', path);
  return node;
}

/** The folder a path lies in, which must be there, and its name. */
export function placeAt(root: FolderNode, path: string): { readonly parent: FolderNode; readonly name: string } {
  const parts = partsOf(path);
  const name = parts.pop();
  if (name === undefined) throw new FileSystemError('EINVAL', path);
  return { parent: folderAt(root, parts.join('/')), name };
}

/** True when the file still has a name somewhere below. */
export function holds(folder: FolderNode, file: FileNode): boolean {
  for (const node of folder.cache.values()) if (node === file || (node.kind === 'folder' && holds(node, file))) return true;
  return false;
}

/** Bytes in use, whole blocks: one for a folder. */
export function usedBytes(folder: FolderNode): number {
  let sum = 0;
  for (const node of folder.cache.values()) sum += node.kind === 'file' ? Math.ceil(node.cache.length / BLOCK) * BLOCK : BLOCK + usedBytes(node);
  return sum;
}
