/** Starts the local host and talks to the person at the terminal. Used by `npm start` and by `labelwright serve`. */
import { existsSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { homeFolder } from '../../adapters/home';
import { forkPool } from '../../adapters/processes/fork';
import { systemRandom } from '../../adapters/random';
import { Sessions } from '../../host/doors/sessions';
import { staticFiles } from '../../host/window/static-files';
import { createProgram, ownDataDir } from '../program';
import type { ServeArguments } from './arguments';
import { endWhenAsked } from './ends';
import { awaitArrival, browserCommands, hasDisplay, openBrowser, writeOpener, type Opener } from './open-browser';
import { startNodeHost, type NodeHost } from './server';

/**
 * `distDir`: the folder that holds `renderer/` and `main/`. `say` hears what the person at the terminal is told. Throws
 * an Error in plain words when it cannot start.
 */
export async function run(args: ServeArguments, distDir: string, say: (line: string) => void = (line) => console.log(line)): Promise<NodeHost> {
  const report = (error: unknown): void => console.error(error);
  const dataDir = ownDataDir();
  const sessions = new Sessions(systemClock, systemRandom, nodeFileSystem, join(dataDir, 'sessions'));
  await sessions.load();
  const pool = forkPool();
  // The origin is known once the ports are; only a window or a folder that is made a workspace asks for it.
  let node: NodeHost | null = null;
  let opener: Opener | null = null;
  let entered = false;
  let stopWaiting = (): void => undefined;
  const { host, takeWorkspace } = await createProgram({ shell: 'node', dataDir, distDir, pool, appOrigin: () => node?.appOrigin ?? '', requireOrigin: true, report });
  if (args.workspace !== null) await takeWorkspace(args.workspace);
  const started = await startNodeHost({ host, files: staticFiles(join(distDir, 'renderer')), sessions, clock: systemClock, random: systemRandom, port: args.port, workspace: args.workspace, say, report, entered: () => {
    entered = true;
    stopWaiting();
    opener?.remove();
  } });
  node = started;

  endWhenAsked(process, async () => {
    stopWaiting();
    opener?.remove();
    await started.close();
    await host.close();
    await pool.close();
  }, report);

  const address = started.address();
  const around = { env: process.env, platform: process.platform, release: release() };
  let shown = false;
  if (args.open && hasDisplay(around)) {
    const home = homeFolder();
    opener = writeOpener(existsSync('/snap/bin') && home !== null ? home : join(dataDir, 'open'), address);
    shown = await openBrowser(browserCommands(opener.path, around));
    if (!shown) opener.remove();
  }
  if (shown && !entered) stopWaiting = awaitArrival(() => say(`No window has come from the browser yet. Open this address in it (valid ten minutes, works once):\n  ${started.address()}`));
  if (shown) say(`Labelwright is open in your browser (${started.appOrigin}). Press Enter for an address for another window, Ctrl+C to stop.`);
  else say(`Open this address in your browser (valid ten minutes, works once):\n  ${address}\nPress Enter for a fresh address, Ctrl+C to stop.`);
  if (process.stdin.isTTY || process.env['LABELWRIGHT_STDIN'] === 'lines') {
    createInterface({ input: process.stdin }).on('line', () => say(`  ${started.address()}`));
  }
  return started;
}
