import type { RootId } from '../../../shared/kernel/ids';

/** Where the roots of a workspace lie on this machine (kept in the application-data folder). */
export interface Roots {
  /** Absolute path, or null when it is not connected on this machine. */
  pathOf(root: RootId): string | null;
  /** The root that is exactly this folder, or null. */
  rootAt(path: string): RootId | null;
  set(root: RootId, path: string): Promise<void>;
  onChange(listener: () => void): () => void;
}
