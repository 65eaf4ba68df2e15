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

/** Path of a Chromium on this computer, or null. `LABELWRIGHT_CHROMIUM` names one: then no other counts. */
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

const GET_ONE = 'Install one (Debian and Ubuntu: `sudo apt install chromium`; or Google Chrome, or Edge) or name its program in LABELWRIGHT_CHROMIUM.';

/**
 * Finds a Chromium or installs one: Debian's package as root on Debian, else (or when that fails) Playwright's.
 * { path } of one that starts, or { path: null, why }: one line, with what to do.
 */
export function getChromium() {
  const named = process.env.LABELWRIGHT_CHROMIUM;
  if (named && !existsSync(named)) return { path: null, why: `LABELWRIGHT_CHROMIUM names ${named}, which is not there.` };
  if (!findChromium() && process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say('No Chromium found: installing the system package …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'ignore'], env, timeout: 300_000 });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: ['ignore', 'ignore', process.stderr], env, timeout: 600_000 });
  }
  let fetching = '';
  if (!findChromium()) {
    say('No Chromium found: letting Playwright fetch one (about 170 MB) …');
    const done = spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', '--no-shell', 'chromium'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', timeout: 600_000, env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: process.env.PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT ?? '10000' } });
    if (done.status !== 0) fetching = reasonOf(done.stderr);
  }
  const path = findChromium();
  if (path === null) return { path: null, why: `There is no Chromium here, and none could be fetched${fetching && ` (${fetching})`}. ${GET_ONE}` };
  // One that Playwright fetched lacks the libraries that a package of the system would have brought.
  if (process.platform === 'win32') return { path };
  const tried = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  if (tried.status === 0) return { path };
  return { path: null, why: `The Chromium at ${path} does not start (${reasonOf(tried.stderr) || tried.error?.message || `it ended with ${tried.status ?? tried.signal}`}). ${GET_ONE}` };
}

/** The line of what a program complained about that says most. */
function reasonOf(text) {
  const lines = (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('at '));
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? '').replace(/^Error: /, '').slice(0, 200);
}

/** Path of a Chromium that starts; ends with a plain sentence when there is none. */
export function ensureChromium() {
  const { path, why } = getChromium();
  if (path) return path;
  say(why);
  process.exit(2);
}

/** Folder for results and build information, ignored by git. */
export function cacheDir() {
  const dir = join(root, '.cache');
  mkdirSync(dir, { recursive: true });
  return dir;
}
