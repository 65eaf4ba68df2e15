/** What sounds and clips are coded in, asked over the in-process channel; real files, read by a real process. */
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataType } from '../../../shared/domain/dataset';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { matroskaFile, mp4File, oggFile, soundEntry, videoEntry, wavFile } from '../../../shared/media/codec/containers.testing';
import { NO_CODECS, type Codecs } from '../../../shared/media/codec/names';
import { builtPool } from '../built-pool.testing';
import { openHostWorld, type HostWorld } from '../host-world.testing';
import { fresh } from '../session-world.testing';

const pool = builtPool();
let world: HostWorld;
let sounds: DatasetId;
let clips: DatasetId;

const SOUNDS: Readonly<Record<string, Uint8Array>> = {
  'adpcm.wav': wavFile(0x02), 'mu-law.wav': wavFile(0x07, 'extensible'), 'opus.ogg': oggFile('OpusHead'), 'gone.wav': wavFile(0x31), 'later.wav': wavFile(0x11), 'short.wav': wavFile(0x02).slice(0, 14), 'unread.wav': wavFile(0x02),
};
const CLIPS: Readonly<Record<string, Uint8Array>> = {
  'hevc.mp4': mp4File([['vide', videoEntry('hvc1', 0)], ['soun', soundEntry('mp4a', 0xa5)]]), 'vp9.webm': matroskaFile(['V_VP9', 'A_OPUS']), 'silent.mp4': mp4File([['vide', videoEntry('mp4v', 0x20)]]),
  // Named like a clip, and an AVI inside: a container that is not read.
  'avi.mp4': new TextEncoder().encode(`RIFF\u0040\0\0\0AVI LIST\u0034\0\0\0hdrl${'\0'.repeat(52)}`),
};

/** A dataset of the files, made by a window; resolves when they are listed and measured. */
async function listed(folder: string, dataType: DataType, files: Readonly<Record<string, Uint8Array>>): Promise<DatasetId> {
  const { dir, first } = world;
  await mkdir(join(dir, folder));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(dir, folder, name), bytes);
  const { place } = (await first.request('places.resolve', { text: join(dir, folder) })).place;
  const { dataset, task } = await first.request('dataset.create', { name: folder, dataType, textMode: null, folder: place });
  if (task === null) throw new Error('nothing was started');
  expect((await world.session.tasks.wait(task)).state).toBe('done');
  return dataset;
}

beforeAll(async () => {
  world = await openHostWorld(pool());
  sounds = await listed('sounds', 'audio', SOUNDS);
  clips = await listed('clips', 'video', CLIPS);
});
afterAll(async () => expect(await world.close()).toEqual([]));

function sampleOf(dataset: DatasetId, path: string): SampleId {
  const { state } = world.session;
  for (let row = 0; row < state.datasetColumns(dataset).count; row++) if (state.sampleAt(dataset, row).path === path) return state.sampleIdAt(dataset, row);
  throw new Error(`${path} is not listed`);
}
const ask = (dataset: DatasetId, sample: SampleId): Promise<Codecs> => world.first.request('media.codecs', { dataset, sample });
const names = async (dataset: DatasetId, path: string): Promise<readonly (string | null)[]> => {
  const { video, sound } = await ask(dataset, sampleOf(dataset, path));
  return [video?.name ?? null, sound?.name ?? null];
};

test('each container names what its tracks are coded in, with the type that asks a browser', async () => {
  expect(await ask(sounds, sampleOf(sounds, 'adpcm.wav'))).toEqual({ video: null, sound: { name: 'ADPCM (Microsoft)', type: null } });
  expect(await ask(sounds, sampleOf(sounds, 'opus.ogg'))).toEqual({ video: null, sound: { name: 'Opus', type: 'audio/webm; codecs="opus"' } });
  expect(await names(sounds, 'mu-law.wav')).toEqual([null, 'µ-law']);
  expect(await ask(clips, sampleOf(clips, 'hevc.mp4'))).toEqual({ video: { name: 'H.265 (HEVC)', type: 'video/mp4; codecs="hvc1.1.6.L93.B0"' }, sound: { name: 'AC-3', type: 'audio/mp4; codecs="ac-3"' } });
  expect(await names(clips, 'vp9.webm')).toEqual(['VP9', 'Opus']);
  expect(await names(clips, 'silent.mp4')).toEqual(['MPEG-4 part 2', null]);
});

test('a picture, a text, a container that is not read and a file that is cut off have none', async () => {
  const { at } = world;
  expect(await ask(at.pictures, sampleOf(at.pictures, 'p0.jpg'))).toEqual(NO_CODECS);
  expect(await ask(at.texts, sampleOf(at.texts, 'a.txt'))).toEqual(NO_CODECS);
  expect(await ask(clips, sampleOf(clips, 'avi.mp4'))).toEqual(NO_CODECS);
  expect(await ask(sounds, sampleOf(sounds, 'short.wav'))).toEqual(NO_CODECS);
});

test('a sample that is not there, one of another dataset, and a dataset that is not there have none', async () => {
  expect(await ask(sounds, fresh())).toEqual(NO_CODECS);
  expect(await ask(clips, sampleOf(sounds, 'adpcm.wav'))).toEqual(NO_CODECS);
  expect(await ask(fresh(), sampleOf(sounds, 'adpcm.wav'))).toEqual(NO_CODECS);
  await expect(world.first.request('media.codecs', { dataset: sounds, sample: '../adpcm.wav' as SampleId })).rejects.toMatchObject({ failure: { code: 'bad-request' } });
});

test('the file is gone: refused as missing; once that is known there is none; when it is back it answers again', async () => {
  const path = join(world.dir, 'sounds', 'gone.wav');
  const sample = sampleOf(sounds, 'gone.wav');
  expect(await names(sounds, 'gone.wav')).toEqual([null, 'GSM 6.10']);
  await rm(path);
  await expect(ask(sounds, sample)).rejects.toMatchObject({ failure: { code: 'missing', message: expect.stringContaining('gone.wav') as string } });
  const sync = async (): Promise<void> => void (await world.session.tasks.wait((await world.first.request('dataset.sync', { dataset: sounds })).task));
  await sync();
  expect(await ask(sounds, sample)).toEqual(NO_CODECS);
  await writeFile(path, SOUNDS['gone.wav'] ?? '');
  await sync();
  expect(await names(sounds, 'gone.wav')).toEqual([null, 'GSM 6.10']);
});

test('what lies there now is asked, not what was listed', async () => {
  expect(await names(sounds, 'later.wav')).toEqual([null, 'ADPCM (IMA)']);
  await writeFile(join(world.dir, 'sounds', 'later.wav'), wavFile(0x2001));
  expect(await names(sounds, 'later.wav')).toEqual([null, 'DTS']);
});

test.each(['a folder', 'a pipe'])('%s where the file was is refused, and not waited for', { timeout: 20_000 }, async (what) => {
  const path = join(world.dir, 'sounds', 'unread.wav');
  await rm(path, { recursive: true });
  if (what === 'a folder') await mkdir(path);
  else if (spawnSync('mkfifo', [path]).status !== 0) return;
  await expect(ask(sounds, sampleOf(sounds, 'unread.wav'))).rejects.toMatchObject({ failure: { code: 'unreadable', message: expect.stringContaining(path) as string } });
});
