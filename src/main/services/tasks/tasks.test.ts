import { describe, expect, it } from 'vitest';
import type { DatasetId } from '../../../shared/kernel/ids';
import { Tasks } from './tasks';
import type { Again, TaskHistory, TaskRecord } from './types';

const SYNC: Again = { kind: 'sync', dataset: 'd'.repeat(32) as DatasetId };

function makeWorld(): { open(): Tasks; readonly kept: () => readonly TaskRecord[]; broken: boolean } {
  let kept: readonly TaskRecord[] = [];
  let n = 0;
  let now = 1000;
  const world = {
    broken: false,
    kept: () => kept,
    open: () => new Tasks({ now: () => now++, monotonic: () => now, sleep: () => Promise.resolve() }, { bytes: (count: number) => new Uint8Array(count).fill(++n) }, history),
  };
  const history: TaskHistory = {
    load: () => Promise.resolve(kept),
    save: (records) => {
      if (world.broken) return Promise.reject(new Error('disk full'));
      kept = JSON.parse(JSON.stringify(records)) as readonly TaskRecord[];
      return Promise.resolve();
    },
  };
  return world;
}

const forever = (task: { readonly signal: AbortSignal }): Promise<void> => new Promise((_, reject) => task.signal.addEventListener('abort', () => reject(new Error('aborted'))));
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('history of tasks', () => {
  it('is there after a restart: what ended as it ended, what was killed as interrupted', async () => {
    const world = makeWorld();
    const before = world.open();
    const done = before.start('task.scan', { name: 'quay' }, (task) => { task.failed({ code: 'file-empty', message: 'a.jpg is empty.' }); return Promise.resolve(); }, SYNC);
    await before.wait(done);
    const failed = before.start('task.export', {}, () => Promise.reject(new Error('no room')), SYNC);
    await before.wait(failed);
    before.start('task.import', { name: 'x.json' }, forever, SYNC);
    before.start('task.measure', { name: 'quay' }, forever, SYNC);
    await turn();

    // Killed: nothing is said any more.
    const after = world.open();
    expect(await after.load()).toEqual([SYNC]);
    expect(after.list().map(({ title, state, again, problems }) => ({ title, state, again, problems }))).toEqual([
      { title: 'task.import', state: 'interrupted', again: true, problems: 0 },
      { title: 'task.export', state: 'failed', again: true, problems: 1 },
      { title: 'task.scan', state: 'done', again: false, problems: 1 },
    ]);
    expect(after.list()[2]?.failures[0]?.message).toBe('a.jpg is empty.');
  });

  it('counts what a closing program ended as interrupted, what a person ended as cancelled', async () => {
    const world = makeWorld();
    const tasks = world.open();
    const mine = tasks.start('task.sync', {}, forever, SYNC);
    tasks.cancel(mine);
    await tasks.wait(mine);
    tasks.start('task.import', {}, forever, SYNC);
    await tasks.close();
    const after = world.open();
    await after.load();
    expect(after.list().map((t) => t.state)).toEqual(['interrupted', 'cancelled']);
  });

  it('starts again once, and only what did not finish and knows how', async () => {
    const tasks = makeWorld().open();
    const cancelled = tasks.start('task.sync', {}, forever, SYNC);
    expect(() => tasks.againOf(cancelled)).toThrow('cannot be started again');
    tasks.cancel(cancelled);
    await tasks.wait(cancelled);
    expect(tasks.againOf(cancelled)).toEqual(SYNC);
    tasks.replaced(cancelled);
    expect(() => tasks.againOf(cancelled)).toThrow('cannot be started again');
    const unknown = tasks.start('task.sync', {}, () => Promise.reject(new Error('x')));
    expect((await tasks.wait(unknown)).again).toBe(false);
    const done = tasks.start('task.sync', {}, () => Promise.resolve(), SYNC);
    await tasks.wait(done);
    expect(() => tasks.againOf(done)).toThrow('cannot be started again');
  });

  it('forgets what it is told to but never what runs, and keeps no more than 50', async () => {
    const world = makeWorld();
    const tasks = world.open();
    const running = tasks.start('task.import', {}, forever, SYNC);
    for (let i = 0; i < 60; i++) await tasks.wait(tasks.start('task.sync', { name: `${i}` }, () => Promise.resolve()));
    await turn();
    expect(world.kept().map(({ info }) => info.values['name'] ?? 'running')).toEqual([...Array.from({ length: 50 }, (_, i) => `${i + 10}`), 'running']);
    tasks.forget(tasks.list().map((t) => t.id));
    expect(tasks.list().map((t) => t.id)).toEqual([running]);
  });

  it('does the work when nothing can be kept', async () => {
    const world = makeWorld();
    world.broken = true;
    const tasks = world.open();
    expect((await tasks.wait(tasks.start('task.sync', {}, () => Promise.resolve()))).state).toBe('done');
    await tasks.close();
  });
});
