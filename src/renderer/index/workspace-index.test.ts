import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../shared/events/catalogue/types';
import type { Command } from '../../shared/events/envelope';
import type { CommandId, EventId, Id, ProjectId, SampleId } from '../../shared/kernel/ids';
import { textAt } from '../../shared/contract/text-table';
import { DATASET, FakeHost, JOB } from './host.testing';
import { createDexieStore, databaseName } from './store/dexie-store';
import { createSafeStore } from './store/safe-store';
import type { IndexStore } from './store/types';
import { createWorkspaceIndex } from './workspace-index';
import type { WorkspaceIndex } from './workspace-index';

let projects = 0;
const newProject = (): ProjectId => `${++projects}`.padStart(64, '0') as ProjectId;
const open: WorkspaceIndex[] = [];
let ids = 0;

async function openIndex(host: FakeHost, project: ProjectId, store: IndexStore = createDexieStore(project), locks: Parameters<typeof createWorkspaceIndex>[0]['locks'] = null): Promise<WorkspaceIndex & { leave(): Promise<void> }> {
  const client = host.client();
  const index = await createWorkspaceIndex({
    project, client, store, locks, heldLocks: () => Promise.resolve([]), newId: <I extends Id<string>>() => `${++ids}`.padStart(32, '0') as I,
    idle: (action) => { const timer = setTimeout(action, 0); return () => clearTimeout(timer); },
  });
  open.push(index);
  return { ...index, async leave() { await pause(); await index.settled(); index.close(); client.close(); await pause(); } };
}

/** Long enough for answers and idle work (all of it is in memory). */
const pause = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await pause(2);
  expect(holds()).toBe(true);
}

afterEach(() => { for (const index of open.splice(0)) index.close(); });

function plainHost(host: FakeHost): unknown {
  const { dataset, job } = host;
  return { paths: Array.from({ length: dataset.count }, (_, row) => dataset.path.text(row)), size: [...dataset.view().size], ids: [...dataset.view().ids], state: [...job.view().state], combo: Array.from(job.view().combo, (at) => job.combos[at]) };
}

function plainWindow(index: WorkspaceIndex): unknown {
  const dataset = index.dataset(DATASET).table()?.view();
  const job = index.job(JOB, DATASET).table()?.view();
  if (!dataset || !job) return null;
  return { paths: Array.from({ length: dataset.count }, (_, row) => textAt(dataset.path, row)), size: [...dataset.size], ids: [...dataset.ids], state: [...job.state], combo: Array.from(job.combo, (at) => job.combos[at]) };
}

type Step = { readonly kind: 'add'; readonly n: number } | { readonly kind: 'classify'; readonly rows: readonly number[]; readonly mask: number } | { readonly kind: 'rename'; readonly row: number } | { readonly kind: 'reopen' | 'host-restart' | 'away' | 'delete-database' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), n: fc.oneof(fc.nat(3), fc.constant(1500)) }),
  fc.record({ kind: fc.constant('classify' as const), rows: fc.array(fc.nat(3000), { maxLength: 5 }), mask: fc.nat(7) }),
  fc.record({ kind: fc.constant('rename' as const), row: fc.nat(3000) }),
  fc.record({ kind: fc.constantFrom('reopen' as const, 'host-restart' as const, 'away' as const, 'delete-database' as const) }),
);

describe('the window\'s copy', () => {
  it('agrees with the host after every batch, whatever is restarted or deleted', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const host = new FakeHost();
      host.add(['first.jpg', 'second.jpg']);
      const project = newProject();
      let index = await openIndex(host, project);
      const agree = (): Promise<void> => until(() => JSON.stringify(plainWindow(index)) === JSON.stringify(plainHost(host)));
      await agree();
      for (const one of steps) {
        const rows = host.dataset.count;
        switch (one.kind) {
          case 'add': host.add(Array.from({ length: one.n }, (_, i) => `n/${rows + i}.jpg`)); break;
          case 'classify': host.classify([...new Set(one.rows.map((row) => row % rows))], one.mask); break;
          case 'rename': host.rename(one.row % rows, `renamed-${one.row}-ü.jpg`); break;
          case 'host-restart': host.restart(); break;
          case 'reopen': await index.leave(); index = await openIndex(host, project); break;
          case 'away':
            await index.leave();
            host.classify([0, rows - 1], 5);
            host.add(['while-away.jpg']);
            index = await openIndex(host, project);
            break;
          case 'delete-database': indexedDB.deleteDatabase(databaseName(project)); break;
        }
        await agree();
      }
      await index.leave();
    }), { numRuns: 25 });
  }, 60_000);

  it('opens from the store and asks the host only for what came after', async () => {
    const host = new FakeHost();
    host.add(Array.from({ length: 2500 }, (_, i) => `${i}.jpg`));
    const project = newProject();
    const first = await openIndex(host, project);
    await until(() => plainWindow(first) !== null);
    await first.leave();
    host.classify([3, 2400], 3);
    host.asked.length = 0;
    const second = await openIndex(host, project);
    await until(() => JSON.stringify(plainWindow(second)) === JSON.stringify(plainHost(host)));
    expect(host.asked).not.toContain('state.columns');
    expect(host.asked).toContain('state.catch-up');
    await second.leave();
  });

  it('merges many small patches into pages and still says the same', async () => {
    const host = new FakeHost();
    host.add(Array.from({ length: 3200 }, (_, i) => `${i}.jpg`));
    const project = newProject();
    const first = await openIndex(host, project);
    await until(() => plainWindow(first) !== null);
    await pause(20);
    for (let i = 0; i < 100; i++) host.classify([(i * 37) % 3200], (i % 7) + 1);
    await first.leave();
    const store = createDexieStore(project);
    const kept = await store.loadSet(`j:${JOB}`);
    expect(kept?.patches.length).toBeLessThan(40);
    store.close();
    host.asked.length = 0;
    const second = await openIndex(host, project);
    await until(() => JSON.stringify(plainWindow(second)) === JSON.stringify(plainHost(host)));
    expect(host.asked).not.toContain('state.columns');
    await second.leave();
  });

  it('lives without a database', async () => {
    const host = new FakeHost();
    host.add(['a.jpg']);
    const broken = new Proxy({} as IndexStore, { get: (_, name) => (name === 'close' ? () => undefined : () => Promise.reject(new Error('no database'))) });
    const troubles: unknown[] = [];
    const index = await openIndex(host, newProject(), createSafeStore(broken, (error) => troubles.push(error)));
    await until(() => plainWindow(index) !== null);
    host.classify([0], 1);
    expect(plainWindow(index)).toEqual(plainHost(host));
    expect(troubles.length).toBeGreaterThan(0);
  });

  it('is written by one window only; the next takes over with everything it knows', async () => {
    const locks = fakeLocks();
    const host = new FakeHost();
    host.add(['a.jpg', 'b.jpg']);
    const project = newProject();
    const writes: string[] = [];
    const spied = (name: string): IndexStore => new Proxy(createDexieStore(project), { get: (store, key) => {
      if (key === 'addPatch' || key === 'saveSet') writes.push(`${name} ${key}`);
      return Reflect.get(store, key) as unknown;
    } });
    const one = await openIndex(host, project, spied('one'), locks);
    await until(() => plainWindow(one) !== null);
    const two = await openIndex(host, project, spied('two'), locks);
    await until(() => plainWindow(two) !== null);
    await pause(20);
    host.classify([0], 1);
    await pause(20);
    expect(writes.some((write) => write.startsWith('two'))).toBe(false);
    expect(writes).toContain('one addPatch');
    await one.leave();
    await until(() => writes.includes('two saveSet'));
    host.classify([1], 2);
    await two.leave();
    host.asked.length = 0;
    const three = await openIndex(host, project);
    await until(() => JSON.stringify(plainWindow(three)) === JSON.stringify(plainHost(host)));
    expect(host.asked).not.toContain('state.columns');
  });
});

function fakeLocks(): NonNullable<Parameters<typeof createWorkspaceIndex>[0]['locks']> {
  const tails = new Map<string, { held: boolean; queue: (() => void)[] }>();
  return {
    async request(name, options, callback) {
      const lock = tails.get(name) ?? { held: false, queue: [] };
      tails.set(name, lock);
      if (lock.held) {
        if (options.ifAvailable) return callback(null);
        await new Promise<void>((resolve, reject) => {
          lock.queue.push(resolve);
          options.signal?.addEventListener('abort', () => { lock.queue = lock.queue.filter((one) => one !== resolve); reject(new Error('aborted')); });
        });
      }
      lock.held = true;
      try {
        await callback({});
      } finally {
        lock.held = false;
        lock.queue.shift()?.();
      }
    },
  };
}

const command = (n: number): Command => ({ id: `${n}`.padStart(32, 'c') as CommandId, name: 'command.test', undoes: null, redoes: null });

describe('the outbox', () => {
  it('keeps a commit until the host answers, and sends it again after a lost connection', async () => {
    const host = new FakeHost();
    const project = newProject();
    const index = await openIndex(host, project);
    host.answerLost = true;
    const outcome = index.outbox.commit(JOB, command(1), []);
    const second = index.outbox.commit(JOB, command(2), []);
    expect(index.outbox.pending().map((one) => one.id)).toEqual([command(1).id, command(2).id]);
    await pause(20);
    expect(host.commits).toEqual([command(1).id]);
    expect(index.outbox.pending()).toHaveLength(2);
    host.reconnect();
    expect((await outcome).ok).toBe(true);
    expect((await second).ok).toBe(true);
    expect(host.commits).toEqual([command(1).id, command(1).id, command(2).id]);
    expect(index.outbox.pending()).toEqual([]);
  });

  it('says what the host refused, and goes on with the next', async () => {
    const host = new FakeHost();
    const index = await openIndex(host, newProject());
    host.refuse = 'label-retired';
    expect(await index.outbox.commit(JOB, command(3), [])).toMatchObject({ ok: false, failure: { code: 'label-retired' } });
    expect(index.outbox.refused()).toHaveLength(1);
    host.refuse = null;
    expect(await index.outbox.commit(JOB, command(4), [])).toMatchObject({ ok: true });
    index.outbox.dismiss(command(3).id);
    expect(index.outbox.refused()).toEqual([]);
  });

  it('keeps what a commit says', async () => {
    const project = newProject();
    const drafts: Draft[] = [{ type: 'nothing-here.set', base: ['f'.repeat(64) as EventId], body: { job: JOB, sample: '5'.repeat(32) as SampleId, to: true, was: false } }];
    const commit = { id: command(7).id, owner: 'window', order: 1, job: JOB, command: command(7), drafts };
    const first = createDexieStore(project);
    await first.putCommit(commit);
    first.close();
    const second = createDexieStore(project);
    expect(await second.commits()).toEqual([commit]);
    await second.deleteCommit(commit.id);
    expect(await second.commits()).toEqual([]);
    second.close();
  });

  it('delivers what a window that is gone could not', async () => {
    const host = new FakeHost();
    const project = newProject();
    const first = await openIndex(host, project);
    host.disconnect();
    void first.outbox.commit(JOB, command(5), []);
    void first.outbox.commit(JOB, command(6), []);
    await pause(20);
    first.close();
    const second = await openIndex(host, project);
    await until(() => host.commits.length === 2);
    expect(host.commits).toEqual([command(5).id, command(6).id]);
    await until(() => second.outbox.pending().length === 0);
    await pause(20);
    const store = createDexieStore(project);
    expect(await store.commits()).toEqual([]);
    store.close();
  });
});
