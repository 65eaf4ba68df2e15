/** Entry of the Electron shell. */
import * as electron from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { utilityChild } from '../../adapters/electron-utility';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { entryPath } from '../../adapters/processes/entry-path';
import { childLimit } from '../../adapters/processes/fork';
import { Pool } from '../../adapters/processes/pool';
import { systemRandom } from '../../adapters/random';
import { NumberedFile } from '../../host/numbered-file';
import { staticFiles } from '../../host/window/static-files';
import { createProgram, ownDataDir } from '../program';
import { isBounds } from './bounds';
import { Asked, shellArguments } from './shell-arguments';
import { APP_ORIGIN, SCHEMES } from './settings';
import { startShell } from './shell';

const { app, dialog, protocol, utilityProcess } = electron;
const dist = fileURLToPath(new URL('..', import.meta.url));
const report = (error: unknown): void => console.error(error);
/** Who started the program from a menu sees no terminal. */
const giveUp = (error: unknown): never => {
  report(error);
  dialog.showErrorBox('Labelwright', error instanceof Error ? error.message : String(error));
  // Not `app.exit`: before Electron is ready it would go on with the rest of this file.
  process.exit(2);
};
const { workspace } = shellArguments(process.argv, app.isPackaged, process.cwd());
const asked = new Asked(app);

// All of this must come before Electron is ready.
app.enableSandbox();
protocol.registerSchemesAsPrivileged(SCHEMES.map(({ scheme, privileges }) => ({ scheme, privileges: { ...privileges } })));
const dataDir = ownFolders();

function ownFolders(): string {
  try {
    const dir = ownDataDir();
    // Electron takes only a folder that is there.
    const userData = join(dir, 'electron');
    mkdirSync(userData, { recursive: true, mode: 0o700 });
    app.setPath('userData', userData);
    return dir;
  } catch (error) {
    return giveUp(error);
  }
}

if (!app.requestSingleInstanceLock({ workspace })) app.quit();
else void app.whenReady().then(start).catch(giveUp);

async function start(): Promise<void> {
  const pool = new Pool({ spawn: (name) => utilityChild(utilityProcess, entryPath(name), name), limit: childLimit });
  const bounds = new NumberedFile(nodeFileSystem, join(dataDir, 'window'), isBounds);
  const last = await bounds.load();
  const { host, takeWorkspace } = await createProgram({ shell: 'electron', dataDir, distDir: dist, pool, appOrigin: () => APP_ORIGIN, requireOrigin: false, report });
  startShell(electron, {
    host,
    takeWorkspace,
    files: staticFiles(join(dist, 'renderer')),
    random: systemRandom,
    preload: join(dist, 'preload/preload.cjs'),
    workspace,
    asked,
    bounds: { last, save: (value) => bounds.save(value) },
    now: () => systemClock.monotonic(),
    report,
  });
}
