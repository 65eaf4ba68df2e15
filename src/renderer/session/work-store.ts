import type { AnswerOf, HistoryState, OpenedSample, UndoOutcome } from '../../shared/contract/api';
import type { SampleWork } from '../../shared/domain/sample-work';
import type { Draft } from '../../shared/events/catalogue/types';
import type { Command } from '../../shared/events/envelope';
import type { CommandId, EventId, JobId, SampleId } from '../../shared/kernel/ids';
import { FailureError, type Failure } from '../../shared/kernel/result';
import { applyDrafts, baseKeys, fieldSetBy, sampleOf, type Proposed } from './apply-drafts';
import type { ClientPort, OutboxPort } from './client-port';
import { useSaved } from './saved';

/** A commit on its way. `refused`: not saved, for this reason; still shown, until the person says what to do. */
export interface Pending {
  readonly command: Command;
  readonly drafts: readonly Proposed[];
  readonly refused: Failure | null;
}

/** What does not change while a sample is looked at. */
export type SampleFile = Pick<OpenedSample, 'sample' | 'media'>;

interface Loaded {
  readonly opened: SampleFile;
  readonly base: SampleWork;
  /** Ours to write: copying tens of thousands of entries with every stroke would be felt. */
  readonly bases: Record<string, EventId>;
}

function fromAnswer({ sample, media, work, bases }: OpenedSample): Loaded {
  return { opened: { sample, media }, base: work, bases };
}

type Work = { readonly kind: 'commit'; readonly pending: Pending } | { readonly kind: 'history'; readonly run: () => Promise<void> };

/** Samples that stay loaded besides those being shown: neighbours and the last ones. */
const KEEP = 24;

/**
 * What one job says about the samples being looked at, as the person sees it: the host's state with the unanswered
 * changes on top. Commits are sent one after the other, so that each cites the events the one before it made.
 */
export class WorkStore {
  readonly job: JobId;
  private readonly client: ClientPort;
  private readonly outbox: OutboxPort | null;
  private readonly newId: () => string;
  private readonly loaded = new Map<SampleId, Loaded>();
  private readonly loading = new Map<SampleId, Promise<Loaded>>();
  private readonly views = new Map<SampleId, SampleWork>();
  private readonly listeners = new Set<() => void>();
  private stops: (() => void)[] | null = null;
  private queue: Work[] = [];
  private refused: readonly Pending[] = [];
  private running = false;
  private history: HistoryState = { undo: null, redo: null };

  constructor(job: JobId, client: ClientPort, newId: () => string, outbox: OutboxPort | null = null) {
    this.job = job;
    this.client = client;
    this.newId = newId;
    this.outbox = outbox;
  }

  /** Follows the host until `dispose`; again after it, when the window shows the job again. */
  start(): void {
    if (this.stops !== null) return;
    const { client, job } = this;
    this.stops = [
      client.onPush('state.patch', (patch) => {
        for (const w of patch.works) if (w.job === job) this.replace(w.sample, w.work, w.bases);
      }),
      client.onPush('history', (push) => {
        if (push.job === job) this.setHistory(push.history);
      }),
      client.onStale(() => void this.reload().catch(() => undefined)),
    ];
    // Nothing is loaded on the first start; on a later one, patches were missed.
    this.reload().catch(() => undefined);
  }

  dispose(): void {
    for (const stop of this.stops ?? []) stop();
    this.stops = null;
  }

  /** Hears of every change of what this store says. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Commits that have no answer yet, and those that were refused. */
  unsaved(): readonly Pending[] {
    return [...this.refused, ...this.queue.flatMap((w) => (w.kind === 'commit' ? [w.pending] : []))];
  }

  get refusals(): readonly Pending[] {
    return this.refused;
  }

  get historyState(): HistoryState {
    return this.history;
  }

  /** What is known now, without asking. */
  peek(sample: SampleId): SampleFile | null {
    return this.loaded.get(sample)?.opened ?? null;
  }

  /** The host's state with the unanswered changes; null when the sample was not opened. The same object until it changes. */
  view(sample: SampleId): SampleWork | null {
    const known = this.views.get(sample);
    if (known !== undefined) return known;
    const loaded = this.loaded.get(sample);
    if (loaded === undefined) return null;
    const view = this.unsaved().reduce((work, p) => applyDrafts(work, sample, p.drafts), loaded.base);
    this.views.set(sample, view);
    return view;
  }

  /** Opens a sample, or answers what is known of it. Rejects with FailureError. */
  async open(sample: SampleId): Promise<SampleFile> {
    const known = this.loaded.get(sample);
    if (known !== undefined) {
      this.loaded.delete(sample);
      this.loaded.set(sample, known);
      return known.opened;
    }
    return (await this.load(sample)).opened;
  }

  private load(sample: SampleId): Promise<Loaded> {
    const running = this.loading.get(sample);
    if (running !== undefined) return running;
    const promise = this.client.request('sample.open', { job: this.job, sample }).then((opened) => {
      const loaded = fromAnswer(opened);
      this.loaded.set(sample, loaded);
      this.evict();
      this.changed(sample);
      return loaded;
    }).finally(() => this.loading.delete(sample));
    this.loading.set(sample, promise);
    return promise;
  }

  private evict(): void {
    const busy = new Set(this.unsaved().flatMap((p) => p.drafts.map(sampleOf)));
    for (const sample of this.loaded.keys()) {
      if (this.loaded.size <= KEEP) return;
      if (busy.has(sample)) continue;
      this.loaded.delete(sample);
      this.views.delete(sample);
    }
  }

  private async reload(): Promise<void> {
    const samples = [...this.loaded.keys()];
    this.setHistory(await this.client.request('history.state', { of: this.job }));
    for (const sample of samples) await this.refresh(sample);
  }

  private async refresh(sample: SampleId): Promise<void> {
    const opened = await this.client.request('sample.open', { job: this.job, sample });
    this.loaded.set(sample, fromAnswer(opened));
    this.changed(sample);
  }

  private replace(sample: SampleId, base: SampleWork, bases: Readonly<Record<string, EventId>>): void {
    const loaded = this.loaded.get(sample);
    if (loaded === undefined) return;
    this.loaded.set(sample, { opened: loaded.opened, base, bases: { ...bases } });
    this.changed(sample);
  }

  private setHistory(history: HistoryState): void {
    this.history = history;
    this.changed(null);
  }

  private changed(sample: SampleId | null): void {
    if (sample !== null) this.views.delete(sample);
    for (const listener of [...this.listeners]) listener();
  }

  private forgetViews(drafts: readonly Proposed[]): void {
    for (const d of drafts) {
      const sample = sampleOf(d);
      if (sample !== null) this.views.delete(sample);
    }
  }

  /** Shows the changes at once and sends them. `name` is a key of the message catalogue. One gesture is one call. */
  commit(name: string, drafts: readonly Proposed[]): CommandId {
    const command: Command = { id: this.newId() as CommandId, name, undoes: null, redoes: null };
    this.enqueue({ command, drafts, refused: null });
    return command.id;
  }

  private enqueue(pending: Pending): void {
    useSaved.setState((s) => ({ pending: s.pending + 1, any: true }));
    this.queue.push({ kind: 'commit', pending });
    this.forgetViews(pending.drafts);
    this.changed(null);
    this.pump();
  }

  /** Sends a refused commit again, or forgets it. */
  settle(command: CommandId, what: 'retry' | 'discard'): void {
    const found = this.refused.find((p) => p.command.id === command);
    if (found === undefined) return;
    this.refused = this.refused.filter((p) => p !== found);
    this.forgetViews(found.drafts);
    this.outbox?.dismiss(command);
    useSaved.setState({ failure: this.refused[0]?.refused ?? null });
    if (what === 'retry') this.enqueue({ ...found, refused: null });
    else this.changed(null);
  }

  /** Takes back (or brings back) the last command once everything before it is answered; null when there is none. */
  async turnBack(direction: 'undo' | 'redo'): Promise<UndoOutcome | null> {
    return new Promise((resolve, reject) => {
      const run = async (): Promise<void> => {
        const command = this.history[direction];
        if (command === null) return resolve(null);
        try {
          const outcome = await this.client.request(direction === 'undo' ? 'history.undo' : 'history.redo', { of: this.job, command: command.id });
          for (const sample of outcome.samples) if (this.loaded.has(sample)) await this.refresh(sample);
          this.setHistory(outcome.history);
          resolve(outcome);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.queue.push({ kind: 'history', run });
      this.pump();
    });
  }

  private pump(): void {
    if (this.running) return;
    this.running = true;
    void this.work().finally(() => (this.running = false));
  }

  private async work(): Promise<void> {
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      if (next.kind === 'history') {
        this.queue.shift();
        await next.run();
      } else await this.send(next.pending);
    }
  }

  private async send(pending: Pending): Promise<void> {
    const drafts = await this.withBases(pending.drafts);
    if (this.outbox !== null) {
      const outcome = await this.outbox.commit(this.job, pending.command, drafts);
      if (outcome.ok) this.saved(pending, outcome.answer);
      else this.refuse(pending, outcome.failure);
      return;
    }
    try {
      this.saved(pending, await this.client.request('journal.commit', { job: this.job, command: pending.command, drafts }));
    } catch (error) {
      const failure = error instanceof FailureError ? error.failure : { code: 'internal', message: String(error) };
      // The line broke: whether it was written is not known, the host's state tells. Not written: sent again.
      if (failure.code !== 'disconnected') this.refuse(pending, failure);
      else if (await this.wasWritten(pending)) {
        this.queue.shift();
        this.answered();
        this.forgetViews(pending.drafts);
        this.changed(null);
      }
    }
  }

  /** The bar of the application says "Saved" when nothing is on its way and nothing was refused. */
  private answered(): void {
    useSaved.setState((s) => ({ pending: s.pending - 1, failure: this.refused[0]?.refused ?? null }));
  }

  private refuse(pending: Pending, failure: Failure): void {
    this.queue.shift();
    this.refused = [...this.refused, { ...pending, refused: failure }];
    this.answered();
    this.forgetViews(pending.drafts);
    this.changed(null);
  }

  private async withBases(drafts: readonly Proposed[]): Promise<Draft[]> {
    for (const sample of new Set(drafts.map(sampleOf))) if (sample !== null && !this.loaded.has(sample)) await this.load(sample).catch(() => undefined);
    return drafts.map((d) => {
      const sample = sampleOf(d);
      const bases = sample === null ? undefined : this.loaded.get(sample)?.bases;
      const base = bases === undefined ? undefined : baseKeys(d).map((key) => bases[key]).find((event) => event !== undefined);
      return { ...d, base: base === undefined ? [] : [base] };
    });
  }

  private async wasWritten(pending: Pending): Promise<boolean> {
    const samples = new Set(pending.drafts.map(sampleOf));
    for (const sample of samples) if (sample !== null) await this.refresh(sample).catch(() => undefined);
    return [...samples].every((sample) => {
      const base = sample === null ? undefined : this.loaded.get(sample)?.base;
      return sample === null || base === undefined || JSON.stringify(applyDrafts(base, sample, pending.drafts)) === JSON.stringify(base);
    });
  }

  /** The answer came: the changes are part of the host's state, whether its push was here already or not. */
  private saved(pending: Pending, { events, history }: AnswerOf<'journal.commit'>): void {
    this.queue.shift();
    this.answered();
    if (history !== null) this.history = history;
    for (const sample of new Set(pending.drafts.map(sampleOf))) {
      const loaded = sample === null ? undefined : this.loaded.get(sample);
      if (sample === null || loaded === undefined) continue;
      pending.drafts.forEach((d, i) => {
        const event = events[i];
        const field = fieldSetBy(d);
        if (sampleOf(d) === sample && event !== undefined && field !== null) loaded.bases[field] = event;
      });
      this.loaded.set(sample, { opened: loaded.opened, base: applyDrafts(loaded.base, sample, pending.drafts), bases: loaded.bases });
    }
    this.forgetViews(pending.drafts);
    this.changed(null);
  }
}
