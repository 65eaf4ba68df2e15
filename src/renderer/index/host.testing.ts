/** A host of one dataset and one job, as the index sees it: answers requests, pushes patches, loses connections. */
import type { AnswerOf, Catalog, Cursor, Pushes, RequestName, RequestOf, RowPatch } from '../../shared/contract/api';
import { DatasetTable, JobTable } from '../../shared/contract/columns-codec';
import type { DatasetPatchField, JobNumber } from '../../shared/contract/columns-codec';
import type { DatasetId, JobId, LabelId, LabelSetId } from '../../shared/kernel/ids';
import { FailureError } from '../../shared/kernel/result';
import type { Connection } from '../client/client';
import type { IndexClient } from './workspace-index';

export const DATASET = 'd'.repeat(32) as DatasetId;
export const JOB = 'a'.repeat(32) as JobId;
const LABELS = ['1', '2', '3'].map((n) => n.repeat(32) as LabelId);

export class FakeHost {
  readonly dataset = new DatasetTable();
  readonly job = new JobTable();
  readonly commits: string[] = [];
  readonly asked: string[] = [];
  refuse: string | null = null;
  answerLost = false;
  tick = 0;
  /** Patches of this run of the host, for catching up; a restart forgets them. */
  #past: { readonly push: Pushes['state.patch']; readonly tick: number }[] = [];
  #boot = 0;
  #windows = new Set<{ push(topic: string, body: unknown): void; stale(): void; connection(to: Connection): void }>();

  get cursor(): Cursor {
    return { hash: `${this.#boot}`.padStart(64, '0'), tick: this.tick };
  }

  catalog(): Catalog {
    return {
      name: 'test', roots: [], labelSets: [{ id: 'e'.repeat(32) as LabelSetId, labels: [] }],
      datasets: [{ id: DATASET, name: 'd', dataType: 'image', textMode: null, sources: [] }],
      jobs: [{ id: JOB, dataset: DATASET, name: 'j', task: 'classification', multiple: true, labelSet: 'e'.repeat(32) as LabelSetId }],
      deleted: { datasets: [], jobs: [] },
    };
  }

  /** Adds samples and tells the windows. */
  add(paths: readonly string[]): void {
    const from = this.dataset.count;
    for (const path of paths) {
      const row = this.dataset.count;
      this.dataset.grow(row + 1);
      this.job.grow(row + 1);
      this.dataset.path.append(path);
      this.dataset.ids.fill((row % 255) + 1, 16 * row, 16 * row + 16);
      this.dataset.numbers.size[row] = row * 3;
    }
    this.#push(Uint32Array.from(paths, (_, i) => from + i), ['path', 'size', 'status'], ['state', 'combo']);
  }

  /** Sets labels by number (bits of `mask`) on rows. */
  classify(rows: readonly number[], mask: number): void {
    const combo = LABELS.filter((_, i) => (mask >> i) & 1);
    const base = this.job.combos.length;
    let at = this.job.combos.findIndex((known) => known.join() === combo.join());
    if (at < 0) at = this.job.combos.push(combo) - 1;
    for (const row of rows) {
      this.job.numbers.combo[row] = at;
      this.job.numbers.state[row] = combo.length > 0 ? 1 : 0;
    }
    this.#push(Uint32Array.from(rows), [], ['state', 'combo'], base);
  }

  rename(row: number, path: string): void {
    this.dataset.path.replace(Uint32Array.of(row), { offsets: Uint32Array.of(0, new TextEncoder().encode(path).length), bytes: new TextEncoder().encode(path) });
    this.#push(Uint32Array.of(row), ['path'], []);
  }

  #push(rows: Uint32Array, dataset: readonly DatasetPatchField[], job: readonly JobNumber[], comboBase = this.job.combos.length): void {
    this.tick++;
    const patches: RowPatch[] = [];
    const parts: Record<string, Uint8Array> = {};
    const count = this.dataset.count;
    if (dataset.length > 0) {
      patches.push({ dataset: DATASET, job: null, count, comboBase: 0, combos: [], prefix: '0.' });
      Object.assign(parts, this.dataset.rowParts(rows, dataset, '0.'));
    }
    if (job.length > 0) {
      patches.push({ dataset: DATASET, job: JOB, count, comboBase, combos: this.job.combos.slice(comboBase), prefix: '1.' });
      Object.assign(parts, this.job.rowParts(rows, job, '1.'));
    }
    const push = structuredClone({ cursor: this.cursor, catalog: null, rows: patches, works: [], unsent: [], parts });
    this.#past.push({ push, tick: this.tick });
    for (const window of this.#windows) window.push('state.patch', structuredClone(push));
  }

  /** Forgets what it could catch up with; the state stays. */
  restart(): void {
    this.#boot++;
    this.tick = 0;
    this.#past = [];
    for (const window of this.#windows) window.stale();
  }

  disconnect(): void {
    for (const window of this.#windows) window.connection({ kind: 'lost', attempt: 1 });
  }

  reconnect(): void {
    for (const window of this.#windows) window.connection({ kind: 'open' });
  }

  client(): IndexClient & { close(): void } {
    const pushes = new Map<string, Set<(body: never, mine: boolean) => void>>();
    const stale = new Set<() => void>();
    const connections = new Set<(connection: Connection) => void>();
    let connection: Connection = { kind: 'open' };
    const window = {
      push: (topic: string, body: unknown) => { for (const listener of pushes.get(topic) ?? []) (listener as (body: unknown, mine: boolean) => void)(body, false); },
      stale: () => { for (const listener of stale) listener(); },
      connection: (to: Connection) => { connection = to; for (const listener of connections) listener(to); },
    };
    this.#windows.add(window);
    return {
      request: async <N extends RequestName>(name: N, body: RequestOf<N>): Promise<AnswerOf<N>> => {
        await Promise.resolve();
        const answer = structuredClone(this.#answer(name, body, window.push));
        await Promise.resolve();
        return answer as AnswerOf<N>;
      },
      onPush: (topic, listener) => {
        const set = pushes.get(topic) ?? new Set();
        pushes.set(topic, set);
        set.add(listener);
        return () => set.delete(listener);
      },
      onStale: (listener) => { stale.add(listener); return () => stale.delete(listener); },
      connection: () => connection,
      onConnection: (listener) => { connections.add(listener); return () => connections.delete(listener); },
      close: () => this.#windows.delete(window),
    };
  }

  #answer(name: RequestName, body: unknown, push: (topic: string, body: unknown) => void): unknown {
    this.asked.push(name);
    switch (name) {
      case 'state.catalog': return { catalog: this.catalog(), cursor: this.cursor };
      case 'state.columns': {
        const { job } = body as RequestOf<'state.columns'>;
        return job === null ? { cursor: this.cursor, combos: [], count: this.dataset.count, parts: this.dataset.parts() }
          : { cursor: this.cursor, combos: this.job.combos, count: this.job.count, parts: this.job.parts() };
      }
      case 'state.catch-up': {
        const { cursor } = body as RequestOf<'state.catch-up'>;
        if (cursor.hash !== this.cursor.hash) return { cursor: this.cursor, stale: true };
        for (const past of this.#past) if (past.tick > cursor.tick) push('state.patch', structuredClone(past.push));
        return { cursor: this.cursor, stale: false };
      }
      case 'journal.commit': {
        const { command } = body as RequestOf<'journal.commit'>;
        if (this.refuse) throw new FailureError({ code: this.refuse, message: 'refused' });
        this.commits.push(command.id);
        if (this.answerLost) {
          this.answerLost = false;
          this.disconnect();
          throw new FailureError({ code: 'disconnected', message: 'gone' });
        }
        return { cursor: this.cursor, events: [], history: null };
      }
      default: throw new FailureError({ code: 'unknown', message: name });
    }
  }
}
