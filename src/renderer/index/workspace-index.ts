/**
 * Everything this window knows of the open workspace: the catalog, the columns of the datasets and jobs it looks at,
 * and its unanswered commits. Open at once from the store, in step with the host by pushes.
 */
import type { Catalog, Cursor, Pushes } from '../../shared/contract/api';
import type { Client } from '../client/client';
import { DatasetTable, JobTable } from '../../shared/contract/columns-codec';
import type { DatasetId, Id, JobId, ProjectId } from '../../shared/kernel/ids';
import { createEmitter } from './emitter';
import { createKeeper } from './keeper';
import type { Keeper, Locks } from './keeper';
import { createLiveSet, patchOf } from './live-set';
import type { LiveSet, OwnedLiveSet } from './live-set';
import { createOutbox } from './outbox';
import { rowStates } from './query/delta';
import type { CommitAnswer, Outbox } from './outbox';
import { datasetFromStore, jobFromStore } from './store/pages';
import type { IndexStore, PendingCommit } from './store/types';

export type DatasetCopy = LiveSet<DatasetTable>;
export type JobCopy = LiveSet<JobTable>;
/** What the index needs of the client. */
export type IndexClient = Pick<Client, 'request' | 'onPush' | 'onStale' | 'connection' | 'onConnection'>;

export interface WorkspaceIndex {
  readonly project: ProjectId;
  readonly client: IndexClient;
  /** null until the first answer (or the store's copy of an earlier one). */
  catalog(): Catalog | null;
  subscribeCatalog(listener: () => void): () => void;
  /** The copy of a dataset's columns; loaded on the first call, then kept in step. The same object on every call. */
  dataset(id: DatasetId): DatasetCopy;
  job(job: JobId, dataset: DatasetId): JobCopy;
  readonly outbox: Outbox;
  /** What could not be read last, or null. */
  trouble(): unknown;
  /** Small values that survive a restart of the window: filters, sizes, drafts. */
  getValue(key: string): Promise<unknown>;
  putValue(key: string, value: unknown): void;
  /** Resolves when everything known is in the store (tests). */
  settled(): Promise<void>;
  close(): void;
}

export interface WorkspaceIndexOptions {
  readonly project: ProjectId;
  readonly client: IndexClient;
  readonly store: IndexStore;
  readonly locks: Locks | null;
  /** Names of Web Locks that are held now; tells which windows live. */
  readonly heldLocks: () => Promise<readonly string[]>;
  readonly idle: (action: () => void) => () => void;
  readonly newId: <I extends Id<string>>() => I;
}

export async function createWorkspaceIndex(options: WorkspaceIndexOptions): Promise<WorkspaceIndex> {
  const { project, client } = options;
  const sets = new Map<string, OwnedLiveSet<DatasetTable> | OwnedLiveSet<JobTable>>();
  const catalogEmitter = createEmitter();
  const owner = options.newId<Id<'window'>>();
  const ownerLock = (name: string): string => `labelwright/${project}/window/${name}`;
  let catalog: Catalog | null = null;
  let catalogTick = -1;
  let trouble: unknown = null;
  let closed = false;
  const endOwner = new AbortController();

  const keeper: Keeper = await createKeeper({
    store: options.store, locks: options.locks, lockName: `labelwright/${project}/writer`, idle: options.idle,
    onElected: () => { for (const set of sets.values()) set.saveAll(); },
  });
  if (options.locks) {
    options.locks.request(ownerLock(owner), {}, () => new Promise((resolve) => endOwner.signal.addEventListener('abort', () => resolve(), { once: true }))).catch(() => undefined);
  }

  function setCatalog(next: Catalog, cursor: Cursor): void {
    catalog = next;
    catalogTick = cursor.tick;
    keeper.write((store) => store.saveCatalog(next, cursor));
    catalogEmitter.emit();
  }

  async function loadCatalog(): Promise<void> {
    const answer = await client.request('state.catalog', {});
    if (!closed && (catalogTick < answer.cursor.tick || catalog === null)) setCatalog(answer.catalog, answer.cursor);
  }

  function note(error: unknown): void {
    trouble = error;
    catalogEmitter.emit();
  }

  const unlisten = [
    client.onPush('state.patch', (push: Pushes['state.patch']) => {
      if (push.catalog) setCatalog(push.catalog, push.cursor);
      for (const row of push.rows) {
        const set = sets.get(row.job === null ? `d:${row.dataset}` : `j:${row.job}`);
        set?.push(patchOf(row, push.parts), push.cursor);
      }
    }),
    client.onStale(() => {
      catalogTick = -1;
      loadCatalog().catch(note);
      for (const set of sets.values()) void set.reload();
    }),
  ];

  const outbox = createOutbox({
    owner, store: options.store,
    send: (commit) => send(client, commit),
    connected: () => connected(client),
  });

  async function adoptOrphans(): Promise<void> {
    const [kept, held] = await Promise.all([keeper.own((store) => store.commits()), options.heldLocks()]);
    outbox.adopt(kept.filter((commit) => commit.owner !== owner && !held.includes(ownerLock(commit.owner))));
  }

  const kept = await keeper.read((store) => store.loadCatalog());
  // One that an earlier version kept knows nothing of what was deleted: it is read anew.
  if (kept && 'deleted' in kept.catalog) catalog = kept.catalog;
  loadCatalog().catch(note);
  adoptOrphans().catch(note);

  function open<T extends DatasetTable | JobTable>(key: string, make: () => OwnedLiveSet<T>): OwnedLiveSet<T> {
    const known = sets.get(key) as OwnedLiveSet<T> | undefined;
    if (known) return known;
    const set = make();
    sets.set(key, set as OwnedLiveSet<DatasetTable> | OwnedLiveSet<JobTable>);
    void set.start();
    return set;
  }
  const catchUp = async (cursor: Cursor): Promise<boolean> => (await client.request('state.catch-up', { cursor })).stale;

  return {
    project,
    client,
    catalog: () => catalog,
    subscribeCatalog: (listener) => catalogEmitter.subscribe(listener),
    dataset: (id) => open<DatasetTable>(`d:${id}`, () => createLiveSet<DatasetTable>({
      key: `d:${id}`, keeper, catchUp, onFailure: note, fromStore: datasetFromStore,
      fromAnswer: (answer) => DatasetTable.from(answer.count, answer.parts),
      apply: (table, patch) => table.apply(patch.count, patch.parts, ''),
      fetch: () => client.request('state.columns', { dataset: id, job: null }),
    })),
    job: (id, dataset) => open<JobTable>(`j:${id}`, () => createLiveSet<JobTable>({
      key: `j:${id}`, keeper, catchUp, onFailure: note, fromStore: jobFromStore,
      fromAnswer: (answer) => JobTable.from(answer.count, answer.combos, answer.parts),
      apply: (table, patch) => table.apply(patch.count, patch.comboBase, patch.combos, patch.parts, ''),
      before: (table, rows) => rowStates(table.view(), rows),
      fetch: () => client.request('state.columns', { dataset, job: id }),
    })),
    outbox,
    trouble: () => trouble,
    getValue: (key) => keeper.own((store) => store.getValue(key)),
    putValue: (key, value) => void keeper.own((store) => store.putValue(key, value)),
    settled: () => keeper.settled(),
    close() {
      closed = true;
      for (const stop of unlisten) stop();
      endOwner.abort();
      keeper.close();
    },
  };
}

function send(client: IndexClient, { job, command, drafts, many }: PendingCommit): Promise<CommitAnswer> {
  if (!many || job === null) return client.request('journal.commit', { job, command, drafts });
  const parts = { rows: new Uint8Array(many.rows.buffer, many.rows.byteOffset, many.rows.byteLength) };
  return many.kind === 'classes' ? client.request('classes.set-many', { job, command, mode: many.mode, labels: many.labels, parts })
    : client.request('marks.set-many', { job, command, field: many.field, to: many.to, parts });
}

function connected(client: IndexClient): Promise<void> {
  if (client.connection().kind === 'open') return Promise.resolve();
  return new Promise((resolve) => {
    const stop = client.onConnection((connection) => {
      if (connection.kind !== 'open') return;
      stop();
      resolve();
    });
  });
}
