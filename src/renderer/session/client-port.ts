import type { AnswerOf, PushName, Pushes, RequestName, RequestOf } from '../../shared/contract/api';
import type { Draft } from '../../shared/events/catalogue/types';
import type { Command } from '../../shared/events/envelope';
import type { JobId } from '../../shared/kernel/ids';
import type { Failure } from '../../shared/kernel/result';

/** What the session needs of the window's client: the real one fits as it is, a test writes its own. */
export interface ClientPort {
  request<N extends RequestName>(name: N, body: RequestOf<N>, options?: { readonly signal?: AbortSignal }): Promise<AnswerOf<N>>;
  onPush<N extends PushName>(topic: N, listener: (body: Pushes[N], mine: boolean) => void): () => void;
  /** Pushes may have been missed. */
  onStale(listener: () => void): () => void;
}

/** The window's outbox: keeps a commit until it is answered, also over a lost connection or a restart. Never rejects. */
export interface OutboxPort {
  commit(job: JobId | null, command: Command, drafts: readonly Draft[]): Promise<
    { readonly ok: true; readonly answer: AnswerOf<'journal.commit'> } | { readonly ok: false; readonly failure: Failure }
  >;
  /** The refusal was seen. */
  dismiss(command: Command['id']): void;
}
