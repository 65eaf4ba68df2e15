/** Puts the services of one workspace together. */
import { join } from 'node:path';
import type { WorkspaceInfo } from '../../shared/contract/api';
import type { Sha256 } from '../../shared/kernel/bytes';
import type { Clock } from '../ports/clock';
import type { FileSystem } from '../ports/file-system';
import type { Keys } from '../ports/keys';
import type { ProcessPool } from '../ports/process-pool';
import type { Processes } from '../ports/processes';
import type { Random } from '../ports/random';
import { createCommits } from '../services/commits';
import { createDatasets } from '../services/datasets';
import { createExchange, removeUnfinished } from '../services/exchange';
import { createJournal, folderWarnings, openJournal, RESERVE_BYTES, type Journal } from '../services/journal';
import { createMedia } from '../services/media';
import { openRoots } from '../services/roots';
import { createState } from '../services/state';
import { Tasks } from '../services/tasks';
import { followPresence } from './follow-presence';
import { createTaskHistory } from './task-history';
import type { WorkspaceSession } from './types';
import type { OpenedSession } from './workspaces';

/** What all workspaces of a program share. */
export interface SessionParts {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: Sha256;
  readonly keys: Keys;
  readonly processes: Processes;
  readonly pool: ProcessPool;
  readonly dataDir: string;
  /** The one origin that may read media. */
  readonly appOrigin: string;
  readonly requireOrigin: boolean;
  /** Bytes kept free for a full disk; a command that is over in a moment makes none (0). */
  readonly reserve?: number;
  /** A path as people read it. */
  readonly display: (path: string) => string;
}

/** `create`: name of a new workspace to make at `dir`. Rejects with a FailureError. */
export async function openSession(parts: SessionParts, dir: string, create: string | null): Promise<OpenedSession> {
  const { fs, clock, random } = parts;
  const options = { fs, clock, random, keys: parts.keys, sha256: parts.sha256, processes: parts.processes, dir, reserve: parts.reserve ?? RESERVE_BYTES, dataDir: parts.dataDir };
  const journal = create === null ? await openJournal(options) : await createJournal({ ...options, name: create });
  try {
    return await assemble(parts, dir, journal);
  } catch (error) {
    await journal.close();
    throw error;
  }
}

async function assemble(parts: SessionParts, dir: string, journal: Journal): Promise<OpenedSession> {
  const { fs, clock, random, pool, sha256 } = parts;
  const cacheDir = join(dir, 'cache');
  const fold = () => createState({ journal, fs, dir: join(cacheDir, 'state'), sha256 });
  // What lies whole behind damage comes back before anything is folded; damage that only folding found, after it.
  await journal.salvage();
  let state = await fold();
  if ((await journal.salvage()) > 0) state = await fold();
  const commits = createCommits({ journal, state, random });
  const tasks = new Tasks(clock, random, journal.readOnly ? null : createTaskHistory(fs, parts.dataDir, journal.project, dir));
  // Nothing waits for it: a folder of an export may be on a drive that is slow or gone.
  for (const again of await tasks.load()) if (again.kind === 'export') void removeUnfinished(fs, again.folder).catch(() => undefined);
  const roots = await openRoots({ fs, appDataDir: parts.dataDir, project: journal.project, workspaceDir: dir });
  const media = createMedia({ fs, state, roots, pool, random, sha256, cacheDir, appOrigin: parts.appOrigin, requireOrigin: parts.requireOrigin });
  const datasets = createDatasets({ fs, clock, random, sha256, pool, state, commits, tasks, roots, lines: media.lines, cache: media.cache, workspaceDir: dir });
  const exchange = createExchange({ fs, random, state, commits, tasks, roots, media });
  const standing = [...(await folderWarnings(fs, dir)), ...(journal.readOnlyReason ? [journal.readOnlyReason] : [])];

  const openedAt = clock.now();
  const session: WorkspaceSession = {
    get info(): WorkspaceInfo {
      return { project: journal.project, name: state.catalog().name, display: parts.display(dir), warnings: [...standing, ...journal.warnings], recovered: [...journal.recovered, ...state.problems], readOnly: journal.readOnly, openedAt };
    },
    dir, fs, clock, random, journal, state, commits, tasks, roots, media, datasets, exchange,
  };
  followPresence(session);
  // Files that were listed but not measured when the program last ended.
  if (!journal.readOnly) datasets.resume(null);

  return {
    session,
    async close() {
      media.close();
      await tasks.close();
      // A snapshot that cannot be written costs time at the next opening, nothing else.
      if (!journal.readOnly) await state.snapshot().catch(() => undefined);
      await state.close();
      await journal.close();
    },
  };
}
