/** Sessions on the real journal and the real file system: what was saved is there after closing, damage and restarts. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandId, JobId } from '../../shared/kernel/ids';
import { builtPool } from './built-pool.testing';
import { edit } from './mixed-edits.testing';
import { canonical, makeFolder, makeLabeling, openWork, removeFolder, seen, type Labeling } from './session-world.testing';
import type { OpenedSession } from './workspaces';

const EDITS = 30;
const pool = builtPool();
let dir = '';
let opened: OpenedSession;
let at: Labeling;

beforeEach(async () => {
  dir = await makeFolder();
  opened = await openWork(dir, pool(), true);
  at = await makeLabeling(dir, opened.session);
}, 60_000);
afterEach(async () => {
  await opened.close();
  await removeFolder(dir);
});

const snapshots = (): string => join(dir, 'work', 'cache', 'state');
const edits = async (from = 0, to = EDITS): Promise<JobId[]> => {
  const jobs: JobId[] = [];
  for (let i = from; i < to; i++) jobs.push(await edit(opened.session, at, i));
  return jobs;
};
/** Closes and opens again; `between` happens while it is closed. */
async function restart(between?: () => Promise<void>): Promise<void> {
  await opened.close();
  await between?.();
  opened = await openWork(dir, pool(), false);
}

describe('a session on the real journal', () => {
  test('is the same after closing and opening: from its snapshot, without one, and with every kind of damage to it', { timeout: 120_000 }, async () => {
    const { state } = opened.session;
    expect(state.datasetColumns(at.pictures).count).toBe(8);
    expect(Array.from(state.datasetColumns(at.pictures).twins)).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
    expect(state.datasetColumns(at.texts).count).toBe(4);
    expect(Array.from(state.datasetColumns(at.pictures).width)).toEqual([100, 101, 102, 103, 104, 105, 106, 106]);
    await edits();
    const before = await canonical(opened.session.state);
    const history = [at.boxes, at.scenes, at.lines].map((job) => opened.session.commits.history(job));
    const expectSame = async (): Promise<void> => {
      expect(await canonical(opened.session.state)).toBe(before);
      expect([at.boxes, at.scenes, at.lines].map((job) => opened.session.commits.history(job))).toEqual(history);
      expect(opened.session.info.recovered).toEqual([]);
    };

    await restart();
    await expectSame();
    await restart(() => rm(snapshots(), { recursive: true }));
    await expectSame();
    await restart(() => rm(join(dir, 'work', 'cache'), { recursive: true }));
    await expectSame();
    for (const damage of ['torn', 'flipped', 'empty'] as const) {
      await restart(async () => {
        const names = await readdir(snapshots());
        expect(names.length).toBeGreaterThan(0);
        for (const name of names) {
          const bytes = await readFile(join(snapshots(), name));
          const at = Math.floor(bytes.length * 0.7);
          if (damage === 'flipped') bytes[at] = (bytes[at] ?? 0) ^ 1;
          await writeFile(join(snapshots(), name), damage === 'flipped' ? bytes : bytes.subarray(0, damage === 'torn' ? at : 0));
        }
      });
      await expectSame();
    }
  });

  test('goes on when its snapshots are deleted or overwritten while it runs', { timeout: 120_000 }, async () => {
    await edits(0, 10);
    await opened.session.state.snapshot();
    for (const name of await readdir(snapshots())) await writeFile(join(snapshots(), name), 'something else');
    await edits(10, 20);
    await opened.session.state.snapshot();
    await rm(snapshots(), { recursive: true });
    await edits(20);
    const before = await canonical(opened.session.state);
    await restart();
    expect(await canonical(opened.session.state)).toBe(before);
  });

  test('an old snapshot and the journal behind it give the same as the journal alone', { timeout: 120_000 }, async () => {
    await edits(0, 15);
    await opened.session.state.snapshot();
    const [name = ''] = await readdir(snapshots());
    const old = await readFile(join(snapshots(), name));
    await edits(15);
    const before = await canonical(opened.session.state);
    await restart(async () => {
      for (const other of await readdir(snapshots())) await rm(join(snapshots(), other));
      await writeFile(join(snapshots(), name), old);
    });
    expect(await canonical(opened.session.state)).toBe(before);
  });

  test('30 mixed edits are undone and redone across real restarts, living work equal at every step', { timeout: 180_000 }, async () => {
    const states = [await seen(opened.session.state)];
    const jobs: JobId[] = [];
    for (let i = 0; i < EDITS; i++) {
      jobs.push(await edit(opened.session, at, i));
      states.push(await seen(opened.session.state));
      expect(states[i + 1], `edit ${i} is seen`).not.toBe(states[i]);
    }
    const job = (i: number): JobId => jobs[i] ?? at.boxes;
    await restart();
    expect(await seen(opened.session.state)).toBe(states[EDITS]);
    for (let i = EDITS - 1; i >= 0; i--) {
      if (i === 20) await restart(() => rm(snapshots(), { recursive: true }));
      if (i === 8) await restart();
      const { undo } = opened.session.commits.history(job(i));
      expect(undo?.name).toBe(`edit ${i}`);
      const outcome = await opened.session.commits.undo('window', job(i), undo?.id ?? ('' as CommandId));
      expect(outcome.refused).toEqual([]);
      expect(await seen(opened.session.state), `after undoing edit ${i}`).toBe(states[i]);
    }
    await restart();
    for (let i = 0; i < EDITS; i++) {
      if (i === 13) await restart(() => rm(snapshots(), { recursive: true }));
      const { redo } = opened.session.commits.history(job(i));
      expect(redo?.name).toBe(`edit ${i}`);
      await opened.session.commits.redo('window', job(i), redo?.id ?? ('' as CommandId));
      expect(await seen(opened.session.state), `after redoing edit ${i}`).toBe(states[i + 1]);
    }
    expect(opened.session.commits.history(at.boxes).redo).toBeNull();
  });
});
