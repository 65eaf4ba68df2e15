import { expect, it } from 'vitest';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import type { ProcessPool } from '../../ports/process-pool';
import { CacheFolder } from './cache';
import { listed } from './fakes.testing';
import { Thumbnails } from './thumbnails';

it('a kept thumbnail that is cut, zeroed at its beginning or deleted is made anew', async () => {
  const fs = new MemoryFileSystem();
  const webp = new Uint8Array(60).fill(9);
  webp.set([...'RIFF'].map((c) => c.charCodeAt(0)), 0);
  webp.set([52, 0, 0, 0], 4);
  webp.set([...'WEBP'].map((c) => c.charCodeAt(0)), 8);
  let made = 0;
  const pool = { run: () => { made++; return Promise.resolve({ bytes: webp.slice() }); } } as unknown as ProcessPool;
  const get = async (): Promise<readonly number[]> => {
    const thumbnail = await new Thumbnails(new CacheFolder(fs, '/cache'), pool).get({ sample: listed(1, 'a.jpg'), path: '/a.jpg', encoding: null }, 256, new AbortController().signal);
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    return thumbnail.ok ? [...thumbnail.bytes] : [];
  };
  expect([await get(), await get(), made]).toEqual([[...webp], [...webp], 1]);
  const find = async (path: string): Promise<string> => {
    const [entry] = await fs.list(path);
    return entry!.kind === 'folder' ? find(`${path}/${entry!.name}`) : `${path}/${entry!.name}`;
  };
  const file = await find('/cache');
  for (let at = 0; at < webp.length - 1; at += 6) {
    for (const spoil of [(bytes: Uint8Array) => bytes.slice(0, at), (bytes: Uint8Array) => bytes.fill(0, 0, at + 1)]) {
      fs.tamper(file, spoil);
      const before = made;
      expect([at, await get(), made]).toEqual([at, [...webp], before + 1]);
    }
  }
  await fs.removeTree('/cache');
  expect(await get()).toEqual([...webp]);
});
