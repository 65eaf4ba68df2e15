import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkPool } from '../../adapters/processes/fork';
import { forkChild } from '../../adapters/processes/fork';
import { nodeFileSystem } from '../../adapters/fs-node';
import { FileSystemError, type FileSystem } from '../../ports/file-system';
import type { FilesDone, MeasureJob } from '../../ports/measure-jobs';
import { buildEntries, type BuiltEntries } from '../../processes/common/built-entries.testing';
import { readPack } from '../media/pack-reader.testing';
import { makeWorld } from './world.testing';

let jpeg: Uint8Array;
let built: BuiltEntries;
beforeAll(async () => {
  jpeg = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } }).jpeg().toBuffer();
  built = await buildEntries(['measure']);
});
afterAll(() => built.remove());

describe('when things break', () => {
  it('a child killed in the middle of its job costs that job, and the pool goes on', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'killed-'));
    await writeFile(join(dir, 'big.wav'), new Uint8Array(200_000_000));
    await writeFile(join(dir, 'a.jpg'), jpeg);
    let kill: () => void = () => undefined, kills = 0;
    const pool = forkPool({ limit: () => 1, spawn: () => {
      const child = forkChild(built.resolve('measure'));
      kill = () => {
        kills++;
        child.kill();
      };
      return child;
    } });
    try {
      await pool.run<MeasureJob, FilesDone>('measure', { do: 'files', paths: [join(dir, 'a.jpg')], encoding: null });
      const big = pool.run<MeasureJob, FilesDone>('measure', { do: 'files', paths: [join(dir, 'big.wav')], encoding: null }).then(() => 'done', (e: { failure: { code: string } }) => e.failure.code);
      setTimeout(() => kill(), 20);
      expect(await big).toBe('process-crashed');
      expect(kills).toBe(1);
      expect((await pool.run<MeasureJob, FilesDone>('measure', { do: 'files', paths: [join(dir, 'a.jpg')], encoding: null })).files[0]?.problem).toBe('none');
    } finally {
      await pool.close();
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('a disk that is full while caching does no harm: thumbnails come all the same', async () => {
    let refused = 0;
    const full: FileSystem = { ...nodeFileSystem, open: (path, mode) => {
      if (mode === 'create' && path.includes('cache')) {
        refused++;
        return Promise.reject(new FileSystemError('ENOSPC', path));
      }
      return nodeFileSystem.open(path, mode);
    } };
    const world = await makeWorld(full);
    try {
      await world.put({ 'a.jpg': jpeg, 'b.jpg': jpeg });
      const { dataset, task } = await world.datasets.create('x', 'image', null, world.source);
      await world.wait(task);
      for (let round = 0; round < 2; round++) {
        const pack = world.media.pack(dataset, (world.samples.get(dataset) ?? []).map((s) => s.id), 128);
        const answer = await world.media.handle({ method: 'GET', path: `/p/${pack}`, headers: {}, signal: new AbortController().signal });
        const pieces: Uint8Array[] = [];
        for await (const piece of answer.body as AsyncIterable<Uint8Array>) pieces.push(piece);
        expect(readPack(new Uint8Array(Buffer.concat(pieces))).map((r) => r.status)).toEqual([0, 0]);
      }
      // Thumbnails are kept after they were answered.
      await expect.poll(() => refused, { timeout: 30_000 }).toBeGreaterThan(0);
    } finally {
      await world.remove();
    }
  });

  it('a folder that cannot be listed is named, the rest is there, and its files are not called missing', async () => {
    let broken = false, hit = 0;
    const fs: FileSystem = { ...nodeFileSystem,
      list: (path) => (broken && path.endsWith('locked') ? (hit++, Promise.reject(new FileSystemError('EACCES', path))) : nodeFileSystem.list(path)),
      stat: (path) => (broken && path.includes('locked/') ? Promise.reject(new FileSystemError('EACCES', path)) : nodeFileSystem.stat(path)) };
    const world = await makeWorld(fs);
    try {
      await world.put({ 'a.jpg': jpeg, 'locked/b.jpg': jpeg });
      const { dataset, task } = await world.datasets.create('x', 'image', null, world.source);
      await world.wait(task);
      broken = true;
      const info = await world.wait(world.datasets.sync(dataset));
      expect(hit).toBe(1);
      expect(info.failures.map((f) => f.code)).toEqual(['folder-unreadable']);
      expect(world.look(dataset)).toEqual({ 'a.jpg': 'present none', 'locked/b.jpg': 'present none' });
    } finally {
      await world.remove();
    }
  });
});
