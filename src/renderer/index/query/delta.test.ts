import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobTable } from '../../../shared/contract/columns-codec';
import type { CommandId, JobId, LabelId } from '../../../shared/kernel/ids';
import type { Many, PendingCommit } from '../store/types';
import { rowsUnanswered, withUnanswered } from '../unanswered';
import { anyQuery, LABELS, plainRow } from './arbitraries.testing';
import { columnsOf } from './columns.testing';
import { countsAfter, rowStates } from './delta';
import { createQueryEngine } from './engine';
import { EVERYTHING, placesOf } from './types';
import type { FacetCounts } from './types';

const commit = (many: Many): PendingCommit => ({ id: '1'.repeat(32) as CommandId, owner: 'w', order: 0, job: '2'.repeat(32) as JobId, command: { id: '1'.repeat(32) as CommandId, name: 'x', undoes: null, redoes: null }, drafts: [], many });
const rows = fc.uniqueArray(fc.nat(20), { maxLength: 8 }).map((list) => Uint32Array.from(list));
const gesture: fc.Arbitrary<Many> = fc.oneof(
  fc.record({ kind: fc.constant('classes' as const), rows, mode: fc.constantFrom('replace', 'add', 'remove'), labels: fc.subarray<LabelId>([...LABELS]) }),
  fc.record({ kind: fc.constant('marks' as const), rows, field: fc.constantFrom('hard', 'flag', 'stars'), to: fc.nat(1) }),
);
/** Labels that nobody has are counted as 0 by one and left out by the other. */
const told = (counts: FacetCounts): FacetCounts => ({ ...counts, labels: Object.fromEntries(Object.entries(counts.labels).filter(([, n]) => n !== 0)) });

describe('counts after a change', () => {
  it('are those that a whole evaluation gives', () => {
    fc.assert(fc.property(fc.array(plainRow, { maxLength: 21 }), anyQuery, fc.array(gesture, { maxLength: 3 }), (plain, query, gestures) => {
      const { dataset, job } = columnsOf(plain);
      const engine = createQueryEngine();
      const evaluate = (columns: typeof job): FacetCounts => {
        engine.setColumns(dataset, columns, { names: true, dataset: true, job: true });
        return engine.run(query).counts;
      };
      const commits = gestures.map(commit);
      const shown = withUnanswered(job, commits);
      expect(told(countsAfter(evaluate(job), query, dataset, shown, rowStates(job, rowsUnanswered(commits))))).toEqual(told(evaluate(shown)));
    }), { numRuns: 400 });
  });

  it('cost nothing when nothing changed, and pass over rows that are not there', () => {
    const { dataset, job } = columnsOf([]);
    const counts = createQueryEngine().run(EVERYTHING).counts;
    expect(countsAfter(counts, EVERYTHING, dataset, job, new Map())).toBe(counts);
    expect(rowStates(new JobTable().view(), [5]).size).toBe(0);
  });

  it('a row is found where it stands', () => {
    const places = placesOf(Uint32Array.of(4, 1, 3), 6);
    expect([...places]).toEqual([0, 2, 0, 3, 1, 0]);
  });
});
