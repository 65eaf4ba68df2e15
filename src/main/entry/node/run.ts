/** Starts the local host and talks to the person at the terminal. Used by `npm start` and by `labelwright serve`. */
import { accessSync, chmodSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { appDataDir } from '../../adapters/app-data';
import { systemClock } from '../../adapters/clock';
import { fileKeys } from '../../adapters/keys-file';
import { nodeFileSystem } from '../../adapters/fs-node';
import { forkPool } from '../../adapters/processes/fork';
import { nodeProcesses } from '../../adapters/processes-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import { startPlaces } from '../../adapters/start-places';
import { createHost } from '../../host/create-host';
import { Sessions } from '../../host/doors/sessions';
import { makeSamples } from '../../host/make-samples';
import { openSession, type SessionParts } from '../../host/open-session';
import { shownPath } from '../../host/places/places';
import { staticFiles } from '../../host/window/static-files';
import { hasDisplay, openBrowser, writeOpener } from './open-browser';
import type { ServeArguments } from './arguments';
import { startNodeHost, type NodeHost } from './server';

/** `distDir`: the folder that holds `renderer/` and `main/`. `say` hears what the person at the terminal is told. */
export async function run(args: ServeArguments, distDir: string, say: (line: string) => void = (line) => console.log(line)): Promise<NodeHost> {
  const report = (error: unknown): void => console.error(error);
  const dataDir = appDataDir();
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    chmodSync(dataDir, 0o700);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`The application-data folder ${dataDir} cannot be used (${(error as NodeJS.ErrnoException).code ?? String(error)}). LABELWRIGHT_DATA names another one.`, { cause: error });
  }
  const { version } = JSON.parse(readFileSync(join(distDir, '../package.json'), 'utf8')) as { version: string };

  const sessions = new Sessions(systemClock, systemRandom, nodeFileSystem, join(dataDir, 'sessions'));
  await sessions.load();
  const pool = forkPool();
  const keys = fileKeys(dataDir);
  // Known once the ports are; no window can ask for a workspace before that.
  const origin = (): string => node.appOrigin;
  const parts = (): SessionParts => ({
    fs: nodeFileSystem, clock: systemClock, random: systemRandom, sha256: nodeSha256, keys, processes: nodeProcesses, pool, dataDir, appOrigin: origin(), requireOrigin: true,
    display: (path) => shownPath(path, homedir()),
  });
  const host = await createHost({
    fs: nodeFileSystem,
    clock: systemClock,
    random: systemRandom,
    dataDir,
    home: homedir(),
    startPlaces,
    openSession: (dir, create) => openSession(parts(), dir, create),
    prepareSamples: () => makeSamples(join(distDir, '../assets/samples'), dataDir, (dir, create) => openSession(parts(), dir, create)),
    version,
    shell: 'node',
    platform: process.platform,
    report,
  });
  const node = await startNodeHost({ host, files: staticFiles(join(distDir, 'renderer')), sessions, clock: systemClock, random: systemRandom, port: args.port, workspace: args.workspace, say, report });

  let stopping = false;
  const stop = (): void => {
    // Asked a second time: at once. What was answered is on the disk; the next start seals the log.
    if (stopping) process.exit(130);
    stopping = true;
    void node.close().then(() => host.close()).then(() => pool.close()).finally(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  if (args.workspace !== null && (await isFresh(args.workspace))) {
    const made = await openSession(parts(), args.workspace, basename(args.workspace));
    await made.close();
  }

  const address = node.address();
  const shown = args.open && hasDisplay(process.env, process.platform) && (await openBrowser(writeOpener(dataDir, address), process.platform));
  if (shown) say(`Labelwright is open in your browser (${node.appOrigin}). Press Enter for an address for another window, Ctrl+C to stop.`);
  else say(`Open this address in your browser (valid ten minutes, works once):\n  ${address}\nPress Enter for a fresh address, Ctrl+C to stop.`);
  if (process.stdin.isTTY || process.env['LABELWRIGHT_STDIN'] === 'lines') {
    createInterface({ input: process.stdin }).on('line', () => say(`  ${node.address()}`));
  }
  return node;
}

/** A folder that is not there yet or is empty becomes a workspace of its own name; any other is left as it is. */
async function isFresh(dir: string): Promise<boolean> {
  if ((await nodeFileSystem.stat(dir)) === null) return true;
  return (await nodeFileSystem.list(dir)).length === 0;
}
