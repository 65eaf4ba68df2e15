/** The state as it would be after the drafts of a command that were looked at so far, without touching the state. */
import { emptyCatalog, foldCatalogEvent, isCatalogEvent, type CatalogState } from '../../../shared/fold/catalog';
import { foldFact, type ItemState } from '../../../shared/fold/item';
import { factOf, type ItemFact } from '../../../shared/fold/item-facts';
import type { Stamp } from '../../../shared/fold/order';
import type { KnownEvent } from '../../../shared/events/catalogue';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { StoredEvent } from '../../../shared/events/envelope';
import type { EventId, JobId, LogId, MemberId, SampleId } from '../../../shared/kernel/ids';
import type { FoldedState } from '../state/types';

/** Comes after everything that is stored, in the order of the drafts. */
const FAR = 2 ** 52;

export class Overlay {
  readonly state: FoldedState;
  #catalog: CatalogState | null = null;
  readonly #items = new Map<string, ItemState>();
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
    for (const dataset of now.datasets) catalog.datasets.set(dataset.id, dataset);
    for (const job of now.jobs) catalog.jobs.set(job.id, job);
    for (const { id, labels } of now.labelSets) catalog.labelSets.set(id, new Map(labels.map((label) => [label.id, label])));
    this.#catalog = catalog;
    return catalog;
  }

  async item(job: JobId, sample: SampleId): Promise<ItemState> {
    return this.#items.get(`${job}/${sample}`) ?? this.state.item(job, sample);
  }

  /** Takes note of a draft that will be written. */
  async add(draft: Draft): Promise<void> {
    const event = pseudoEvent(draft, this.#step++);
    if (isCatalogEvent(event)) foldCatalogEvent(this.catalog, event);
    const single = factOf(event);
    if (single) await this.fold(single.job, single.sample, single.fact);
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
