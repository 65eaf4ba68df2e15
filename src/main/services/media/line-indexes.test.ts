import { expect, it } from 'vitest';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { nodeSha256 } from '../../adapters/sha256-node';
import type { LineIndex } from '../../../shared/media/text/lines';
import type { ProcessPool } from '../../ports/process-pool';
import { CacheFolder } from './cache';
import { LineIndexes } from './line-indexes';

const index: LineIndex = { encoding: 'utf-8', csv: false, count: 3, starts: Float64Array.of(0, 9, 30), lengths: Uint32Array.of(8, 20, 5), parts: Uint32Array.of(1, 2, 4) };

it('a kept line index with any bit flipped, cut anywhere or deleted is made anew: never a line in the wrong place', async () => {
  const fs = new MemoryFileSystem();
  let made = 0;
  const pool = { run: () => { made++; return Promise.resolve({ index, size: 40, mtime: 7 }); } } as unknown as ProcessPool;
  const fresh = (): LineIndexes => new LineIndexes(pool, new CacheFolder(fs, '/cache'), nodeSha256);
  const get = async (): Promise<LineIndex> => (await fresh().get('/texts/a.txt', { csv: false, encoding: null }, 40, 7)).index;
  expect(await get()).toEqual(index);
  await new Promise(setImmediate);
  const find = async (path: string): Promise<string> => {
    const [entry] = await fs.list(path);
    return entry!.kind === 'folder' ? find(`${path}/${entry!.name}`) : `${path}/${entry!.name}`;
  };
  const file = await find('/cache');
  const whole = await fs.read(file);
  expect([made, await get(), made]).toEqual([1, index, 1]);
  for (let bit = 0; bit < whole.length * 8; bit += 3) {
    fs.tamper(file, () => whole.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
    const before = made;
    expect([bit, await get(), made]).toEqual([bit, index, before + 1]);
    await new Promise(setImmediate);
  }
  for (let at = 0; at < whole.length; at += 5) {
    fs.tamper(file, () => whole.slice(0, at));
    const before = made;
    expect([at, await get(), made]).toEqual([at, index, before + 1]);
    await new Promise(setImmediate);
  }
  await fs.removeTree('/cache');
  expect(await get()).toEqual(index);
});
