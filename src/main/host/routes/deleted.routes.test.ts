/** What windows are told about a job or a dataset that was deleted, request by request, and that nothing of it is lost; real journal, real files. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RequestName, RequestOf, TaskId } from '../../../shared/contract/api';
import type { Requester } from '../../../shared/contract/requester';
import { requestSchemas } from '../../../shared/contract/schemas';
import type { Draft } from '../../../shared/events/catalogue/types';
import { WORKSPACE_HISTORY, type CommandId, type DatasetId, type HistoryId, type JobId, type LabelId, type LabelSetId, type SampleId } from '../../../shared/kernel/ids';
import { builtPool } from '../built-pool.testing';
import { openHostWorld, type HostWorld } from '../host-world.testing';
import { fresh, seen } from '../session-world.testing';

const pool = builtPool();
let world: HostWorld;
let first: Requester;
let second: Requester;
beforeEach(async () => {
  world = await openHostWorld(pool());
  first = world.first;
  second = world.open();
  await second.request('state.catalog', {});
});
afterEach(async () => expect(await world.close()).toEqual([]));

const command = (name: string): { id: CommandId; name: string; undoes: null; redoes: null } => ({ id: fresh<CommandId>(), name, undoes: null, redoes: null });
const rows = (...list: readonly number[]): { rows: Uint8Array } => ({ rows: new Uint8Array(Uint32Array.from(list).buffer) });

/** What is deleted, or goes with it, and what to ask about it. */
interface Target {
  readonly dataset: DatasetId;
  readonly job: JobId;
  readonly labelSet: LabelSetId;
  readonly label: LabelId;
  readonly sample: SampleId;
  /** The last commands of the job's and of the dataset's history. */
  readonly done: CommandId;
  readonly removed: CommandId;
}
/** A request in the table: its name, and the same asked with everything it needs, so that it is answered as long as the job and the dataset are there. */
type Ask = readonly [name: RequestName, words: string, ask: () => Promise<unknown>];
const asked = <N extends RequestName>(name: N, of: () => RequestOf<N> | Promise<RequestOf<N>>, words = ''): Ask => [name, words, async () => second.request(name, await of())];
const saying = (job: JobId | null, ...drafts: readonly Draft[]): Ask => asked('journal.commit', () => ({ job, command: command('command.x'), drafts }), drafts.map((draft) => draft.type).join());

const READING = { header: 'all', encoding: 'windows-1252' } as const;
const EXPORT = { format: 'modelarts-manifest', frame: 'upright', copyMedia: false, only: 'all' } as const;
const place = async (path: string): Promise<RequestOf<'places.browse'>['place']> => (await second.request('places.resolve', { text: join(world.dir, path) })).place.place;

/** Everything that is done in a job, or asked in order to do it. The last one leaves nothing to do for the others. */
function inJob({ job, labelSet, label, sample, done }: Target): readonly Ask[] {
  const imported = async (): Promise<RequestOf<'import.start'>> => ({ job, place: await place('labels.manifest'), as: null, frame: null });
  return [
    asked('sample.open', () => ({ job, sample })),
    asked('history.state', () => ({ of: job })), asked('history.undo', () => ({ of: job, command: done })), asked('history.redo', () => ({ of: job, command: done })),
    saying(job, { type: 'classes.set', base: [], body: { job, sample, to: [label], was: [] } }),
    saying(job, { type: 'mark.set', base: [], body: { job, sample, field: 'stars', to: 3, was: 0 } }),
    saying(null, { type: 'job.renamed', base: [], body: { job, to: 'Other', was: 'x' } }),
    asked('classes.set-many', () => ({ job, command: command('command.classify'), mode: 'replace', labels: [label], parts: rows(0, 1) })),
    asked('marks.set-many', () => ({ job, command: command('command.stars'), field: 'stars', to: 5, parts: rows(0, 1) })),
    asked('import.preview', imported), asked('import.start', imported),
    asked('export.preview', () => ({ job, options: EXPORT })),
    asked('export.start', async () => ({ job, options: EXPORT, place: await place('.'), folderName: 'out' })),
    asked('label.delete-preview', () => ({ job, labelSet, label })),
    asked('label.delete', () => ({ job, labelSet, label, policy: 'label', command: command('command.delete-label') })),
  ];
}

/** Everything that is done in a dataset of texts, or asked in order to do it. */
function inDataset({ dataset, removed }: Target): readonly Ask[] {
  const upload = async (): Promise<RequestOf<'dataset.add-inbox'>> => {
    const id = fresh();
    await second.request('inbox.write', { upload: id, name: 'new.txt', offset: 0, last: true, parts: { bytes: new TextEncoder().encode('dropped\n') } });
    return { dataset, uploads: [id] };
  };
  return [
    asked('history.state', () => ({ of: dataset })), asked('history.undo', () => ({ of: dataset, command: removed })), asked('history.redo', () => ({ of: dataset, command: removed })),
    saying(null, { type: 'dataset.renamed', base: [], body: { dataset, to: 'Other', was: 'x' } }),
    saying(null, { type: 'job.created', base: [], body: { job: fresh<JobId>(), dataset, name: 'Late', task: 'classification', multiple: false, labelSet: fresh<LabelSetId>() } }),
    asked('dataset.found-labels', () => ({ dataset })),
    asked('dataset.text-preview', () => ({ dataset, reading: READING })),
    asked('dataset.set-reading', () => ({ dataset, reading: READING, command: command('command.set-reading') })),
    asked('dataset.sync', () => ({ dataset })),
    asked('dataset.add-inbox', upload),
    // Row 3 is removed already and no row is changed: refused all the same, not answered with "none".
    asked('dataset.remove-samples', () => ({ dataset, command: command('command.remove-samples'), parts: rows(3) }), 'that are gone'),
    asked('dataset.remove-samples', () => ({ dataset, command: command('command.remove-samples'), parts: rows(0) })),
    asked('dataset.accept-changed', () => ({ dataset, command: command('command.accept-changed'), parts: rows(1) })),
  ];
}

/** What only shows something that is there: a window that still draws it does not stumble over a deletion in another one. */
function shown({ dataset, job, sample }: Target): readonly Ask[] {
  return [
    asked('state.columns', () => ({ dataset, job: null })), asked('state.columns', () => ({ dataset, job })), asked('sample.works', () => ({ job, samples: [sample] })),
    asked('media.address', () => ({ dataset, samples: [sample] })), asked('media.codecs', () => ({ dataset, sample })), asked('media.pack', () => ({ dataset, samples: [sample], edge: 100 })), asked('media.texts', () => ({ dataset, samples: [sample], limit: 9 })),
  ];
}

/** A job of classes with labels, stars and a history, on the dataset of texts of which a sample was removed; beside it the two jobs on pictures. */
async function labeled(): Promise<Target> {
  const { session, at } = world;
  const [label = fresh<LabelId>()] = at.labels;
  const removing = command('command.remove-samples');
  await first.request('dataset.remove-samples', { dataset: at.texts, command: removing, parts: rows(3) });
  await first.request('classes.set-many', { job: at.lines, command: command('command.classify'), mode: 'replace', labels: [label], parts: rows(0, 1) });
  await first.request('marks.set-many', { job: at.lines, command: command('command.stars'), field: 'stars', to: 4, parts: rows(2) });
  await first.request('classes.set-many', { job: at.scenes, command: command('command.classify'), mode: 'replace', labels: at.labels.slice(0, 2), parts: rows(0, 5) });
  const last = command('command.classify');
  await first.request('classes.set-many', { job: at.lines, command: last, mode: 'replace', labels: at.labels.slice(1, 2), parts: rows(2) });
  await writeFile(join(world.dir, 'labels.manifest'), `${JSON.stringify({ source: 'content://another line', annotation: [{ type: 'modelarts/text_classification', name: 'label 0' }] })}\n`);
  return { dataset: at.texts, job: at.lines, labelSet: at.labelSet, label, sample: session.state.sampleIdAt(at.texts, 0), done: last.id, removed: removing.id };
}
const say = (window: Requester, ...drafts: readonly Draft[]): Promise<unknown> => window.request('journal.commit', { job: null, command: command('command.delete'), drafts });
const failureOf = (work: Promise<unknown>): Promise<unknown> => work.then((answer) => ({ answered: answer }), (error: { readonly failure?: unknown }) => error.failure);
const bytesOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, one: unknown) => (one instanceof Uint8Array ? [...one] : one)));
/** Answers without what is new at every asking. */
async function answers(asks: readonly Ask[]): Promise<unknown> {
  const all: unknown[] = [];
  for (const [name, , ask] of asks) {
    const answer = bytesOf(await ask()) as Record<string, unknown>;
    all.push([name, { ...answer, cursor: null, ...(name === 'media.pack' ? { pack: typeof answer['pack'] } : {}) }]);
  }
  return all;
}
const taskCount = async (): Promise<number> => (await second.request('tasks.list', {})).tasks.length;
const inbox = (): Promise<readonly string[]> => readdir(join(world.dir, 'work', 'inbox'), { recursive: true }).then((names) => names.filter((name) => /[0-9a-f]{32}|\.txt$/.test(name)), () => []);

/** Each is refused so, and writes, starts and keeps nothing. */
async function refused(asks: readonly Ask[], failure: Record<string, unknown>): Promise<void> {
  const before = [world.session.journal.headsHash(), await taskCount()];
  for (const [name, words, ask] of asks) expect(await failureOf(ask()), `${name} ${words}`).toEqual(failure);
  expect([world.session.journal.headsHash(), await taskCount()]).toEqual(before);
  expect(await inbox()).toEqual([]);
  expect(await readdir(world.dir)).not.toContain('out');
}
/** Each is answered; tasks that it starts come to a good end. */
async function answered(asks: readonly Ask[]): Promise<void> {
  for (const [name, words, ask] of asks) {
    const answer = await ask().catch((error: unknown) => ({ failure: (error as { failure?: unknown }).failure ?? error }));
    expect(answer, `${name} ${words}`).not.toHaveProperty('failure');
    const { task = null, refused: parts = [] } = answer as { readonly task?: TaskId | null; readonly refused?: readonly unknown[] };
    expect(parts, `${name} ${words}`).toEqual([]);
    if (task !== null) expect(await world.session.tasks.wait(task), `${name} ${words}`).toMatchObject({ state: 'done', failures: [] });
  }
}
const jobGone = (job: JobId, name: string) => ({ code: 'job-deleted', message: `The job "${name}" was deleted. It can be restored in the list of jobs.`, details: { job, name } });
const datasetGone = (dataset: DatasetId, name: string) => ({ code: 'dataset-deleted', message: `The dataset "${name}" was deleted. It can be restored in the list of datasets.`, details: { dataset, name } });

test('every request that names a job or a dataset is asked here', async () => {
  const at = await labeled();
  const names = new Set([...inJob(at), ...inDataset(at), ...shown(at)].map(([name]) => name));
  const naming = Object.entries(requestSchemas).filter(([, { request }]) => ['job', 'dataset', 'of'].some((field) => field in (request as unknown as { readonly shape: object }).shape)).map(([name]) => name);
  expect(naming.length).toBeGreaterThan(20);
  expect([...names].sort()).toEqual(naming.sort());
});

describe('a deleted job', () => {
  test('refuses everything that is done in it and says its name; the other jobs go on; restored by another window it goes on with the same labels', async () => {
    const at = await labeled();
    const before = await seen(world.session.state);
    const drawn = await answers(shown(at));
    const history = await first.request('history.state', { of: at.job });
    await say(first, { type: 'job.retired', base: [], body: { job: at.job } });
    await refused([...inJob(at), saying(null, { type: 'job.retired', base: [], body: { job: at.job } })], jobGone(at.job, 'Lines'));
    expect(await answers(shown(at))).toEqual(drawn);
    const { catalog } = await second.request('state.catalog', {});
    expect([catalog.jobs.map((job) => job.name), catalog.deleted.jobs.map(({ job, time }) => [job.name, typeof time])]).toEqual([['Boxes', 'Scenes'], [['Lines', 'number']]]);
    expect((await second.request('workspaces.recent', {})).workspaces[0]?.jobs.map((job) => job.name)).toEqual(['Boxes', 'Scenes']);
    // Its dataset and the other jobs are not touched by it.
    await answered([asked('dataset.sync', () => ({ dataset: at.dataset })), asked('history.state', () => ({ of: at.dataset })), asked('export.preview', () => ({ job: world.at.scenes, options: EXPORT }))]);

    await say(second, { type: 'job.restored', base: [], body: { job: at.job } });
    expect(await seen(world.session.state)).toBe(before);
    expect(await answers(shown(at))).toEqual(drawn);
    expect(await first.request('history.state', { of: at.job })).toEqual(history);
    await answered(inJob(at));
    expect((await readFile(join(world.dir, 'out', 'labels.manifest'), 'utf8')).split('\n').filter((line) => line.includes('label 0')).length).toBeGreaterThan(0);
  });

  test('deleted and restored by undo and redo of the workspace, its own history untouched', async () => {
    const at = await labeled();
    const before = await seen(world.session.state);
    const deleting = command('command.delete-job');
    await first.request('journal.commit', { job: null, command: deleting, drafts: [{ type: 'job.retired', base: [], body: { job: at.job } }] });
    const turn = (way: 'history.undo' | 'history.redo') => second.request(way, { of: WORKSPACE_HISTORY, command: deleting.id });
    expect(await turn('history.undo')).toMatchObject({ command: { id: deleting.id }, refused: [] });
    expect(await seen(world.session.state)).toBe(before);
    await turn('history.redo');
    await refused(inJob(at), jobGone(at.job, 'Lines'));
    await turn('history.undo');
    expect(await second.request('history.undo', { of: at.job, command: at.done })).toMatchObject({ command: { id: at.done }, touched: 1 });
  });

  test('what was saved before is not called refused when it is sent again', async () => {
    const at = await labeled();
    const one = command('command.classify');
    const many = command('command.stars');
    const again = [
      () => first.request('journal.commit', { job: at.job, command: one, drafts: [{ type: 'classes.set', base: [], body: { job: at.job, sample: at.sample, to: [], was: [at.label] } }] }),
      () => first.request('marks.set-many', { job: at.job, command: many, field: 'stars', to: 1, parts: rows(0, 1) }),
      () => first.request('classes.set-many', { job: at.job, command: one, mode: 'replace', labels: [at.label], parts: rows(0) }),
    ] as const;
    for (const send of again) await send();
    await say(second, { type: 'job.retired', base: [], body: { job: at.job } });
    const before = world.session.journal.headsHash();
    for (const send of again) expect(await send()).toMatchObject({ history: { undo: null, redo: null } });
    expect(world.session.journal.headsHash()).toBe(before);
  });

  test('deleting it is answered as saved whichever history the window asked for', async () => {
    const at = await labeled();
    expect(await first.request('journal.commit', { job: at.job, command: command('command.delete-job'), drafts: [{ type: 'job.retired', base: [], body: { job: at.job } }] })).toMatchObject({ events: [expect.any(String)] });
  });
});

describe('a deleted dataset', () => {
  test('refuses everything that is done in it, its jobs everything that is done in them; restored it goes on with the same labels', async () => {
    const at = await labeled();
    const before = await seen(world.session.state);
    const drawn = await answers(shown(at));
    const histories = (): Promise<unknown> => Promise.all([at.job, at.dataset].map((of: HistoryId) => second.request('history.state', { of })));
    const history = await histories();
    await say(first, { type: 'dataset.retired', base: [], body: { dataset: at.dataset } });
    await refused([...inDataset(at), saying(null, { type: 'dataset.retired', base: [], body: { dataset: at.dataset } }), saying(null, { type: 'job.restored', base: [], body: { job: at.job } })], datasetGone(at.dataset, 'texts'));
    await refused(inJob(at), jobGone(at.job, 'Lines'));
    expect(await answers(shown(at))).toEqual(drawn);
    const { catalog } = await second.request('state.catalog', {});
    expect([catalog.datasets.map((one) => one.name), catalog.jobs.map((one) => one.name)]).toEqual([['pictures'], ['Boxes', 'Scenes']]);
    expect([catalog.deleted.datasets.map(({ dataset }) => dataset.name), catalog.deleted.jobs.map(({ job, time }) => [job.name, time])]).toEqual([['texts'], [['Lines', null]]]);

    await say(second, { type: 'dataset.restored', base: [], body: { dataset: at.dataset } });
    expect(await seen(world.session.state)).toBe(before);
    expect([await answers(shown(at)), await histories()]).toEqual([drawn, history]);
    await answered(inJob(at));
    await answered(inDataset(at));
    expect(await readdir(join(world.dir, 'texts'))).toEqual(['a.txt', 'b.txt']);
  });

  test('a job deleted before it stays deleted when the dataset is back, and both come back in one command', async () => {
    const at = await labeled();
    const before = await seen(world.session.state);
    await say(first, { type: 'job.retired', base: [], body: { job: at.job } });
    await say(first, { type: 'dataset.retired', base: [], body: { dataset: at.dataset } });
    await refused(inDataset(at), datasetGone(at.dataset, 'texts'));
    await say(first, { type: 'dataset.restored', base: [], body: { dataset: at.dataset } });
    await refused(inJob(at), jobGone(at.job, 'Lines'));
    await say(first, { type: 'dataset.retired', base: [], body: { dataset: at.dataset } });
    await say(second, { type: 'dataset.restored', base: [], body: { dataset: at.dataset } }, { type: 'job.restored', base: [], body: { job: at.job } });
    expect(await seen(world.session.state)).toBe(before);
  });

  test('work that was cut off by deleting is started again when it is back, not before', async () => {
    const at = await labeled();
    const forever = (task: { readonly signal: AbortSignal }): Promise<void> => new Promise((_, reject) => task.signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const path = join(world.dir, 'labels.manifest');
    const { tasks } = world.session;
    const cut = [
      tasks.start('task.sync', {}, forever, { kind: 'sync', dataset: at.dataset }), tasks.start('task.reread', {}, forever, { kind: 'reread', dataset: at.dataset, headers: false }), tasks.start('task.inbox', {}, forever, { kind: 'inbox', dataset: at.dataset, names: [] }),
      tasks.start('task.import', {}, forever, { kind: 'import', job: at.job, path, options: { as: null, frame: null } }), tasks.start('task.export', {}, forever, { kind: 'export', job: at.job, options: EXPORT, folder: join(world.dir, 'out') }),
    ];
    const again = cut.map((task) => asked('task.again', () => ({ task })));
    await say(first, { type: 'dataset.retired', base: [], body: { dataset: at.dataset } });
    for (const task of cut) expect(await tasks.wait(task)).toMatchObject({ state: 'cancelled', again: true });
    await refused(again.slice(0, 3), datasetGone(at.dataset, 'texts'));
    await refused(again.slice(3), jobGone(at.job, 'Lines'));
    await say(first, { type: 'dataset.restored', base: [], body: { dataset: at.dataset } });
    await answered(again);
  });
});
