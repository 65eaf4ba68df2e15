import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The person's application-data folder: device keys, settings, recent workspaces, places of roots.
 * `LABELWRIGHT_DATA` overrides it (tests, portable installations).
 */
export function appDataDir(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env['LABELWRIGHT_DATA']) return env['LABELWRIGHT_DATA'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Labelwright');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Labelwright');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'labelwright');
}
