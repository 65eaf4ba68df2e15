/** The columns of a job as they will be when the host has answered: what a person did is seen in the same frame. */
import type { JobColumns } from '../../shared/contract/columns';
import { SAMPLE_STATES } from '../../shared/domain/job';
import { packMarks, unpackMarks } from '../../shared/events/blobs/packed-marks';
import { withMark } from '../../shared/events/blobs/marks';
import type { LabelId } from '../../shared/kernel/ids';
import type { PendingCommit } from './store/types';

const LABELED = SAMPLE_STATES.indexOf('labeled');
const UNLABELED = SAMPLE_STATES.indexOf('unlabeled');

/** Copies only the columns that change: 1 ms for a million rows. Rows that are not there (yet) are left out. */
export function withUnanswered(columns: JobColumns, commits: readonly PendingCommit[]): JobColumns {
  let shown = columns;
  for (const { many } of commits) {
    if (many?.kind === 'classes') shown = withClasses(shown, many.rows, many.mode, many.labels);
    if (many?.kind === 'marks') {
      const marks = shown.marks.slice();
      for (const row of many.rows) {
        if (row >= shown.count) continue;
        const { hard, flag, stars } = withMark(unpackMarks(marks[row] ?? 0), many.field, many.to);
        marks[row] = packMarks(hard, flag, stars);
      }
      shown = { ...shown, marks };
    }
  }
  return shown;
}

function withClasses(columns: JobColumns, rows: Uint32Array, mode: 'replace' | 'add' | 'remove', labels: readonly LabelId[]): JobColumns {
  const combo = columns.combo.slice();
  const state = columns.state.slice();
  const objects = columns.objects.slice();
  const combos = [...columns.combos];
  const targets = new Map<number, number>();
  for (const row of rows) {
    if (row >= columns.count) continue;
    const from = combo[row] ?? 0;
    let to = targets.get(from);
    if (to === undefined) {
      const now = combos[from] ?? [];
      const wanted = mode === 'replace' ? labels : mode === 'remove' ? now.filter((label) => !labels.includes(label)) : [...now, ...labels.filter((label) => !now.includes(label))];
      to = combos.findIndex((known) => known.join() === wanted.join());
      if (to < 0) to = combos.push(wanted) - 1;
      targets.set(from, to);
    }
    if (to === from) continue;
    combo[row] = to;
    objects[row] = combos[to]?.length ?? 0;
    state[row] = (combos[to]?.length ?? 0) > 0 ? LABELED : UNLABELED;
  }
  return { ...columns, combo, state, objects, combos };
}
