// `npm start`: from a fresh clone to an open application. Plain Node, no dependencies.
//   npm start -- [--workspace DIR] [--port N] [--no-open]
// Installs what is missing, builds what is stale, opens the application in Electron where its runtime and a display
// are there, otherwise in the local browser, otherwise prints the address. LABELWRIGHT_NO_FETCH=1 keeps it from
// trying to fetch Electron's runtime; a try that failed is made again a day later.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, checkNode, ensurePackages, root, say } from './lib/bootstrap.mjs';
import { electronOnDisk, fetchElectron, hasDisplay } from './lib/electron-runtime.mjs';
import { abandoned, absoluteWorkspace, NO_RUNTIME, outlivesHangup, wayToShow } from './lib/start-plan.mjs';

const FETCH_LIMIT_MS = 60_000;
const PARENT_MS = 1000;

if (process.argv.includes('--help')) {
  process.stdout.write('npm start -- [--workspace DIR] [--port N] [--no-open]\n');
  process.exit(0);
}
const parent = process.ppid;
checkNode();
ensurePackages();
const { build } = await import('./build.mjs');
await build({ say });

const args = absoluteWorkspace(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
const electron = await usableElectron();
const child = electron
  ? spawn(electron, [root, ...args], { stdio: 'inherit' })
  : spawn(process.execPath, [join(root, 'dist/main/node.js'), ...args], { stdio: 'inherit' });
// In a terminal Ctrl+C reaches the child by itself: passing it on would count as pressed twice.
process.on('SIGINT', () => { if (!process.stdin.isTTY) child.kill('SIGINT'); });
process.on('SIGTERM', () => child.kill('SIGTERM'));
// Without a terminal (nohup) the hangup is meant to be outlived; npm does not, and that is no reason to end either.
let left = false;
process.on('SIGHUP', () => {
  left = outlivesHangup(process.stdin.isTTY, process.stdout.isTTY);
  if (!left) child.kill('SIGHUP');
});
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
if (process.env.npm_lifecycle_event) {
  const watch = setInterval(() => {
    if (left || !abandoned(parent, process.ppid)) return;
    // Once: asked a second time, the host would end without sealing its log.
    clearInterval(watch);
    child.kill('SIGTERM');
  }, PARENT_MS);
  watch.unref();
}
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));

/** Path of a runtime that starts, or null when the browser is the way; says so in one line. */
async function usableElectron() {
  const failed = join(cacheDir(), 'electron-not-fetched');
  const way = wayToShow(args, {
    display: hasDisplay(),
    shellBuilt: existsSync(join(root, 'dist/electron/main.js')),
    onDisk: electronOnDisk(root),
    mayFetch: process.env.LABELWRIGHT_NO_FETCH !== '1',
    failedAt: statSync(failed, { throwIfNoEntry: false })?.mtimeMs ?? null,
    now: Date.now(),
  });
  if (way.way === 'browser') {
    say(way.say);
    return null;
  }
  const path = way.way === 'electron' ? way.path : await fetchElectron(root, FETCH_LIMIT_MS);
  if (way.way === 'fetch') {
    if (path) rmSync(failed, { force: true });
    else writeFileSync(failed, '');
  }
  // One whose libraries are missing cannot even tell its version.
  if (path && spawnSync(path, ['--version'], { timeout: 10_000, stdio: 'ignore' }).status === 0) return path;
  say(NO_RUNTIME);
  return null;
}
