// What `npm start` and `npm test` need before anything else: the packages, and for tests a Chromium.
// Plain Node, no packages: this runs on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locked } from './lock.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Says something on standard error, where it never mixes with results. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Ends with a plain sentence instead of a stack when Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Labelwright needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

/** Installs the packages of the lock file when they are missing or older than it. */
export function ensurePackages() {
  const marker = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && sameLock(marker, lock)) return;
  // `npm ci` empties what a link points to: a folder that belongs to another checkout is never installed into.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    if (existsSync(marker)) return;
    say('node_modules is a link to a folder without packages. Install them where it points to.');
    process.exit(2);
  }
  locked(join(root, '.cache/install.lock'), () => {
    // Somebody else may have done it while we waited.
    if (!(existsSync(marker) && sameLock(marker, lock))) install(lock);
  }, () => say('Another start is installing packages: waiting for it …'));
}

function install(lock) {
  say('Installing packages (once; about half a minute) …');
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', process.stderr, process.stderr], shell: process.platform === 'win32' });
  if (done.status !== 0) {
    say('The packages could not be installed. Is the npm registry reachable? Run `npm ci` to see why.');
    process.exit(2);
  }
  writeFileSync(join(root, 'node_modules/.labelwright-lock'), readFileSync(lock));
}

function sameLock(marker, lock) {
  const copy = join(root, 'node_modules/.labelwright-lock');
  if (existsSync(copy)) return readFileSync(copy, 'utf8') === readFileSync(lock, 'utf8');
  return statSync(marker).mtimeMs >= statSync(lock).mtimeMs;
}

const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'];

/** Path of a Chromium on this computer, or null. `LABELWRIGHT_CHROMIUM` names one. */
export function findChromium() {
  const named = process.env.LABELWRIGHT_CHROMIUM;
  if (named) return existsSync(named) ? named : null;
  return CHROMIUMS.find((path) => existsSync(path)) ?? playwrightChromium();
}

function playwrightChromium() {
  const asked = spawnSync(process.execPath, ['-e', "console.log(require('@playwright/test').chromium.executablePath())"], { cwd: root, encoding: 'utf8' });
  const path = asked.stdout?.trim();
  return path && existsSync(path) ? path : null;
}

/** Finds a Chromium or installs one: Debian's package as root on Debian, else (or when that fails) Playwright's. Null when none can be had. */
export function installChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say('No Chromium found: installing the system package …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'ignore'], env, timeout: 300_000 });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: ['ignore', 'ignore', process.stderr], env, timeout: 600_000 });
  }
  if (!findChromium()) {
    say('No Chromium found: letting Playwright fetch one …');
    spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], { cwd: root, stdio: ['ignore', process.stderr, process.stderr], timeout: 600_000 });
  }
  return findChromium();
}

export const NO_CHROMIUM = 'A Chromium is needed and none could be installed. Install one and name it in LABELWRIGHT_CHROMIUM.';

/** As `installChromium`, but ends with a plain sentence when there is none. */
export function ensureChromium() {
  const found = installChromium();
  if (found) return found;
  say(NO_CHROMIUM);
  process.exit(2);
}

/** Folder for results and build information, ignored by git. */
export function cacheDir() {
  const dir = join(root, '.cache');
  mkdirSync(dir, { recursive: true });
  return dir;
}
