/** What both shells are made of: one host with the services and adapters of a real machine. */
import { accessSync, chmodSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { appDataDir } from '../adapters/app-data';
import { systemClock } from '../adapters/clock';
import { nodeFileSystem } from '../adapters/fs-node';
import { homeFolder } from '../adapters/home';
import { fileKeys } from '../adapters/keys-file';
import { nodeProcesses } from '../adapters/processes-node';
import { systemRandom } from '../adapters/random';
import { nodeSha256 } from '../adapters/sha256-node';
import { startPlaces } from '../adapters/start-places';
import { createHost, type Host } from '../host/create-host';
import { makeSamples } from '../host/make-samples';
import { openSession, type SessionParts } from '../host/open-session';
import { shownPath } from '../host/places/places';
import type { ProcessPool } from '../ports/process-pool';
import { isDevelopment } from './development';
import { FailureError } from '../../shared/kernel/result';
import { lookAtWorkspace } from './workspace-argument';

/** Makes the application-data folder, for its owner only; its path. Throws an Error in plain words when it cannot be used. */
export function ownDataDir(): string {
  const dir = appDataDir();
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    chmodSync(dir, 0o700);
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`The application-data folder ${dir} cannot be used (${(error as NodeJS.ErrnoException).code ?? String(error)}). LABELWRIGHT_DATA names another one.`, { cause: error });
  }
  return dir;
}

export interface ProgramOptions {
  readonly shell: 'node' | 'electron';
  /** Of `ownDataDir`. */
  readonly dataDir: string;
  /** Folder of the build, with `main/`, `renderer/` and, beside it, package.json and assets. */
  readonly distDir: string;
  readonly pool: ProcessPool;
  /** Known when a window first asks for a workspace. */
  readonly appOrigin: () => string;
  /** Every request for media names where it comes from. */
  readonly requireOrigin: boolean;
  readonly report: (error: unknown) => void;
}

export interface Program {
  readonly host: Host;
  /** For a folder named on the command line: an empty one becomes a workspace. Throws an Error in plain words for one that is none. */
  takeWorkspace(dir: string): Promise<void>;
}

export async function createProgram(options: ProgramOptions): Promise<Program> {
  const { dataDir, distDir } = options;
  const home = homeFolder() ?? '/';
  const keys = fileKeys(dataDir);
  const open = (dir: string, create: string | null): ReturnType<typeof openSession> => {
    const parts: SessionParts = {
      fs: nodeFileSystem, clock: systemClock, random: systemRandom, sha256: nodeSha256, keys, processes: nodeProcesses, pool: options.pool, dataDir,
      appOrigin: options.appOrigin(), requireOrigin: options.requireOrigin, display: (path) => shownPath(path, home),
    };
    return openSession(parts, dir, create);
  };
  const { version } = JSON.parse(readFileSync(join(distDir, '../package.json'), 'utf8')) as { version: string };
  const host = await createHost({
    fs: nodeFileSystem,
    clock: systemClock,
    random: systemRandom,
    dataDir,
    home,
    startPlaces,
    openSession: open,
    prepareSamples: () => makeSamples(join(distDir, '../assets/samples'), dataDir, open),
    version,
    shell: options.shell,
    platform: process.platform,
    development: isDevelopment(process.env['LABELWRIGHT_DEV'], distDir),
    report: options.report,
  });
  return {
    host,
    async takeWorkspace(dir) {
      const found = await lookAtWorkspace(nodeFileSystem, nodeSha256, dir);
      if (found.kind === 'trouble') throw new FailureError(found.failure);
      if (found.kind === 'workspace') return;
      await nodeFileSystem.makeDir(dir, { private: true });
      await (await open(dir, basename(dir))).close();
    },
  };
}
