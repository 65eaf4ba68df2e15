/** Deleting jobs and datasets and bringing them back: what is refused, what stays, whose history it is. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/catalogue/types';
import { idBytes } from '../../../shared/fold/events.testing';
import { WORKSPACE_HISTORY, type CommandId, type DatasetId, type HistoryId, type JobId, type LabelSetId } from '../../../shared/kernel/ids';
import type { PresenceChange } from './types';
import { blob, classification, dataset, detection, label, labelSet, sample } from '../state/random-journal.testing';
import { draft, freshFolder, made, open, seen, world, worlds, type World } from './world.testing';

worlds();
let w: World;
beforeEach(async () => { w = await world(); });

const say = (name: string, ...drafts: readonly Draft[]): Promise<unknown> => w.commits.commit('window', w.commits.command(name), drafts);
const undo = (of: HistoryId): ReturnType<World['commits']['undo']> => w.commits.undo('window', of, w.commits.history(of).undo?.id ?? ('' as CommandId));
const redo = (of: HistoryId): ReturnType<World['commits']['redo']> => w.commits.redo('window', of, w.commits.history(of).redo?.id ?? ('' as CommandId));
const jobs = (): readonly JobId[] => w.state.catalog().jobs.map((job) => job.id);
const gone = (): readonly (readonly [string, boolean])[] => w.state.catalog().deleted.jobs.map(({ job, time }): readonly [string, boolean] => [job.name, time !== null]);

const deleteJob = draft('job.retired', { job: detection });
const restoreJob = draft('job.restored', { job: detection });
const deleteDataset = draft('dataset.retired', { dataset });
const restoreDataset = draft('dataset.restored', { dataset });

/** Starts again from the journal, with the snapshot of before or without any. */
async function restart(folder = w.folder): Promise<void> {
  await w.state.close();
  w.journal.restart();
  w = await open(w.journal, folder);
}

describe('a deleted job', () => {
  it('is away with all that can be done in it, and comes back as it was, also after a restart with and without a snapshot', async () => {
    await say('draw', made(0, 1), made(1, 2));
    const before = await seen(w);
    await say('delete', deleteJob);
    expect([jobs(), gone()]).toEqual([[classification], [['B', true]]]);
    await w.state.snapshot();
    for (const folder of [w.folder, freshFolder()]) {
      await restart(folder);
      expect([jobs(), gone()]).toEqual([[classification], [['B', true]]]);
    }
    await say('restore', restoreJob);
    expect([jobs(), gone(), await seen(w)]).toEqual([[classification, detection], [], before]);
  });

  it('refuses what its own windows and tasks still try', async () => {
    await say('delete', deleteJob);
    const bulk = await blob(w.journal, 'annotations', 1, null, { sample: idBytes([sample(0)]), annotation: idBytes([label(0)]) });
    for (const d of [made(0, 1), draft('job.renamed', { job: detection, to: 'X', was: 'B' }), draft('mark.set', { job: detection, sample: sample(0), field: 'stars', to: 1, was: 0 }), draft('annotations.bulk-retired', { job: detection, blob: bulk }), deleteJob]) {
      await expect(say('late', d), d.type).rejects.toMatchObject({ failure: { code: 'job-deleted', details: { name: 'B' } } });
    }
    await expect(w.commits.marksSetMany('window', detection, Uint32Array.of(0), 'stars', 2, w.commits.command('stars'))).rejects.toMatchObject({ failure: { code: 'job-deleted' } });
    await expect(w.commits.deleteLabel('window', detection, labelSet, label(0), 'label', w.commits.command('label'))).rejects.toMatchObject({ failure: { code: 'job-deleted' } });
    expect(() => w.commits.history(detection)).toThrow('was deleted');
    await expect(say('unknown', draft('job.retired', { job: 'f'.repeat(32) as JobId }))).rejects.toMatchObject({ failure: { code: 'unknown-job' } });
    await expect(say('there', draft('job.restored', { job: classification }))).rejects.toMatchObject({ failure: { code: 'nothing-to-do' } });
  });

  it('keeps its labels changeable only while a job that has them is there', async () => {
    await say('delete', deleteJob);
    await say('label', draft('label.changed', { labelSet, label: label(0), field: 'name', to: 'x', was: 'label 0' }));
    await say('delete', draft('job.retired', { job: classification }));
    for (const d of [draft('label.changed', { labelSet, label: label(0), field: 'name', to: 'y', was: 'x' }), draft('label.added', { labelSet, label: label(9), name: 'new', color: 1, shortcut: null, attributes: [] }), draft('label.retired', { labelSet, label: label(0), policy: 'label' })]) {
      await expect(say('late', d), d.type).rejects.toMatchObject({ failure: { code: 'job-deleted' } });
    }
  });

  it('loses a label that is deleted meanwhile in another job, and gets it back when that is undone', async () => {
    await say('draw', made(0, 1, 2), made(0, 2, 1));
    const before = await seen(w);
    await say('delete', deleteJob);
    const { samples } = await w.commits.deleteLabel('window', classification, labelSet, label(2), 'label', w.commits.command('command.delete-label'));
    expect(samples).toBe(0);
    await say('restore', restoreJob);
    const { work } = await w.state.work(detection, sample(0));
    expect(work.annotations.filter((a) => !a.retired).map((a) => a.label)).toEqual([label(1)]);
    await say('delete', deleteJob);
    await undo(classification);
    await say('restore', restoreJob);
    expect(await seen(w)).toBe(before);
  });
});

describe('a deleted dataset', () => {
  it('takes its jobs along and brings them back, but not one that was deleted before it', async () => {
    await say('classify', draft('classes.set', { job: classification, sample: sample(0), to: [label(1)], was: [] }));
    const before = await seen(w);
    await say('delete', deleteJob);
    await say('delete', deleteDataset);
    expect([w.state.catalog().datasets, jobs(), gone()]).toEqual([[], [], [['C', false], ['B', true]]]);
    await restart();
    await say('restore', restoreDataset);
    expect([w.state.catalog().datasets.length, jobs(), gone()]).toEqual([1, [classification], [['B', true]]]);
    await say('restore', restoreJob);
    expect(await seen(w)).toBe(before);
  });

  it('refuses jobs, samples and names; a job of it comes back only together with it', async () => {
    await say('delete', deleteJob);
    await say('delete', deleteDataset);
    const status = await blob(w.journal, 'status', 1, null, { sample: idBytes([sample(0)]), to: Uint8Array.of(3), was: Uint8Array.of(0) });
    for (const d of [deleteDataset, restoreJob, draft('dataset.renamed', { dataset, to: 'X', was: 'D' }), draft('samples.status-set', { dataset, blob: status }), draft('job.created', { job: 'f'.repeat(32) as JobId, dataset, name: 'N', task: 'detection', multiple: false, labelSet: 'e'.repeat(32) as LabelSetId })]) {
      await expect(say('late', d), d.type).rejects.toMatchObject({ failure: { code: 'dataset-deleted', details: { name: 'D' } } });
    }
    await expect(say('in it', draft('mark.set', { job: classification, sample: sample(0), field: 'stars', to: 1, was: 0 }))).rejects.toMatchObject({ failure: { code: 'job-deleted' } });
    await expect(say('unknown', draft('dataset.retired', { dataset: 'f'.repeat(32) as DatasetId }))).rejects.toMatchObject({ failure: { code: 'unknown-dataset' } });
    await say('both', restoreDataset, restoreJob);
    expect(jobs()).toEqual([classification, detection]);
    await expect(say('there', restoreDataset)).rejects.toMatchObject({ failure: { code: 'nothing-to-do' } });
  });
});

describe('the history of the workspace', () => {
  it('takes deleting back and does it again, in order, also after a restart; the job keeps its own history', async () => {
    await say('draw', made(0, 1));
    await say('rename', draft('job.renamed', { job: detection, to: 'Ships', was: 'B' }));
    await say('delete job', deleteJob);
    await say('delete dataset', deleteDataset);
    await restart();
    expect(w.commits.history(WORKSPACE_HISTORY).undo?.name).toBe('delete dataset');
    await undo(WORKSPACE_HISTORY);
    expect(jobs()).toEqual([classification]);
    await undo(WORKSPACE_HISTORY);
    expect(jobs()).toEqual([classification, detection]);
    expect([w.commits.history(detection).undo?.name, w.commits.history(WORKSPACE_HISTORY).undo?.name]).toEqual(['rename', 'rename']);
    await redo(WORKSPACE_HISTORY);
    expect(jobs()).toEqual([classification]);
    await restart(freshFolder());
    await undo(WORKSPACE_HISTORY);
    await undo(WORKSPACE_HISTORY);
    // Taken back in the lists, it is taken back in the job as well: the next there is what was done before.
    expect([w.state.catalog().jobs.find((job) => job.id === detection)?.name, w.commits.history(detection).undo?.name, w.commits.history(WORKSPACE_HISTORY).undo]).toEqual(['B', 'draw', null]);
  });

  it('passes over a deletion that somebody else took back, and says so once', async () => {
    await say('delete', deleteJob);
    w.journal.become(1);
    await w.state.apply(await w.journal.append(w.commits.command('elsewhere'), [restoreJob]));
    w.journal.become(0);
    const outcome = await undo(WORKSPACE_HISTORY);
    expect([outcome.command, outcome.refused.map(({ code }) => code), outcome.history.undo, jobs()]).toEqual([null, ['changed-since'], null, [classification, detection]]);
    await restart();
    expect(w.commits.history(WORKSPACE_HISTORY)).toEqual({ undo: null, redo: null });
  });

  it('tells who follows what went and what came back', async () => {
    const told: PresenceChange[] = [];
    w.commits.onPresence((change) => told.push(change));
    await say('delete', deleteJob);
    await say('delete', deleteDataset);
    await undo(WORKSPACE_HISTORY);
    await say('restore', restoreJob);
    expect(told).toEqual([{ kind: 'job', id: detection, there: false }, { kind: 'dataset', id: dataset, there: false }, { kind: 'dataset', id: dataset, there: true }, { kind: 'job', id: detection, there: true }]);
  });
});
