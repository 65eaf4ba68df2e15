/**
 * A store that never fails its caller: when the database is gone, full or blocked, reads give nothing and writes do
 * nothing. The window then lives from the host alone, as on its first start.
 */
import type { IndexStore } from './types';

/** `onTrouble` hears of each failure once it happened. */
export function createSafeStore(store: IndexStore, onTrouble: (error: unknown) => void): IndexStore {
  async function or<T>(work: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work;
    } catch (error) {
      onTrouble(error);
      return otherwise;
    }
  }
  return {
    loadCatalog: () => or(store.loadCatalog(), null),
    saveCatalog: (catalog, cursor) => or(store.saveCatalog(catalog, cursor), undefined),
    loadSet: (key) => or(store.loadSet(key), null),
    saveSet: (set) => or(store.saveSet(set), undefined),
    addPatch: (key, patch, cursor) => or(store.addPatch(key, patch, cursor), undefined),
    mergePages: (key, count, combos, pages) => or(store.mergePages(key, count, combos, pages), undefined),
    putCommit: (commit) => or(store.putCommit(commit), undefined),
    deleteCommit: (id) => or(store.deleteCommit(id), undefined),
    commits: () => or(store.commits(), []),
    getValue: (key) => or(store.getValue(key), undefined),
    putValue: (key, value) => or(store.putValue(key, value), undefined),
    close: () => store.close(),
  };
}
