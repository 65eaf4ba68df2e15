/** The worker's side of queries, without the worker: keeps its own copy of the columns and answers queries over them. */
import { DatasetTable, JobTable } from '../../../shared/contract/columns-codec';
import type { LabelId } from '../../../shared/kernel/ids';
import { createQueryEngine } from './engine';
import type { Touched } from './engine';
import { placesOf } from './types';
import type { LocatedResult, Query, QueryResult } from './types';

type Parts = Readonly<Record<string, Uint8Array>>;
export type ToQueryServer =
  | { readonly kind: 'dataset'; readonly count: number; readonly parts: Parts }
  | { readonly kind: 'job'; readonly count: number; readonly combos: readonly (readonly LabelId[])[]; readonly parts: Parts }
  | { readonly kind: 'patch-dataset'; readonly count: number; readonly parts: Parts }
  | { readonly kind: 'patch-job'; readonly count: number; readonly comboBase: number; readonly combos: readonly (readonly LabelId[])[]; readonly parts: Parts }
  | { readonly kind: 'query'; readonly id: number; readonly query: Query };
export type FromQueryServer = { readonly id: number } & LocatedResult;

/** Takes messages in order; calls `answer` once for each query. `whenIdle`: runs the newest action once no message came for a while. */
export function createQueryServer(answer: (result: FromQueryServer) => void, whenIdle: (action: () => void) => void = () => undefined): (message: ToQueryServer) => void {
  const engine = createQueryEngine();
  let dataset = new DatasetTable();
  let job: JobTable | null = null;
  let touched: Touched = { names: true, dataset: true, job: true };
  const touch = (more: Partial<Touched>): void => void (touched = { ...touched, ...more });

  return (message) => {
    switch (message.kind) {
      case 'dataset':
        dataset = DatasetTable.from(message.count, message.parts);
        return touch({ names: true, dataset: true });
      case 'job':
        job = JobTable.from(message.count, message.combos, message.parts);
        return touch({ job: true });
      case 'patch-dataset': {
        const grows = message.count > dataset.count;
        dataset.apply(message.count, message.parts, '');
        return touch({ dataset: true, names: touched.names || grows || 'path.bytes' in message.parts || 'part' in message.parts });
      }
      case 'patch-job':
        job?.apply(message.count, message.comboBase, message.combos, message.parts, '');
        return touch({ job: true });
      case 'query':
        engine.setColumns(dataset.view(), job?.view() ?? null, touched);
        touched = { names: false, dataset: false, job: false };
        answer(located(message.id, engine.run(message.query), dataset.count));
        whenIdle(() => engine.prepare());
    }
  };
}

function located(id: number, result: QueryResult, count: number): FromQueryServer {
  return { id, ...result, places: placesOf(result.rows, count) };
}
