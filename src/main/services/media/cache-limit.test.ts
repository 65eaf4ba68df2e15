import { describe, expect, it } from 'vitest';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import type { FileSystem } from '../../ports/file-system';
import { CacheFolder } from './cache';

const HOUR = 3_600_000;
const KB = 1000;
const key = (n: number): string => `thumbs/256/ab/${String(n).padStart(4, '0')}.webp`;

/** A file system that does some things otherwise. */
function changed(fs: FileSystem, other: Partial<FileSystem>): FileSystem {
  return {
    open: (path, mode) => fs.open(path, mode), read: (path) => fs.read(path), stat: (path) => fs.stat(path), list: (path) => fs.list(path), makeDir: (path, options) => fs.makeDir(path, options),
    rename: (from, to) => fs.rename(from, to), remove: (path) => fs.remove(path), removeTree: (path) => fs.removeTree(path), syncDir: (path) => fs.syncDir(path), realPath: (path) => fs.realPath(path), free: (path) => fs.free(path), ...other,
  };
}

/** A cache on a memory disk; `mtimes` says when a file was written, by key. */
async function cache(limit: number, mtimes: Readonly<Record<string, number>> = {}): Promise<{ folder: CacheFolder; fs: FileSystem; put: (n: number) => Promise<void>; kept: () => Promise<number[]> }> {
  const memory = new MemoryFileSystem();
  await memory.makeDir('/cache/state');
  const fs = changed(memory, { stat: async (path) => {
    const info = await memory.stat(path);
    const mtime = mtimes[path.slice('/cache/'.length)];
    return info && mtime !== undefined ? { ...info, mtime } : info;
  } });
  const folder = new CacheFolder(fs, '/cache', limit);
  return {
    folder, fs,
    put: async (n) => {
      expect(await folder.put(key(n), new Uint8Array(KB))).toBe(true);
      await folder.limit.settled();
    },
    kept: async () => (await memory.list('/cache/thumbs/256/ab')).map(({ name }) => Number(name.slice(0, 4))).sort((a, b) => a - b),
  };
}

describe('the limit of the cache', () => {
  it('is kept while files come in: the oldest of earlier starts go first', async () => {
    const mtimes = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [key(i), (100 - i) * HOUR]));
    const first = await cache(1e9, mtimes);
    for (let n = 0; n < 20; n++) await first.put(n);
    // Another start, with a limit of ten: files 19, 18 … are the oldest ones.
    const second = new CacheFolder(first.fs, '/cache', 10 * KB);
    expect(await second.put(key(50), new Uint8Array(KB))).toBe(true);
    await second.limit.settled();
    expect(await first.kept()).toEqual([0, 1, 2, 3, 4, 5, 6, 50]);
  });

  it('what was used since the start outlives what was not, whatever its age; then the use longest ago goes', async () => {
    const first = await cache(1e9, Object.fromEntries(Array.from({ length: 12 }, (_, i) => [key(i), i * HOUR])));
    for (let n = 0; n < 12; n++) await first.put(n);
    const second = new CacheFolder(first.fs, '/cache', 10 * KB);
    for (const n of [2, 0, 1]) expect(await second.get(key(n))).not.toBeNull();
    await second.put(key(60), new Uint8Array(KB));
    await second.limit.settled();
    expect(await first.kept()).toEqual([0, 1, 2, 8, 9, 10, 11, 60]);
  });

  it('a thousand files in one run: the limit holds, the last used ones are there, and what goes is the use longest ago', async () => {
    const run = await cache(700 * KB);
    for (let n = 0; n < 1000; n++) {
      await run.put(n);
      // File 3 is looked at again and again.
      if (n % 50 === 0) await run.folder.get(key(3));
    }
    const kept = await run.kept();
    expect(kept.length).toBeLessThanOrEqual(700);
    expect(kept.length).toBeGreaterThanOrEqual(512);
    expect(kept).toContain(3);
    expect(kept.slice(1)).toEqual(Array.from({ length: kept.length - 1 }, (_, i) => 1000 - (kept.length - 1) + i));
  });

  it('files that are in use right now are not swept, however small the limit; other folders are not touched', async () => {
    const run = await cache(10 * KB);
    await run.folder.prepare('state/x');
    const other = await run.fs.open('/cache/state/x', 'create');
    await other.write(new Uint8Array(50 * KB), 0);
    await other.close();
    for (let n = 0; n < 300; n++) await run.put(n);
    expect(await run.kept()).toHaveLength(300);
    expect(await run.fs.stat('/cache/state/x')).not.toBeNull();
  });

  it('a file that cannot be removed stays and stops nothing; one that vanished meanwhile is no error', async () => {
    const first = await cache(1e9, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [key(i), i * HOUR])));
    for (let n = 0; n < 20; n++) await first.put(n);
    const locked = changed(first.fs, { remove: (path) => (path.endsWith('0001.webp') ? Promise.reject(new Error('EBUSY')) : first.fs.remove(path)) });
    const second = new CacheFolder(locked, '/cache', 10 * KB);
    await second.put(key(70), new Uint8Array(KB));
    await second.limit.settled();
    const kept = await first.kept();
    expect(kept).toContain(1);
    expect(kept.length).toBeLessThanOrEqual(10);
  });

  it('writers and readers go on while it is swept: every file is whole or not there', { timeout: 30_000 }, async () => {
    const run = await cache(600 * KB);
    const bytes = (n: number): Uint8Array => new Uint8Array(KB).fill(n & 255);
    const work = async (start: number): Promise<void> => {
      for (let n = start; n < 1000; n += 8) {
        await run.folder.put(key(n), bytes(n));
        const back = await run.folder.get(key(Math.max(0, n - 400)));
        if (back) expect(back).toEqual(bytes(Math.max(0, n - 400)));
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, i) => work(i)));
    await run.folder.limit.settled();
    expect((await run.kept()).length).toBeLessThanOrEqual(620);
  });

  it('stops when the workspace closes', async () => {
    const run = await cache(10 * KB);
    run.folder.limit.stop();
    for (let n = 0; n < 700; n++) await run.put(n);
    expect(await run.kept()).toHaveLength(700);
  });
});
