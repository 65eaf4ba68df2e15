/** Work on what is deleted ends at once, and what is left to measure goes on when it is back; real journal, real files. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TaskId } from '../../shared/contract/api';
import type { Draft } from '../../shared/events/catalogue/types';
import { builtPool } from './built-pool.testing';
import { makeFolder, makeLabeling, openWork, removeFolder, seen, type Labeling } from './session-world.testing';
import type { WorkspaceSession } from './types';
import type { OpenedSession } from './workspaces';

const pool = builtPool();
let dir = '';
let opened: OpenedSession;
let session: WorkspaceSession;
let at: Labeling;
beforeEach(async () => {
  dir = await makeFolder();
  opened = await openWork(dir, pool(), true);
  session = opened.session;
  at = await makeLabeling(dir, session);
});
afterEach(async () => {
  await opened.close();
  await removeFolder(dir);
});
const say = (...drafts: readonly Draft[]): Promise<unknown> => session.commits.commit('window', session.commits.command('command.delete-dataset'), drafts);

/** Work that ends only when it is cancelled. */
const forever = (task: { readonly signal: AbortSignal }): Promise<void> => new Promise((_, reject) => task.signal.addEventListener('abort', () => reject(new Error('aborted'))));
const states = (tasks: readonly TaskId[]): readonly (string | undefined)[] => tasks.map((id) => session.tasks.list().find((task) => task.id === id)?.state);

it('a dataset is deleted: tasks about it and its jobs end, no other; later ones are refused, and all is there when it is back', async () => {
  const before = await seen(session.state);
  const options = { as: null, frame: null };
  const about = [
    session.tasks.start('task.sync', {}, forever, { kind: 'sync', dataset: at.pictures }),
    session.tasks.start('task.import', {}, forever, { kind: 'import', job: at.boxes, path: '/x', options }),
  ];
  const others = [session.tasks.start('task.import', {}, forever, { kind: 'import', job: at.lines, path: '/x', options })];
  await say({ type: 'dataset.retired', base: [], body: { dataset: at.pictures } });
  await Promise.all(about.map((task) => session.tasks.wait(task)));
  expect([states(about), states(others)]).toEqual([['cancelled', 'cancelled'], ['running']]);
  expect(() => session.datasets.sync(at.pictures)).toThrow('was deleted');
  await expect(session.exchange.previewExport(at.boxes, { format: 'coco', frame: 'upright', copyMedia: false, only: 'all' })).rejects.toMatchObject({ failure: { code: 'job-deleted' } });
  await opened.close();
  opened = await openWork(dir, pool(), false);
  session = opened.session;
  expect(session.state.catalog().jobs.map((job) => job.id)).toEqual([at.lines]);
  await say({ type: 'dataset.restored', base: [], body: { dataset: at.pictures } });
  expect(await seen(session.state)).toBe(before);
});
