/** The store in IndexedDB. One database per workspace, named by its id. */
import { Dexie } from 'dexie';
import type { EntityTable, Table } from 'dexie';
import type { Catalog, Cursor } from '../../../shared/contract/api';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { LabelId, ProjectId } from '../../../shared/kernel/ids';
import type { IndexStore, Parts, PendingCommit, SetKey, StoredPatch } from './types';

interface SetRow { key: SetKey; count: number; combos: readonly (readonly LabelId[])[]; cursor: Cursor }
interface PageRow { key: SetKey; page: number; parts: Parts }
interface PatchRow extends StoredPatch { id?: number; key: SetKey }
interface ValueRow { key: string; value: unknown }
/** Drafts as JSON: copying thousands of objects into the database costs several times what writing and copying one text does. Windows of before kept the drafts themselves. */
type CommitRow = Omit<PendingCommit, 'drafts'> & { readonly drafts: string | readonly Draft[] };
interface CatalogRow { key: 'catalog'; catalog: Catalog; cursor: Cursor }

class Database extends Dexie {
  declare sets: EntityTable<SetRow, 'key'>;
  declare pages: Table<PageRow, [SetKey, number]>;
  declare patches: Table<PatchRow, number>;
  declare outbox: EntityTable<CommitRow, 'id'>;
  declare values: EntityTable<ValueRow, 'key'>;
  declare catalog: EntityTable<CatalogRow, 'key'>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ sets: 'key', pages: '[key+page]', patches: '++id,key', outbox: 'id', values: 'key', catalog: 'key' });
  }
}

export function databaseName(project: ProjectId): string {
  return `labelwright-${project}`;
}

/** Opens lazily; every method rejects when the browser has no working IndexedDB (callers go on without, see safe-store.ts). */
export function createDexieStore(project: ProjectId): IndexStore {
  const db = new Database(databaseName(project));
  const whole = (key: SetKey): [SetKey, number][] => [[key, 0], [key, Number.MAX_SAFE_INTEGER]];

  return {
    async loadCatalog() {
      return (await db.catalog.get('catalog')) ?? null;
    },
    async saveCatalog(catalog, cursor) {
      await db.catalog.put({ key: 'catalog', catalog, cursor });
    },
    loadSet(key) {
      return db.transaction('r', db.sets, db.pages, db.patches, async () => {
        const set = await db.sets.get(key);
        if (!set) return null;
        const [from, to] = whole(key);
        const pages = await db.pages.where('[key+page]').between(from, to).sortBy('page');
        const patches = await db.patches.where('key').equals(key).sortBy('id');
        return { ...set, pages: pages.map((page) => page.parts), patches };
      });
    },
    saveSet({ key, count, combos, cursor, pages }) {
      return db.transaction('rw', db.sets, db.pages, db.patches, async () => {
        const [from, to] = whole(key);
        await db.pages.where('[key+page]').between(from, to).delete();
        await db.patches.where('key').equals(key).delete();
        await db.pages.bulkPut(pages.map((parts, page) => ({ key, page, parts })));
        await db.sets.put({ key, count, combos, cursor });
      });
    },
    addPatch(key, patch, cursor) {
      return db.transaction('rw', db.sets, db.patches, async () => {
        if ((await db.sets.update(key, { cursor })) === 0 && !(await db.sets.get(key))) return;
        await db.patches.add({ key, ...patch });
      });
    },
    mergePages(key, count, combos, pages) {
      return db.transaction('rw', db.sets, db.pages, db.patches, async () => {
        if ((await db.sets.update(key, { count, combos })) === 0 && !(await db.sets.get(key))) return;
        await db.pages.bulkPut([...pages].map(([page, parts]) => ({ key, page, parts })));
        await db.patches.where('key').equals(key).delete();
      });
    },
    async putCommit(commit) {
      await db.outbox.put({ ...commit, drafts: JSON.stringify(commit.drafts) });
    },
    async deleteCommit(id) {
      await db.outbox.delete(id);
    },
    async commits() {
      const commits = (await db.outbox.toArray()).map((row): PendingCommit => ({ ...row, drafts: typeof row.drafts === 'string' ? (JSON.parse(row.drafts) as readonly Draft[]) : row.drafts }));
      return commits.sort((a, b) => (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : a.order - b.order));
    },
    async getValue(key) {
      return (await db.values.get(key))?.value;
    },
    async putValue(key, value) {
      await db.values.put({ key, value });
    },
    close() {
      db.close();
    },
  };
}
