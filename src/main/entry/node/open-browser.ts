/**
 * Opens the person's browser on a page file that only they can read and that leads on to the address: so no command
 * line of this machine ever holds the code.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** True where a browser window can be shown. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}

/** Writes the page file; returns its path. `dataDir` is the application-data folder. */
export function writeOpener(dataDir: string, address: string): string {
  const dir = join(dataDir, 'open');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const path = join(dir, 'labelwright.html');
  rmSync(path, { force: true });
  const html = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Labelwright</title><meta http-equiv="refresh" content="0;url=${address}">`;
  writeFileSync(path, html, { mode: 0o600, flag: 'wx' });
  return path;
}

/** Resolves with false when no browser could be started. */
export function openBrowser(path: string, platform: NodeJS.Platform): Promise<boolean> {
  const url = pathToFileURL(path).href;
  const [command, args] = platform === 'win32' ? ['rundll32', ['url.dll,FileProtocolHandler', url]] : platform === 'darwin' ? ['open', [url]] : ['xdg-open', [url]];
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
