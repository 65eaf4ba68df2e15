// `npm start`: from a fresh clone to an open application. Plain Node, no dependencies.
//   npm start -- [--workspace DIR] [--port N] [--no-open]
// Ends with Ctrl+C, SIGTERM (also to npm), the end of the terminal. An interrupt sent to npm's number alone (`kill -INT`)
// ends nothing: npm hands it to the shell between us, which keeps it until we end by ourselves.
// Installs what is missing, builds what is stale, opens the application in Electron where its runtime and a display
// are there, otherwise in the local browser, otherwise prints the address. LABELWRIGHT_NO_FETCH=1 keeps it from
// trying to fetch Electron's runtime; a try that failed is made again a day later.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, checkNode, ensurePackages, root, say } from './lib/bootstrap.mjs';
import { electronOnDisk, fetchElectron, hasDisplay } from './lib/electron-runtime.mjs';
import { abandoned, absoluteWorkspace, NO_RUNTIME, NO_WINDOW, outlivesHangup, showedNothing, wayToShow } from './lib/start-plan.mjs';

const FETCH_LIMIT_MS = 60_000;
const PARENT_MS = 1000;
const INTERRUPT_MS = 1000;

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
const started = performance.now();
let asked = false;
let child = electron ? spawn(electron, [root, ...args], { stdio: 'inherit' }) : browserHost();
/** Passes a signal on. */
const end = (signal) => {
  asked = true;
  child.kill(signal);
};
// In a terminal Ctrl+C reaches the child by itself: passing it on would count as pressed twice. One that was sent to us
// alone reaches only us; the hangup that follows is nothing to a child that is ending already.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) return end('SIGINT');
  if (!asked) setTimeout(() => end('SIGHUP'), INTERRUPT_MS).unref();
  asked = true;
});
process.on('SIGTERM', () => end('SIGTERM'));
// Without a terminal (nohup) the hangup is meant to be outlived; npm does not, and that is no reason to end either.
let left = false;
process.on('SIGHUP', () => {
  left = outlivesHangup(process.stdin.isTTY, process.stdout.isTTY);
  if (!left) end('SIGHUP');
});
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
if (process.env.npm_lifecycle_event) {
  const watch = setInterval(() => {
    if (left || !abandoned(parent, process.ppid)) return;
    // Once: asked a second time, the host would end without sealing its log.
    clearInterval(watch);
    end('SIGTERM');
  }, PARENT_MS);
  watch.unref();
}
const ended = (code, signal) => process.exit(code ?? (signal ? 130 : 1));
child.on('exit', (code, signal) => {
  if (!electron || !showedNothing({ code, signal, ranMs: performance.now() - started, asked })) return ended(code, signal);
  say(NO_WINDOW);
  child = browserHost();
  child.on('exit', ended);
});

function browserHost() {
  return spawn(process.execPath, [join(root, 'dist/main/node.js'), ...args], { stdio: 'inherit' });
}

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
