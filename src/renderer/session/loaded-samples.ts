import type { OpenedSample } from '../../shared/contract/api';
import type { SampleWork } from '../../shared/domain/sample-work';
import type { Draft } from '../../shared/events/catalogue/types';
import type { EventId, JobId, SampleId } from '../../shared/kernel/ids';
import { applyDrafts, baseKeys, fieldSetBy, sampleOf, type Proposed } from './apply-drafts';
import type { ClientPort } from './client-port';

/** What does not change while a sample is looked at. */
export type SampleFile = Pick<OpenedSample, 'sample' | 'media'>;

export interface Loaded {
  readonly opened: SampleFile;
  readonly base: SampleWork;
  /** Ours to write: copying tens of thousands of entries with every stroke would be felt. */
  readonly bases: Record<string, EventId>;
  /** Fields whose last change this window made, and its event. */
  readonly own: Map<string, EventId>;
}

/** Fields that the creation of an object sets as well. */
const OF_CREATION = ['geometry', 'class', 'attributes', 'retired'];

/** Samples that stay loaded besides those being shown: neighbours and the last ones. */
const KEEP = 24;

/** The host's state of the samples that were looked at lately. Knows nothing of changes without an answer. */
export class LoadedSamples {
  private readonly client: ClientPort;
  private readonly job: JobId;
  private readonly known = new Map<SampleId, Loaded>();
  private readonly loading = new Map<SampleId, Promise<Loaded>>();

  constructor(client: ClientPort, job: JobId) {
    this.client = client;
    this.job = job;
  }

  get(sample: SampleId): Loaded | undefined {
    return this.known.get(sample);
  }

  has(sample: SampleId): boolean {
    return this.known.has(sample);
  }

  /** Asked for and not answered: what changes meanwhile may be missing in the answer. */
  isLoading(sample: SampleId): boolean {
    return this.loading.has(sample);
  }

  /** The changes with the events they replace, as far as these samples are known. */
  cite(drafts: readonly Proposed[]): Draft[] {
    return drafts.map((d) => {
      const sample = sampleOf(d);
      const bases = sample === null ? undefined : this.known.get(sample)?.bases;
      const base = bases === undefined ? undefined : baseKeys(d).map((key) => bases[key]).find((event) => event !== undefined);
      return { ...d, base: base === undefined ? [] : [base] };
    });
  }

  samples(): SampleId[] {
    return [...this.known.keys()];
  }

  /** Known and used: stays longest. */
  touch(sample: SampleId): Loaded | undefined {
    const known = this.known.get(sample);
    if (known === undefined) return undefined;
    this.known.delete(sample);
    this.known.set(sample, known);
    return known;
  }

  /** Asks the host once, whoever wants it. Rejects with FailureError. */
  load(sample: SampleId): Promise<Loaded> {
    const running = this.loading.get(sample);
    if (running !== undefined) return running;
    const promise = this.fetch(sample).finally(() => this.loading.delete(sample));
    this.loading.set(sample, promise);
    return promise;
  }

  /** Asks again, also for what is known. */
  async fetch(sample: SampleId): Promise<Loaded> {
    const { sample: file, media, work, bases } = await this.client.request('sample.open', { job: this.job, sample });
    const loaded: Loaded = { opened: { sample: file, media }, base: work, bases, own: this.known.get(sample)?.own ?? new Map<string, EventId>() };
    this.known.set(sample, loaded);
    return loaded;
  }

  /** Forgets those used longest ago; answers which. `busy` ones stay. */
  evict(busy: ReadonlySet<SampleId | null>): SampleId[] {
    const gone: SampleId[] = [];
    for (const sample of this.known.keys()) {
      if (this.known.size <= KEEP) break;
      if (busy.has(sample)) continue;
      this.known.delete(sample);
      gone.push(sample);
    }
    return gone;
  }

  /**
   * The host's state changed. Answers the fields that this window had set last and that somebody else (`mine` false)
   * has set since.
   */
  replace(sample: SampleId, base: SampleWork, bases: Readonly<Record<string, EventId>>, mine: boolean): string[] {
    const loaded = this.known.get(sample);
    if (loaded === undefined) return [];
    this.known.set(sample, { ...loaded, base, bases: { ...bases } });
    if (mine) return [];
    const overtaken = [...loaded.own].filter(([field, event]) => bases[field] !== undefined && bases[field] !== event).map(([field]) => field);
    for (const field of overtaken) loaded.own.delete(field);
    return overtaken;
  }

  /** The host answered: these changes are part of its state, whether its push was here already or not. */
  fold(sample: SampleId, drafts: readonly Proposed[], events: readonly EventId[]): void {
    const loaded = this.known.get(sample);
    if (loaded === undefined) return;
    drafts.forEach((d, i) => {
      const event = events[i];
      const field = fieldSetBy(d);
      if (sampleOf(d) !== sample || event === undefined || field === null) return;
      loaded.bases[field] = event;
      for (const set of d.type === 'annotation.created' ? OF_CREATION.map((f) => `annotation/${d.body.annotation}/${f}`) : [field]) loaded.own.set(set, event);
    });
    this.known.set(sample, { ...loaded, base: applyDrafts(loaded.base, sample, drafts) });
  }
}
