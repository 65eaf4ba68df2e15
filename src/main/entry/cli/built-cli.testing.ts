/** The built command line, as a person runs it: child processes in a folder of their own, with an application-data folder beside. For tests. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export const root = fileURLToPath(new URL('../../../../', import.meta.url));
export const CLI = join(root, 'dist/main/cli.js');
let base = '';
/** Where commands run: a fresh folder for every test, or one for a file of them. */
export let dir = '';
let count = 0;

/**
 * Once per file of tests: builds what is stale, makes the folders. `prepare`: all tests share one folder, which it has
 * filled; for tests that leave nothing behind.
 */
export function useBuiltCli(prepare?: () => Promise<void>): void {
  beforeAll(async () => {
    const built = spawnSync(process.execPath, [join(root, 'build/build.mjs'), 'main', '--quiet'], { encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
    base = mkdtempSync(join(tmpdir(), 'lw-built-cli-'));
    if (prepare) freshDir();
    await prepare?.();
  }, 120_000);
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  if (!prepare) beforeEach(freshDir);
}

function freshDir(): void {
  dir = join(base, String(count++));
  mkdirSync(dir);
}

export interface Ran { readonly code: number | null; readonly out: string; readonly err: string; json<T = Record<string, unknown>>(): T }
export const environment = (): NodeJS.ProcessEnv => ({ ...process.env, LABELWRIGHT_DATA: join(dir, 'data') });

export function run(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { cwd: dir, env: environment(), maxBuffer: 1 << 26 }, (_, out, err) => resolve({ code: child.exitCode, out, err, json: <T>() => JSON.parse(out) as T }));
  });
}

/** What was said but for how far it is: a slow machine hears that, too. */
export const apartFromProgress = (err: string): string => err.split('\n').filter((line) => !line.endsWith(' …')).join('\n');

export function put(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), bytes);
}

/** Stored size; `orientation` 6 and 8 stand upright with the sides swapped. */
export async function picture(path: string, width: number, height: number, orientation = 1): Promise<void> {
  put(path, await sharp({ create: { width, height, channels: 3, background: { r: width % 256, g: height, b: 40 } } }).withMetadata({ orientation }).jpeg().toBuffer());
}

export function coco(images: readonly object[], annotations: readonly object[]): string {
  return JSON.stringify({ images, categories: [{ id: 3, name: 'boat' }, { id: 8, name: 'buoy' }], annotations: annotations.map((a, i) => ({ id: i + 1, iscrowd: 0, segmentation: [], ...a })) });
}

/** Three pictures in `photos`, one stored turned, and `labels.json` with four boxes on them. */
export async function harbour(): Promise<void> {
  await picture('photos/a.jpg', 80, 60);
  await picture('photos/deep/b.jpg', 64, 48);
  await picture('photos/turned.jpg', 90, 40, 6);
  put('labels.json', coco(
    [{ id: 1, file_name: 'a.jpg', width: 80, height: 60 }, { id: 2, file_name: 'deep/b.jpg', width: 64, height: 48 }, { id: 3, file_name: 'turned.jpg', width: 40, height: 90 }],
    [{ image_id: 1, category_id: 3, bbox: [1, 2, 30, 20], area: 600 }, { image_id: 1, category_id: 8, bbox: [40.5, 10.25, 8, 9], area: 72 }, { image_id: 2, category_id: 3, bbox: [0, 0, 64, 48], area: 3072 }, { image_id: 3, category_id: 8, bbox: [5, 50, 10, 30], area: 300 }],
  ));
}

/** All files below a folder with their bytes. */
export function snapshot(folder: string): Record<string, string> {
  const all: Record<string, string> = {};
  for (const name of readdirSync(join(dir, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(dir, folder, name);
    if (statSync(path).isFile()) all[name] = readFileSync(path).toString('base64');
  }
  return all;
}
