/**
 * What a window keeps between two starts. Nothing in here is the truth: deleting it at any time costs a refill from
 * the host, and the unanswered commits of a window that is still open.
 */
import type { Catalog, Cursor } from '../../../shared/contract/api';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { MarkField } from '../../../shared/events/blobs/marks';
import type { Command } from '../../../shared/events/envelope';
import type { DatasetId, JobId, LabelId } from '../../../shared/kernel/ids';

/** `d:<dataset>` or `j:<job>`: the columns of one dataset or job. */
export type SetKey = `d:${DatasetId}` | `j:${JobId}`;
export type Parts = Readonly<Record<string, Uint8Array>>;

/** Columns of some rows, named as on the wire (see contract/columns-codec.ts). */
export interface StoredSet {
  readonly key: SetKey;
  readonly count: number;
  readonly combos: readonly (readonly LabelId[])[];
  /** Everything up to here is in the pages and patches. */
  readonly cursor: Cursor;
  /** Pages in order; page p holds rows p·PAGE_ROWS … */
  readonly pages: readonly Parts[];
  /** Not merged yet, oldest first. */
  readonly patches: readonly StoredPatch[];
}

export interface StoredPatch {
  readonly count: number;
  readonly comboBase: number;
  readonly combos: readonly (readonly LabelId[])[];
  /** Names without prefix: `rows` and columns. */
  readonly parts: Parts;
}

export interface PendingCommit {
  /** The command's id; the host takes it for one commit however often it comes. */
  readonly id: Command['id'];
  /** The window that made it. */
  readonly owner: string;
  /** Order of making within the owner. */
  readonly order: number;
  readonly job: JobId | null;
  readonly command: Command;
  readonly drafts: readonly Draft[];
  /** Set: one gesture on many rows of the job, instead of drafts. */
  readonly many?: Many;
  /** What drafts do to rows of the job, so that it is seen before the host answers. */
  readonly shows?: Shown;
}

/** Samples of which a person says that there is nothing to label, or takes it back. */
export interface Shown { readonly kind: 'nothing-here'; readonly rows: Uint32Array; readonly to: boolean }

/** A gesture on rows of a job, as the requests `classes.set-many` and `marks.set-many` say it. */
export type Many =
  | { readonly kind: 'classes'; readonly rows: Uint32Array; readonly mode: 'replace' | 'add' | 'remove'; readonly labels: readonly LabelId[] }
  | { readonly kind: 'marks'; readonly rows: Uint32Array; readonly field: MarkField; readonly to: number };

export const PAGE_ROWS = 1000;

export interface IndexStore {
  loadCatalog(): Promise<{ readonly catalog: Catalog; readonly cursor: Cursor } | null>;
  saveCatalog(catalog: Catalog, cursor: Cursor): Promise<void>;
  loadSet(key: SetKey): Promise<StoredSet | null>;
  /** Replaces the whole set. */
  saveSet(set: Omit<StoredSet, 'patches'>): Promise<void>;
  /** Adds a patch and moves the cursor on, in one transaction. */
  addPatch(key: SetKey, patch: StoredPatch, cursor: Cursor): Promise<void>;
  /** Writes pages that hold what all patches up to now say, and forgets these patches. */
  mergePages(key: SetKey, count: number, combos: readonly (readonly LabelId[])[], pages: ReadonlyMap<number, Parts>): Promise<void>;
  putCommit(commit: PendingCommit): Promise<void>;
  deleteCommit(id: PendingCommit['id']): Promise<void>;
  /** Oldest first. */
  commits(): Promise<readonly PendingCommit[]>;
  /** Small values by key: drafts being typed, filters, scroll positions. */
  getValue(key: string): Promise<unknown>;
  putValue(key: string, value: unknown): Promise<void>;
  close(): void;
}
