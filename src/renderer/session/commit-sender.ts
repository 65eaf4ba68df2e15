/** Sends one commit, and finds out what became of it when the line broke before the answer. */
import type { AnswerOf } from '../../shared/contract/api';
import type { Draft } from '../../shared/events/catalogue/types';
import type { Command } from '../../shared/events/envelope';
import type { JobId, SampleId } from '../../shared/kernel/ids';
import { FailureError, type Failure } from '../../shared/kernel/result';
import { applyDrafts, sampleOf, type Proposed } from './apply-drafts';
import type { ClientPort, OutboxPort } from './client-port';
import type { LoadedSamples } from './loaded-samples';

/** A commit on its way. `refused`: not saved, for this reason; still shown, until the person says what to do. */
export interface Pending {
  readonly command: Command;
  readonly drafts: readonly Proposed[];
  readonly refused: Failure | null;
}

/** `there`: the line broke, but it was written. `unsent`: the line broke before it was; to be sent again. */
export type Sent = { readonly kind: 'saved'; readonly answer: AnswerOf<'journal.commit'> } | { readonly kind: 'refused'; readonly failure: Failure } | { readonly kind: 'there' | 'unsent' };

/** How samples are asked for: the store behind tells whoever shows them. */
export interface Fetching {
  load(sample: SampleId): Promise<unknown>;
  refresh(sample: SampleId): Promise<void>;
}

/** From this many changes on, what is seen goes before what is sent: writing them out takes longer than a frame. */
export const MANY = 500;

export class CommitSender {
  private readonly job: JobId;
  private readonly client: ClientPort;
  private readonly outbox: OutboxPort | null;
  private readonly loaded: LoadedSamples;
  private readonly fetching: Fetching;
  private readonly shown: () => Promise<void>;

  /** `shown`: resolves when the window has drawn what was done up to now. */
  constructor(job: JobId, client: ClientPort, outbox: OutboxPort | null, loaded: LoadedSamples, fetching: Fetching, shown: () => Promise<void>) {
    this.job = job;
    this.client = client;
    this.outbox = outbox;
    this.loaded = loaded;
    this.fetching = fetching;
    this.shown = shown;
  }

  async send(pending: Pending): Promise<Sent> {
    if (pending.drafts.length >= MANY) await this.shown();
    const drafts = await this.withBases(pending.drafts);
    if (this.outbox !== null) {
      const outcome = await this.outbox.commit(this.job, pending.command, drafts);
      return outcome.ok ? { kind: 'saved', answer: outcome.answer } : { kind: 'refused', failure: outcome.failure };
    }
    try {
      return { kind: 'saved', answer: await this.client.request('journal.commit', { job: this.job, command: pending.command, drafts }) };
    } catch (error) {
      const failure = error instanceof FailureError ? error.failure : { code: 'internal', message: String(error) };
      if (failure.code !== 'disconnected') return { kind: 'refused', failure };
      // Whether it was written is not known; the host's state tells.
      return { kind: (await this.wasWritten(pending)) ? 'there' : 'unsent' };
    }
  }

  private async withBases(drafts: readonly Proposed[]): Promise<Draft[]> {
    for (const sample of new Set(drafts.map(sampleOf))) if (sample !== null && !this.loaded.has(sample)) await this.fetching.load(sample).catch(() => undefined);
    return this.loaded.cite(drafts);
  }

  private async wasWritten(pending: Pending): Promise<boolean> {
    const samples = new Set(pending.drafts.map(sampleOf));
    for (const sample of samples) if (sample !== null) await this.fetching.refresh(sample).catch(() => undefined);
    return [...samples].every((sample) => {
      const base = sample === null ? undefined : this.loaded.get(sample)?.base;
      return sample === null || base === undefined || JSON.stringify(applyDrafts(base, sample, pending.drafts)) === JSON.stringify(base);
    });
  }
}
