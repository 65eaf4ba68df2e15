/** Folders a person starts from: home, the usual ones in it, drives and mounted disks. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { homeFolder } from './home';

const USUAL = ['Documents', 'Pictures', 'Desktop', 'Downloads', 'Music', 'Videos', 'Movies'];

/** Absolute paths of folders that exist, each once. */
export function startPlaces(platform: NodeJS.Platform = process.platform): readonly string[] {
  const home = homeFolder();
  const found = [...(home === null ? [] : [home, ...USUAL.map((name) => join(home, name)), ...userDirs(home)]), ...drives(platform)];
  return [...new Set(found)].filter((path) => {
    try {
      return statSync(path).isDirectory();
    } catch {
      return false;
    }
  });
}

/** Linux: the person's folders under their translated names. */
function userDirs(home: string): readonly string[] {
  try {
    const text = readFileSync(join(process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'user-dirs.dirs'), 'utf8');
    return [...text.matchAll(/^XDG_(?:DOCUMENTS|PICTURES|DESKTOP|DOWNLOAD|MUSIC|VIDEOS)_DIR="\$HOME\/([^"]+)"/gm)].map((m) => join(home, m[1] ?? ''));
  } catch {
    return [];
  }
}

function drives(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return [...'CDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`).filter((path) => existsSync(path));
  const mounts = platform === 'darwin' ? ['/Volumes'] : ['/media', ...own(), '/mnt'];
  const below = mounts.flatMap((dir) => {
    try {
      return readdirSync(dir).map((name) => join(dir, name));
    } catch {
      return [];
    }
  });
  return ['/', ...below];
}

/** Where Linux mounts what this person plugs in; nowhere for a user number without an account. */
function own(): readonly string[] {
  try {
    const { username } = userInfo();
    return [`/media/${username}`, `/run/media/${username}`];
  } catch {
    return [];
  }
}
