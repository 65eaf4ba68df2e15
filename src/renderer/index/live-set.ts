/**
 * The window's copy of one column set, kept in step: from the store at once, then caught up by cursor or fetched from
 * the host, then patched by pushes. Pushes that come while an answer is on its way wait for it.
 */
import type { AnswerOf, Cursor, RowPatch } from '../../shared/contract/api';
import type { LabelId } from '../../shared/kernel/ids';
import type { DatasetTable, JobTable } from '../../shared/contract/columns-codec';
import { createEmitter } from './emitter';
import type { Keeper } from './keeper';
import type { RowState } from './query/delta';
import { pageCount, pageOf } from './store/pages';
import { PAGE_ROWS } from './store/types';
import type { Parts, SetKey, StoredPatch, StoredSet } from './store/types';

type Table = DatasetTable | JobTable;

/** What a patch changed, for those who keep derived copies (the query worker). */
export type SetChange = { readonly kind: 'all' } | { readonly kind: 'patch'; readonly patch: StoredPatch; readonly before: ReadonlyMap<number, RowState> | null };

export interface LiveSet<T extends Table> {
  readonly key: SetKey;
  /** null until the first data is there. */
  table(): T | null;
  /** Grows with every change. */
  version(): number;
  subscribe(listener: () => void): () => void;
  onChange(listener: (change: SetChange) => void): () => void;
}

export interface LiveSetOptions<T extends Table> {
  readonly key: SetKey;
  readonly keeper: Keeper;
  fromStore(set: StoredSet): T | null;
  fromAnswer(answer: AnswerOf<'state.columns'>): T;
  apply(table: T, patch: StoredPatch): Uint32Array;
  /** What the rows of a patch are before it, for those who count by it. */
  before?(table: T, rows: Uint32Array): ReadonlyMap<number, RowState>;
  fetch(): Promise<AnswerOf<'state.columns'>>;
  /** Asks the host to push what came after; true = it cannot, fetch instead. */
  catchUp(cursor: Cursor): Promise<boolean>;
  /** Called with errors of fetching; the set stays as it is and tries again when told to reload. */
  onFailure(error: unknown): void;
}

export interface OwnedLiveSet<T extends Table> extends LiveSet<T> {
  start(): Promise<void>;
  push(patch: StoredPatch, cursor: Cursor): void;
  /** Fetches everything again (pushes were missed). */
  reload(): Promise<void>;
  /** Writes the whole copy to the store (this window became its writer). */
  saveAll(): void;
}

/** Patches in the store before their pages are written anew. */
const MERGE_AFTER_PATCHES = 32;
const MERGE_AFTER_ROWS = 4_000;

export function createLiveSet<T extends Table>(options: LiveSetOptions<T>): OwnedLiveSet<T> {
  const { key, keeper } = options;
  const emitter = createEmitter();
  const changes = new Set<(change: SetChange) => void>();
  let table: T | null = null;
  let cursor: Cursor | null = null;
  let version = 0;
  let fetching = 0;
  let waiting: { readonly patch: StoredPatch; readonly cursor: Cursor }[] = [];
  /** The store holds this copy: patches may be added to it. */
  let stored = false;
  let dirty = new Set<number>();
  let unmerged = 0;
  let unmergedRows = 0;

  function changed(change: SetChange): void {
    version++;
    for (const listener of [...changes]) listener(change);
    emitter.emit();
  }

  function combos(): readonly (readonly LabelId[])[] {
    return table && 'combos' in table ? [...table.combos] : [];
  }

  function saveAll(): void {
    const current = table;
    if (!current || !cursor) return;
    const at = cursor;
    dirty = new Set();
    unmerged = unmergedRows = 0;
    stored = true;
    keeper.write((store) => store.saveSet({ key, count: current.count, combos: combos(), cursor: at, pages: Array.from({ length: pageCount(current.count) }, (_, page) => pageOf(current, page)) }));
  }

  function merge(): void {
    const current = table;
    if (!current || unmerged === 0) return;
    const pages = new Map<number, Parts>();
    for (const page of dirty) pages.set(page, pageOf(current, page));
    const count = current.count;
    const known = combos();
    dirty = new Set();
    unmerged = unmergedRows = 0;
    keeper.write((store) => store.mergePages(key, count, known, pages));
  }

  function applyNow(patch: StoredPatch, at: Cursor): void {
    if (!table) return;
    let rows: Uint32Array;
    const before = table.count;
    const was = changes.size > 0 ? options.before?.(table, rowsOf(patch)) ?? null : null;
    try {
      rows = options.apply(table, patch);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      void reload();
      return;
    }
    cursor = at;
    for (const row of rows) dirty.add(Math.floor(row / PAGE_ROWS));
    for (let page = Math.floor(before / PAGE_ROWS); table.count > before && page < pageCount(table.count); page++) dirty.add(page);
    if (stored) {
      unmerged++;
      unmergedRows += rows.length;
      keeper.write((store) => store.addPatch(key, patch, at));
      if (unmerged > MERGE_AFTER_PATCHES || unmergedRows > MERGE_AFTER_ROWS) keeper.whenIdle(`${key}/merge`, merge);
    }
    changed({ kind: 'patch', patch, before: was });
  }

  async function reload(): Promise<void> {
    const mine = ++fetching;
    waiting = [];
    let answer: AnswerOf<'state.columns'>;
    try {
      answer = await options.fetch();
    } catch (error) {
      if (mine === fetching) fetching = 0;
      options.onFailure(error);
      return;
    }
    if (mine !== fetching) return;
    table = options.fromAnswer(answer);
    cursor = answer.cursor;
    const late = waiting.filter((one) => one.cursor.tick > answer.cursor.tick);
    waiting = [];
    fetching = 0;
    stored = false;
    changed({ kind: 'all' });
    keeper.whenIdle(`${key}/save`, saveAll);
    for (const one of late) applyNow(one.patch, one.cursor);
  }

  return {
    key,
    table: () => table,
    version: () => version,
    subscribe: (listener) => emitter.subscribe(listener),
    onChange(listener) {
      changes.add(listener);
      return () => changes.delete(listener);
    },
    async start() {
      const mine = ++fetching;
      const kept = await keeper.read((store) => store.loadSet(key));
      if (mine !== fetching) return;
      const made = kept ? options.fromStore(kept) : null;
      if (!kept || !made) return reload();
      table = made;
      cursor = kept.cursor;
      stored = true;
      unmerged = kept.patches.length;
      for (const patch of kept.patches) for (const row of rowsOf(patch)) dirty.add(Math.floor(row / PAGE_ROWS));
      changed({ kind: 'all' });
      // What the host pushes for catching up comes before its answer and in order with what is new: nothing waits.
      waiting = [];
      fetching = 0;
      try {
        if (await options.catchUp(kept.cursor)) await reload();
      } catch (error) {
        options.onFailure(error);
      }
    },
    push(patch, at) {
      if (fetching !== 0) waiting.push({ patch, cursor: at });
      else applyNow(patch, at);
    },
    reload,
    saveAll,
  };
}

function rowsOf(patch: StoredPatch): Uint32Array {
  const bytes = patch.parts['rows'];
  return bytes ? new Uint32Array(bytes.slice().buffer) : new Uint32Array(0);
}

/** The parts of one row patch out of a push, without its prefix and copied: the push's buffer is not kept alive. */
export function patchOf(row: RowPatch, parts: Parts): StoredPatch {
  const own: Record<string, Uint8Array> = {};
  for (const [name, bytes] of Object.entries(parts)) if (name.startsWith(row.prefix)) own[name.slice(row.prefix.length)] = bytes.slice();
  return { count: row.count, comboBase: row.comboBase, combos: row.combos, parts: own };
}
