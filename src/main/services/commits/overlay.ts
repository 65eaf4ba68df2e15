/** The state as it would be after the drafts of a command that were looked at so far, without touching the state. */
import { emptyCatalog, foldCatalogEvent, isCatalogEvent, type CatalogState } from '../../../shared/fold/catalog';
import { foldFact, type ItemState } from '../../../shared/fold/item';
import { factOf, type ItemFact } from '../../../shared/fold/item-facts';
import type { Stamp } from '../../../shared/fold/order';
import type { KnownEvent } from '../../../shared/events/catalogue';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { StoredEvent } from '../../../shared/events/envelope';
import type { DatasetColumns } from '../../../shared/contract/columns';
import type { DatasetId, EventId, JobId, LogId, MemberId, SampleId } from '../../../shared/kernel/ids';
import { everyDataset, everyJob } from '../state';
import type { FoldedState } from '../state/types';

/** Comes after everything that is stored, in the order of the drafts. */
const FAR = 2 ** 52;

export class Overlay {
  readonly state: FoldedState;
  #catalog: CatalogState | null = null;
  readonly #items = new Map<string, ItemState>();
  /** Of what is stored: asked for once for each of ten thousand drafts about one sample. */
  readonly #rows = new Map<SampleId, number>();
  readonly #columns = new Map<DatasetId, DatasetColumns>();
  #step = 0;

  constructor(state: FoldedState) {
    this.state = state;
  }

  get catalog(): CatalogState {
    if (this.#catalog) return this.#catalog;
    const now = this.state.catalog();
    const catalog = emptyCatalog();
    catalog.name = now.name;
    for (const root of now.roots) catalog.roots.set(root.id, root);
    for (const dataset of everyDataset(now)) catalog.datasets.set(dataset.id, dataset);
    for (const job of everyJob(now)) catalog.jobs.set(job.id, job);
    for (const { dataset, time } of now.deleted.datasets) catalog.retired.set(dataset.id, time);
    for (const { job, time } of now.deleted.jobs) if (time !== null) catalog.retired.set(job.id, time);
    for (const { id, labels } of now.labelSets) catalog.labelSets.set(id, new Map(labels.map((label) => [label.id, label])));
    this.#catalog = catalog;
    return catalog;
  }

  /** Row of a sample; -1 when it is not in the dataset. */
  rowOf(dataset: DatasetId, sample: SampleId): number {
    const known = this.#rows.get(sample) ?? this.state.rowOf(dataset, sample);
    if (known >= 0) this.#rows.set(sample, known);
    return known;
  }

  columns(dataset: DatasetId): DatasetColumns {
    const known = this.#columns.get(dataset) ?? this.state.datasetColumns(dataset);
    this.#columns.set(dataset, known);
    return known;
  }

  async item(job: JobId, sample: SampleId): Promise<ItemState> {
    return this.#items.get(`${job}/${sample}`) ?? this.state.item(job, sample);
  }

  /** Takes note of a draft that will be written. */
  async add(draft: Draft): Promise<void> {
    const single = factOf(draft as unknown as KnownEvent<StoredEvent>);
    if (single) return this.fold(single.job, single.sample, single.fact);
    const event = pseudoEvent(draft, this.#step++);
    if (isCatalogEvent(event)) foldCatalogEvent(this.catalog, event);
  }

  async fold(job: JobId, sample: SampleId, fact: ItemFact): Promise<void> {
    const key = `${job}/${sample}`;
    const item = this.#items.get(key) ?? copyOf(await this.state.item(job, sample));
    this.#items.set(key, item);
    const stamp: Stamp = { lamport: FAR + this.#step++, id: 'f'.repeat(64) as EventId, part: 0, log: '' as LogId, member: '' as MemberId, time: 0 };
    foldFact(item, stamp, [], fact);
  }
}

function copyOf(item: ItemState): ItemState {
  return { ...item, annotations: new Map(Array.from(item.annotations, ([id, entry]) => [id, { ...entry }])), living: new Map(item.living), winners: new Map(item.winners), contested: [] };
}

function pseudoEvent(draft: Draft, step: number): KnownEvent<StoredEvent> {
  return { ...draft, id: 'f'.repeat(64), lamport: FAR + step, log: '', member: '', hlc: [0, 0] } as unknown as KnownEvent<StoredEvent>;
}
