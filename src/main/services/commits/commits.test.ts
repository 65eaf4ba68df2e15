import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Pushes } from '../../../shared/contract/api';
import { JobTable } from '../../../shared/contract/columns-codec';
import type { Draft, EventBodies, EventType } from '../../../shared/events/catalogue/types';
import { idBytes, testId } from '../../../shared/fold/events.testing';
import { livingWork } from '../../../shared/fold/item';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import type { AnnotationId, CommandId, JobId } from '../../../shared/kernel/ids';
import { nodeFileSystem } from '../../adapters/fs-node';
import { nodeSha256 } from '../../adapters/sha256-node';
import { createState, type FoldedState } from '../state/index';
import { MemoryJournal } from '../state/memory-journal.testing';
import { annotation, begin, blob, classification, dataset, detection, label, labelSet, sample, samplesAdded } from '../state/random-journal.testing';
import { createCommits, type LabelingCommits } from './index';

let dir = '';
let runs = 0;
let counter = 0;
const random = { bytes: (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i < 4 ? (++counter >> (8 * i)) & 255 : 7)) };

interface World { journal: MemoryJournal; state: FoldedState; commits: LabelingCommits; folder: string }

async function open(journal: MemoryJournal, folder: string): Promise<World> {
  const state = await createState({ journal, fs: nodeFileSystem, dir: folder, sha256: nodeSha256 });
  return { journal, state, commits: createCommits({ journal, state, random }), folder };
}

async function world(samples = 6): Promise<World> {
  const journal = new MemoryJournal();
  await begin(journal, samples);
  return open(journal, join(dir, String(runs++)));
}

const draft = <T extends EventType>(type: T, body: EventBodies[T]): Draft => ({ type, base: [], body }) as unknown as Draft;
const box = (x: number, width = 10): { kind: 'box'; x: number; y: number; width: number; height: number } => ({ kind: 'box', x, y: 1, width, height: 5 });
const on = (s: number, a: number): { job: JobId; sample: ReturnType<typeof sample>; annotation: AnnotationId } => ({ job: detection, sample: sample(s), annotation: annotation(a) });
const made = (s: number, a: number, l = 0): Draft => draft('annotation.created', { ...on(s, a), label: label(l), geometry: box(a), attributes: {}, origin: 'person' });

/** Everything a person sees of some samples, byte for byte. */
async function seen({ state }: World, samples = [0, 1, 2]): Promise<string> {
  const works = [];
  for (const job of [classification, detection]) for (const s of samples) works.push(livingWork((await state.work(job, sample(s))).work));
  return canonicalize([works, state.catalog().labelSets.map((set) => set.labels.filter((l) => !l.retired))]);
}

beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'lw-commits-')); });
afterAll(async () => { await rm(dir, { recursive: true, force: true }); });

let w: World;
beforeEach(async () => { w = await world(); });
const say = (name: string, ...drafts: readonly Draft[]): Promise<unknown> => w.commits.commit('window', w.commits.command(name), drafts);

describe('what is refused, with nothing written', () => {
  const cases: readonly [string, string, () => readonly Draft[]][] = [
    ['a commit without a change', 'nothing-to-do', () => []],
    ['an unknown type', 'unknown-event', () => [{ type: 'x.y', base: [], body: {} } as unknown as Draft]],
    ['a body that is not valid', 'bad-event', () => [draft('nothing-here.set', { job: detection, sample: sample(0), to: 1 as unknown as boolean, was: false })]],
    ['an unknown job', 'unknown-job', () => [draft('nothing-here.set', { job: testId<JobId>(1, 9), sample: sample(0), to: true, was: false })]],
    ['an unknown sample', 'unknown-sample', () => [draft('nothing-here.set', { job: detection, sample: sample(99), to: true, was: false })]],
    ['an unknown label', 'unknown-label', () => [draft('classes.set', { job: classification, sample: sample(0), to: [label(99)], was: [] })]],
    ['classes in a detection job', 'wrong-task', () => [draft('classes.set', { job: detection, sample: sample(0), to: [label(0)], was: [] })]],
    ['a box in a classification job', 'wrong-task', () => [draft('annotation.created', { ...on(0, 0), job: classification, label: label(0), geometry: box(0), attributes: {}, origin: 'person' })]],
    ['an annotation that is not there', 'unknown-annotation', () => [draft('annotation.retired', on(0, 5))]],
    ['an attribute the label does not have', 'unknown-attribute', () => [draft('annotation.created', { ...on(0, 0), label: label(0), geometry: box(0), attributes: { ['8b'.repeat(16)]: 'x' }, origin: 'person' })]],
    ['a box left of the picture', 'outside-picture', () => [draft('annotation.created', { ...on(0, 0), label: label(0), geometry: box(-1), attributes: {}, origin: 'person' })]],
    ['a second label of the same name', 'label-name-taken', () => [draft('label.added', { labelSet, label: label(20), name: 'label 1', color: 0, shortcut: null, attributes: [] })]],
    ['a dataset that is there', 'already-there', () => [draft('dataset.created', { dataset, name: 'D', dataType: 'image', textMode: null })]],
    ['detection on texts', 'task-not-possible', () => [draft('dataset.created', { dataset: testId(5, 1), name: 'T', dataType: 'text', textMode: 'line' }), draft('job.created', { job: testId(1, 3), dataset: testId(5, 1), name: 'J', task: 'detection', multiple: false, labelSet })]],
    ['two drafts of which the second is wrong', 'already-there', () => [made(0, 0), made(0, 0)]],
    ['a source in an unknown root', 'unknown-root', () => [draft('dataset.source-added', { dataset, source: { root: testId(6, 7), path: '' } })]],
  ];
  it.each(cases)('%s', async (_what, code, drafts) => {
    const before = w.journal.entries.length;
    await expect(say('command.x', ...drafts())).rejects.toMatchObject({ failure: { code } });
    expect(w.journal.entries.length).toBe(before);
  });

  it('a shortcut that is taken, a label that was deleted, a second label where one is allowed', async () => {
    await say('command.shortcut', draft('label.changed', { labelSet, label: label(0), field: 'shortcut', to: 'a', was: null }));
    await expect(say('x', draft('label.changed', { labelSet, label: label(1), field: 'shortcut', to: 'a', was: null }))).rejects.toMatchObject({ failure: { code: 'shortcut-taken' } });
    await w.commits.deleteLabel('window', detection, labelSet, label(3), 'label', w.commits.command('command.delete-label'));
    await expect(say('x', made(0, 0, 3))).rejects.toMatchObject({ failure: { code: 'label-deleted' } });
    const single = testId<JobId>(1, 5);
    await say('job', draft('job.created', { job: single, dataset, name: 'S', task: 'classification', multiple: false, labelSet }));
    await expect(say('x', draft('classes.set', { job: single, sample: sample(0), to: [label(0), label(1)], was: [] }))).rejects.toMatchObject({ failure: { code: 'one-label-only' } });
  });

  it('a box outside a measured picture', async () => {
    const { blob } = await import('../state/random-journal.testing');
    const { idBytes } = await import('../../../shared/fold/events.testing');
    const facts = await blob(w.journal, 'facts', 1, null, { sample: idBytes([sample(0)]), hash: new Uint8Array(32), format: Uint8Array.of(1), problem: Uint8Array.of(0), width: Uint32Array.of(100), height: Uint32Array.of(50), orientation: Uint8Array.of(1), duration: new Float64Array(1), rate: new Float64Array(1), length: new Uint32Array(1) });
    await w.commits.commit(null, w.commits.command('task.measure'), [draft('samples.measured', { dataset, blob: facts })]);
    await expect(say('x', draft('annotation.created', { ...on(0, 0), label: label(0), geometry: box(95), attributes: {}, origin: 'person' }))).rejects.toMatchObject({ failure: { code: 'outside-picture' } });
    await say('x', draft('annotation.created', { ...on(0, 0), label: label(0), geometry: box(90), attributes: {}, origin: 'person' }));
  });

  it('but never a box that is stored already, whatever size the picture turns out to have', async () => {
    const { blob } = await import('../state/random-journal.testing');
    const { idBytes } = await import('../../../shared/fold/events.testing');
    await say('wide', draft('annotation.created', { ...on(0, 0), label: label(0), geometry: box(5000), attributes: {}, origin: 'person' }));
    const before = canonicalize((await w.state.work(detection, sample(0))).work);
    const facts = await blob(w.journal, 'facts', 1, null, { sample: idBytes([sample(0)]), hash: new Uint8Array(32).fill(7), format: Uint8Array.of(1), problem: Uint8Array.of(0), width: Uint32Array.of(100), height: Uint32Array.of(50), orientation: Uint8Array.of(1), duration: new Float64Array(1), rate: new Float64Array(1), length: new Uint32Array(1) });
    await w.commits.commit(null, w.commits.command('task.measure'), [draft('samples.measured', { dataset, blob: facts })]);
    expect(canonicalize((await w.state.work(detection, sample(0))).work)).toBe(before);
    expect(canonicalize((await (await open(w.journal, `${w.folder}-again`)).state.work(detection, sample(0))).work)).toBe(before);
    await say('class', draft('annotation.class-set', { ...on(0, 0), to: label(1), was: label(0) }));
    await say('retire', draft('annotation.retired', on(0, 0)));
    expect((await w.commits.undo('window', detection, w.commits.history(detection).undo?.id ?? ('' as CommandId))).refused).toEqual([]);
    expect((await w.state.work(detection, sample(0))).work.annotations).toMatchObject([{ retired: false, geometry: box(5000) }]);
    await expect(say('x', draft('annotation.geometry-set', { ...on(0, 0), to: box(4000), was: box(5000) }))).rejects.toMatchObject({ failure: { code: 'outside-picture' } });
  });

  it('everything while the disk is full; the next commit is served', async () => {
    w.journal.failNext = { code: 'disk-full', message: 'full' };
    await expect(say('x', made(0, 0))).rejects.toMatchObject({ failure: { code: 'disk-full' } });
    expect((await w.state.work(detection, sample(0))).work.annotations).toEqual([]);
    await say('x', made(0, 0));
    expect((await w.state.work(detection, sample(0))).work.annotations).toHaveLength(1);
  });
});

describe('what is written', () => {
  it('puts labels in label-set order and cites what the author saw', async () => {
    await say('a', draft('classes.set', { job: classification, sample: sample(0), to: [label(2), label(0)], was: [] }));
    const first = w.journal.entries.at(-1)?.event;
    expect(first?.body).toMatchObject({ to: [label(0), label(2)] });
    await say('b', draft('classes.set', { job: classification, sample: sample(0), to: [], was: [label(0), label(2)] }));
    expect(w.journal.entries.at(-1)?.event.base).toEqual([first?.id]);
    await say('c', draft('classes.set', { job: classification, sample: sample(0), to: [label(1)], was: [label(3)] }));
    expect(w.journal.entries.at(-1)?.event.base, 'who did not see it does not cite it').toEqual([]);
  });

  it('is not written twice when a window sends a command again', async () => {
    const command = w.commits.command('a');
    await w.commits.commit('window', command, [made(0, 0)]);
    const again = await w.commits.commit('window', command, [made(0, 0)]);
    expect(again.entries).toEqual([]);
    expect(w.journal.entries.filter((e) => e.event.command.id === command.id)).toHaveLength(1);
  });

  it('is checked in order, while waiting commits about different samples share one flush', async () => {
    const results = await Promise.allSettled([say('a', made(0, 0)), say('b', made(1, 1)), say('c', made(0, 0)), say('d', draft('annotation.retired', on(0, 0)))]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((await w.state.work(detection, sample(0))).work.annotations).toMatchObject([{ retired: true }]);
  });

  it('tells every window: columns of a follower stay equal, and the history moves', async () => {
    const all = w.state.columnParts(dataset, detection);
    const follower = JobTable.from(all.count, all.combos, structuredClone(all.parts));
    const patches: [Pushes['state.patch'], string | null][] = [];
    const undos: (string | undefined)[] = [];
    w.commits.onPatch((patch, origin) => patches.push([patch, origin]));
    w.commits.onHistory((job, history) => { if (job === detection) undos.push(history.undo?.name); });
    await say('first', made(0, 0, 1));
    await w.commits.commit(null, w.commits.command('second'), [made(1, 1, 2), draft('label.changed', { labelSet, label: label(0), field: 'name', to: 'renamed', was: 'label 0' })]);
    for (const [patch] of patches) for (const r of patch.rows) if (r.job === detection) follower.apply(r.count, r.comboBase, r.combos, patch.parts, r.prefix);
    expect(follower.view()).toEqual(w.state.jobColumns(detection));
    expect(patches.map(([, origin]) => origin)).toEqual(['window', null]);
    expect(patches.map(([patch]) => patch.works.map((x) => x.sample))).toEqual([[sample(0)], [sample(1)]]);
    expect(patches[1]?.[0].catalog?.labelSets[0]?.labels[0]?.name).toBe('renamed');
    expect(undos).toEqual(['first', 'second']);
  });
});

describe('many at once', () => {
  const rows = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);

  it('sets, adds and takes away labels; unchanged rows are left out; one command in blobs of 10,000 rows', async () => {
    w = await world(10);
    for (let from = 10; from < 20_500; from += 10_000) await w.commits.commit(null, w.commits.command('task.scan'), [await samplesAdded(w.journal, Array.from({ length: Math.min(10_000, 20_500 - from) }, (_, i) => from + i))]);
    const command = w.commits.command('command.set-class');
    const { changed } = await w.commits.classesSetMany('window', classification, rows(20_500), 'replace', [label(1)], command);
    expect(changed).toBe(20_500);
    expect(w.journal.entries.filter((e) => e.event.command.id === command.id).map((e) => (e.event.body as { blob: { rows: number } }).blob.rows)).toEqual([10_000, 10_000, 500]);
    expect((await w.commits.classesSetMany('window', classification, rows(20_500), 'add', [label(1)], w.commits.command('x'))).changed).toBe(0);
    expect((await w.commits.classesSetMany('window', classification, rows(3), 'add', [label(0)], w.commits.command('x'))).changed).toBe(3);
    expect((await w.commits.classesSetMany('window', classification, rows(4), 'remove', [label(1)], w.commits.command('x'))).changed).toBe(4);
    const { combo, combos } = w.state.jobColumns(classification);
    expect([0, 3, 4].map((r) => combos[combo[r] ?? 0])).toEqual([[label(0)], [], [label(1)]]);
  });

  it('one sample is one small event; the same command sent again writes nothing', async () => {
    const command = w.commits.command('command.set-class');
    expect((await w.commits.classesSetMany('window', classification, rows(1), 'replace', [label(1)], command)).changed).toBe(1);
    const event = w.journal.entries.at(-1)?.event;
    expect(event).toMatchObject({ type: 'classes.set', body: { job: classification, to: [label(1)], was: [] }, command: { id: command.id } });
    const count = w.journal.entries.length;
    await w.commits.classesSetMany('other', classification, rows(1), 'replace', [label(0)], w.commits.command('command.set-class'));
    expect(await w.commits.classesSetMany('window', classification, rows(1), 'replace', [label(1)], command)).toMatchObject({ changed: 0 });
    expect(w.journal.entries).toHaveLength(count + 1);
    for (const [field, to] of [['hard', 1], ['flag', 2], ['stars', 5]] as const) {
      await w.commits.marksSetMany('window', classification, rows(1), field, to, w.commits.command('command.mark'));
      expect(w.journal.entries.at(-1)?.event).toMatchObject({ type: 'mark.set', body: { field } });
    }
    expect(w.state.jobColumns(classification).marks[0]).toBe(1 | (2 << 1) | (5 << 3));
    for (let i = 0; i < 3; i++) await w.commits.undo('window', classification, w.commits.history(classification).undo?.id ?? ('' as CommandId));
    expect(w.state.jobColumns(classification).marks[0]).toBe(0);
  });

  it('2,000 samples classified are undone and redone as one, with other marks left alone', async () => {
    w = await world(2500);
    await w.commits.marksSetMany('window', classification, rows(10), 'stars', 4, w.commits.command('command.stars'));
    const before = canonicalize(Array.from(w.state.jobColumns(classification).combo));
    await w.commits.classesSetMany('window', classification, rows(2000), 'replace', [label(2)], w.commits.command('command.set-class'));
    const after = canonicalize(Array.from(w.state.jobColumns(classification).combo));
    const undo = w.commits.history(classification).undo;
    const undone = await w.commits.undo('window', classification, undo?.id ?? ('' as CommandId));
    expect(undone).toMatchObject({ command: { name: 'command.set-class' }, touched: 2000, refused: [] });
    expect(undone.samples).toHaveLength(100);
    expect(canonicalize(Array.from(w.state.jobColumns(classification).combo))).toBe(before);
    await w.commits.redo('window', classification, undone.history.redo?.id ?? ('' as CommandId));
    const strip = (text: string): unknown => (JSON.parse(text) as number[]).map((c) => w.state.jobColumns(classification).combos[c]);
    expect(strip(canonicalize(Array.from(w.state.jobColumns(classification).combo)))).toEqual(strip(after));
    expect(w.state.jobColumns(classification).marks[0]).toBe(4 << 3);
  });

  it('undo leaves rows alone that somebody else changed since, and says who', async () => {
    await w.commits.classesSetMany('window', classification, rows(6), 'replace', [label(2)], w.commits.command('command.set-class'));
    w.journal.become(1);
    await w.commits.classesSetMany('other', classification, Uint32Array.of(1, 2), 'replace', [label(0)], w.commits.command('command.set-class'));
    const other = w.journal.member();
    w.journal.become(0);
    const outcome = await w.commits.undo('window', classification, w.commits.history(classification).undo?.id ?? ('' as CommandId));
    expect(outcome.refused).toEqual([expect.objectContaining({ code: 'changed-since', details: expect.objectContaining({ member: other, count: 2, field: 'classes' }) as unknown })]);
    const { combo, combos } = w.state.jobColumns(classification);
    expect(Array.from(combo, (c) => combos[c]?.[0] ?? null)).toEqual([null, label(0), label(0), null, null, null]);
    await w.commits.redo('window', classification, outcome.history.redo?.id ?? ('' as CommandId));
    expect(Array.from(w.state.jobColumns(classification).combo, (c) => combos[c]?.[0] ?? null)).toEqual([2, 0, 0, 2, 2, 2].map(label));
  });

  it('marks and wrong rows', async () => {
    await w.commits.marksSetMany('window', detection, Uint32Array.of(1, 1, 3), 'flag', 2, w.commits.command('command.flag'));
    expect(Array.from(w.state.jobColumns(detection).marks)).toEqual([0, 4, 0, 4, 0, 0]);
    await expect(w.commits.marksSetMany('window', detection, Uint32Array.of(9), 'flag', 2, w.commits.command('x'))).rejects.toMatchObject({ failure: { code: 'unknown-sample' } });
    await expect(w.commits.marksSetMany('window', detection, Uint32Array.of(1), 'stars', 6, w.commits.command('x'))).rejects.toMatchObject({ failure: { code: 'bad-mark' } });
  });
});

describe('deleting a label', () => {
  beforeEach(async () => {
    await say('c', draft('classes.set', { job: classification, sample: sample(0), to: [label(1)], was: [] }));
    await say('c', draft('classes.set', { job: classification, sample: sample(1), to: [label(1), label(2)], was: [] }));
    await say('b', made(2, 0, 1), made(2, 1, 2), made(2, 2, 1));
  });

  it('counts first', async () => {
    expect(await w.commits.previewLabelDeletion(classification, labelSet, label(1))).toEqual({ samples: 3, only: [expect.any(String)], annotations: 2 });
  });

  it('takes it off every sample of every job, and undo brings all of it back', async () => {
    const before = await seen(w);
    const { samples, removed } = await w.commits.deleteLabel('window', classification, labelSet, label(1), 'label', w.commits.command('command.delete-label'));
    expect([samples, removed]).toEqual([3, []]);
    expect((await w.state.work(classification, sample(1))).work.classes).toEqual([label(2)]);
    expect((await w.state.work(detection, sample(2))).work.annotations.map((a) => a.retired)).toEqual([true, false, true]);
    expect(w.state.catalog().labelSets[0]?.labels[1]?.retired).toBe(true);
    const { refused } = await w.commits.undo('window', detection, w.commits.history(detection).undo?.id ?? ('' as CommandId));
    expect(refused).toEqual([]);
    expect(await seen(w)).toBe(before);
  });

  it('also removes samples that had only this label', async () => {
    const { removed } = await w.commits.deleteLabel('window', classification, labelSet, label(1), 'label-and-samples', w.commits.command('command.delete-label'));
    expect(removed).toEqual([sample(0)]);
    expect(Array.from(w.state.datasetColumns(dataset).status)).toEqual([3, 0, 0, 0, 0, 0]);
    await expect(say('x', draft('classes.set', { job: classification, sample: sample(0), to: [], was: [] }))).rejects.toMatchObject({ failure: { code: 'sample-removed' } });
    await w.commits.undo('window', classification, w.commits.history(classification).undo?.id ?? ('' as CommandId));
    expect(Array.from(w.state.datasetColumns(dataset).status)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('with files deleted, undo brings back labels and samples, says that the files are gone, and redo deletes no file', async () => {
    const before = await seen(w);
    await w.commits.deleteLabel('window', classification, labelSet, label(1), 'label-samples-and-files', w.commits.command('command.delete-label'));
    const gone = await seen(w);
    const undone = await w.commits.undo('window', classification, w.commits.history(classification).undo?.id ?? ('' as CommandId));
    expect(undone.refused).toEqual([expect.objectContaining({ code: 'files-gone', details: { dataset, count: 1 } })]);
    expect(await seen(w)).toBe(before);
    expect(Array.from(w.state.datasetColumns(dataset).status)).toEqual([1, 0, 0, 0, 0, 0]);
    expect((await w.commits.redo('window', classification, undone.history.redo?.id ?? ('' as CommandId))).refused).toEqual([]);
    expect(await seen(w)).toBe(gone);
    expect(w.journal.entries.at(-1)?.event).toMatchObject({ type: 'label.retired', body: { policy: 'label' } });
    const again = await w.commits.undo('window', classification, w.commits.history(classification).undo?.id ?? ('' as CommandId));
    expect(again.refused).toEqual([]);
    expect(await seen(w)).toBe(before);
  });

  it('writes nothing when the disk fails', async () => {
    w.journal.failNext = { code: 'disk-full', message: 'full' };
    await expect(w.commits.deleteLabel('window', classification, labelSet, label(1), 'label-samples-and-files', w.commits.command('x'))).rejects.toMatchObject({ failure: { code: 'disk-full' } });
    expect((await w.state.work(classification, sample(0))).work.classes).toEqual([label(1)]);
  });
});

describe('undo and redo', () => {
  /** 30 mixed edits on three samples. */
  const edits: readonly (readonly Draft[])[] = Array.from({ length: 30 }, (_, i): readonly Draft[] => {
    const s = i % 3;
    const n = Math.floor(i / 10);
    switch (i % 10) {
      case 0: return [made(s, 100 * s + n, n)];
      case 1: return [draft('annotation.created', { ...on(s, 100 * s + 10 + n), label: label(n), geometry: box(3), attributes: {}, origin: 'person' }), draft('nothing-here.set', { job: detection, sample: sample(s), to: false, was: n > 0 })];
      case 2: return [draft('classes.set', { job: classification, sample: sample(s), to: [label(n), label(3)], was: [] })];
      case 3: return [draft('mark.set', { job: detection, sample: sample(s), field: 'stars', to: n + 1, was: 0 })];
      case 4: return [draft('mark.set', { job: detection, sample: sample(s), field: 'flag', to: 'reject', was: 'none' })];
      case 5: return [draft('label.changed', { labelSet, label: label(n), field: 'name', to: `renamed ${n}`, was: `label ${n}` })];
      case 6: return [made(s, 100 * s + 20 + n, 2), draft('annotation.geometry-set', { ...on(s, 100 * s + 20 + n), to: box(7), was: box(100 * s + 20 + n) })];
      case 7: return [made(s, 100 * s + 30 + n, 1), draft('annotation.class-set', { ...on(s, 100 * s + 30 + n), to: label(3), was: label(1) })];
      case 8: return [made(s, 100 * s + 40 + n, 1), draft('annotation.retired', on(s, 100 * s + 40 + n))];
      default: return [draft('label.added', { labelSet, label: label(10 + n), name: `new ${n}`, color: n, shortcut: String(n), attributes: [] })];
    }
  });

  it('30 mixed edits on three samples: restart, undo all, redo all, byte-equal at each step', async () => {
    const jobOf = (drafts: readonly Draft[]): JobId => (drafts[0]?.type === 'classes.set' ? classification : detection);
    const order: JobId[] = [];
    const states = [await seen(w)];
    for (const [i, drafts] of edits.entries()) {
      const now = drafts.map((d) => withWas(d));
      await say(`edit ${i}`, ...(await Promise.all(now)));
      order.push(jobOf(drafts));
      states.push(await seen(w));
    }
    expect(new Set(states).size).toBeGreaterThan(25);
    await w.state.snapshot();
    for (let back = edits.length - 1; back >= 0; back--) {
      // The first and the fifteenth step are made by other process starts.
      if (back === 29 || back === 15) {
        w.journal.restart();
        await w.state.close();
        w = await open(w.journal, w.folder);
      }
      const job = order[back] ?? detection;
      const { undo } = w.commits.history(job);
      expect(undo?.name).toBe(`edit ${back}`);
      const outcome = await w.commits.undo('window', job, undo?.id ?? ('' as CommandId));
      expect(outcome.refused).toEqual([]);
      expect(await seen(w), `after undoing edit ${back}`).toBe(states[back]);
    }
    for (let i = 0; i < edits.length; i++) {
      if (i === 10) {
        w.journal.restart();
        w = await open(w.journal, `${w.folder}-none`);
      }
      const job = order[i] ?? detection;
      const { redo } = w.commits.history(job);
      expect(redo?.name).toBe(`edit ${i}`);
      await w.commits.redo('window', job, redo?.id ?? ('' as CommandId));
      expect(await seen(w), `after redoing edit ${i}`).toBe(states[i + 1]);
    }
    expect(w.commits.history(detection).redo).toBeNull();
  });

  /** A draft with the value that stands now as `was`. */
  async function withWas(d: Draft): Promise<Draft> {
    if (d.type === 'classes.set') return { ...d, body: { ...d.body, was: (await w.state.work(classification, d.body.sample)).work.classes } };
    if (d.type === 'nothing-here.set') return { ...d, body: { ...d.body, was: (await w.state.work(detection, d.body.sample)).work.nothingHere } };
    if (d.type === 'mark.set' && d.body.field === 'stars') return { ...d, body: { ...d.body, was: (await w.state.work(detection, d.body.sample)).work.marks.stars } };
    if (d.type === 'mark.set' && d.body.field === 'flag') return { ...d, body: { ...d.body, was: (await w.state.work(detection, d.body.sample)).work.marks.flag } };
    return d;
  }

  it('a new command clears what could be redone', async () => {
    await say('a', made(0, 0));
    await w.commits.undo('window', detection, w.commits.history(detection).undo?.id ?? ('' as CommandId));
    expect(w.commits.history(detection).redo?.name).toBe('a');
    await say('b', made(0, 1));
    expect(w.commits.history(detection)).toMatchObject({ undo: { name: 'b' }, redo: null });
  });

  it('is asked for one step: the same request from a second window is refused', async () => {
    await say('a', made(0, 0));
    await say('b', made(0, 1));
    const top = w.commits.history(detection).undo?.id ?? ('' as CommandId);
    const results = await Promise.allSettled([w.commits.undo('one', detection, top), w.commits.undo('two', detection, top)]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected']);
    expect(w.commits.history(detection).undo?.name).toBe('a');
  });

  it('does not take back what somebody else changed since, says who, and goes on to the step before', async () => {
    await say('a', made(0, 0));
    await say('b', made(0, 1));
    w.journal.become(1);
    const other = w.journal.member();
    await say('theirs', draft('annotation.geometry-set', { ...on(0, 1), to: box(50), was: box(1) }));
    expect(w.commits.history(detection).undo?.name, 'everyone has a history of their own').toBe('theirs');
    w.journal.become(0);
    const refused = await w.commits.undo('window', detection, w.commits.history(detection).undo?.id ?? ('' as CommandId));
    expect(refused).toMatchObject({ command: null, refused: [{ code: 'changed-since', details: { member: other } }], history: { undo: { name: 'a' } } });
    expect((await w.state.work(detection, sample(0))).work.annotations.map((a) => a.retired)).toEqual([false, false]);
    const done = await w.commits.undo('window', detection, refused.history.undo?.id ?? ('' as CommandId));
    expect(done.command?.name).toBe('a');
  });

  it('what was refused in full leaves the history for good: not after the next change, not after a restart is it offered again', async () => {
    await say('a', made(0, 0));
    await say('b', made(0, 1));
    w.journal.become(1);
    await say('theirs', draft('annotation.geometry-set', { ...on(0, 1), to: box(50), was: box(1) }));
    w.journal.become(0);
    const next = (): CommandId => w.commits.history(detection).undo?.id ?? ('' as CommandId);
    expect((await w.commits.undo('window', detection, next())).refused).toHaveLength(1);
    await say('c', made(1, 2));
    await w.commits.undo('window', detection, next());
    expect(w.commits.history(detection)).toMatchObject({ undo: { name: 'a' }, redo: { name: 'c' } });
    w = await open(w.journal, join(dir, String(runs++)));
    expect(w.commits.history(detection)).toMatchObject({ undo: { name: 'a' }, redo: { name: 'c' } });
    await w.state.snapshot();
    w = await open(w.journal, w.folder);
    expect(w.commits.history(detection)).toMatchObject({ undo: { name: 'a' }, redo: { name: 'c' } });
    await expect(say('x', draft('history.passed-over', { of: detection, command: next(), direction: 'undo' }))).rejects.toMatchObject({ failure: { code: 'not-a-command' } });
  });

  it('a dataset has a history of its own: samples removed by a person and another name are taken back, synchronizing is not', async () => {
    const status = async (s: readonly number[], to: number, was: number): Promise<Draft> => draft('samples.status-set', { dataset, blob: await blob(w.journal, 'status', s.length, null, { sample: idBytes(s.map(sample)), to: new Uint8Array(s.length).fill(to), was: new Uint8Array(s.length).fill(was) }) });
    const now = (): readonly number[] => [...w.state.datasetColumns(dataset).status.subarray(0, 3)];
    const turn = async (kind: 'undo' | 'redo'): Promise<unknown> => w.commits[kind]('window', dataset, w.commits.history(dataset)[kind]?.id ?? ('' as CommandId));
    await say('command.sync', await status([0, 1], 1, 0));
    expect(w.commits.history(dataset)).toEqual({ undo: null, redo: null });
    await say('command.remove-samples', await status([0, 1], 3, 1));
    await say('command.rename-dataset', draft('dataset.renamed', { dataset, to: 'Harbour', was: w.state.catalog().datasets[0]?.name ?? '' }));
    expect(now()).toEqual([3, 3, 0]);
    expect(w.commits.history(classification).undo, 'no job took part').toBeNull();
    await turn('undo');
    expect(w.state.catalog().datasets[0]?.name).not.toBe('Harbour');
    w = await open(w.journal, join(dir, String(runs++)));
    expect(await turn('undo')).toMatchObject({ command: { name: 'command.remove-samples' }, touched: 2, refused: [], history: { undo: null } });
    expect(now()).toEqual([1, 1, 0]);
    await turn('redo');
    await turn('redo');
    expect(now()).toEqual([3, 3, 0]);
    expect(w.state.catalog().datasets[0]?.name).toBe('Harbour');
  });

  it('a label that is in use, or whose name was taken, is not brought back or taken away', async () => {
    await say('add', draft('label.added', { labelSet, label: label(9), name: 'nine', color: 1, shortcut: null, attributes: [] }));
    w.journal.become(1);
    await say('use', made(0, 0, 9));
    w.journal.become(0);
    const outcome = await w.commits.undo('window', detection, w.commits.history(detection).undo?.id ?? ('' as CommandId));
    expect(outcome).toMatchObject({ command: null, refused: [{ code: 'label-in-use' }] });
  });

  it('what makes a job cannot be undone', () => {
    expect(w.commits.history(detection)).toEqual({ undo: null, redo: null });
  });

  it('property: undoing everything leads to the beginning, redoing everything to the end', async () => {
    const edit = fc.record({ kind: fc.nat(5), s: fc.nat(2), a: fc.nat(3), v: fc.nat(3) });
    await fc.assert(fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (list) => {
      w = await world(3);
      const start = await seen(w);
      for (const { kind, s, a, v } of list) {
        const { work } = await w.state.work(detection, sample(s));
        const there = work.annotations.find((x) => x.id === annotation(10 * s + a));
        const at = on(s, 10 * s + a);
        const d = there === undefined ? draft('annotation.created', { ...at, label: label(v), geometry: box(v), attributes: {}, origin: 'person' })
          : kind === 0 ? draft(there.retired ? 'annotation.restored' : 'annotation.retired', at)
          : kind === 1 ? draft('annotation.class-set', { ...at, to: label(v), was: there.label })
          : kind === 2 ? draft('annotation.geometry-set', { ...at, to: box(v + 1), was: there.geometry })
          : kind === 3 ? draft('mark.set', { job: detection, sample: sample(s), field: 'hard', to: !work.marks.hard, was: work.marks.hard })
          : draft('nothing-here.set', { job: detection, sample: sample(s), to: !work.nothingHere, was: work.nothingHere });
        await say('edit', d);
      }
      const end = await seen(w);
      for (let top = w.commits.history(detection).undo; top; top = w.commits.history(detection).undo) expect((await w.commits.undo('x', detection, top.id)).refused).toEqual([]);
      expect(await seen(w)).toBe(start);
      for (let top = w.commits.history(detection).redo; top; top = w.commits.history(detection).redo) await w.commits.redo('x', detection, top.id);
      expect(await seen(w)).toBe(end);
    }), { numRuns: 40 });
  });
});
