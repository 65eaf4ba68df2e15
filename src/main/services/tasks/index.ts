/** Long work: progress, time, cancel, history. Runs in the host; windows see `TaskInfo`s. */
import type { TaskId, TaskInfo } from '../../../shared/contract/api';
import { idFromBytes } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { Clock } from '../../ports/clock';
import type { Random } from '../../ports/random';

/** What running work may say about itself. */
export interface TaskContext {
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
  /** Something it could not do; the work goes on. */
  failed(failure: Failure): void;
  /** Figures for the words shown when it ends. */
  outcome(values: TaskInfo['outcome']): void;
}

const MAX_KEPT_FAILURES = 1000;
const TELL_EVERY_MS = 100;

export class Tasks {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #tasks = new Map<TaskId, TaskInfo>();
  readonly #running = new Map<TaskId, { abort: AbortController; ended: Promise<TaskInfo> }>();
  readonly #listeners = new Set<(task: TaskInfo) => void>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Starts work at once. Never throws: a failure of the work is its outcome. */
  start(title: string, values: TaskInfo['values'], work: (context: TaskContext) => Promise<void>): TaskId {
    const id = idFromBytes<TaskId>(this.#random.bytes(16));
    const abort = new AbortController();
    let info: TaskInfo = { id, title, values, state: 'running', done: 0, total: 0, started: this.#clock.now(), ended: null, failures: [], problems: 0, outcome: {} };
    const failures: Failure[] = [];
    let told = -Infinity;
    const set = (change: Partial<TaskInfo>, force: boolean): void => {
      info = { ...info, ...change };
      this.#tasks.set(id, info);
      const now = this.#clock.monotonic();
      if (!force && now - told < TELL_EVERY_MS) return;
      told = now;
      for (const listener of this.#listeners) listener(info);
    };
    const keep = (failure: Failure): void => {
      if (failures.length < MAX_KEPT_FAILURES) failures.push(failure);
      set({ failures: [...failures], problems: info.problems + 1 }, false);
    };
    set({}, true);
    const context: TaskContext = {
      signal: abort.signal,
      progress: (done, total) => set({ done, total }, false),
      failed: keep,
      outcome: (outcome) => set({ outcome }, false),
    };
    const ended = work(context).then(
      () => set({ state: abort.signal.aborted ? 'cancelled' : 'done', ended: this.#clock.now() }, true),
      (error: unknown) => {
        if (!abort.signal.aborted) keep(error instanceof FailureError ? error.failure : { code: 'unexpected', message: error instanceof Error ? error.message : String(error) });
        set({ state: abort.signal.aborted ? 'cancelled' : 'failed', ended: this.#clock.now() }, true);
      },
    ).then(() => {
      this.#running.delete(id);
      return info;
    });
    this.#running.set(id, { abort, ended });
    return id;
  }

  cancel(task: TaskId): void {
    this.#running.get(task)?.abort.abort();
  }

  /** Newest first. */
  list(): readonly TaskInfo[] {
    return [...this.#tasks.values()].reverse();
  }

  /** Resolves when the task has ended; at once for one that has. */
  async wait(task: TaskId): Promise<TaskInfo> {
    const running = this.#running.get(task);
    if (running) return running.ended;
    const info = this.#tasks.get(task);
    if (!info) throw new FailureError({ code: 'no-such-task', message: 'There is no such task.' });
    return info;
  }

  onChange(listener: (task: TaskInfo) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Cancels everything and waits for it. */
  async close(): Promise<void> {
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.all([...this.#running.values()].map((r) => r.ended));
  }
}
