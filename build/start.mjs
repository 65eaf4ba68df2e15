// `npm start`: from a fresh clone to an open application. Plain Node, no dependencies.
//   npm start -- [--workspace DIR] [--port N] [--no-open]
// Installs what is missing, builds what is stale, opens the application in Electron where its runtime and a display
// are there, otherwise in the local browser, otherwise prints the address. LABELWRIGHT_NO_FETCH=1 keeps it from
// trying to fetch Electron's runtime.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkNode, ensurePackages, root, say } from './lib/bootstrap.mjs';
import { electronOnDisk, fetchElectron, hasDisplay } from './lib/electron-runtime.mjs';

const FETCH_LIMIT_MS = 60_000;

checkNode();
ensurePackages();
const { build } = await import('./build.mjs');
await build({ say });

const args = absoluteWorkspace(process.argv.slice(2));
const electron = hasDisplay() && !args.includes('--no-open') ? await usableElectron() : null;
if (!electron && hasDisplay() && !args.includes('--no-open')) say('The Electron runtime cannot be had here: opening the same application in the local browser.');
const child = electron
  ? spawn(electron, [root, ...args], { stdio: 'inherit' })
  : spawn(process.execPath, [join(root, 'dist/main/node.js'), ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));

/** Path of a runtime that starts (one whose libraries are missing cannot tell its version), or null. */
async function usableElectron() {
  if (!existsSync(join(root, 'dist/electron/main.js'))) return null;
  const path = electronOnDisk(root) ?? (process.env.LABELWRIGHT_NO_FETCH === '1' ? null : await fetchElectron(root, FETCH_LIMIT_MS));
  return path && spawnSync(path, ['--version'], { timeout: 10_000, stdio: 'ignore' }).status === 0 ? path : null;
}

/** npm runs us in the project's folder: a relative folder means relative to where the person is. */
function absoluteWorkspace(argv) {
  const here = process.env.INIT_CWD ?? process.cwd();
  return argv.map((arg, i) => (argv[i - 1] === '--workspace' ? resolve(here, arg) : arg.startsWith('--workspace=') ? `--workspace=${resolve(here, arg.slice(12))}` : arg));
}
