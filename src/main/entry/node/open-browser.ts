/**
 * Opens the person's browser on a page file that only they can read and that leads on to the address: so no command
 * line of this machine ever holds the code. The file is removed as soon as the code was used.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Release of the kernel, as `os.release()`: it tells a Linux inside Windows from others. */
  readonly release: string;
}

const insideWindows = ({ platform, release }: Surroundings): boolean => platform === 'linux' && /microsoft/i.test(release);

/** True where a browser window can be shown to whoever sits at this terminal. */
export function hasDisplay(around: Surroundings): boolean {
  const { env, platform } = around;
  // Somebody from elsewhere: a window would open on the desk of somebody else.
  if (platform === 'win32' || platform === 'darwin') return !env['SSH_CONNECTION'];
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']) || (insideWindows(around) && !env['SSH_CONNECTION']);
}

export type Command = readonly [program: string, args: readonly string[]];

/** What to start to show the file `path`, best first; the address itself is never an argument. [] when the person wants none. */
export function browserCommands(path: string, around: Surroundings): readonly Command[] {
  const { env, platform } = around;
  const url = pathToFileURL(path).href;
  const wanted = (env['BROWSER'] ?? '').split(platform === 'win32' ? ';' : ':').map((one) => one.trim()).filter((one) => one !== '');
  if (wanted.includes('none')) return [];
  const named = wanted.map((one): Command => {
    const [program = '', ...args] = one.split(/\s+/);
    return [program, args.includes('%s') ? args.map((arg) => (arg === '%s' ? url : arg)) : [...args, url]];
  });
  if (platform === 'win32') return [...named, ['rundll32', ['url.dll,FileProtocolHandler', url]]];
  if (platform === 'darwin') return [...named, ['open', [url]]];
  const usual: Command[] = [['xdg-open', [url]], ['gio', ['open', url]], ['x-www-browser', [url]]];
  return insideWindows(around) ? [...named, ['wslview', [path]], ...usual] : [...named, ...usual];
}

/** A page file in a folder of its own. `remove` takes both away; calling it again does no harm. */
export interface Opener {
  readonly path: string;
  remove(): void;
}

/**
 * `parent`: a folder of the person's. Browsers from a snap see nothing in folders whose names begin with a dot, so on
 * such systems it is the home folder itself.
 */
export function writeOpener(parent: string, address: string): Opener {
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'labelwright-open-'));
  chmodSync(dir, 0o700);
  const path = join(dir, 'labelwright.html');
  const html = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Labelwright</title><meta http-equiv="refresh" content="0;url=${address}">`;
  writeFileSync(path, html, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A program that is still running after this has taken the file over. */
const SETTLED_MS = 2000;

/** Tries one command after the other; resolves with false when none could show anything. */
export async function openBrowser(commands: readonly Command[], settledMs = SETTLED_MS): Promise<boolean> {
  for (const command of commands) if (await started(command, settledMs)) return true;
  return false;
}

/** Whether it starts and does not end with an error right away (as xdg-open does where there is no browser). */
function started([program, args]: Command, settledMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], { stdio: 'ignore', detached: true });
    const timer = setTimeout(() => done(true), settledMs);
    const done = (shown: boolean): void => {
      clearTimeout(timer);
      child.unref();
      resolve(shown);
    };
    child.once('error', () => done(false));
    child.once('exit', (code) => done(code === 0));
  });
}

/** A browser that has not brought a window after this may never: it hangs, or said that all is well and was not. */
const ARRIVAL_MS = 15_000;

/** Waits for the first window after a browser was started; `late` is called once when none has come. What it returns ends the waiting. */
export function awaitArrival(late: () => void, ms = ARRIVAL_MS): () => void {
  const timer = setTimeout(late, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
