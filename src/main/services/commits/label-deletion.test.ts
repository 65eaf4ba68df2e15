import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { CommandId } from '../../../shared/kernel/ids';
import { classification, dataset, detection, label, labelSet, sample } from '../state/random-journal.testing';
import { draft, made, seen, world, worlds, type World } from './world.testing';

worlds();
let w: World;
beforeEach(async () => { w = await world(); });
const say = (name: string, ...drafts: readonly Draft[]): Promise<unknown> => w.commits.commit('window', w.commits.command(name), drafts);

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
