/**
 * A live query: give it a query, and it tells rows and counts, again whenever the columns change. One question is in
 * flight at a time; what was asked meanwhile is asked next, only the newest.
 */
import type { DatasetTable, JobTable } from '../../../shared/contract/columns-codec';
import { createEmitter } from '../emitter';
import type { LiveSet } from '../live-set';
import type { FromQueryServer, ToQueryServer } from './server';
import type { RowState } from './delta';
import type { LocatedResult, Query } from './types';

/** A worker, or a stand-in in tests. */
export interface QueryPort {
  post(message: ToQueryServer): void;
  onAnswer(listener: (result: FromQueryServer) => void): void;
  /** Another worker took over: it knows no columns and was asked nothing. */
  onFresh?(listener: () => void): void;
  close(): void;
}

export interface QuerySession {
  setQuery(query: Query): void;
  /** null until the first answer. A new object after every answer. */
  result(): (LocatedResult & { readonly query: Query }) | null;
  /** What rows of the job were when the last result was made, of those that changed since. */
  changedSince(): ReadonlyMap<number, RowState>;
  subscribe(listener: () => void): () => void;
  close(): void;
}

export function createQuerySession(port: QueryPort, dataset: LiveSet<DatasetTable>, job: LiveSet<JobTable> | null): QuerySession {
  const emitter = createEmitter();
  let query: Query | null = null;
  let result: (LocatedResult & { readonly query: Query }) | null = null;
  let asked: Query | null = null;
  let number = 0;
  let stale = false;
  let haveDataset = false;
  let haveJob = false;
  /** By row what it was, since the result and since the question in flight. */
  let sinceResult = new Map<number, RowState>();
  let sinceAsked = new Map<number, RowState>();

  function ask(): void {
    if (!query || !haveDataset || (job && !haveJob)) return;
    if (asked) {
      stale = true;
      return;
    }
    asked = query;
    sinceAsked = new Map();
    stale = false;
    port.post({ kind: 'query', id: ++number, query });
  }

  function sendDataset(): void {
    const table = dataset.table();
    if (!table) return;
    port.post({ kind: 'dataset', count: table.count, parts: table.parts() });
    haveDataset = true;
  }
  function sendJob(): void {
    const table = job?.table();
    if (!table) return;
    port.post({ kind: 'job', count: table.count, combos: [...table.combos], parts: table.parts() });
    haveJob = true;
  }

  const stops = [
    dataset.onChange((change) => {
      if (change.kind === 'all') sendDataset();
      else port.post({ kind: 'patch-dataset', count: change.patch.count, parts: change.patch.parts });
      ask();
    }),
    job?.onChange((change) => {
      if (change.kind === 'all') {
        sinceResult = new Map();
        sinceAsked = new Map();
        sendJob();
      } else {
        for (const [row, was] of change.before ?? []) {
          if (!sinceResult.has(row)) sinceResult.set(row, was);
          if (!sinceAsked.has(row)) sinceAsked.set(row, was);
        }
        port.post({ kind: 'patch-job', count: change.patch.count, comboBase: change.patch.comboBase, combos: change.patch.combos, parts: change.patch.parts });
      }
      ask();
    }),
  ];
  port.onAnswer((answer) => {
    if (answer.id !== number || !asked) return;
    result = { rows: answer.rows, places: answer.places, counts: answer.counts, query: asked };
    sinceResult = sinceAsked;
    asked = null;
    if (stale) ask();
    emitter.emit();
  });
  port.onFresh?.(() => {
    asked = null;
    sendDataset();
    sendJob();
    ask();
  });
  sendDataset();
  sendJob();

  return {
    setQuery(next) {
      query = next;
      ask();
    },
    result: () => result,
    changedSince: () => sinceResult,
    subscribe: (listener) => emitter.subscribe(listener),
    close() {
      for (const stop of stops) stop?.();
      port.close();
    },
  };
}
