/** Entry of the Electron shell. */
import * as electron from 'electron';
import { chmodSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appDataDir } from '../../adapters/app-data';
import { systemClock } from '../../adapters/clock';
import { utilityChild } from '../../adapters/electron-utility';
import { nodeFileSystem } from '../../adapters/fs-node';
import { fileKeys } from '../../adapters/keys-file';
import { entryPath } from '../../adapters/processes/entry-path';
import { childLimit } from '../../adapters/processes/fork';
import { Pool } from '../../adapters/processes/pool';
import { nodeProcesses } from '../../adapters/processes-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import { startPlaces } from '../../adapters/start-places';
import { createHost } from '../../host/create-host';
import { NumberedFile } from '../../host/numbered-file';
import { makeSamples } from '../../host/make-samples';
import { openSession, type SessionParts } from '../../host/open-session';
import { shownPath } from '../../host/places/places';
import { staticFiles } from '../../host/window/static-files';
import { serveArguments } from '../node/arguments';
import { isBounds } from './bounds';
import { APP_ORIGIN, SCHEMES } from './settings';
import { startShell } from './shell';

const { app, protocol, utilityProcess } = electron;
const dist = fileURLToPath(new URL('..', import.meta.url));
const report = (error: unknown): void => console.error(error);
const { workspace } = serveArguments(process.argv.slice(app.isPackaged ? 1 : 2).filter((arg) => !/^--(inspect|remote-debugging|no-sandbox|disable|enable)/.test(arg)), process.cwd());

// All of this must come before Electron is ready.
app.enableSandbox();
protocol.registerSchemesAsPrivileged(SCHEMES.map(({ scheme, privileges }) => ({ scheme, privileges: { ...privileges } })));
const dataDir = appDataDir();
mkdirSync(dataDir, { recursive: true, mode: 0o700 });
chmodSync(dataDir, 0o700);
app.setPath('userData', join(dataDir, 'electron'));

if (!app.requestSingleInstanceLock({ workspace })) app.quit();
else void app.whenReady().then(start).catch((error: unknown) => {
  report(error);
  app.exit(1);
});

async function start(): Promise<void> {
  const pool = new Pool({ spawn: (name) => utilityChild(utilityProcess, entryPath(name), name), limit: childLimit });
  const keys = fileKeys(dataDir);
  const bounds = new NumberedFile(nodeFileSystem, join(dataDir, 'window'), isBounds);
  const last = await bounds.load();
  const parts: SessionParts = { fs: nodeFileSystem, clock: systemClock, random: systemRandom, sha256: nodeSha256, keys, processes: nodeProcesses, pool, dataDir, appOrigin: APP_ORIGIN, requireOrigin: false, display: (path) => shownPath(path, homedir()) };
  const host = await createHost({
    fs: nodeFileSystem,
    clock: systemClock,
    random: systemRandom,
    dataDir,
    home: homedir(),
    startPlaces,
    openSession: (dir, create) => openSession(parts, dir, create),
    prepareSamples: () => makeSamples(join(dist, '../assets/samples'), dataDir, (dir, create) => openSession(parts, dir, create)),
    version: app.getVersion(),
    shell: 'electron',
    platform: process.platform,
    report,
  });
  startShell(electron, {
    host,
    files: staticFiles(join(dist, 'renderer')),
    random: systemRandom,
    preload: join(dist, 'preload/preload.cjs'),
    workspace,
    bounds: { last, save: (value) => void bounds.save(value).catch(report) },
    report,
  });
}
