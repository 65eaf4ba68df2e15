/** The routes of labeling over the in-process channel, which encodes, decodes and checks on both ends; real journal, real files. */
import { access, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HistoryState, Pushes } from '../../../shared/contract/api';
import { DatasetTable, JobTable } from '../../../shared/contract/columns-codec';
import type { Requester } from '../../../shared/contract/requester';
import { SAMPLE_STATUS } from '../../../shared/domain/dataset';
import type { LabelDeletionPolicy } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { CommandId, JobId, SampleId } from '../../../shared/kernel/ids';
import { nodeFileSystem } from '../../adapters/fs-node';
import type { FileSystem } from '../../ports/file-system';
import { builtPool } from '../built-pool.testing';
import { openHostWorld, type HostWorld } from '../host-world.testing';
import { boxId } from '../mixed-edits.testing';
import { fresh, type Labeling } from '../session-world.testing';
import type { WorkspaceSession } from '../types';

const pool = builtPool();
let world: HostWorld;
let dir = '';
let session: WorkspaceSession;
let at: Labeling;
let first: Requester;
let second: Requester;
/** What happens before a file is removed and before a log is flushed. */
let beforeRemove: (path: string) => Promise<void>;
let beforeFlush: () => Promise<void>;

const fs: FileSystem = {
  ...nodeFileSystem,
  remove: async (path) => {
    await beforeRemove(path);
    return nodeFileSystem.remove(path);
  },
  open: async (path, mode) => {
    const file = await nodeFileSystem.open(path, mode);
    return {
      read: (from, length) => file.read(from, length), write: (bytes, from) => file.write(bytes, from), sync: () => file.sync(), truncate: (length) => file.truncate(length), size: () => file.size(), linked: () => file.linked(), close: () => file.close(),
      datasync: async () => {
        if (path.includes('journal')) await beforeFlush();
        return file.datasync();
      },
    };
  },
};

beforeEach(async () => {
  beforeRemove = beforeFlush = () => Promise.resolve();
  world = await openHostWorld(pool(), fs);
  ({ dir, session, at, first } = world);
  second = world.open();
  await second.request('state.catalog', {});
}, 60_000);
afterEach(async () => expect(await world.close()).toEqual([]));

const command = (name: string): { id: CommandId; name: string; undoes: null; redoes: null } => ({ id: fresh<CommandId>(), name, undoes: null, redoes: null });
const sample = (row: number): SampleId => session.state.sampleIdAt(at.pictures, row);
const rows = (...list: readonly number[]): { rows: Uint8Array } => ({ rows: new Uint8Array(Uint32Array.from(list).buffer) });
const made = (row: number, n: number, label = 0): Draft => ({ type: 'annotation.created', base: [], body: { job: at.boxes, sample: sample(row), annotation: boxId(n), label: at.labels[label] ?? fresh(), geometry: { kind: 'box', x: 1, y: 2, width: 10.25, height: 4 }, attributes: {}, origin: 'person' } });
const there = (path: string): Promise<boolean> => access(join(dir, 'pictures', path)).then(() => true, () => false);

describe('state and samples', () => {
  test('columns, works and a sample arrive whole; catch-up says who must read again', async () => {
    const { catalog, cursor } = await first.request('state.catalog', {});
    expect(catalog.jobs.map((job) => job.name)).toEqual(['Boxes', 'Scenes', 'Lines']);
    expect(catalog.roots.map((root) => root.display)).toEqual([join(dir, 'pictures'), join(dir, 'texts')]);
    await first.request('journal.commit', { job: at.boxes, command: command('a'), drafts: [made(3, 1), made(3, 2)] });
    await first.request('classes.set-many', { job: at.scenes, command: command('b'), mode: 'replace', labels: at.labels.slice(1, 3), parts: rows(2) });

    const dataset = await second.request('state.columns', { dataset: at.pictures, job: null });
    expect(DatasetTable.from(dataset.count, dataset.parts).view()).toEqual(session.state.datasetColumns(at.pictures));
    const scenes = await second.request('state.columns', { dataset: at.pictures, job: at.scenes });
    const table = JobTable.from(scenes.count, scenes.combos, scenes.parts).view();
    expect(table).toEqual(session.state.jobColumns(at.scenes));
    expect(table.combos[table.combo[2] ?? 0]).toEqual(at.labels.slice(1, 3));

    const opened = await second.request('sample.open', { job: at.boxes, sample: sample(3) });
    expect(opened).toMatchObject({ sample: { path: 'p3.jpg', facts: { width: 103, height: 80 } }, work: { annotations: [{ id: boxId(1), retired: false }, { id: boxId(2) }] } });
    expect(Object.keys(opened.bases).length).toBeGreaterThan(0);
    expect((await second.request('sample.works', { job: at.scenes, samples: [sample(2), sample(0)] })).works).toEqual([{ sample: sample(2), classes: at.labels.slice(1, 3), annotations: [] }, { sample: sample(0), classes: [], annotations: [] }]);

    expect((await second.request('state.catch-up', { cursor })).stale).toBe(true);
    expect((await second.request('state.catch-up', { cursor: scenes.cursor })).stale).toBe(false);
    await expect(second.request('state.columns', { dataset: fresh(), job: null })).rejects.toMatchObject({ failure: { code: 'unknown-dataset' } });
    await expect(second.request('state.columns', { dataset: at.pictures, job: fresh() })).rejects.toMatchObject({ failure: { code: 'unknown-job' } });
    await expect(second.request('sample.open', { job: at.boxes, sample: fresh() })).rejects.toMatchObject({ failure: { code: 'unknown-sample' } });
  });
});

describe('commits and history', () => {
  test('a commit is answered, heard by the other window, undone and redone by it, once', async () => {
    const patches: [Pushes['state.patch'], string | null][] = [];
    const histories: HistoryState[] = [];
    second.onPush('state.patch', (patch, origin) => patches.push([patch, origin]));
    second.onPush('history', ({ job, history }) => { if (job === at.boxes) histories.push(history); });
    const say = command('command.draw');
    const answer = await first.request('journal.commit', { job: at.boxes, command: say, drafts: [made(0, 1)] });
    expect(answer).toMatchObject({ events: [expect.stringMatching(/^[0-9a-f]{64}$/)], history: { undo: say, redo: null } });
    await expect.poll(() => patches.length).toBe(1);
    expect(patches[0]?.[1]).toBe((await first.hello()).origin);
    expect(patches[0]?.[0]).toMatchObject({ cursor: answer.cursor, works: [{ job: at.boxes, sample: sample(0), work: { annotations: [{ id: boxId(1) }] } }] });
    expect(histories.at(-1)).toEqual(answer.history);

    const undone = await second.request('history.undo', { of: at.boxes, command: say.id });
    expect(undone).toMatchObject({ command: { id: say.id }, samples: [sample(0)], touched: 1, refused: [], history: { undo: null, redo: { id: say.id } } });
    await expect(first.request('history.redo', { of: at.boxes, command: fresh() })).rejects.toMatchObject({ failure: { code: 'history-moved' } });
    await first.request('history.redo', { of: at.boxes, command: say.id });
    expect(await second.request('history.state', { of: at.boxes })).toMatchObject({ undo: { id: say.id }, redo: null });
    await expect(second.request('history.state', { of: fresh<JobId>() })).rejects.toMatchObject({ failure: { code: 'unknown-job' } });
  });

  test('what is not right is refused by its code, and nothing of it is written', async () => {
    const before = session.journal.headsHash();
    const commit = (drafts: readonly unknown[]): Promise<unknown> => first.request('journal.commit', { job: at.boxes, command: command('x'), drafts: drafts as readonly Draft[] });
    await expect(commit([made(0, 1), made(0, 1)])).rejects.toMatchObject({ failure: { code: 'already-there' } });
    await expect(commit([{ ...made(0, 1), body: { ...made(0, 1).body, extra: 1 } }])).rejects.toMatchObject({ failure: { code: 'bad-event' } });
    await expect(commit([{ type: 'nothing.known', base: [], body: {} }])).rejects.toMatchObject({ failure: { code: 'unknown-event' } });
    await expect(commit([])).rejects.toMatchObject({ failure: { code: expect.stringMatching(/^(bad-request|nothing-to-do)$/) as string } });
    await expect(first.request('journal.commit', { job: at.boxes, command: { id: 'x' } as never, drafts: [made(0, 1)] })).rejects.toMatchObject({ failure: { code: 'bad-request' } });
    expect(session.journal.headsHash()).toBe(before);
  });

  test('many at once: classes and marks by rows; rows that are none are refused', async () => {
    const answer = await first.request('classes.set-many', { job: at.scenes, command: command('command.classify'), mode: 'replace', labels: [at.labels[0] ?? fresh()], parts: rows(0, 1, 1, 5) });
    expect(answer).toMatchObject({ changed: 3, history: { undo: { name: 'command.classify' } } });
    const marked = await first.request('marks.set-many', { job: at.scenes, command: command('command.stars'), field: 'stars', to: 5, parts: rows(1, 7) });
    expect(marked).toMatchObject({ changed: 2, history: { undo: { name: 'command.stars' } } });
    expect(Array.from(session.state.jobColumns(at.scenes).marks)).toEqual([0, 40, 0, 0, 0, 0, 0, 40]);
    const undone = await second.request('history.undo', { of: at.scenes, command: marked.history.undo?.id ?? fresh() });
    expect(undone.touched).toBe(2);
    const bad = { job: at.scenes, command: command('x'), field: 'stars' as const };
    await expect(first.request('marks.set-many', { ...bad, to: 5, parts: rows(8) })).rejects.toMatchObject({ failure: { code: 'unknown-sample' } });
    await expect(first.request('marks.set-many', { ...bad, to: 5, parts: { rows: new Uint8Array(5) } })).rejects.toMatchObject({ failure: { code: 'bad-rows' } });
    await expect(first.request('marks.set-many', { ...bad, to: 5, parts: {} })).rejects.toMatchObject({ failure: { code: 'bad-rows' } });
    await expect(first.request('marks.set-many', { ...bad, to: 9, parts: rows(0) })).rejects.toMatchObject({ failure: { code: expect.stringMatching(/^bad-/) as string } });
  });
});

describe('deleting a label', () => {
  const MISSING = SAMPLE_STATUS.indexOf('missing');
  const REMOVED = SAMPLE_STATUS.indexOf('removed');
  /** Label 1 alone on the first two pictures, with label 2 on the third, and on a box of the fourth. */
  async function use(): Promise<void> {
    const [, one = fresh(), two = fresh()] = at.labels;
    await first.request('classes.set-many', { job: at.scenes, command: command('a'), mode: 'replace', labels: [one], parts: rows(0, 1) });
    await first.request('classes.set-many', { job: at.scenes, command: command('b'), mode: 'replace', labels: [one, two], parts: rows(2) });
    await first.request('journal.commit', { job: at.boxes, command: command('c'), drafts: [made(3, 1, 1)] });
  }
  const remove = (policy: LabelDeletionPolicy) => first.request('label.delete', { job: at.scenes, labelSet: at.labelSet, label: at.labels[1] ?? fresh(), policy, command: command('command.delete-label') });
  const status = (): readonly number[] => Array.from(session.state.datasetColumns(at.pictures).status.subarray(0, 4));
  const classesOf = async (): Promise<readonly number[]> => (await second.request('sample.works', { job: at.scenes, samples: [0, 1, 2].map(sample) })).works.map((work) => work.classes.length);
  const undo = async () => second.request('history.undo', { of: at.scenes, command: (await second.request('history.state', { of: at.scenes })).undo?.id ?? fresh() });
  const pictures = (): Promise<readonly boolean[]> => Promise.all(['p0.jpg', 'p1.jpg', 'p2.jpg', 'p3.jpg'].map(there));

  test('the question is answered first, and changes nothing', async () => {
    await use();
    const before = session.journal.headsHash();
    expect(await second.request('label.delete-preview', { job: at.scenes, labelSet: at.labelSet, label: at.labels[1] ?? fresh() })).toEqual({ samples: 4, onlyThis: 2, annotations: 1, files: 2 });
    expect(session.journal.headsHash()).toBe(before);
  });

  test.each([['label', [0, 0, 0, 0]], ['label-and-samples', [REMOVED, REMOVED, 0, 0]]] as const)('%s: files stay; undo brings everything back', async (policy, after) => {
    await use();
    expect(await remove(policy)).toMatchObject({ samples: 4, files: 0 });
    expect(status()).toEqual(after);
    expect(await classesOf()).toEqual([0, 0, 1]);
    expect((await undo()).refused).toEqual([]);
    expect(status()).toEqual([0, 0, 0, 0]);
    expect(await classesOf()).toEqual([1, 1, 2]);
    expect(await pictures()).toEqual([true, true, true, true]);
    expect((await second.request('state.catalog', {})).catalog.labelSets[0]?.labels[1]?.retired).toBe(false);
  });

  test('label-samples-and-files: the events are on the disk before a file goes; undo brings the labels back and says what is gone', async () => {
    await use();
    const seenOnDisk: boolean[] = [];
    beforeRemove = async (path) => {
      if (!path.startsWith(join(dir, 'pictures'))) return;
      const journal = join(dir, 'work', 'journal');
      const files = (await readdir(journal, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
      const texts = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')));
      seenOnDisk.push(texts.some((text) => text.includes('"type":"label.retired"')));
    };
    expect(await remove('label-samples-and-files')).toMatchObject({ samples: 4, files: 2 });
    expect(seenOnDisk).toEqual([true, true]);
    expect(await pictures()).toEqual([false, false, true, true]);
    const undone = await undo();
    expect(undone.refused).toEqual([expect.objectContaining({ code: 'files-gone', details: { dataset: at.pictures, count: 2 } })]);
    expect(status()).toEqual([MISSING, MISSING, 0, 0]);
    expect(await classesOf()).toEqual([1, 1, 2]);
    await first.request('history.redo', { of: at.scenes, command: undone.history.redo?.id ?? fresh() });
    expect(await pictures()).toEqual([false, false, true, true]);
  });

  test('after undo a file that is put back is found by synchronizing, its labels on it', async () => {
    await use();
    const bytes = await readFile(join(dir, 'pictures', 'p0.jpg'));
    await remove('label-samples-and-files');
    expect((await undo()).refused).toEqual([expect.objectContaining({ code: 'files-gone' })]);
    await writeFile(join(dir, 'pictures', 'p0.jpg'), bytes);
    const { task } = await first.request('dataset.sync', { dataset: at.pictures });
    expect((await session.tasks.wait(task)).state).toBe('done');
    expect(status()).toEqual([0, MISSING, 0, 0]);
    expect(await classesOf()).toEqual([1, 1, 2]);
    expect((await second.request('sample.open', { job: at.scenes, sample: sample(0) })).media).not.toBeNull();
  });

  test('a link that leads out of its folder stays, and so does what it leads to', async () => {
    await use();
    await writeFile(join(dir, 'elsewhere.jpg'), await readFile(join(dir, 'pictures', 'p0.jpg')));
    await rm(join(dir, 'pictures', 'p0.jpg'));
    await symlink(join(dir, 'elsewhere.jpg'), join(dir, 'pictures', 'p0.jpg'));
    expect(await second.request('label.delete-preview', { job: at.scenes, labelSet: at.labelSet, label: at.labels[1] ?? fresh() })).toMatchObject({ onlyThis: 2, files: 1 });
    expect(await remove('label-samples-and-files')).toMatchObject({ samples: 4, files: 1 });
    expect(await pictures()).toEqual([true, false, true, true]);
    expect((await readFile(join(dir, 'elsewhere.jpg'))).length).toBeGreaterThan(0);
    expect(status()).toEqual([REMOVED, REMOVED, 0, 0]);
  });

  test('while the disk does not take the events, no file goes', async () => {
    await use();
    let broken = true;
    let tries = 0;
    beforeFlush = () => {
      tries += 1;
      return broken ? Promise.reject(new Error('EIO')) : Promise.resolve();
    };
    const answer = remove('label-samples-and-files');
    await expect.poll(() => tries).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await pictures()).toEqual([true, true, true, true]);
    broken = false;
    expect(await answer).toMatchObject({ files: 2 });
    expect(await pictures()).toEqual([false, false, true, true]);
  });

  test('a file that another sample names stays', async () => {
    const folder = (await first.request('places.browse', { place: (await first.request('places.start', {})).places[0]?.place ?? fresh() })).entries.find((entry) => entry.name === 'pictures');
    const ended = new Promise<void>((resolve) => first.onPush('task', ({ task }) => { if (task.state === 'done') resolve(); }));
    await first.request('dataset.create', { name: 'Again', dataType: 'image', textMode: null, folder: folder?.place ?? fresh() });
    await ended;
    await use();
    expect(await second.request('label.delete-preview', { job: at.scenes, labelSet: at.labelSet, label: at.labels[1] ?? fresh() })).toMatchObject({ onlyThis: 2, files: 0 });
    expect(await remove('label-samples-and-files')).toMatchObject({ files: 0 });
    expect(await pictures()).toEqual([true, true, true, true]);
  });

  test('lines of a text leave the dataset, their file is never deleted', async () => {
    const rowsOfA = rows(0, 1, 2, 3);
    await first.request('classes.set-many', { job: at.lines, command: command('a'), mode: 'replace', labels: [at.labels[1] ?? fresh()], parts: rowsOfA });
    expect(await first.request('label.delete-preview', { job: at.lines, labelSet: at.labelSet, label: at.labels[1] ?? fresh() })).toMatchObject({ onlyThis: 4, files: 0 });
    expect(await first.request('label.delete', { job: at.lines, labelSet: at.labelSet, label: at.labels[1] ?? fresh(), policy: 'label-samples-and-files', command: command('command.delete-label') })).toMatchObject({ files: 0 });
    expect(Array.from(session.state.datasetColumns(at.texts).status.subarray(0, 4))).toEqual([REMOVED, REMOVED, REMOVED, REMOVED]);
    expect(await readdir(join(dir, 'texts'))).toEqual(['a.txt', 'b.txt']);
    const { undo: last } = await second.request('history.state', { of: at.lines });
    expect(await second.request('history.undo', { of: at.lines, command: last?.id ?? fresh() })).toMatchObject({ touched: 4, refused: [] });
    expect(Array.from(session.state.datasetColumns(at.texts).status.subarray(0, 4))).toEqual([0, 0, 0, 0]);
  });

  test('samples removed from a dataset, and changed ones accepted, are taken back in the history of the dataset, by any window', async () => {
    const ask = () => second.request('history.state', { of: at.pictures });
    await first.request('dataset.remove-samples', { dataset: at.pictures, command: command('command.remove-samples'), parts: rows(1, 2) });
    expect(status()).toEqual([0, REMOVED, REMOVED, 0]);
    const undone = await second.request('history.undo', { of: at.pictures, command: (await ask()).undo?.id ?? fresh() });
    expect(undone).toMatchObject({ command: { name: 'command.remove-samples' }, touched: 2, refused: [] });
    expect(status()).toEqual([0, 0, 0, 0]);
    await second.request('history.redo', { of: at.pictures, command: (await ask()).redo?.id ?? fresh() });
    expect(status()).toEqual([0, REMOVED, REMOVED, 0]);
    expect((await second.request('history.state', { of: at.scenes })).undo, 'it is no change of a job').toBeNull();
  });
});
