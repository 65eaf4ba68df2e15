/** A million samples on the disk for a window to open: the workspace, and a million files (hard links to a few pictures). */
import { existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { systemClock } from '../../src/main/adapters/clock';
import { nodeFileSystem } from '../../src/main/adapters/fs-node';
import { fileKeys } from '../../src/main/adapters/keys-file';
import { nodeProcesses } from '../../src/main/adapters/processes-node';
import { systemRandom } from '../../src/main/adapters/random';
import { nodeSha256 } from '../../src/main/adapters/sha256-node';
import { createCommits } from '../../src/main/services/commits/index';
import { createJournal } from '../../src/main/services/journal/index';
import { openRoots } from '../../src/main/services/roots/index';
import { createState } from '../../src/main/services/state/index';
import { importSamples, pathOf } from './million';
import type { BenchContext } from './types';

export const MILLION = 1_000_000;
/** Different pictures: no file system refuses so few links to each (ext4: 65,000). */
const PICTURES = 40;

/** Writes the pictures and links them under every path. */
async function linkFiles(folder: string): Promise<void> {
  const sources: string[] = [];
  for (let n = 0; n < PICTURES; n++) {
    const hue = (n * 47) % 360;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="hsl(${hue} 45% 78%)"/><stop offset="1" stop-color="hsl(${(hue + 70) % 360} 45% 32%)"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/><circle cx="${90 + ((n * 31) % 300)}" cy="150" r="70" fill="hsl(${(hue + 180) % 360} 70% 45%)"/></svg>`;
    const path = join(folder, `picture-${n}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, await sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer());
    sources.push(path);
  }
  let last = '';
  for (let i = 0; i < MILLION; i++) {
    const path = join(folder, pathOf(i));
    const dir = dirname(path);
    if (dir !== last) mkdirSync((last = dir), { recursive: true });
    linkSync(sources[i % PICTURES]!, path);
  }
}

/** A world's folder (see host-world.ts) with the dataset "D" of a million pictures and the classification job "J". */
export async function millionWorld(context: BenchContext): Promise<string> {
  const dir = join(context.scratch, 'million world');
  if (existsSync(dir)) return dir;
  const [data, work, folder] = [join(dir, 'data'), join(dir, 'work'), join(dir, 'pictures')];
  mkdirSync(data, { recursive: true, mode: 0o700 });
  await linkFiles(folder);
  const journal = await createJournal({ fs: nodeFileSystem, clock: systemClock, random: systemRandom, keys: fileKeys(data), sha256: nodeSha256, processes: nodeProcesses, dir: work, name: 'Million' });
  const state = await createState({ journal, fs: nodeFileSystem, dir: join(work, 'cache', 'state'), sha256: nodeSha256 });
  const commits = createCommits({ journal, state, random: systemRandom });
  const { root } = await importSamples(commits, MILLION);
  const roots = await openRoots({ fs: nodeFileSystem, appDataDir: data, project: journal.project, workspaceDir: work });
  await roots.set(root, folder);
  await state.snapshot();
  await state.close();
  await journal.close();
  return dir;
}
