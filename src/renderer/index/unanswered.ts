/** The columns of a job as they will be when the host has answered: what a person did is seen in the same frame. */
import type { JobColumns } from '../../shared/contract/columns';
import { SAMPLE_STATES } from '../../shared/domain/job';
import { packMarks, unpackMarks } from '../../shared/events/blobs/packed-marks';
import { withMark } from '../../shared/events/blobs/marks';
import type { LabelId } from '../../shared/kernel/ids';
import type { Column, Spares } from './spares';
import type { Many, PendingCommit } from './store/types';

const LABELED = SAMPLE_STATES.indexOf('labeled');
const UNLABELED = SAMPLE_STATES.indexOf('unlabeled');

type Writable = { -readonly [K in 'state' | 'objects' | 'combo' | 'marks']: JobColumns[K] } & { combos: (readonly LabelId[])[] };

/** Rows that commits touch, some of them more than once. */
export function* rowsUnanswered(commits: readonly PendingCommit[]): Generator<number> {
  for (const { many, shows } of commits) {
    if (many) yield* many.rows;
    if (shows) yield* shows.rows;
  }
}

/** True when a commit changes what the columns show. */
export function isShown(commit: PendingCommit): boolean {
  return commit.many !== undefined || commit.shows !== undefined;
}

/** Columns of which copies are made. */
export function copiedColumns({ state, objects, combo, marks }: JobColumns): readonly Column[] {
  return [state, objects, combo, marks];
}

/** Copies the columns once, and only those that change. Rows that are not there (yet) are left out. */
export function withUnanswered(columns: JobColumns, commits: readonly PendingCommit[], copy: Spares['copy'] = (column) => column.slice() as typeof column): JobColumns {
  const classes = commits.some(({ many }) => many?.kind === 'classes');
  const nothing = commits.some(({ shows }) => shows);
  const marks = commits.some(({ many }) => many?.kind === 'marks');
  if (!classes && !nothing && !marks) return columns;
  const shown: Writable = {
    combo: classes ? copy(columns.combo) : columns.combo,
    objects: classes ? copy(columns.objects) : columns.objects,
    combos: classes ? [...columns.combos] : [],
    state: classes || nothing ? copy(columns.state) : columns.state,
    marks: marks ? copy(columns.marks) : columns.marks,
  };
  for (const { many, shows } of commits) {
    if (many?.kind === 'classes') setClasses(shown, columns.count, many);
    if (many?.kind === 'marks') setMarks(shown, columns.count, many);
    if (shows) for (const row of shows.rows) if (row < columns.count) shown.state[row] = shows.to || (shown.objects[row] ?? 0) > 0 ? LABELED : UNLABELED;
  }
  return { ...columns, ...shown, combos: classes ? shown.combos : columns.combos };
}

function setMarks(shown: Writable, count: number, { rows, field, to }: Extract<Many, { kind: 'marks' }>): void {
  for (const row of rows) {
    if (row >= count) continue;
    const { hard, flag, stars } = withMark(unpackMarks(shown.marks[row] ?? 0), field, to);
    shown.marks[row] = packMarks(hard, flag, stars);
  }
}

function setClasses(shown: Writable, count: number, { rows, mode, labels }: Extract<Many, { kind: 'classes' }>): void {
  const { combo, combos, objects, state } = shown;
  const targets = new Map<number, number>();
  for (const row of rows) {
    if (row >= count) continue;
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
}
