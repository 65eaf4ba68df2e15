import type { Catalog, Cursor, Pushes, UnsentWorks } from '../../../shared/contract/api';
import type { Sample } from '../../../shared/domain/dataset';
import { basesOf, workOf } from '../../../shared/fold/item';
import type { Sha256 } from '../../../shared/kernel/bytes';
import type { DatasetId, Hash, JobId, LogId, SampleId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import type { Heads, Journal, JournalEntry } from '../journal/types';
import { catalogOf } from './catalog-view';
import { Changes, patchOf } from './changes';
import type { DatasetState } from './dataset-state';
import { Folder } from './folder';
import { inBatches } from './in-batches';
import type { JobState } from './job-state';
import { headsOf, load, save } from './save';
import { freeze, listSnapshots, readSnapshot, snapshotPath, writeSnapshot } from './snapshot';
import type { FoldedState } from './types';

/** Samples whose work travels with a patch: a gesture in an editor, not a bulk change. */
const MAX_WORKS = 32;
/** A crowded sample is read again by the windows that show it instead of being sent with every stroke. */
const MAX_WORK_ANNOTATIONS = 500;
/** Written by itself after at least this many facts; closing writes one after this many. */
const SNAPSHOT_AFTER = 100_000;
const SNAPSHOT_ON_CLOSE_AFTER = 2_000;

export interface StateOptions {
  readonly journal: Journal;
  readonly fs: FileSystem;
  /** Folder of the snapshots; made when needed, may be deleted at any time. */
  readonly dir: string;
  readonly sha256: Sha256;
}

/** Opens the state of a workspace: the newest snapshot that fits the journal, then whatever was said since. */
export async function createState(options: StateOptions): Promise<FoldedState> {
  const state = new State(options);
  await state.open();
  return state;
}

class State implements FoldedState {
  readonly #options: StateOptions;
  #folder: Folder;
  readonly #heads = new Map<LogId, { readonly seq: number; readonly id: Hash }>();
  #cursor: Cursor = { hash: '', tick: 0 };
  /** The catalog after so many of its events. */
  #catalog: { readonly events: number; readonly value: Catalog } | null = null;
  #sinceSnapshot = 0;
  /** Facts in the last snapshot. */
  #snapshotSize = 0;
  #writing: Promise<void> = Promise.resolve();
  #folding: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: StateOptions) {
    this.#options = options;
    this.#folder = new Folder(options.journal);
  }

  async open(): Promise<void> {
    const from = await this.#loadSnapshot();
    try {
      await this.#replay(from);
    } catch (error) {
      if (from === null) throw error;
      // The journal does not know where the snapshot stands: fold everything.
      this.#reset();
      await this.#replay(null);
    }
    this.#cursor = { hash: this.#options.journal.headsHash(), tick: 1 };
  }

  cursor(): Cursor {
    return this.#cursor;
  }

  heads(): Heads {
    return this.#heads;
  }

  catalog(): Catalog {
    const { catalog, catalogEvents, roots } = this.#folder;
    if (this.#catalog?.events === catalogEvents.length) return this.#catalog.value;
    const value = catalogOf(catalog, roots);
    this.#catalog = { events: catalogEvents.length, value };
    return value;
  }

  datasetColumns(dataset: DatasetId): ReturnType<FoldedState['datasetColumns']> {
    return this.#dataset(dataset).table.view();
  }

  jobColumns(job: JobId): ReturnType<FoldedState['jobColumns']> {
    return this.#job(job).table.view();
  }

  columnParts(dataset: DatasetId, job: JobId | null): ReturnType<FoldedState['columnParts']> {
    if (job === null) {
      const { table } = this.#dataset(dataset);
      return { count: table.count, combos: [], parts: table.parts() };
    }
    const { table } = this.#job(job);
    return { count: table.count, combos: [...table.combos], parts: table.parts() };
  }

  rowOf(dataset: DatasetId, sample: SampleId): number {
    return this.#dataset(dataset).rowOf(sample);
  }

  rowsOf(dataset: DatasetId, ids: Uint8Array): Int32Array {
    return this.#dataset(dataset).rowsOf(ids);
  }

  sampleIdAt(dataset: DatasetId, row: number): SampleId {
    return this.#dataset(dataset).idAt(row);
  }

  sampleAt(dataset: DatasetId, row: number): Sample {
    return this.#dataset(dataset).sampleAt(row, this.#folder.roots);
  }

  async work(job: JobId, sample: SampleId): ReturnType<FoldedState['work']> {
    const item = await this.item(job, sample);
    return { work: workOf(item), bases: basesOf(item) };
  }

  async item(job: JobId, sample: SampleId): ReturnType<FoldedState['item']> {
    const state = this.#job(job);
    const row = this.rowOf(state.job.dataset, sample);
    if (row < 0) throw new FailureError({ code: 'unknown-sample', message: `There is no sample ${sample} in this job.`, details: { sample } });
    return this.#folder.items.load(state, row);
  }

  get ledger(): FoldedState['ledger'] {
    return this.#folder.ledger;
  }

  get problems(): FoldedState['problems'] {
    return this.#folder.problems;
  }

  async event(number: number): ReturnType<FoldedState['event']> {
    return this.#folder.items.event(number);
  }

  blob: FoldedState['blob'] = (kind, ref) => this.#folder.items.blob(kind, ref);

  async apply(entries: readonly JournalEntry[]): Promise<Pushes['state.patch']> {
    const changes = new Changes();
    await this.#foldAll(entries, changes);
    const patch = patchOf(changes, this.#folder, this.#cursor, changes.catalog ? this.catalog() : null);
    return { ...patch, ...await this.#works(changes) };
  }

  async applyQuietly(entries: readonly JournalEntry[]): Promise<Cursor> {
    await this.#foldAll(entries, null);
    return this.#cursor;
  }

  async #foldAll(entries: readonly JournalEntry[], changes: Changes | null): Promise<void> {
    const folding = this.#folder.deferring(async () => {
      for (const entry of entries) await this.#fold(entry, changes);
    });
    this.#folding = folding.catch(() => undefined);
    await folding;
    this.#cursor = { hash: this.#options.journal.headsHash(), tick: this.#cursor.tick + 1 };
    // When the state has doubled: all snapshots of a long import together cost twice the last one.
    if (this.#sinceSnapshot >= Math.max(SNAPSHOT_AFTER, this.#snapshotSize)) void this.snapshot().catch(() => undefined);
  }

  snapshot(): Promise<void> {
    if (!this.#folder.settled) return this.#folding.then(() => this.snapshot());
    const { journal, fs, dir, sha256 } = this.#options;
    this.#sinceSnapshot = 0;
    this.#snapshotSize = this.#folder.facts();
    const data = freeze(save(this.#folder, journal.project, this.#heads));
    this.#writing = this.#writing.catch(() => undefined).then(async () => {
      await fs.makeDir(dir);
      const before = await listSnapshots(fs, dir);
      await writeSnapshot(fs, snapshotPath(dir, (before[0] ?? 0) + 1), sha256, data);
      await fs.syncDir(dir);
      for (const old of before.slice(1)) await fs.remove(snapshotPath(dir, old)).catch(() => undefined);
    });
    return this.#writing;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // Without a snapshot the next start only takes longer: a full or read-only disk must not keep anyone from closing.
    if (this.#sinceSnapshot >= SNAPSHOT_ON_CLOSE_AFTER) await this.snapshot().catch(() => undefined);
    await this.#writing.catch(() => undefined);
  }

  /** The works that changed, as far as they fit in a message; the others by name. */
  async #works(changes: Changes): Promise<Pick<Pushes['state.patch'], 'works' | 'unsent'>> {
    let total = 0;
    for (const { rows } of changes.jobs.values()) total += rows.size;
    if (total > MAX_WORKS) return { works: [], unsent: [...changes.jobs.keys()].map((job) => ({ job, samples: null })) };
    const works: Pushes['state.patch']['works'][number][] = [];
    const unsent: UnsentWorks[] = [];
    for (const [id, { rows }] of changes.jobs) {
      const job = this.#job(id);
      const large: SampleId[] = [];
      for (const row of rows.toArray()) {
        const sample = this.sampleIdAt(job.job.dataset, row);
        const item = await this.#folder.items.load(job, row).catch(() => null);
        if (item && item.annotations.size <= MAX_WORK_ANNOTATIONS) works.push({ job: id, sample, work: workOf(item), bases: basesOf(item) });
        else large.push(sample);
      }
      if (large.length > 0) unsent.push({ job: id, samples: large });
    }
    return { works, unsent };
  }

  async #fold(entry: JournalEntry, changes: Changes | null): Promise<void> {
    await this.#folder.fold(entry, changes);
    const { event } = entry;
    if (!entry.salvaged) this.#heads.set(event.log, { seq: event.seq, id: event.id });
    this.#sinceSnapshot += typeof event.body === 'object' && event.body !== null && 'blob' in event.body ? (event.body as { readonly blob: { readonly rows: number } }).blob.rows : 1;
  }

  async #replay(from: Heads | null): Promise<void> {
    await this.#folder.deferring(async () => {
      for await (const entries of inBatches(this.#options.journal.read(from))) {
        this.#folder.expect(entries);
        for (const entry of entries) await this.#fold(entry, null);
      }
      this.#folder.expect([]);
    });
  }

  #reset(): void {
    this.#folder = new Folder(this.#options.journal);
    this.#heads.clear();
    this.#catalog = null;
    this.#sinceSnapshot = 0;
    this.#snapshotSize = 0;
  }

  /** Heads of the snapshot that was loaded; null when none was. Whatever is wrong with one, the next older is tried. */
  async #loadSnapshot(): Promise<Heads | null> {
    const { journal, fs, dir, sha256 } = this.#options;
    for (const number of await listSnapshots(fs, dir).catch(() => [])) {
      try {
        const data = await readSnapshot(fs, snapshotPath(dir, number), sha256);
        if (data === null) continue;
        const { project, heads } = headsOf(data);
        if (project !== journal.project || !isPrefix(heads, journal.heads())) continue;
        load(this.#folder, data);
        this.#snapshotSize = this.#folder.facts();
        for (const [log, head] of heads) this.#heads.set(log, head);
        return heads;
      } catch {
        this.#reset();
      }
    }
    return null;
  }

  #dataset(id: DatasetId): DatasetState {
    const dataset = this.#folder.datasets.get(id);
    if (!dataset) throw new FailureError({ code: 'unknown-dataset', message: `There is no dataset ${id}.`, details: { dataset: id } });
    return dataset;
  }

  #job(id: JobId): JobState {
    const job = this.#folder.jobs.get(id);
    if (!job) throw new FailureError({ code: 'unknown-job', message: `There is no labeling job ${id}.`, details: { job: id } });
    return job;
  }
}

/** True when the journal holds everything that `heads` has seen. */
function isPrefix(heads: Heads, journal: Heads): boolean {
  for (const [log, head] of heads) {
    const now = journal.get(log);
    if (now === undefined || now.seq < head.seq || (now.seq === head.seq && now.id !== head.id)) return false;
  }
  return true;
}
