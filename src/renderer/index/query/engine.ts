/**
 * Keeps what makes queries fast beside the columns: paths to search, orders, the hits of the last text. The columns
 * object changes in place when patches come; `touched` says which of this has to be made again.
 */
import type { DatasetColumns, JobColumns } from '../../../shared/contract/columns';
import { textAt } from '../../../shared/contract/text-table';
import { countTabs, evaluate } from './evaluate';
import { listedOrder, orderByFloat64, orderByText, orderByUint32, randomOrder } from './order';
import { foldColumn, foldText, indexTexts, searchTexts } from './text';
import type { TextIndex } from './text';
import { EVERYTHING } from './types';
import type { FacetCounts, Query, QueryResult } from './types';

export interface QueryEngine {
  /** Columns of the dataset, and of the job or null; after every patch again with what it touched. */
  setColumns(dataset: DatasetColumns, job: JobColumns | null, touched: Touched): void;
  run(query: Query): QueryResult;
  /** Makes what the first text search needs, and has all of it compiled. For when nobody waits; a million rows: 0.2 s. */
  prepare(): void;
}

/** `names`: paths or parts changed or rows were added; `dataset`: other columns of the dataset; `job`: columns of the job. */
export interface Touched {
  readonly names: boolean;
  readonly dataset: boolean;
  readonly job: boolean;
}

/** An engine without columns; `run` gives no rows until it has some. */
export function createQueryEngine(): QueryEngine {
  let dataset: DatasetColumns | null = null;
  let job: JobColumns | null = null;
  let texts: TextIndex | null = null;
  let rows = -1;
  let tabs: FacetCounts['tabs'] | null = null;
  let hits: { readonly text: string; readonly rows: Uint8Array; readonly few: boolean } | null = null;
  const orders = new Map<string, Uint32Array>();

  function forget(...prefixes: string[]): void {
    for (const key of [...orders.keys()]) if (prefixes.some((prefix) => key.startsWith(prefix))) orders.delete(key);
  }

  function textIndex(columns: DatasetColumns): TextIndex {
    texts ??= indexTexts(columns.path, columns.count);
    return texts;
  }

  /** Going on typing looks only at what the letters so far have left. */
  function search(text: string, columns: DatasetColumns): Uint8Array {
    if (hits?.text === text) return hits.rows;
    const narrows = hits !== null && hits.few && foldText(text).includes(foldText(hits.text));
    const rows = searchTexts(textIndex(columns), text, narrows ? hits?.rows ?? null : null);
    let found = 0;
    for (let row = 0; row < rows.length; row++) found += rows[row] ?? 0;
    hits = { text, rows, few: found < rows.length / 8 };
    return rows;
  }

  function make(query: Query, columns: DatasetColumns): Uint32Array {
    const { count } = columns;
    switch (query.sort) {
      case 'name': return orderByText(foldColumn(columns.path, count), columns.part, count);
      case 'date': return orderByFloat64(nonNegative(columns.mtime, count));
      case 'size': return orderByFloat64(nonNegative(columns.size, count));
      case 'state': return job ? orderByUint32(Uint32Array.from(job.state.subarray(0, count))) : listedOrder(count);
      case 'objects': return job ? orderByUint32(job.objects.slice(0, count)) : listedOrder(count);
      case 'random': return randomOrder(columns.ids, count, query.seed);
      case 'listed': return listedOrder(count);
    }
  }

  function order(query: Query, columns: DatasetColumns): Uint32Array {
    const key = query.sort === 'random' ? `random/${query.seed}` : query.sort;
    let found = orders.get(key);
    if (!found) orders.set(key, (found = make(query, columns)));
    return found;
  }

  return {
    setColumns(newDataset, newJob, touched) {
      if (touched.dataset || touched.job || newDataset.count !== rows) tabs = null;
      if (newDataset.count !== rows || touched.names) {
        rows = newDataset.count;
        texts = null;
        hits = null;
        orders.clear();
      }
      if (touched.dataset) forget('date', 'size');
      if (touched.job) forget('state', 'objects');
      dataset = newDataset;
      job = newJob;
    },
    run(query) {
      const columns = dataset ?? NOTHING;
      tabs ??= countTabs(columns, job);
      return evaluate(query, { dataset: columns, job, tabs, order: order(query, columns), textHits: query.text === '' ? null : search(query.text, columns) });
    },
    prepare() {
      if (dataset === null || texts !== null) return;
      const middle = dataset.mtime[dataset.count >> 1] ?? 0;
      const labels = job?.combos[1] ?? [];
      // Every kind of condition twice, some rows on either side: from the second time on compiled code runs, and it
      // does not meet for the first time what it was compiled without: of the texts one is found in a row, the other
      // (no path holds a NUL) in none.
      const name = textAt(dataset.path, dataset.count >> 1).split('/').at(-1) ?? '';
      for (let i = 0; i < 2; i++) {
        for (const text of [name, `\u0000${i}`]) this.run({ ...EVERYTHING, text });
        this.run({ ...EVERYTHING, states: ['labeled'], labels, from: middle });
        this.run({ ...EVERYTHING, tab: 'unlabeled', twins: true, to: middle });
      }
    },
  };
}

/** A copy that can be ordered by its bits. */
function nonNegative(values: Float64Array, count: number): Float64Array {
  const copy = values.slice(0, count);
  for (let i = 0; i < count; i++) if (!((copy[i] ?? 0) > 0)) copy[i] = 0;
  return copy;
}

const NOTHING: DatasetColumns = {
  count: 0, ids: new Uint8Array(0), path: { offsets: new Uint32Array(1), bytes: new Uint8Array(0) }, root: new Uint16Array(0), part: new Uint32Array(0),
  size: new Float64Array(0), mtime: new Float64Array(0), status: new Uint8Array(0), measured: new Uint8Array(0), format: new Uint8Array(0), problem: new Uint8Array(0),
  width: new Uint32Array(0), height: new Uint32Array(0), duration: new Float32Array(0), length: new Uint32Array(0), twins: new Uint32Array(0),
};
