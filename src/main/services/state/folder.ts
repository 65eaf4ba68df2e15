import type { Blob } from '../../../shared/events/blobs/kinds';
import { markField } from '../../../shared/events/blobs/marks';
import { knownEvent, type KnownEvent } from '../../../shared/events/catalogue';
import type { StoredEvent } from '../../../shared/events/envelope';
import { SALVAGED } from '../../../shared/events/salvage';
import { emptyCatalog, foldCatalog, foldCatalogEvent, isCatalogEvent, type CatalogEvent, type CatalogState } from '../../../shared/fold/catalog';
import { emptyItem, foldFact } from '../../../shared/fold/item';
import { factOf, factOfRow, isItemBulk, isKind, samplesOf, type ItemBulkEvent, type ItemFact } from '../../../shared/fold/item-facts';
import { compareStamps, stampOf } from '../../../shared/fold/order';
import type { DatasetId, JobId, LabelId, LabelSetId, RootId } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { Journal, JournalEntry } from '../journal/types';
import type { Changes } from './changes';
import { comingOf, NOTHING_COMING, type Coming } from './coming';
import { DatasetState } from './dataset-state';
import { EventTable } from './event-table';
import { Items } from './items';
import { JobState, SINGLE } from './job-state';
import { historiesOf, Ledger } from './ledger';
import type { RowSet } from './row-set';

type Event = KnownEvent<StoredEvent>;

/** The folded state of a workspace and how an event changes it. One entry at a time. */
export class Folder {
  readonly events: EventTable;
  readonly items: Items;
  readonly ledger: Ledger;
  readonly datasets = new Map<DatasetId, DatasetState>();
  readonly jobs = new Map<JobId, JobState>();
  /** Roots in order of arrival: the number in the columns. */
  readonly roots: RootId[] = [];
  catalog: CatalogState = emptyCatalog();
  catalogEvents: CatalogEvent[] = [];
  /** Events this program does not know, and bulk facts whose blob cannot be read. */
  readonly problems: Failure[] = [];
  #unsettled: Map<JobState, Set<number>> | null = null;
  #coming: Coming = NOTHING_COMING;

  constructor(journal: Pick<Journal, 'readAt' | 'readBlob' | 'fileName' | 'fileNumber'>) {
    this.events = new EventTable(journal);
    this.ledger = new Ledger(this.events);
    this.items = new Items(journal, this.events);
  }

  /**
   * Says which entries will be folded next: room is made at once for what they bring (also in datasets and jobs that they
   * make), and their blobs are read from the disk while those before are folded. It changes nothing else.
   */
  expect(entries: readonly JournalEntry[]): void {
    this.#coming = comingOf(entries);
    this.items.expect(this.#coming.blobs);
    for (const [id, samples] of this.#coming.samples) {
      const dataset = this.datasets.get(id);
      dataset?.reserve(dataset.table.count + samples);
    }
    for (const job of this.jobs.values()) this.#makeRoom(job);
  }

  /** Folds the next entry. `changes` null: nobody wants to know (replay). */
  async fold({ event: stored, at }: JournalEntry, changes: Changes | null): Promise<void> {
    // The journal's own record: what it brings back arrives as events.
    if (stored.type === SALVAGED) return;
    const number = this.events.add(stored, at);
    const event = knownEvent(stored);
    if (!event) {
      this.problems.push({ code: 'unknown-event', message: `An event of type "${stored.type}", version ${stored.tv}, is not known to this program and was passed over.`, details: { type: stored.type, version: stored.tv, event: stored.id } });
      return;
    }
    if (isCatalogEvent(event)) this.#foldCatalog(event, changes);
    this.ledger.note(event, number, historiesOf(event, (labelSet) => this.jobsOfLabelSet(labelSet)));
    const single = factOf(event);
    if (single) {
      this.items.remember(number, event);
      const job = this.jobs.get(single.job);
      const row = job ? this.datasets.get(job.job.dataset)?.rowOf(single.sample) ?? -1 : -1;
      if (job && row >= 0 && this.#foldFact(job, row, event, number, SINGLE, single.fact, changes?.job(job))) await this.#derive(job, row);
      return;
    }
    if (!('blob' in event.body)) return;
    const blob = await this.#blobOf(event);
    if (!blob) return;
    this.items.remember(number, event);
    if (isItemBulk(event)) await this.#foldBulk(event, number, blob, changes);
    else this.#foldSamples(event, number, blob, changes);
  }

  /** How many facts the columns are made of, roughly: what folding them again would cost. */
  facts(): number {
    let facts = 0;
    for (const dataset of this.datasets.values()) facts += 2 * dataset.table.count;
    for (const job of this.jobs.values()) facts += job.facts.count;
    return facts;
  }

  jobsOfLabelSet(labelSet: LabelSetId): readonly JobId[] {
    return [...this.catalog.jobs.values()].filter((job) => job.labelSet === labelSet).map((job) => job.id);
  }

  /** After the catalog changed as a whole (also when it was loaded). */
  followCatalog(): void {
    for (const root of this.catalog.roots.keys()) if (!this.roots.includes(root)) this.roots.push(root);
    for (const id of this.catalog.datasets.keys()) {
      if (this.datasets.has(id)) continue;
      const dataset = new DatasetState(id, this.events);
      this.datasets.set(id, dataset);
      const samples = this.#coming.samples.get(id);
      if (samples !== undefined) dataset.reserve(samples);
    }
    for (const job of this.catalog.jobs.values()) {
      let state = this.jobs.get(job.id);
      if (!state) {
        state = new JobState(job, this.events, this.jobs.size);
        this.jobs.set(job.id, state);
        this.#makeRoom(state);
      }
      state.job = job;
      state.grow(this.datasets.get(job.dataset)?.table.count ?? 0);
      state.labelOrder = new Map(Array.from(this.catalog.labelSets.get(job.labelSet)?.keys() ?? [], (label: LabelId, i): [LabelId, number] => [label, i]));
    }
  }

  #makeRoom(job: JobState): void {
    const samples = this.#coming.samples.get(job.job.dataset) ?? 0;
    const facts = this.#coming.facts.get(job.job.id) ?? 0;
    const count = this.datasets.get(job.job.dataset)?.table.count ?? 0;
    if (samples > 0 || facts > 0) job.reserve(count + samples, facts);
  }

  #foldCatalog(event: CatalogEvent, changes: Changes | null): void {
    this.catalogEvents.push(event);
    if (this.catalog.last !== null && compareStamps(this.catalog.last, stampOf(event)) >= 0) this.catalog = foldCatalog(this.catalogEvents);
    else foldCatalogEvent(this.catalog, event);
    this.followCatalog();
    if (changes) changes.catalog = true;
  }

  async #blobOf(event: Event): Promise<Blob | null> {
    try {
      return await this.items.blobOf(event);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      this.problems.push(error.failure);
      return null;
    }
  }

  #foldSamples(event: Event, number: number, blob: Blob, changes: Changes | null): void {
    if (!('dataset' in event.body)) return;
    const dataset = this.datasets.get(event.body.dataset);
    if (!dataset) return;
    const of = changes?.dataset(dataset) ?? null;
    if (event.type === 'samples.added' && isKind(blob, 'samples')) {
      dataset.added(blob, Math.max(0, this.roots.indexOf(event.body.root)), of);
      for (const job of this.jobs.values()) if (job.job.dataset === dataset.id) job.grow(dataset.table.count);
    } else if (isKind(blob, 'facts')) dataset.measured(blob, number, of);
    else if (isKind(blob, 'status')) dataset.statusSet(blob, number, of);
    else if (isKind(blob, 'relinks')) dataset.relinked(blob, number, of);
  }

  async #foldBulk(event: ItemBulkEvent, number: number, blob: Blob, changes: Changes | null): Promise<void> {
    const job = this.jobs.get(event.body.job);
    const dataset = job && this.datasets.get(job.job.dataset);
    const ids = samplesOf(blob);
    if (!job || !dataset || !ids) return;
    const changed = changes?.job(job);
    const rows = dataset.rowsOf(ids);
    const time = event.hlc[0];
    const about = new Set<number>();
    const combos = isKind(blob, 'classes') && job.job.task === 'classification' ? blob.meta.palette.map(() => -1) : null;
    for (let i = 0; i < blob.rows; i++) {
      const row = rows[i] ?? -1;
      if (row < 0) continue;
      if (isKind(blob, 'classes') && !this.items.kept(job, row)) {
        if (job.note(row, number, i)) {
          const to = blob.columns.to[i] ?? 0;
          let combo = combos?.[to] ?? -1;
          if (combos && combo < 0) combos[to] = combo = job.combo(blob.meta.palette[to] ?? []);
          job.setClasses(row, Math.max(0, combo), time);
          changed?.add(row);
          continue;
        }
      } else if (isKind(blob, 'marks') && !this.items.kept(job, row)) {
        if (job.note(row, number, i)) {
          job.setMark(row, markField(blob.columns.field[i] ?? 0), blob.columns.to[i] ?? 0, time);
          changed?.add(row);
          continue;
        }
      } else {
        const fact = factOfRow(event, blob, i);
        if (fact && this.#foldFact(job, row, event, number, i, fact, changed)) about.add(row);
        continue;
      }
      this.items.forget(job, row);
      changed?.add(row);
      about.add(row);
    }
    // Ten thousand facts about one sample: its columns once, not after each of them.
    for (const row of about) await this.#derive(job, row);
  }

  /** True when the columns of the sample are still to be derived. */
  #foldFact(job: JobState, row: number, event: Event, number: number, part: number, fact: ItemFact, changed: RowSet | undefined): boolean {
    changed?.add(row);
    if (!job.note(row, number, part)) {
      // Something later was folded already: from the start.
      this.items.forget(job, row);
      return true;
    }
    const item = this.items.kept(job, row) ?? (job.isFirst(row) ? emptyItem() : null);
    if (item) {
      foldFact(item, stampOf(event, part === SINGLE ? 0 : part), event.base, fact);
      this.items.keep(job, row, item);
      return true;
    }
    if (fact.kind === 'classes') job.setClasses(row, job.job.task === 'classification' ? job.combo(fact.to) : 0, event.hlc[0]);
    else if (fact.kind === 'nothing-here') job.setNothing(row, fact.to, event.hlc[0]);
    else if (fact.kind === 'mark') job.setMark(row, fact.field, fact.to, event.hlc[0]);
    else return true;
    return false;
  }

  /** False while `deferring` works: the columns of some samples are not what their facts say yet. */
  get settled(): boolean {
    return this.#unsettled === null;
  }

  /** While `work` folds, samples whose history must be read from the disk are only noted; then each is read once. */
  async deferring(work: () => Promise<void>): Promise<void> {
    const unsettled = new Map<JobState, Set<number>>();
    this.#unsettled = unsettled;
    try {
      await work();
    } finally {
      for (const [job, rows] of unsettled) for (const row of rows) await this.#deriveNow(job, row);
      this.#unsettled = null;
    }
  }

  /** Columns of a sample from its folded state, which is read when it is not kept: now, or once for all of `deferring`. */
  async #derive(job: JobState, row: number): Promise<void> {
    if (!this.#unsettled || this.items.kept(job, row)) return this.#deriveNow(job, row);
    const rows = this.#unsettled.get(job) ?? new Set();
    this.#unsettled.set(job, rows.add(row));
  }

  async #deriveNow(job: JobState, row: number): Promise<void> {
    try {
      job.derive(row, await this.items.load(job, row));
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      this.problems.push(error.failure);
    }
  }
}
