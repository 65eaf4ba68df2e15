import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { ProcessPool } from '../../ports/process-pool';

/** A started child, whatever the shell starts it with. `onExit` fires once, also when it could not be started. */
export interface Child {
  send(message: ToChild): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (why: string) => void): void;
  /** At once and for good (SIGKILL). */
  kill(): void;
}

/** What travels: one job at a time per child. */
export interface ToChild {
  readonly id: number;
  readonly input: unknown;
}
export type FromChild = { readonly id: number; readonly ok: true; readonly out: unknown } | { readonly id: number; readonly ok: false; readonly failure: Failure };

export interface PoolOptions {
  readonly spawn: (entry: string) => Child;
  /** Children of one entry at the same time. */
  readonly limit: (entry: string) => number;
  /** A job that was cancelled while running may go on that long before its child is killed, ms. */
  readonly graceMs?: number;
  /** A child without work is ended after that long, ms. */
  readonly idleMs?: number;
  readonly defaultTimeoutMs?: number;
}

type Priority = 'now' | 'soon' | 'idle';
const PRIORITIES: readonly Priority[] = ['now', 'soon', 'idle'];

interface Job {
  readonly id: number;
  readonly input: unknown;
  readonly timeoutMs: number;
  readonly settle: (outcome: FromChild) => void;
  settled: boolean;
}

interface Worker {
  readonly child: Child;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  gone: boolean;
}

interface Lane {
  readonly queues: Record<Priority, Job[]>;
  readonly workers: Set<Worker>;
}

const failed = (id: number, code: string, message: string): FromChild => ({ id, ok: false, failure: { code, message } });

/**
 * The pool's rules, apart from how a child is started: one job per child, jobs by priority then age, a crash or
 * time-out costs that job alone, a cancelled job is answered at once.
 */
export class Pool implements ProcessPool {
  readonly #options: Required<PoolOptions>;
  readonly #lanes = new Map<string, Lane>();
  #nextId = 1;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = { graceMs: 2_000, idleMs: 30_000, defaultTimeoutMs: 120_000, ...options };
  }

  run<In, Out>(entry: string, input: In, options: { readonly timeoutMs?: number; readonly signal?: AbortSignal; readonly priority?: Priority } = {}): Promise<Out> {
    const { signal, priority = 'soon', timeoutMs = this.#options.defaultTimeoutMs } = options;
    return new Promise<Out>((resolve, reject) => {
      const id = this.#nextId++;
      if (this.#closed || signal?.aborted) {
        reject(new FailureError({ code: 'cancelled', message: this.#closed ? 'The process pool is closed.' : 'Cancelled.' }));
        return;
      }
      const lane = this.#lane(entry);
      const abort = (): void => this.#cancel(lane, job);
      const job: Job = {
        id, input, timeoutMs, settled: false,
        settle: (outcome) => {
          if (job.settled) return;
          job.settled = true;
          signal?.removeEventListener('abort', abort);
          if (outcome.ok) resolve(outcome.out as Out);
          else reject(new FailureError(outcome.failure));
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      lane.queues[priority].push(job);
      this.#feed(entry, lane);
    });
  }

  warm(entry: string): void {
    const lane = this.#lane(entry);
    if (this.#closed || lane.workers.size > 0) return;
    const worker = this.#start(entry, lane);
    if (worker) this.#idle(worker);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const ended: Promise<void>[] = [];
    for (const lane of this.#lanes.values()) {
      for (const p of PRIORITIES) for (const job of lane.queues[p].splice(0)) job.settle(failed(job.id, 'cancelled', 'The process pool was closed.'));
      for (const worker of lane.workers) {
        worker.job?.settle(failed(worker.job.id, 'cancelled', 'The process pool was closed.'));
        ended.push(new Promise((resolve) => worker.child.onExit(() => resolve())));
        worker.child.kill();
      }
    }
    await Promise.all(ended);
  }

  #lane(entry: string): Lane {
    let lane = this.#lanes.get(entry);
    if (!lane) this.#lanes.set(entry, (lane = { queues: { now: [], soon: [], idle: [] }, workers: new Set() }));
    return lane;
  }

  #feed(entry: string, lane: Lane): void {
    while (!this.#closed) {
      const priority = PRIORITIES.find((p) => lane.queues[p].length > 0);
      if (priority === undefined) return;
      let worker = [...lane.workers].find((w) => w.job === null && !w.gone);
      if (!worker) {
        if ([...lane.workers].filter((w) => !w.gone).length >= this.#options.limit(entry)) return;
        const made = this.#start(entry, lane);
        if (!made) {
          const job = lane.queues[priority].shift();
          job?.settle(failed(job.id, 'process-crashed', `The process "${entry}" could not be started.`));
          continue;
        }
        worker = made;
      }
      const job = lane.queues[priority].shift();
      if (job) this.#give(entry, worker, job);
    }
  }

  #start(entry: string, lane: Lane): Worker | null {
    let child: Child;
    try {
      child = this.#options.spawn(entry);
    } catch {
      return null;
    }
    const worker: Worker = { child, job: null, timer: null, gone: false };
    lane.workers.add(worker);
    child.onMessage((message) => {
      const answer = message as FromChild;
      const job = worker.job;
      if (!job || answer.id !== job.id) return;
      this.#free(worker);
      job.settle(answer);
      this.#feed(entry, lane);
      if (worker.job === null) this.#idle(worker);
    });
    child.onExit((why) => {
      worker.gone = true;
      lane.workers.delete(worker);
      const job = worker.job;
      this.#free(worker);
      job?.settle(failed(job.id, 'process-crashed', `The process "${entry}" ended while working (${why}).`));
      this.#feed(entry, lane);
    });
    return worker;
  }

  #give(entry: string, worker: Worker, job: Job): void {
    this.#free(worker);
    worker.job = job;
    worker.timer = setTimeout(() => {
      job.settle(failed(job.id, 'process-timeout', `The process "${entry}" took longer than ${job.timeoutMs} ms.`));
      this.#end(worker);
    }, job.timeoutMs);
    try {
      worker.child.send({ id: job.id, input: job.input });
    } catch (error) {
      job.settle(failed(job.id, 'process-crashed', error instanceof Error ? error.message : String(error)));
      this.#end(worker);
    }
  }

  /** Takes the worker out of service now; its exit is told later and starts another when there is work. */
  #end(worker: Worker): void {
    worker.gone = true;
    worker.child.kill();
  }

  #free(worker: Worker): void {
    if (worker.timer) clearTimeout(worker.timer);
    worker.timer = null;
    worker.job = null;
  }

  #idle(worker: Worker): void {
    worker.timer = setTimeout(() => this.#end(worker), this.#options.idleMs);
    worker.timer.unref();
  }

  #cancel(lane: Lane, job: Job): void {
    job.settle(failed(job.id, 'cancelled', 'Cancelled.'));
    for (const p of PRIORITIES) {
      const at = lane.queues[p].indexOf(job);
      if (at >= 0) lane.queues[p].splice(at, 1);
    }
    // A running one may finish (a child costs more to start than most jobs take), but not for ever.
    for (const worker of lane.workers) {
      if (worker.job !== job) continue;
      if (worker.timer) clearTimeout(worker.timer);
      worker.timer = setTimeout(() => this.#end(worker), this.#options.graceMs);
      worker.timer.unref();
    }
  }
}
