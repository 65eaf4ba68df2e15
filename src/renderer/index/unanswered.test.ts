import { describe, expect, it } from 'vitest';
import { JobTable } from '../../shared/contract/columns-codec';
import type { CommandId, JobId, LabelId } from '../../shared/kernel/ids';
import type { Many, PendingCommit } from './store/types';
import { withUnanswered } from './unanswered';

const A = 'a'.repeat(32) as LabelId;
const B = 'b'.repeat(32) as LabelId;
const commit = (many: Many): PendingCommit => ({ id: '1'.repeat(32) as CommandId, owner: 'w', order: 0, job: '2'.repeat(32) as JobId, command: { id: '1'.repeat(32) as CommandId, name: 'command.classify', undoes: null, redoes: null }, drafts: [], many });

function table(): JobTable {
  const job = new JobTable();
  job.grow(4);
  job.combos = [[], [A]];
  job.numbers.combo[1] = 1;
  job.numbers.state[1] = 1;
  job.numbers.marks[2] = 3 << 3;
  return job;
}

describe('what the host has not answered', () => {
  it('is shown on top of the columns, one commit after the other, and leaves the columns alone', () => {
    const job = table();
    const shown = withUnanswered(job.view(), [
      commit({ kind: 'classes', rows: Uint32Array.of(0, 1, 9), mode: 'add', labels: [B] }),
      commit({ kind: 'classes', rows: Uint32Array.of(1), mode: 'remove', labels: [A] }),
      commit({ kind: 'marks', rows: Uint32Array.of(2, 3), field: 'hard', to: 1 }),
    ]);
    expect(Array.from(shown.combo, (n) => shown.combos[n])).toEqual([[B], [B], [], []]);
    expect(Array.from(shown.state)).toEqual([1, 1, 0, 0]);
    expect(Array.from(shown.marks)).toEqual([0, 0, (3 << 3) | 1, 1]);
    expect(Array.from(job.view().combo)).toEqual([0, 1, 0, 0]);
    expect(job.combos).toHaveLength(2);
  });

  it('taking the last label off leaves a sample unlabeled', () => {
    const shown = withUnanswered(table().view(), [commit({ kind: 'classes', rows: Uint32Array.of(1), mode: 'replace', labels: [] })]);
    expect([shown.state[1], shown.combos[shown.combo[1] ?? 9]]).toEqual([0, []]);
  });
});
