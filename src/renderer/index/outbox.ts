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
import type { IndexStore, PendingCommit } from './store/types';

export type CommitOutcome =
  | { readonly ok: true; readonly answer: AnswerOf<'journal.commit'> }
  | { readonly ok: false; readonly failure: Failure };

export interface RefusedCommit { readonly commit: PendingCommit; readonly failure: Failure }

export interface Outbox {
  /** Resolves when the host answered: saved on the disk, or refused. Never rejects; waits while there is no connection. */
  commit(job: JobId | null, command: Command, drafts: readonly Draft[]): Promise<CommitOutcome>;
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
  send(commit: PendingCommit): Promise<AnswerOf<'journal.commit'>>;
  /** Resolves when a connection is there (again). */
  connected(): Promise<void>;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const emitter = createEmitter();
  const done = new Map<Command['id'], (outcome: CommitOutcome) => void>();
  let pending: readonly PendingCommit[] = [];
  let refused: readonly RefusedCommit[] = [];
  let order = 0;
  let sending = false;

  function settle(commit: PendingCommit, outcome: CommitOutcome): void {
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

  return {
    commit(job, command, drafts) {
      const commit: PendingCommit = { id: command.id, owner: options.owner, order: order++, job, command, drafts };
      pending = [...pending, commit];
      void options.store.putCommit(commit);
      const outcome = new Promise<CommitOutcome>((resolve) => done.set(command.id, resolve));
      emitter.emit();
      void run();
      return outcome;
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

/** The failure in whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
