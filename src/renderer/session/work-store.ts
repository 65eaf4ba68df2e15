import type { AnswerOf, HistoryState, UndoOutcome } from '../../shared/contract/api';
import type { SampleWork } from '../../shared/domain/sample-work';
import type { Command } from '../../shared/events/envelope';
import type { CommandId, JobId, SampleId } from '../../shared/kernel/ids';
import { FailureError, never, type Failure } from '../../shared/kernel/result';
import { afterFrame } from './after-frame';
import { applyDrafts, sampleOf, type Proposed } from './apply-drafts';
import type { ClientPort, OutboxPort } from './client-port';
import { CommitSender, type Pending } from './commit-sender';
import { Listeners } from './listeners';
import { LoadedSamples, type SampleFile } from './loaded-samples';
import { OnceMore } from './once-more';
import { useSaved } from './saved';

/** A field of an object that this window had set last and that was set elsewhere since. */
export interface Overtaken {
  readonly sample: SampleId;
  readonly annotation: string;
  readonly field: string;
}

type Work = { readonly kind: 'commit'; readonly pending: Pending } | { readonly kind: 'history'; readonly run: () => Promise<void> };

/**
 * What one job says about the samples being looked at, as the person sees it: the host's state with the unanswered
 * changes on top. Commits are sent one after the other, so that each cites the events the one before it made.
 */
export class WorkStore {
  readonly job: JobId;
  private readonly client: ClientPort;
  private readonly outbox: OutboxPort | null;
  private readonly newId: () => string;
  private readonly loaded: LoadedSamples;
  private readonly sender: CommitSender;
  private readonly views = new Map<SampleId, SampleWork>();
  private readonly listeners = new Listeners();
  private readonly overtaken = new Listeners<[what: Overtaken]>();
  /** Samples that changed and were too large to be pushed. */
  private readonly outdated = new OnceMore<SampleId>((sample) => this.refresh(sample));
  private stops: (() => void)[] | null = null;
  private queue: Work[] = [];
  private refused: readonly Pending[] = [];
  private running = false;
  private lastTurn: Promise<void> = Promise.resolve();
  private history: HistoryState = { undo: null, redo: null };

  /** `shown`: resolves when the window has drawn what was done up to now. */
  constructor(job: JobId, client: ClientPort, newId: () => string, outbox: OutboxPort | null = null, shown: () => Promise<void> = afterFrame) {
    this.job = job;
    this.client = client;
    this.newId = newId;
    this.outbox = outbox;
    this.loaded = new LoadedSamples(client, job);
    this.sender = new CommitSender(job, client, outbox, this.loaded, { load: (sample) => this.load(sample), refresh: (sample) => this.refresh(sample) }, shown);
  }

  /** Follows the host until `dispose`; again after it, when the window shows the job again. */
  start(): void {
    if (this.stops !== null) return;
    const { client, job } = this;
    this.stops = [
      client.onPush('state.patch', (patch, mine) => {
        for (const w of patch.works) if (w.job === job) this.patched(w.sample, this.loaded.replace(w.sample, w.work, w.bases, mine));
        for (const w of patch.works) if (w.job === job && this.loaded.isLoading(w.sample)) this.outdated.ask(w.sample);
        // What this window does itself it knows already, or asks for when it is done.
        for (const u of patch.unsent) if (u.job === job && !(mine && this.running)) (u.samples ?? this.loaded.samples()).filter((sample) => this.loaded.has(sample)).forEach((sample) => this.outdated.ask(sample));
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
    return this.listeners.add(listener);
  }

  /** Hears when something that this window set was set differently by another one. */
  onOvertaken(listener: (what: Overtaken) => void): () => void {
    return this.overtaken.add(listener);
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
    return (this.loaded.touch(sample) ?? (await this.load(sample))).opened;
  }

  /** Their files are other ones now: what is known of these samples is asked for again. */
  askAgain(samples: readonly SampleId[]): void {
    for (const sample of samples) if (this.loaded.has(sample) || this.loaded.isLoading(sample)) this.outdated.ask(sample);
  }

  private async load(sample: SampleId) {
    const loaded = await this.loaded.load(sample);
    const busy = new Set(this.unsaved().flatMap((p) => p.drafts.map(sampleOf)));
    for (const gone of this.loaded.evict(busy)) this.views.delete(gone);
    this.changed(sample);
    return loaded;
  }

  private async reload(): Promise<void> {
    const samples = this.loaded.samples();
    this.setHistory(await this.client.request('history.state', { of: this.job }));
    for (const sample of samples) await this.refresh(sample);
  }

  private async refresh(sample: SampleId): Promise<void> {
    await this.loaded.fetch(sample);
    this.changed(sample);
  }

  private patched(sample: SampleId, overtaken: readonly string[]): void {
    if (!this.loaded.has(sample)) return;
    this.changed(sample);
    for (const key of overtaken) {
      const [kind, annotation, field] = key.split('/');
      if (kind === 'annotation' && annotation !== undefined && field !== undefined) this.overtaken.tell({ sample, annotation, field });
    }
  }

  private setHistory(history: HistoryState): void {
    this.history = history;
    this.changed(null);
  }

  private changed(sample: SampleId | null): void {
    if (sample !== null) this.views.delete(sample);
    this.listeners.tell();
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

  /**
   * Takes back (or brings back) the last command once everything before it is answered; null when there is none. When
   * the line breaks before the answer, what became of it is asked for afterwards: it is done once.
   */
  turnBack(direction: 'undo' | 'redo'): Promise<UndoOutcome | null> {
    return this.inTurn(() => this.turn(direction, null));
  }

  /**
   * Takes back this command and no other, once everything before it is answered. Rejects with 'history-moved' when
   * something else was done since; one that was refused is forgotten.
   */
  takeBack(command: CommandId): Promise<UndoOutcome | null> {
    return this.inTurn(() => {
      const refused = this.refused.find((p) => p.command.id === command);
      if (refused === undefined) return this.turn('undo', command);
      this.settle(command, 'discard');
      return Promise.resolve({ command: refused.command, samples: [], touched: 0, refused: [], history: this.history });
    });
  }

  private inTurn(step: () => Promise<UndoOutcome | null>): Promise<UndoOutcome | null> {
    const turn = new Promise<UndoOutcome | null>((resolve, reject) => {
      const run = (): Promise<void> => step().then(resolve, (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))));
      this.queue.push({ kind: 'history', run });
      this.pump();
    });
    this.lastTurn = turn.then(() => undefined, () => undefined);
    return turn;
  }

  /** Resolves when no undo or redo is on its way any more. Until then views show what is being taken back. */
  turned(): Promise<void> {
    return this.lastTurn;
  }

  /** `wanted`: this command, whatever is on top. */
  private async turn(direction: 'undo' | 'redo', wanted: CommandId | null): Promise<UndoOutcome | null> {
    const top = this.history[direction];
    const asked = wanted ?? top?.id;
    if (asked === undefined) return null;
    try {
      const outcome = await this.client.request(direction === 'undo' ? 'history.undo' : 'history.redo', { of: this.job, command: asked });
      for (const sample of outcome.samples) if (this.loaded.has(sample)) await this.refresh(sample);
      this.setHistory(outcome.history);
      return outcome;
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code !== 'disconnected') throw error;
      await this.reload();
      // Done and not answered: the history has moved on, and which samples it touched is not known any more.
      const done = top?.id === asked && this.history[direction]?.id !== asked ? top : null;
      if (done !== null) return { command: done, samples: [], touched: 0, refused: [], history: this.history };
      return this.turn(direction, wanted);
    }
  }

  private pump(): void {
    if (this.running) return;
    this.running = true;
    void this.work();
  }

  /** Whoever adds to the queue after its end must find that nothing runs: both happen in one step. */
  private async work(): Promise<void> {
    try {
      for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
        if (next.kind === 'history') {
          this.queue.shift();
          await next.run();
        } else await this.send(next.pending);
      }
    } finally {
      this.running = false;
    }
  }

  private async send(pending: Pending): Promise<void> {
    const sent = await this.sender.send(pending);
    switch (sent.kind) {
      case 'saved':
        return this.saved(pending, sent.answer);
      case 'refused':
        return this.refuse(pending, sent.failure);
      case 'there':
        return this.done(pending);
      case 'unsent':
        return;
      default:
        never(sent);
    }
  }

  /** The bar of the application says "Saved" when nothing is on its way and nothing was refused. */
  private answered(): void {
    useSaved.setState((s) => ({ pending: s.pending - 1, failure: this.refused[0]?.refused ?? null }));
  }

  private refuse(pending: Pending, failure: Failure): void {
    this.refused = [...this.refused, { ...pending, refused: failure }];
    this.done(pending);
  }

  /** The first of the queue is answered, one way or the other. */
  private done(pending: Pending): void {
    this.queue.shift();
    this.answered();
    this.forgetViews(pending.drafts);
    this.changed(null);
  }

  /** The answer came: the changes are part of the host's state, whether its push was here already or not. */
  private saved(pending: Pending, { events, history }: AnswerOf<'journal.commit'>): void {
    if (history !== null) this.history = history;
    for (const sample of new Set(pending.drafts.map(sampleOf))) if (sample !== null) this.loaded.fold(sample, pending.drafts, events);
    this.done(pending);
  }
}
