/**
 * One truth, told in three places: the counts of the tabs and facets, the figures of the dataset's overview, and what an
 * export writes. Through a real host on real files, as a window sees it that only hears what another one does; after
 * every kind of change, after taking it back and after doing it again.
 */
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import 'fake-indexeddb/auto';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportOptions, TaskId } from '../../shared/contract/api';
import type { Requester } from '../../shared/contract/requester';
import { SAMPLE_STATUS } from '../../shared/domain/dataset';
import { SAMPLE_STATES } from '../../shared/domain/job';
import type { LabelDeletionPolicy } from '../../shared/domain/label-set';
import type { Draft } from '../../shared/events/catalogue/types';
import type { CommandId, DatasetId, HistoryId, Id, JobId, LabelId, ProjectId, SampleId } from '../../shared/kernel/ids';
import { openHostWorld, type HostWorld } from '../../main/host/host-world.testing';
import { boxId } from '../../main/host/mixed-edits.testing';
import { fresh, type Labeling } from '../../main/host/session-world.testing';
import { directPool } from '../../main/processes/common/direct-pool.testing';
import { EVERYTHING } from '../index';
import type { WorkspaceIndex } from '../index';
import { countsAfter } from '../index/query/delta';
import { createQueryServer } from '../index/query/server';
import { createQuerySession, type QuerySession } from '../index/query/session';
import { createDexieStore } from '../index/store/dexie-store';
import { createWorkspaceIndex } from '../index/workspace-index';
import { figuresOf } from './dataset/figures';

const LABELED = SAMPLE_STATES.indexOf('labeled');
const REMOVED = SAMPLE_STATUS.indexOf('removed');
const UNLABELED = SAMPLE_STATES.indexOf('unlabeled');

let world: HostWorld;
let at: Labeling;
let hand: Requester;
let listener: Requester;
let index: WorkspaceIndex;
const sessions = new Map<JobId, QuerySession>();
let exports = 0;
let projects = 0;

beforeEach(async () => {
  known = null;
  world = await openHostWorld(directPool());
  ({ at, first: hand } = world);
  listener = world.open();
  const project = `${++projects}`.padStart(64, '0') as ProjectId;
  index = await createWorkspaceIndex({
    project, store: createDexieStore(project), locks: null, heldLocks: () => Promise.resolve([]), newId: <I extends Id<string>>() => fresh<I>(), idle: () => () => undefined,
    client: {
      request: (name, body) => listener.request(name, body), onPush: (topic, hear) => listener.onPush(topic, (body) => hear(body, false)),
      onStale: () => () => undefined, connection: () => ({ kind: 'open' }), onConnection: () => () => undefined,
    },
  });
  for (const [job, dataset] of jobs()) sessions.set(job, openQuery(dataset, job));
  await expect.poll(() => jobs().every(([job, dataset]) => index.job(job, dataset).table() !== null && index.dataset(dataset).table() !== null)).toBe(true);
  for (const session of sessions.values()) session.setQuery(EVERYTHING);
}, 60_000);

afterEach(async () => {
  for (const session of sessions.values()) session.close();
  sessions.clear();
  index.close();
  expect(await world.close()).toEqual([]);
});

const jobs = (): readonly (readonly [JobId, DatasetId])[] => [[at.boxes, at.pictures], [at.scenes, at.pictures], [at.lines, at.texts]];

/** The worker's side answers within the same step. */
function openQuery(dataset: DatasetId, job: JobId): QuerySession {
  let tell: Parameters<Parameters<typeof createQuerySession>[0]['onAnswer']>[0] = () => undefined;
  const serve = createQueryServer((answer) => tell(structuredClone(answer)));
  return createQuerySession({ post: (message) => serve(structuredClone(message)), onAnswer: (hear) => (tell = hear), close: () => undefined }, index.dataset(dataset), index.job(job, dataset));
}

/** What a job shows and exports, each number once: all places were found to say the same. */
interface Said {
  readonly all: number;
  readonly labeled: number;
  readonly objects: number;
  /** Samples that carry each label, by its name. */
  readonly labels: Readonly<Record<string, number>>;
  readonly missing: number;
  readonly changed: number;
}

/** Reads all three places and holds them against each other. */
async function said(job: JobId, dataset: DatasetId, when: string): Promise<Said> {
  const session = sessions.get(job);
  const result = session?.result();
  const [table, jobTable] = [index.dataset(dataset).table(), index.job(job, dataset).table()];
  if (!session || !result || !table || !jobTable) throw new Error('the window does not show the job');
  const { tabs, labels: facet, statuses } = countsAfter(result.counts, result.query, table.view(), jobTable.view(), session.changedSince());
  const figures = figuresOf(table.view());
  const { session: { exchange, state } } = world;
  const set = state.catalog().labelSets[0];
  const labels = Object.fromEntries((set?.labels ?? []).filter((label) => !label.retired && (facet[label.id] ?? 0) > 0).map((label) => [label.name, facet[label.id] ?? 0]));
  const all = await written(job, 'all');
  const labeled = await written(job, 'labeled');
  const unlabeled = await exchange.previewExport(job, options(job, 'unlabeled'));
  // The numbers of the tabs are those of the overview and those of the exports, announced, told at the end, and counted in the file.
  expect({ tab: tabs.all, overview: figures.samples, shown: result.rows.length, statuses: statuses.reduce((sum, count, status) => (status === REMOVED ? sum : sum + count), 0), file: all.samples }, `samples, ${when}`)
    .toEqual({ tab: tabs.all, overview: tabs.all, shown: tabs.all, statuses: tabs.all, file: tabs.all });
  expect({ labeled: tabs.states[LABELED], unlabeled: tabs.states[UNLABELED], sum: tabs.states.reduce((a, b) => a + b, 0) }, `labeled, ${when}`)
    .toEqual({ labeled: labeled.samples, unlabeled: unlabeled.samples, sum: tabs.all });
  expect(all.labels, `samples per label, ${when}`).toEqual(labels);
  expect(labeled.labels, `samples per label of the labeled, ${when}`).toEqual(labels);
  expect([all.objects, unlabeled.annotations], `objects, ${when}`).toEqual([labeled.objects, 0]);
  return { all: tabs.all, labeled: labeled.samples, objects: all.objects, labels, missing: figures.missing.length, changed: figures.changed.length };
}

const options = (job: JobId, only: ExportOptions['only']): ExportOptions => ({ format: job === at.boxes ? 'coco' : 'modelarts-manifest', frame: 'upright', copyMedia: false, only });

interface Coco { readonly images: readonly { readonly id: number }[]; readonly annotations: readonly { readonly image_id: number; readonly category_id: number }[]; readonly categories: readonly { readonly id: number; readonly name: string }[] }

/** Exports, and counts what lies in the file. */
async function written(job: JobId, only: ExportOptions['only']): Promise<{ readonly samples: number; readonly objects: number; readonly labels: Readonly<Record<string, number>> }> {
  const { exchange, tasks } = world.session;
  const folder = join(world.dir, `export-${exports++}`);
  const announced = await exchange.previewExport(job, options(job, only));
  const { state, outcome } = await tasks.wait(await exchange.startExport(job, options(job, only), folder));
  expect(state).toBe('done');
  const items: (readonly string[])[] = [];
  if (job === at.boxes) {
    const file = JSON.parse(await readFile(join(folder, 'annotations/instances_default.json'), 'utf8')) as Coco;
    for (const image of file.images) items.push(file.annotations.filter((a) => a.image_id === image.id).map((a) => file.categories.find((c) => c.id === a.category_id)?.name ?? '?'));
    expect(file.annotations).toHaveLength(items.flat().length);
  } else {
    const lines = (await readFile(join(folder, 'labels.manifest'), 'utf8')).split('\n').filter((line) => line !== '');
    for (const line of lines) items.push(((JSON.parse(line) as { readonly annotation?: readonly { readonly name: string }[] }).annotation ?? []).map((a) => a.name));
  }
  const [samples, objects] = [items.length, items.flat().length];
  expect([announced.samples, announced.annotations, outcome['samples'], outcome['annotations']], `announced and told of ${only}`).toEqual([samples, objects, samples, objects]);
  const labels: Record<string, number> = {};
  for (const names of items) for (const name of new Set(names)) labels[name] = (labels[name] ?? 0) + 1;
  await rm(folder, { recursive: true });
  return { samples, objects, labels };
}

type Everywhere = Readonly<Record<'boxes' | 'scenes' | 'lines', Said>>;

/** All jobs; what the hand did was pushed to the listening window before the host answers its next question. */
async function everywhere(when: string): Promise<Everywhere> {
  await listener.request('state.catalog', {});
  return { boxes: await said(at.boxes, at.pictures, `boxes ${when}`), scenes: await said(at.scenes, at.pictures, `scenes ${when}`), lines: await said(at.lines, at.texts, `lines ${when}`) };
}

type Expected = Partial<Readonly<Record<keyof Everywhere, Partial<Said>>>>;
/** What was said last: a step begins where the one before ended. Forgotten by whatever else changes something. */
let known: Everywhere | null = null;

/** Does something, takes it back, does it again; `undone`: what differs from before once it was taken back. */
async function step(name: string, of: HistoryId, change: () => Promise<unknown>, expected: Expected, undone: Expected = {}): Promise<void> {
  const before = known ?? (await everywhere(`before ${name}`));
  await change();
  const after = await everywhere(`after ${name}`);
  expect(after, name).toMatchObject(expected);
  expect(after, `${name} is seen`).not.toEqual(before);
  const { undo } = await hand.request('history.state', { of });
  await hand.request('history.undo', { of, command: undo?.id ?? fresh() });
  const back = await everywhere(`after undoing ${name}`);
  for (const job of ['boxes', 'scenes', 'lines'] as const) expect(back[job], `${job} after undoing ${name}`).toEqual({ ...before[job], ...undone[job] });
  const { redo } = await hand.request('history.state', { of });
  await hand.request('history.redo', { of, command: redo?.id ?? fresh() });
  const again = await everywhere(`after redoing ${name}`);
  for (const job of ['boxes', 'scenes', 'lines'] as const) expect(again[job], `${job} after redoing ${name}`).toEqual(after[job]);
  known = again;
}

/** Something that is not looked at by itself. */
async function quietly(change: () => Promise<unknown>): Promise<void> {
  known = null;
  await change();
}

const command = (name: string) => ({ id: fresh<CommandId>(), name, undoes: null, redoes: null });
const rows = (...list: readonly number[]) => ({ rows: new Uint8Array(Uint32Array.from(list).buffer) });
const label = (n: number): LabelId => at.labels[n] ?? fresh();
const sample = (row: number): SampleId => world.session.state.sampleIdAt(at.pictures, row);
const say = (job: JobId, ...drafts: readonly Draft[]) => hand.request('journal.commit', { job, command: command('command.draw-box'), drafts });
const setMany = (job: JobId, mode: 'replace' | 'add' | 'remove', labels: readonly number[], ...list: readonly number[]) => hand.request('classes.set-many', { job, command: command('command.classify'), mode, labels: labels.map(label), parts: rows(...list) });
const drawn = (row: number, n: number, of: number): Draft => ({ type: 'annotation.created', base: [], body: { job: at.boxes, sample: sample(row), annotation: boxId(n), label: label(of), geometry: { kind: 'box', x: 1, y: 2, width: 10.25, height: 4 }, attributes: {}, origin: 'person' } });
const removeSamples = (...list: readonly number[]) => hand.request('dataset.remove-samples', { dataset: at.pictures, command: command('command.remove-samples'), parts: rows(...list) });
const deleteLabel = (job: JobId, n: number, policy: LabelDeletionPolicy) => hand.request('label.delete', { job, labelSet: at.labelSet, label: label(n), policy, command: command('command.delete-label') });
const picture = (row: number): string => join(world.dir, 'pictures', `p${row}.jpg`);
async function sync(): Promise<void> {
  known = null;
  const { task }: { task: TaskId } = await hand.request('dataset.sync', { dataset: at.pictures });
  expect((await world.session.tasks.wait(task)).state).toBe('done');
}

describe('tabs, overview and exports', () => {
  it('agree after labels, boxes, marks of emptiness and removed samples, after undo and after redo of each', { timeout: 180_000 }, async () => {
    const nothing = { labeled: 0, objects: 0, labels: {}, missing: 0, changed: 0 };
    expect(await everywhere('at the start')).toEqual({ boxes: { all: 8, ...nothing }, scenes: { all: 8, ...nothing }, lines: { all: 4, ...nothing } });
    await step('one label on one picture', at.scenes, () => say(at.scenes, { type: 'classes.set', base: [], body: { job: at.scenes, sample: sample(0), to: [label(0)], was: [] } }), { scenes: { labeled: 1, objects: 1, labels: { 'label 0': 1 } } });
    await step('many at once', at.scenes, () => setMany(at.scenes, 'add', [0, 1], 0, 1, 2, 3), { scenes: { labeled: 4, objects: 8, labels: { 'label 0': 4, 'label 1': 4 } } });
    await step('one taken off many', at.scenes, () => setMany(at.scenes, 'remove', [0], 1, 2, 5), { scenes: { labeled: 4, objects: 6, labels: { 'label 0': 2, 'label 1': 4 } } });
    await step('all taken off one', at.scenes, () => setMany(at.scenes, 'replace', [], 3), { scenes: { labeled: 3, objects: 4, labels: { 'label 0': 1, 'label 1': 3 } } });
    await step('lines of a text', at.lines, () => setMany(at.lines, 'replace', [2], 0, 3), { lines: { labeled: 2, objects: 2, labels: { 'label 2': 2 } } });
    await step('three boxes', at.boxes, () => say(at.boxes, drawn(0, 1, 0), drawn(0, 2, 0), drawn(3, 3, 2)), { boxes: { labeled: 2, objects: 3, labels: { 'label 0': 1, 'label 2': 1 } } });
    await step('a box with another label', at.boxes, () => say(at.boxes, { type: 'annotation.class-set', base: [], body: { job: at.boxes, sample: sample(0), annotation: boxId(2), to: label(1), was: label(0) } }), { boxes: { labeled: 2, objects: 3, labels: { 'label 0': 1, 'label 1': 1, 'label 2': 1 } } });
    await step('a box removed', at.boxes, () => say(at.boxes, { type: 'annotation.retired', base: [], body: { job: at.boxes, sample: sample(3), annotation: boxId(3) } }), { boxes: { labeled: 1, objects: 2, labels: { 'label 0': 1, 'label 1': 1 } } });
    await step('nothing here, of boxes', at.boxes, () => say(at.boxes, { type: 'nothing-here.set', base: [], body: { job: at.boxes, sample: sample(5), to: true, was: false } }), { boxes: { labeled: 2, objects: 2 } });
    await step('nothing here, of classes', at.scenes, () => say(at.scenes, { type: 'nothing-here.set', base: [], body: { job: at.scenes, sample: sample(6), to: true, was: false } }), { scenes: { labeled: 4, objects: 4 } });
    await step('samples removed', at.pictures, () => removeSamples(0, 5, 7), { boxes: { all: 5, labeled: 0, objects: 0, labels: {} }, scenes: { all: 5, labeled: 3, objects: 2, labels: { 'label 1': 2 } }, lines: { all: 4 } });
  });

  it('agree after the deletion of a label by each policy, after undo and after redo', { timeout: 180_000 }, async () => {
    const prepare = (n: number): Promise<void> => quietly(async () => {
      await setMany(at.scenes, 'add', [n], 0, 1, 2);
      await setMany(at.scenes, 'add', [7], 2);
      await setMany(at.lines, 'replace', [n], 1);
      await say(at.boxes, drawn(2, 10 * n, n), drawn(4, 10 * n + 1, n), drawn(4, 10 * n + 2, 6));
    });
    await prepare(0);
    await step('the label only', at.scenes, () => deleteLabel(at.scenes, 0, 'label'), { boxes: { all: 8, labeled: 1, objects: 1, labels: { 'label 6': 1 } }, scenes: { all: 8, labeled: 1, objects: 1, labels: { 'label 7': 1 } }, lines: { labeled: 0 } });
    await prepare(1);
    await step('the label and its samples', at.scenes, () => deleteLabel(at.scenes, 1, 'label-and-samples'), { boxes: { all: 6, labeled: 1, objects: 2 }, scenes: { all: 6, labeled: 1, objects: 1, labels: { 'label 7': 1 } }, lines: { all: 4, labeled: 0 } });
    await quietly(() => setMany(at.scenes, 'add', [2], 2, 3));
    // The files do not come back: their samples do, as missing ones.
    const gone = { missing: 1 };
    await step('the label, its samples and their files', at.scenes, () => deleteLabel(at.scenes, 2, 'label-samples-and-files'), { boxes: { all: 5 }, scenes: { all: 5, labeled: 1, objects: 1, labels: { 'label 7': 1 } }, lines: { all: 4 } }, { boxes: gone, scenes: gone });
  });

  it('agree when a label is deleted that only removed samples have, and those come back', { timeout: 180_000 }, async () => {
    await setMany(at.scenes, 'add', [0], 0, 1);
    await say(at.boxes, drawn(0, 1, 0));
    await removeSamples(0, 1);
    await deleteLabel(at.scenes, 0, 'label');
    expect(await everywhere('with the samples removed')).toMatchObject({ boxes: { all: 6, labeled: 0 }, scenes: { all: 6, labeled: 0 } });
    const { undo } = await hand.request('history.state', { of: at.pictures });
    expect(await hand.request('history.undo', { of: at.pictures, command: undo?.id ?? fresh() })).toMatchObject({ touched: 2, refused: [] });
    expect(await everywhere('with the samples back')).toMatchObject({ boxes: { all: 8, labeled: 0, labels: {} }, scenes: { all: 8, labeled: 0, labels: {} } });
  });

  it('agree after synchronizing with files that are missing, changed, new and back, and after what a person decides then', { timeout: 180_000 }, async () => {
    await setMany(at.scenes, 'add', [0], 0, 1, 2, 3);
    await say(at.boxes, drawn(1, 1, 0), drawn(2, 2, 0));
    const kept = await readFile(picture(1));
    await rm(picture(1));
    await rm(picture(4));
    await writeFile(picture(2), await sharp({ create: { width: 60, height: 50, channels: 3, background: '#357' } }).jpeg().toBuffer());
    await utimes(picture(2), new Date(), new Date(Date.UTC(2026, 0, 1)));
    await writeFile(picture(8), await sharp({ create: { width: 70, height: 50, channels: 3, background: '#753' } }).jpeg().toBuffer());
    await sync();
    // A missing sample stays, with all that was said about it, until the person takes it off.
    expect(await everywhere('after synchronizing')).toMatchObject({ boxes: { all: 9, labeled: 2, objects: 2, missing: 2, changed: 1 }, scenes: { all: 9, labeled: 4, missing: 2, changed: 1 }, lines: { all: 4, missing: 0 } });
    await step('the changed accepted', at.pictures, () => hand.request('dataset.accept-changed', { dataset: at.pictures, command: command('command.accept-changed'), parts: rows(2) }), { boxes: { all: 9, missing: 2, changed: 0 } });
    await step('one of the missing removed', at.pictures, () => removeSamples(4), { boxes: { all: 8, labeled: 2, missing: 1 }, scenes: { all: 8, labeled: 4, missing: 1 } });
    await writeFile(picture(1), kept);
    await sync();
    expect(await everywhere('with the file back')).toMatchObject({ boxes: { all: 8, labeled: 2, missing: 0, changed: 0 }, scenes: { all: 8, labeled: 4, labels: { 'label 0': 4 } } });
  });
});
