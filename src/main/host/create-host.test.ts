/** The whole host with its real services, on a real folder, seen by windows in the same process. */
import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PlaceId, Pushes, RequestName } from '../../shared/contract/api';
import { Requester } from '../../shared/contract/requester';
import { requestSchemas } from '../../shared/contract/schemas';
import type { Draft } from '../../shared/events/catalogue/types';
import { idFromBytes, type CommandId, type DatasetId, type Id, type JobId, type LabelId, type LabelSetId } from '../../shared/kernel/ids';
import { systemClock } from '../adapters/clock';
import { nodeFileSystem } from '../adapters/fs-node';
import { fileKeys } from '../adapters/keys-file';
import { forkPool } from '../adapters/processes/fork';
import type { Pool } from '../adapters/processes/pool';
import { nodeProcesses } from '../adapters/processes-node';
import { systemRandom } from '../adapters/random';
import { nodeSha256 } from '../adapters/sha256-node';
import { buildEntries, type BuiltEntries } from '../processes/common/built-entries.testing';
import { inProcessPair } from '../transports/in-process';
import { createHost, type Host } from './create-host';
import { openSession } from './open-session';
import { handlerOf } from './routes';

let built: BuiltEntries;
let dir = '';
let pool: Pool;
let host: Host;
const reported: unknown[] = [];
const windows: Requester[] = [];

beforeAll(async () => {
  built = await buildEntries(['pictures', 'measure']);
});
afterAll(() => built.remove());

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labelwright-host-'));
  await mkdir(join(dir, 'data'), { mode: 0o700 });
  await mkdir(join(dir, 'pictures'));
  for (const [i, name] of ['b10.jpg', 'b2.jpg', 'a.jpg'].entries()) {
    await writeFile(join(dir, 'pictures', name), await sharp({ create: { width: 40 + i, height: 30, channels: 3, background: { r: 60 * i, g: 90, b: 40 } } }).jpeg().toBuffer());
  }
  await start();
});

afterEach(async () => {
  await stop();
  await rm(dir, { recursive: true, force: true });
  expect(reported.splice(0)).toEqual([]);
});

async function start(): Promise<void> {
  pool = forkPool({ resolve: built.resolve });
  const parts = {
    fs: nodeFileSystem, clock: systemClock, random: systemRandom, sha256: nodeSha256, keys: fileKeys(join(dir, 'data')), processes: nodeProcesses, pool,
    dataDir: join(dir, 'data'), appOrigin: 'http://127.0.0.1:1', requireOrigin: true, display: (path: string) => path,
  };
  host = await createHost({
    fs: nodeFileSystem, clock: systemClock, random: systemRandom, dataDir: join(dir, 'data'), home: dir, startPlaces: () => [dir],
    openSession: (at, create) => openSession(parts, at, create), prepareSamples: () => Promise.reject(new Error('not here')), version: '0', shell: 'node', platform: 'test', development: false, report: (e) => reported.push(e),
  });
}

async function stop(): Promise<void> {
  for (const window of windows.splice(0)) window.close();
  await host.close();
  await pool.close();
}

const kept: (string | null)[] = [];
function open(workspace: string | null = null): Requester {
  const [mine, theirs] = inProcessPair();
  host.connect(theirs, { mediaOrigin: 'http://127.0.0.1:2', workspace, onWorkspace: (at) => kept.push(at), dialogs: null });
  const window = new Requester(mine);
  windows.push(window);
  return window;
}
const fresh = <I extends Id<string>>(): I => idFromBytes<I>(systemRandom.bytes(16));
const command = (name: string): { id: CommandId; name: string; undoes: null; redoes: null } => ({ id: fresh<CommandId>(), name, undoes: null, redoes: null });

/** A workspace with one dataset of the three pictures, listed and measured, and one job with a label. */
async function labeling(window: Requester): Promise<{ dataset: DatasetId; job: JobId; label: LabelId }> {
  const home = (await window.request('places.start', {})).places[0];
  if (!home) throw new Error('no place to start from');
  await window.request('workspace.create', { place: home.place, name: 'work' });
  const listed = await window.request('places.browse', { place: home.place });
  const folder = listed.entries.find((entry) => entry.name === 'pictures');
  if (!folder) throw new Error('the folder is not listed');
  const done = new Promise<void>((resolve, reject) => window.onPush('task', ({ task }) => {
    if (task.state === 'done') resolve();
    if (task.state === 'failed') reject(new Error(JSON.stringify(task.failures)));
  }));
  const { dataset } = await window.request('dataset.create', { name: 'Pictures', dataType: 'image', textMode: null, folder: folder.place });
  await done;
  const job = fresh<JobId>();
  const labelSet = fresh<LabelSetId>();
  const label = fresh<LabelId>();
  const drafts: Draft[] = [
    { type: 'job.created', base: [], body: { job, dataset, name: 'Scenes', task: 'classification', multiple: false, labelSet } },
    { type: 'label.added', base: [], body: { labelSet, label, name: 'street', color: 0, shortcut: '1', attributes: [] } },
  ];
  await window.request('journal.commit', { job: null, command: command('command.create-job'), drafts });
  return { dataset, job, label };
}

describe('the host', () => {
  test('answers every request of the contract', () => {
    for (const name of Object.keys(requestSchemas)) expect(handlerOf(name as RequestName), name).toBeTypeOf('function');
  });

  test('without a workspace, what needs one says so', async () => {
    await expect(open().request('state.catalog', {})).rejects.toMatchObject({ failure: { code: 'no-workspace' } });
  });

  test('folder to dataset to job; two windows stay in step; a restart finds everything', { timeout: 60_000 }, async () => {
    const first = open();
    const { dataset, job, label } = await labeling(first);
    const dirOfWork = kept.at(-1) ?? '';
    expect(dirOfWork).toBe(join(dir, 'work'));
    const second = open(dirOfWork);
    expect((await second.request('state.catalog', {})).catalog).toEqual((await first.request('state.catalog', {})).catalog);

    const heard: [Pushes['state.patch'], string | null][] = [];
    second.onPush('state.patch', (patch, origin) => heard.push([patch, origin]));
    const rows = new Uint8Array(Uint32Array.of(0, 2).buffer);
    const answer = await first.request('classes.set-many', { job, command: command('command.classify'), mode: 'replace', labels: [label], parts: { rows } });
    expect(answer.changed).toBe(2);
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(heard[0]?.[1]).toBe((await first.hello()).origin);
    expect(heard[0]?.[0].cursor).toEqual(answer.cursor);
    // A catalog that is pushed says where the folders lie, as the one that is asked for.
    await first.request('journal.commit', { job: null, command: command('command.rename'), drafts: [{ type: 'dataset.renamed', base: [], body: { dataset, to: 'Other', was: 'Pictures' } }] });
    await expect.poll(() => heard.flatMap(([patch]) => patch.catalog?.roots.map((root) => root.display) ?? [])).toEqual([join(dir, 'pictures')]);

    const columns = await second.request('state.columns', { dataset, job });
    expect(columns.count).toBe(3);
    await stop();
    await start();
    const again = open(dirOfWork);
    expect((await again.request('workspace.current', {})).workspace?.name).toBe('work');
    const later = await again.request('state.columns', { dataset, job });
    expect(Object.fromEntries(Object.entries(later.parts).map(([k, v]) => [k, [...v]]))).toEqual(Object.fromEntries(Object.entries(columns.parts).map(([k, v]) => [k, [...v]])));
    expect((await again.request('history.state', { of: job })).undo?.name).toBe('command.classify');
    const { workspaces } = await again.request('workspaces.recent', {});
    expect(workspaces).toMatchObject([{ name: 'work', samples: 3, reachable: true, dataTypes: ['image'], jobs: [{ job, name: 'Scenes', dataType: 'image', samples: 3, labeled: 2, toConfirm: 0, pace: null }] }]);
    // The list tells of now, not of when the workspace was opened.
    await again.request('classes.set-many', { job, command: command('command.classify'), mode: 'replace', labels: [label], parts: { rows: new Uint8Array(Uint32Array.of(1).buffer) } });
    expect((await again.request('workspaces.recent', {})).workspaces[0]).toMatchObject({ opened: workspaces[0]?.opened, jobs: [{ labeled: 3 }] });
    await again.request('workspaces.forget', { place: workspaces[0]?.place as PlaceId });
    expect((await again.request('workspaces.recent', {})).workspaces).toEqual([]);
  });

  test('a dry run with everything wrong reaches the window, with what can be done about it', { timeout: 60_000 }, async () => {
    const window = open();
    const { dataset, label } = await labeling(window);
    const job = fresh<JobId>();
    const labelSet = fresh<LabelSetId>();
    await window.request('journal.commit', { job: null, command: command('command.create-job'), drafts: [
      { type: 'job.created', base: [], body: { job, dataset, name: 'Boxes', task: 'detection', multiple: false, labelSet } },
      { type: 'label.added', base: [], body: { labelSet, label: idFromBytes<LabelId>(Uint8Array.from(Buffer.from(label, 'hex')).reverse()), name: 'street', color: 0, shortcut: '1', attributes: [] } },
    ] });
    const image = { id: 1, file_name: 'a.jpg', width: 42, height: 30 };
    const box = (id: number, bbox: readonly number[], category = 1) => ({ id, image_id: 1, category_id: category, bbox, area: 1, iscrowd: 0 });
    await writeFile(join(dir, 'pictures', 'labels.json'), JSON.stringify({ images: [image, image], annotations: [box(1, [1, 1, 9, 9]), box(2, [1, 1, 0, 9]), box(3, [90, 90, 9, 9]), box(3, [1, 1, 9, 9]), box(4, [1, 1, 9, 9], 7)], categories: [{ id: 1, name: 'street' }] }));
    const { place } = await window.request('places.resolve', { text: join(dir, 'pictures', 'labels.json') });
    const preview = await window.request('import.preview', { job, place: place.place, as: null, frame: null });
    expect(preview.problemCount).toBeGreaterThan(3);
    expect(preview.problems.find((problem) => problem.code === 'zero-size')?.fix).toBe('Remove it or draw it anew.');
  });

  test('the list of recent workspaces tells of one that was left for another', { timeout: 60_000 }, async () => {
    const window = open();
    const { job } = await labeling(window);
    const home = (await window.request('places.start', {})).places[0];
    await window.request('workspace.create', { place: home?.place as PlaceId, name: 'another' });
    const { workspaces } = await window.request('workspaces.recent', {});
    expect(workspaces.find((one) => one.name === 'work')).toMatchObject({ samples: 3, jobs: [{ job }] });
  });

  test('media of an open workspace are found by their id alone', { timeout: 60_000 }, async () => {
    const window = open();
    const { dataset } = await labeling(window);
    const columns = await window.request('state.columns', { dataset, job: null });
    const ids = columns.parts['ids'] ?? new Uint8Array();
    const { media } = await window.request('media.address', { dataset, samples: [idFromBytes(ids.subarray(0, 16))] });
    const ask = (path: string) => host.media({ method: 'GET', path, headers: { origin: 'http://127.0.0.1:1' }, signal: new AbortController().signal });
    expect((await ask(`/m/${media[0] ?? ''}`)).status).toBe(200);
    expect((await ask(`/m/${'0'.repeat(32)}`)).status).toBe(404);
  });

  test('a folder that is no workspace is refused in words; nothing is left in it', async () => {
    const window = open();
    const { place } = await window.request('places.resolve', { text: join(dir, 'pictures') });
    await expect(window.request('workspace.open', { place: place.place })).rejects.toMatchObject({ failure: { code: 'no-workspace' } });
    expect(await readdir(join(dir, 'pictures'))).toHaveLength(3);
  });
});

describe('places and settings', () => {
  test('folders first, in natural order, dot files hidden, handles stay the same', async () => {
    await mkdir(join(dir, 'pictures', 'zz'));
    await writeFile(join(dir, 'pictures', '.hidden'), '');
    const window = open();
    const { place } = await window.request('places.resolve', { text: '~/pictures' });
    const one = await window.request('places.browse', { place: place.place });
    expect(one.entries.map((entry) => entry.name)).toEqual(['zz', 'a.jpg', 'b2.jpg', 'b10.jpg']);
    expect(one.parent?.display).toBe('~');
    expect(await window.request('places.kinds', { place: place.place })).toEqual({ byType: { image: 3, audio: 0, text: 0, video: 0 }, folders: 1, complete: true });
    expect(await window.request('places.browse', { place: place.place })).toEqual(one);
  });

  test('a path is no handle, a made-up handle is none, a relative path and a network path are refused', async () => {
    const window = open();
    await expect(window.request('places.browse', { place: dir as never })).rejects.toMatchObject({ failure: { code: 'bad-request' } });
    await expect(window.request('places.browse', { place: fresh() })).rejects.toMatchObject({ failure: { code: 'unknown-place' } });
    await expect(window.request('places.resolve', { text: 'pictures' })).rejects.toMatchObject({ failure: { code: 'bad-path' } });
    await expect(window.request('places.resolve', { text: '//server/share' })).rejects.toMatchObject({ failure: { code: 'network-path' } });
    await expect(window.request('places.resolve', { text: join(dir, 'none') })).rejects.toMatchObject({ failure: { code: 'place-missing' } });
  });

  test('a new folder has a plain name and is new', async () => {
    const window = open();
    const { place } = await window.request('places.resolve', { text: '~' });
    for (const name of ['..', '.', 'a/b', 'a\\b', ' a', 'a.', 'a\nb']) await expect(window.request('places.create-folder', { place: place.place, name })).rejects.toMatchObject({ failure: { code: 'bad-folder-name' } });
    await expect(window.request('places.create-folder', { place: place.place, name: 'pictures' })).rejects.toMatchObject({ failure: { code: 'place-exists' } });
  });

  test('settings survive a restart and a damaged file', async () => {
    await open().request('settings.set', { key: 'theme', value: 'dark' });
    await open().request('settings.set', { key: 'theme', value: 'light' });
    await stop();
    const names = (await readdir(join(dir, 'data/settings'))).sort();
    await writeFile(join(dir, 'data/settings', names.at(-1) ?? ''), '{"theme":"li');
    await start();
    expect((await open().request('settings.get', {})).values).toEqual({ theme: 'dark' });
    await expect(open().request('settings.set', { key: 'big', value: 'x'.repeat(70_000) })).rejects.toMatchObject({ failure: { code: 'setting-too-large' } });
  });
});
