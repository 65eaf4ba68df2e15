import { beforeEach, describe, expect, it } from 'vitest';
import type { Pushes } from '../../../shared/contract/api';
import { JobTable } from '../../../shared/contract/columns-codec';
import type { Draft } from '../../../shared/events/catalogue/types';
import { classification, dataset, detection, label, labelSet, sample } from '../state/random-journal.testing';
import { draft, made, on, world, worlds, type World } from './world.testing';

worlds();
let w: World;
beforeEach(async () => { w = await world(); });
const say = (name: string, ...drafts: readonly Draft[]): Promise<unknown> => w.commits.commit('window', w.commits.command(name), drafts);

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
