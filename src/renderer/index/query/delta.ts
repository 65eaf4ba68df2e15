/**
 * Facet and tab counts as they are after rows of a job changed since the counts were made: the work is in the number
 * of rows that changed, so that a person's own change is counted in the frame in which it is shown. The next answer of
 * the worker says the same (a property test).
 */
import type { DatasetColumns, JobColumns } from '../../../shared/contract/columns';
import { textAt } from '../../../shared/contract/text-table';
import { SAMPLE_STATUS } from '../../../shared/domain/dataset';
import type { LabelId } from '../../../shared/kernel/ids';
import { marksOf, rulesOf } from './evaluate';
import { foldText } from './text';
import type { FacetCounts, Mark, Query } from './types';

/** What a job says of one row, as far as counts go by it. */
export interface RowState {
  readonly state: number;
  readonly combo: number;
  readonly marks: number;
}

const REMOVED = SAMPLE_STATUS.indexOf('removed');

/** The states of rows; those that are not there (yet) are left out. */
export function rowStates(job: JobColumns, rows: Iterable<number>): Map<number, RowState> {
  const states = new Map<number, RowState>();
  for (const row of rows) if (row < job.count) states.set(row, stateAt(job, row));
  return states;
}

function stateAt(job: JobColumns, row: number): RowState {
  return { state: job.state[row] ?? 0, combo: job.combo[row] ?? 0, marks: (job.marks[row] ?? 0) & 63 };
}

/** `before`: what changed rows were when `counts` were made; `job`: the columns as they are shown now. */
export function countsAfter(counts: FacetCounts, query: Query, dataset: DatasetColumns, job: JobColumns, before: ReadonlyMap<number, RowState>): FacetCounts {
  if (before.size === 0) return counts;
  const tally = new Tally(counts, query, dataset, job.combos);
  for (const [row, was] of before) {
    const now = stateAt(job, row);
    if (now.state === was.state && now.combo === was.combo && now.marks === was.marks) continue;
    const inText = tally.inText(row);
    tally.add(row, was, inText, -1);
    tally.add(row, now, inText, 1);
  }
  return tally.counts();
}

class Tally {
  readonly #query: Query;
  readonly #dataset: DatasetColumns;
  readonly #combos: JobColumns['combos'];
  readonly #rules: ReturnType<typeof rulesOf>;
  readonly #wanted: string;
  readonly #from: FacetCounts;
  readonly #tabs: number[];
  readonly #states: number[];
  readonly #problems: number[];
  readonly #formats: number[];
  readonly #statuses: number[];
  readonly #labels: Record<LabelId, number>;
  readonly #marks: Record<Mark, number>;
  #total: number;
  #unlabeled: number;
  #twins: number;

  constructor(from: FacetCounts, query: Query, dataset: DatasetColumns, combos: JobColumns['combos']) {
    this.#query = query;
    this.#dataset = dataset;
    this.#combos = combos;
    this.#rules = rulesOf(query, combos);
    this.#wanted = foldText(query.text);
    this.#from = from;
    this.#tabs = [...from.tabs.states];
    this.#states = [...from.states];
    this.#problems = [...from.problems];
    this.#formats = [...from.formats];
    this.#statuses = [...from.statuses];
    this.#labels = { ...from.labels };
    this.#marks = { ...from.marks };
    this.#total = from.total;
    this.#unlabeled = from.unlabeled;
    this.#twins = from.twins;
  }

  add(row: number, { state, combo, marks }: RowState, inText: boolean, by: 1 | -1): void {
    const { bits } = this.#rules;
    const dataset = this.#dataset;
    if (dataset.status[row] !== REMOVED) bump(this.#tabs, state, by);
    const fail = this.#rules.failOf(dataset, row, state, combo, marks, inText);
    const counts = (facet: number): boolean => fail === 0 || fail === facet;
    if (fail === 0) {
      this.#total += by;
      if (dataset.twins[row] !== 0) this.#twins += by;
    }
    if (counts(bits.state)) bump(this.#states, state, by);
    if (counts(bits.problem)) bump(this.#problems, dataset.problem[row] ?? 0, by);
    if (counts(bits.format)) bump(this.#formats, dataset.format[row] ?? 0, by);
    if (counts(bits.status)) bump(this.#statuses, dataset.status[row] ?? 0, by);
    if (counts(bits.mark)) for (const mark of marksOf(marks)) this.#marks[mark] += by;
    if (!counts(bits.label)) return;
    const labels = this.#combos[combo] ?? [];
    if (labels.length === 0) this.#unlabeled += by;
    for (const label of labels) this.#labels[label] = (this.#labels[label] ?? 0) + by;
  }

  counts(): FacetCounts {
    return {
      total: this.#total, tabs: { all: this.#from.tabs.all, states: this.#tabs }, states: this.#states, labels: this.#labels, unlabeled: this.#unlabeled,
      marks: this.#marks, problems: this.#problems, formats: this.#formats, statuses: this.#statuses, twins: this.#twins,
    };
  }

  /** Its path has the text that is looked for: nothing of a job changes that. */
  inText(row: number): boolean {
    return this.#query.text === '' || foldText(textAt(this.#dataset.path, row)).includes(this.#wanted);
  }
}

function bump(counts: number[], at: number, by: number): void {
  if (at < counts.length) counts[at] = (counts[at] ?? 0) + by;
}
