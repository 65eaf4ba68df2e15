import { isAbsolute, join, resolve } from 'node:path';
import { homeFolder } from './home';

/**
 * The person's application-data folder, absolute: device keys, settings, recent workspaces, places of roots.
 * `LABELWRIGHT_DATA` overrides it (tests, portable installations). Throws an Error in plain words when the account has
 * no home folder and nothing else names one.
 */
export function appDataDir(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform, home: string | null = homeFolder()): string {
  if (env['LABELWRIGHT_DATA']) return resolve(env['LABELWRIGHT_DATA']);
  // A relative XDG_DATA_HOME is to be ignored (XDG Base Directory Specification): it would mean another folder wherever we start.
  const named = platform === 'win32' ? env['APPDATA'] : platform === 'darwin' ? undefined : env['XDG_DATA_HOME'];
  if (named && isAbsolute(named)) return join(named, platform === 'win32' ? 'Labelwright' : 'labelwright');
  if (home === null) throw new Error('This account has no home folder to keep keys and settings in. LABELWRIGHT_DATA names a folder for them.');
  if (platform === 'win32') return join(home, 'AppData', 'Roaming', 'Labelwright');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Labelwright');
  return join(home, '.local', 'share', 'labelwright');
}
