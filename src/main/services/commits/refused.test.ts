import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/catalogue/types';
import { idBytes, testId } from '../../../shared/fold/events.testing';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import type { CommandId, JobId } from '../../../shared/kernel/ids';
import { blob, classification, dataset, detection, label, labelSet, sample } from '../state/random-journal.testing';
import { box, draft, made, on, open, world, worlds, type World } from './world.testing';

worlds();
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
    const facts = await blob(w.journal, 'facts', 1, null, { sample: idBytes([sample(0)]), hash: new Uint8Array(32), format: Uint8Array.of(1), problem: Uint8Array.of(0), width: Uint32Array.of(100), height: Uint32Array.of(50), orientation: Uint8Array.of(1), duration: new Float64Array(1), rate: new Float64Array(1), length: new Uint32Array(1) });
    await w.commits.commit(null, w.commits.command('task.measure'), [draft('samples.measured', { dataset, blob: facts })]);
    await expect(say('x', draft('annotation.created', { ...on(0, 0), label: label(0), geometry: box(95), attributes: {}, origin: 'person' }))).rejects.toMatchObject({ failure: { code: 'outside-picture' } });
    await say('x', draft('annotation.created', { ...on(0, 0), label: label(0), geometry: box(90), attributes: {}, origin: 'person' }));
  });

  it('but never a box that is stored already, whatever size the picture turns out to have', async () => {
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
