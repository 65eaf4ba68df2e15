import { describe, expect, it } from 'vitest';
import { DatasetTable, JobTable } from '../../../shared/contract/columns-codec';
import type { LiveSet, SetChange } from '../live-set';
import { countsAfter, rowStates } from './delta';
import { createQueryServer } from './server';
import type { FromQueryServer, ToQueryServer } from './server';
import { createQuerySession } from './session';
import { EVERYTHING } from './types';

/** A set whose changes a test makes. */
function live<T extends DatasetTable | JobTable>(table: T): LiveSet<T> & { change(change: SetChange): void } {
  const listeners = new Set<(change: SetChange) => void>();
  return {
    key: 'd:x' as never, table: () => table, version: () => 0, subscribe: () => () => undefined,
    onChange: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
    change: (change) => { for (const listener of listeners) listener(change); },
  };
}

describe('a live query', () => {
  it('knows what rows were when its result was made, also while the next answer is on its way', () => {
    const dataset = new DatasetTable();
    dataset.grow(3);
    for (const name of ['a', 'b', 'c']) dataset.path.append(name);
    const table = new JobTable();
    table.grow(3);
    const job = live(table);
    const answers: FromQueryServer[] = [];
    const serve = createQueryServer((answer) => answers.push(structuredClone(answer)));
    let tell: (answer: FromQueryServer) => void = () => undefined;
    const session = createQuerySession({ post: (message: ToQueryServer) => serve(structuredClone(message)), onAnswer: (listener) => (tell = listener), close: () => undefined }, live(dataset), job);
    const deliver = (): void => tell(answers.shift()!);
    const counts = (): readonly number[] => {
      const result = session.result()!;
      return countsAfter(result.counts, result.query, dataset.view(), table.view(), session.changedSince()).tabs.states;
    };
    const label = (row: number, to: number): void => {
      const before = rowStates(table.view(), [row]);
      table.numbers.state[row] = to;
      const patch = { count: 3, comboBase: 1, combos: [], parts: table.rowParts(Uint32Array.of(row), ['state', 'combo', 'objects', 'marks', 'changed'], '') };
      job.change({ kind: 'patch', patch, before });
    };

    session.setQuery(EVERYTHING);
    deliver();
    expect(counts()).toEqual([3, 0, 0]);
    label(0, 1);
    expect(counts(), 'before the worker has answered').toEqual([2, 1, 0]);
    label(1, 1);
    label(0, 0);
    expect(counts()).toEqual([2, 1, 0]);
    deliver();
    expect(session.result()?.counts.tabs.states, 'an answer to the question before').toEqual([2, 1, 0]);
    expect(counts()).toEqual([2, 1, 0]);
    deliver();
    expect(session.changedSince().size).toBe(0);
    expect(counts()).toEqual([2, 1, 0]);
    expect(session.result()?.places).toEqual(Uint32Array.of(1, 2, 3));
  });
});
