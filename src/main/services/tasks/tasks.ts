import type { TaskId, TaskInfo } from '../../../shared/contract/api';
import { idFromBytes } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { Clock } from '../../ports/clock';
import type { Random } from '../../ports/random';
import type { Again, TaskContext, TaskHistory, TaskRecord } from './types';

const MAX_KEPT_FAILURES = 1000;
/** Of one task, over a restart. */
const MAX_RECORDED_FAILURES = 200;
/** Tasks that are over, the newest. */
const MAX_RECORDED = 50;
const TELL_EVERY_MS = 100;
/** Goes on by itself when the workspace is opened: an interrupted one needs nobody. */
const RESUMED = 'task.measure';

export class Tasks {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #history: TaskHistory | null;
  /** Oldest first. */
  readonly #tasks = new Map<TaskId, TaskRecord>();
  readonly #running = new Map<TaskId, { abort: AbortController; ended: Promise<TaskInfo> }>();
  readonly #listeners = new Set<(task: TaskInfo) => void>();
  #closing = false;
  #saving: Promise<void> = Promise.resolve();

  constructor(clock: Clock, random: Random, history: TaskHistory | null = null) {
    this.#clock = clock;
    this.#random = random;
    this.#history = history;
  }

  /**
   * Reads what ran before. What was running when the program ended is 'interrupted'; answers how those would be done
   * once more. Call it once, before anything starts.
   */
  async load(): Promise<readonly Again[]> {
    const interrupted: Again[] = [];
    for (const { info, again } of (await this.#history?.load().catch(() => [])) ?? []) {
      const over = info.state !== 'running' && info.state !== 'waiting';
      if ((!over || info.state === 'interrupted') && info.title === RESUMED) continue;
      this.#tasks.set(info.id, { again, info: over ? info : { ...info, state: 'interrupted', again: again !== null } });
      if (!over && again) interrupted.push(again);
    }
    return interrupted;
  }

  /** Starts work at once. Never throws: a failure of the work is its outcome. `again`: how it is done once more. */
  start(title: string, values: TaskInfo['values'], work: (context: TaskContext) => Promise<void>, again: Again | null = null): TaskId {
    const id = idFromBytes<TaskId>(this.#random.bytes(16));
    const abort = new AbortController();
    let info: TaskInfo = { id, title, values, state: 'running', done: 0, total: 0, started: this.#clock.now(), ended: null, failures: [], problems: 0, outcome: {}, again: false };
    const failures: Failure[] = [];
    let told = -Infinity;
    const set = (change: Partial<TaskInfo>, force: boolean): void => {
      info = { ...info, ...change };
      this.#tasks.set(id, { info, again });
      const now = this.#clock.monotonic();
      if (!force && now - told < TELL_EVERY_MS) return;
      told = now;
      this.#tell(info);
    };
    const keep = (failure: Failure): void => {
      if (failures.length < MAX_KEPT_FAILURES) failures.push(failure);
      set({ failures: [...failures], problems: info.problems + 1 }, false);
    };
    const end = (otherwise: 'done' | 'failed'): void => {
      const state = !abort.signal.aborted ? otherwise : this.#closing ? 'interrupted' : 'cancelled';
      set({ state, ended: this.#clock.now(), again: again !== null && state !== 'done' }, true);
    };
    set({}, true);
    this.#record();
    const context: TaskContext = {
      signal: abort.signal,
      progress: (done, total) => set({ done, total }, false),
      failed: keep,
      outcome: (outcome) => set({ outcome }, false),
    };
    const ended = work(context).then(
      () => end('done'),
      (error: unknown) => {
        if (!abort.signal.aborted) keep(error instanceof FailureError ? error.failure : { code: 'unexpected', message: error instanceof Error ? error.message : String(error) });
        end('failed');
      },
    ).then(() => {
      this.#running.delete(id);
      this.#record();
      return info;
    });
    this.#running.set(id, { abort, ended });
    return id;
  }

  cancel(task: TaskId): void {
    this.#running.get(task)?.abort.abort();
  }

  /** Cancels what is running and would be done again as `wanted` says: what it is about was deleted. */
  cancelAll(wanted: (again: Again) => boolean): void {
    for (const [id, { abort }] of this.#running) {
      const again = this.#tasks.get(id)?.again;
      if (again && wanted(again)) abort.abort();
    }
  }

  /** How a task that did not finish is done once more. Throws 'no-such-task' or 'not-again'. */
  againOf(task: TaskId): Again {
    const record = this.#tasks.get(task);
    if (!record) throw noSuchTask();
    if (!record.again || !record.info.again) throw new FailureError({ code: 'not-again', message: 'This task cannot be started again.' });
    return record.again;
  }

  /** Another task does its work now: it cannot be started again any more. */
  replaced(task: TaskId): void {
    const record = this.#tasks.get(task);
    if (!record) return;
    const info = { ...record.info, again: false };
    this.#tasks.set(task, { info, again: null });
    this.#record();
    this.#tell(info);
  }

  /** Takes tasks that are over off the list. */
  forget(tasks: readonly TaskId[]): void {
    for (const task of tasks) if (!this.#running.has(task)) this.#tasks.delete(task);
    this.#record();
  }

  /** Newest first. */
  list(): readonly TaskInfo[] {
    return [...this.#tasks.values()].map(({ info }) => info).reverse();
  }

  /** Resolves when the task has ended; at once for one that has. */
  async wait(task: TaskId): Promise<TaskInfo> {
    const running = this.#running.get(task);
    if (running) return running.ended;
    const record = this.#tasks.get(task);
    if (!record) throw noSuchTask();
    return record.info;
  }

  onChange(listener: (task: TaskInfo) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Cancels everything and waits for it: it counts as interrupted, since nobody asked for it to end. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.all([...this.#running.values()].map((r) => r.ended));
    await this.#saving;
  }

  #tell(info: TaskInfo): void {
    for (const listener of this.#listeners) listener(info);
  }

  /** Keeps the list as it is now, after what is being written. */
  #record(): void {
    const history = this.#history;
    if (!history) return;
    const all = [...this.#tasks.values()];
    const kept = [...all.filter(({ info }) => !this.#running.has(info.id) && info.state !== 'running').slice(-MAX_RECORDED), ...all.filter(({ info }) => this.#running.has(info.id) || info.state === 'running')];
    const records = kept.map(({ info, again }) => ({ info: { ...info, failures: info.failures.slice(0, MAX_RECORDED_FAILURES) }, again }));
    this.#saving = this.#saving.then(() => history.save(records)).catch(() => undefined);
  }
}

function noSuchTask(): FailureError {
  return new FailureError({ code: 'no-such-task', message: 'There is no such task.' });
}
