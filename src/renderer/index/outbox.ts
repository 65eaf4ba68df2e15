/**
 * Commits of this window that the host has not answered. A commit is shown at once by whoever made it, kept here (and
 * in the store) until the host answers "on the disk", sent again after a lost connection, and reported when refused.
 * Commits go to the host one after the other, in the order in which they were made.
 */
import type { AnswerOf } from '../../shared/contract/api';
import type { Draft } from '../../shared/events/catalogue/types';
import type { Command } from '../../shared/events/envelope';
import type { JobId } from '../../shared/kernel/ids';
import type { Failure } from '../../shared/kernel/result';
import { FailureError } from '../../shared/kernel/result';
import { createEmitter } from './emitter';
import type { IndexStore, Many, PendingCommit, Shown } from './store/types';

export type CommitOutcome =
  | { readonly ok: true; readonly answer: AnswerOf<'journal.commit'> }
  | { readonly ok: false; readonly failure: Failure };

/** `changed`: rows that really changed; 0 when it had been saved before an answer was lost. */
export type ManyOutcome =
  | { readonly ok: true; readonly changed: number }
  | { readonly ok: false; readonly failure: Failure };

export type CommitAnswer = AnswerOf<'journal.commit'> | AnswerOf<'classes.set-many'>;

export interface RefusedCommit { readonly commit: PendingCommit; readonly failure: Failure }

export interface Outbox {
  /** Resolves when the host answered: saved on the disk, or refused. Never rejects; waits while there is no connection. */
  commit(job: JobId | null, command: Command, drafts: readonly Draft[], shows?: Shown): Promise<CommitOutcome>;
  /** One gesture on many rows; otherwise like `commit`. */
  many(job: JobId, command: Command, many: Many): Promise<ManyOutcome>;
  /** Resolves when everything that was committed up to now is answered. */
  drained(): Promise<void>;
  /** Not answered yet, oldest first. A new array after every change. */
  pending(): readonly PendingCommit[];
  /** Not saved, and why, until somebody took notice. A new array after every change. */
  refused(): readonly RefusedCommit[];
  dismiss(id: Command['id']): void;
  subscribe(listener: () => void): () => void;
  /** Sends what another window, now gone, could not deliver. */
  adopt(commits: readonly PendingCommit[]): void;
}

export interface OutboxOptions {
  readonly owner: string;
  readonly store: Pick<IndexStore, 'putCommit' | 'deleteCommit'>;
  send(commit: PendingCommit): Promise<CommitAnswer>;
  /** Resolves when a connection is there (again). */
  connected(): Promise<void>;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const emitter = createEmitter();
  const done = new Map<Command['id'], (outcome: Settled) => void>();
  let pending: readonly PendingCommit[] = [];
  let refused: readonly RefusedCommit[] = [];
  let order = 0;
  let sending = false;

  function settle(commit: PendingCommit, outcome: Settled): void {
    pending = pending.filter((one) => one.id !== commit.id);
    if (!outcome.ok) refused = [...refused, { commit, failure: outcome.failure }];
    void options.store.deleteCommit(commit.id);
    done.get(commit.id)?.(outcome);
    done.delete(commit.id);
    emitter.emit();
  }

  async function deliver(commit: PendingCommit): Promise<void> {
    for (;;) {
      await options.connected();
      try {
        settle(commit, { ok: true, answer: await options.send(commit) });
        return;
      } catch (error) {
        const failure = failureOf(error);
        if (failure.code === 'disconnected') continue;
        settle(commit, { ok: false, failure });
        return;
      }
    }
  }

  async function run(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      for (let next = pending[0]; next; next = pending[0]) await deliver(next);
    } finally {
      sending = false;
    }
  }

  function put(commit: PendingCommit): Promise<Settled> {
    pending = [...pending, commit];
    void options.store.putCommit(commit);
    const outcome = new Promise<Settled>((resolve) => done.set(commit.id, resolve));
    emitter.emit();
    void run();
    return outcome;
  }

  return {
    async commit(job, command, drafts, shows) {
      const outcome = await put({ id: command.id, owner: options.owner, order: order++, job, command, drafts, ...(shows ? { shows } : {}) });
      if (!outcome.ok) return outcome;
      return 'events' in outcome.answer ? { ok: true, answer: outcome.answer } : never();
    },
    async many(job, command, many) {
      const outcome = await put({ id: command.id, owner: options.owner, order: order++, job, command, drafts: [], many });
      if (!outcome.ok) return outcome;
      return 'changed' in outcome.answer ? { ok: true, changed: outcome.answer.changed } : never();
    },
    async drained() {
      const last = pending.at(-1);
      if (!last) return;
      await new Promise<void>((resolve) => {
        const stop = emitter.subscribe(() => {
          if (pending.includes(last)) return;
          stop();
          resolve();
        });
      });
    },
    pending: () => pending,
    refused: () => refused,
    dismiss(id) {
      refused = refused.filter((one) => one.commit.id !== id);
      emitter.emit();
    },
    subscribe: (listener) => emitter.subscribe(listener),
    adopt(commits) {
      const known = new Set(pending.map((one) => one.id));
      const fresh = commits.filter((one) => !known.has(one.id));
      if (fresh.length === 0) return;
      pending = [...fresh, ...pending];
      emitter.emit();
      void run();
    },
  };
}

type Settled = { readonly ok: true; readonly answer: CommitAnswer } | { readonly ok: false; readonly failure: Failure };

function never(): never {
  throw new TypeError('the answer to another request');
}

/** The failure in whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
