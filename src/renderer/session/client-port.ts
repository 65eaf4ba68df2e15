import type { AnswerOf, PushName, Pushes, RequestName, RequestOf } from '../../shared/contract/api';
import type { Command } from '../../shared/events/envelope';
import type { JobId } from '../../shared/kernel/ids';
import type { Proposed } from './apply-drafts';

/** What the session needs of the window's client: the real one fits as it is, a test writes its own. */
export interface ClientPort {
  request<N extends RequestName>(name: N, body: RequestOf<N>, options?: { readonly signal?: AbortSignal }): Promise<AnswerOf<N>>;
  onPush<N extends PushName>(topic: N, listener: (body: Pushes[N], mine: boolean) => void): () => void;
  /** Pushes may have been missed. */
  onStale(listener: () => void): () => void;
}

/** The window's outbox (kept across restarts): commits whose answer is not known yet. */
export interface OutboxPort {
  put(entry: OutboxEntry): Promise<void>;
  remove(command: string): Promise<void>;
}

export interface OutboxEntry {
  readonly job: JobId;
  readonly command: Command;
  readonly drafts: readonly Proposed[];
}
