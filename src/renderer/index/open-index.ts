/** Puts the index of a workspace together in a real browser. */
import { randomId } from '../client';
import type { Client } from '../client';
import type { ProjectId } from '../../shared/kernel/ids';
import { createDexieStore } from './store/dexie-store';
import { createSafeStore } from './store/safe-store';
import { createWorkspaceIndex } from './workspace-index';
import type { WorkspaceIndex } from './workspace-index';
import type { Locks } from './keeper';

/** Works also where IndexedDB or Web Locks are missing: then everything comes from the host. */
export function openIndex(client: Client, project: ProjectId): Promise<WorkspaceIndex> {
  const locks = 'locks' in navigator ? navigator.locks : null;
  return createWorkspaceIndex({
    project, client, newId: randomId,
    store: createSafeStore(createDexieStore(project), () => undefined),
    locks: locks ? adaptLocks(locks) : null,
    heldLocks: async () => ((await locks?.query())?.held ?? []).map((lock) => lock.name ?? ''),
    idle: (action) => {
      const handle = requestIdleCallback(() => action(), { timeout: 5_000 });
      return () => cancelIdleCallback(handle);
    },
  });
}

function adaptLocks(locks: LockManager): Locks {
  return { request: async (name, options, callback) => void (await locks.request(name, options, callback)) };
}
