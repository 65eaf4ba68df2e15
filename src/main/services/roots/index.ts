import { dirname, join } from 'node:path';
import { isId, type RootId } from '../../../shared/kernel/ids';
import { FileSystemError, writeNewFile, type FileSystem } from '../../ports/file-system';
import type { Roots } from './types';

export type { Roots } from './types';

export interface RootsOptions {
  readonly fs: FileSystem;
  /** The person's application-data folder. */
  readonly appDataDir: string;
  readonly project: string;
  /** Absolute path of the workspace; its `inbox` belongs to it wherever it is copied. */
  readonly workspaceDir: string;
}

/** Folder of files that were dropped on a window, inside the workspace. */
export function inboxDir(workspaceDir: string): string {
  return join(workspaceDir, 'inbox');
}

/** Holds the id of the inbox's root, so that a copied workspace still knows it. */
export function inboxMark(workspaceDir: string): string {
  return join(inboxDir(workspaceDir), '.labelwright-root');
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function readPlaces(fs: FileSystem, path: string): Promise<Map<RootId, string>> {
  const places = new Map<RootId, string>();
  try {
    const parsed: unknown = JSON.parse(decode(await fs.read(path)));
    if (typeof parsed === 'object' && parsed !== null) {
      for (const [root, place] of Object.entries(parsed)) if (isId(root) && typeof place === 'string') places.set(root as RootId, place);
    }
  } catch {
    // None yet, or damaged: the roots are asked for again ("not connected on this machine").
  }
  return places;
}

/** Opens the places of one workspace's roots on this machine: `<app data>/roots/<project>.json`. */
export async function openRoots({ fs, appDataDir, project, workspaceDir }: RootsOptions): Promise<Roots> {
  const file = join(appDataDir, 'roots', `${project}.json`);
  const places = await readPlaces(fs, file);
  const listeners = new Set<() => void>();
  const inbox = await fs.read(inboxMark(workspaceDir)).then((bytes) => decode(bytes).trim(), () => '');
  if (isId(inbox)) places.set(inbox as RootId, inboxDir(workspaceDir));
  let writing: Promise<void> = Promise.resolve();

  const save = async (): Promise<void> => {
    await fs.makeDir(dirname(file), { private: true });
    const beside = `${file}.new`;
    await fs.remove(beside).catch((error: unknown) => {
      if (!(error instanceof FileSystemError) || error.code !== 'ENOENT') throw error;
    });
    await writeNewFile(fs, beside, new TextEncoder().encode(JSON.stringify(Object.fromEntries(places), null, 1)));
    await fs.rename(beside, file);
    await fs.syncDir(dirname(file));
  };

  return {
    pathOf: (root) => places.get(root) ?? null,
    rootAt: (path) => [...places].find(([, place]) => place === path)?.[0] ?? null,
    set(root, path) {
      places.set(root, path);
      for (const listener of listeners) listener();
      const saved = writing.then(save);
      writing = saved.catch(() => undefined);
      return saved;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
