/** The whole host in this process on a folder of its own, and windows on it that speak the contract. For tests. */
import { join } from 'node:path';
import { Requester } from '../../shared/contract/requester';
import { systemClock } from '../adapters/clock';
import { nodeFileSystem } from '../adapters/fs-node';
import { systemRandom } from '../adapters/random';
import type { FileSystem } from '../ports/file-system';
import type { ProcessPool } from '../ports/process-pool';
import { inProcessPair } from '../transports/in-process';
import { createHost } from './create-host';
import { makeFolder, makeLabeling, openWork, removeFolder, type Labeling } from './session-world.testing';
import type { WorkspaceSession } from './types';

export interface HostWorld {
  /** See `makeFolder`; the workspace is `work` in it. */
  readonly dir: string;
  readonly session: WorkspaceSession;
  readonly at: Labeling;
  /** The window that made the workspace. */
  readonly first: Requester;
  /** Another window on the same workspace. The channel encodes, decodes and checks on both ends. */
  open(): Requester;
  /** Ends everything and removes the folder; answers the errors that nobody was told. */
  close(): Promise<readonly unknown[]>;
}

export async function openHostWorld(pool: ProcessPool, fs: FileSystem = nodeFileSystem): Promise<HostWorld> {
  const dir = await makeFolder();
  const reported: unknown[] = [];
  const windows: Requester[] = [];
  const sessions: WorkspaceSession[] = [];
  const host = await createHost({
    fs, clock: systemClock, random: systemRandom, dataDir: join(dir, 'data'), home: dir, startPlaces: () => [dir],
    openSession: async (_dir, create) => {
      const opened = await openWork(dir, pool, create !== null, fs);
      sessions.push(opened.session);
      return opened;
    },
    prepareSamples: () => Promise.reject(new Error('not here')), version: '0', shell: 'node', platform: 'test', development: false, report: (error) => reported.push(error),
  });
  const open = (workspace: string | null): Requester => {
    const [mine, theirs] = inProcessPair();
    host.connect(theirs, { mediaOrigin: 'http://127.0.0.1:2', workspace, onWorkspace: () => undefined, dialogs: null });
    const window = new Requester(mine);
    windows.push(window);
    return window;
  };
  const first = open(null);
  const home = (await first.request('places.start', {})).places[0];
  if (!home) throw new Error('no place to start from');
  await first.request('workspace.create', { place: home.place, name: 'work' });
  const [session] = sessions;
  if (!session) throw new Error('no workspace was opened');
  return {
    dir, session, first,
    at: await makeLabeling(dir, session),
    open: () => open(join(dir, 'work')),
    async close() {
      for (const window of windows) window.close();
      await host.close();
      await removeFolder(dir);
      return reported;
    },
  };
}
