/**
 * Evaluates a query over columns: one pass over all rows gives the matching rows and all facet counts.
 *
 * Each facet becomes a table from the value of its column to pass (0) or fail (the facet's bit). A row whose bits are
 * all 0 is shown; a row that fails only one facet counts for the choices of that facet, because ticking one of them
 * would show it. Labels go through `combos`, so that a row costs one lookup however many labels it carries. What is no
 * facet (tab, text, date, twins) has no choices to count for: a row that fails it is passed over at once.
 */
import type { DatasetColumns, JobColumns } from '../../../shared/contract/columns';
import { unpackMarks } from '../../../shared/contract/columns';
import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS } from '../../../shared/domain/dataset';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import type { LabelId } from '../../../shared/kernel/ids';
import { MARKS } from './types';
import type { FacetCounts, Mark, Query, QueryResult } from './types';

const STATE = 1, LABEL = 2, MARK = 4, PROBLEM = 8, FORMAT = 16, STATUS = 32, TEXT = 64, TAB = 128;
const REMOVED = SAMPLE_STATUS.indexOf('removed');

/** What a query is evaluated over. `textHits` (1 = contains the text) only when the query has a text. */
export interface QueryInput {
  readonly dataset: DatasetColumns;
  readonly job: JobColumns | null;
  readonly order: Uint32Array;
  readonly textHits: Uint8Array | null;
  /** See `countTabs`; the same for every query until the columns change. */
  readonly tabs: FacetCounts['tabs'];
}

/** How many samples are in each tab. */
export function countTabs(dataset: DatasetColumns, job: JobColumns | null): FacetCounts['tabs'] {
  const states = new Uint32Array(8);
  let all = 0;
  for (let row = 0; row < dataset.count; row++) {
    if (dataset.status[row] === REMOVED) continue;
    const state = job ? job.state[row] ?? 0 : 0;
    states[state] = (states[state] ?? 0) + 1;
    all++;
  }
  return { all, states: numbers(states, SAMPLE_STATES.length) };
}

/** By the value of each column: 0 where it passes, the bit of its facet where it fails; `textLabel` by the labels alone. */
function tablesOf(query: Query, combos: JobColumns['combos']) {
  return {
    stateFail: table(8, SAMPLE_STATES, query.states, STATE),
    tabFail: table(8, SAMPLE_STATES, query.tab === 'all' ? [] : [query.tab], TAB),
    problemFail: table(256, MEDIA_PROBLEMS, query.problems, PROBLEM),
    formatFail: table(256, MEDIA_FORMATS, query.formats, FORMAT),
    statusFail: table(256, SAMPLE_STATUS, query.statuses, STATUS),
    labelFail: comboTable(combos, query.labels, query.unlabeled, LABEL),
    textLabel: comboTable(combos, query.textLabels, false, TEXT),
    markFail: markTable(query.marks),
  };
}

/**
 * The same conditions for one row at a time: the bits of the facets that `row` fails, given what its job says of it.
 * What fails by what is no facet (tab, date, twins) has the bit of no facet. For those who look at few rows; `evaluate` has them unrolled.
 */
export function rulesOf(query: Query, combos: JobColumns['combos']): {
  readonly bits: { readonly state: number; readonly label: number; readonly mark: number; readonly problem: number; readonly format: number; readonly status: number };
  failOf(dataset: DatasetColumns, row: number, state: number, combo: number, marks: number, inText: boolean): number;
} {
  const { stateFail, tabFail, problemFail, formatFail, statusFail, labelFail, textLabel, markFail } = tablesOf(query, combos);
  return {
    bits: { state: STATE, label: LABEL, mark: MARK, problem: PROBLEM, format: FORMAT, status: STATUS },
    failOf(dataset, row, state, combo, marks, inText) {
      const status = dataset.status[row] ?? 0;
      const time = dataset.mtime[row] ?? 0;
      let fail = (stateFail[state] ?? 0) | (tabFail[state] ?? 0) | (labelFail[combo] ?? 0) | (markFail[marks] ?? 0) | (problemFail[dataset.problem[row] ?? 0] ?? 0)
        | (formatFail[dataset.format[row] ?? 0] ?? 0) | (query.statuses.length === 0 ? (status === REMOVED ? STATUS : 0) : statusFail[status] ?? 0);
      if (query.twins && dataset.twins[row] === 0) fail |= TAB;
      if (time < (query.from ?? -Infinity) || time > (query.to ?? Infinity)) fail |= TAB;
      if (!inText && (query.textLabels.length === 0 || (textLabel[combo] ?? TEXT) !== 0)) fail |= TEXT;
      return fail;
    },
  };
}

/** Rows of `input` that match, in order, and the facet counts. */
export function evaluate(query: Query, input: QueryInput): QueryResult {
  const { dataset, job, order, textHits } = input;
  const count = dataset.count;
  const combos = job?.combos ?? [];
  const { stateFail, tabFail, problemFail, formatFail, statusFail, labelFail, textLabel, markFail } = tablesOf(query, combos);
  const useText = query.text !== '' && textHits !== null;
  const useTextLabels = query.textLabels.length > 0;
  const onlyTwins = query.twins;
  const anyStatus = query.statuses.length === 0;
  const from = query.from ?? -Infinity;
  const to = query.to ?? Infinity;
  const useDate = query.from !== null || query.to !== null;

  const byState = new Uint32Array(8), byProblem = new Uint32Array(256), byFormat = new Uint32Array(256), byStatus = new Uint32Array(256);
  const byCombo = new Uint32Array(Math.max(1, combos.length)), byMarks = new Uint32Array(64);
  let twins = 0, found = 0;
  const rows = new Uint32Array(count);
  const descending = query.descending;

  for (let i = 0; i < count; i++) {
    const row = order[descending ? count - 1 - i : i] ?? 0;
    const combo = job ? job.combo[row] ?? 0 : 0;
    if (useText && textHits[row] === 0 && (!useTextLabels || (textLabel[combo] ?? TEXT) !== 0)) continue;
    const state = job ? job.state[row] ?? 0 : 0;
    if (tabFail[state] !== 0) continue;
    if (useDate) {
      const time = dataset.mtime[row] ?? 0;
      if (time < from || time > to) continue;
    }
    const twin = dataset.twins[row] ?? 0;
    if (onlyTwins && twin === 0) continue;
    const status = dataset.status[row] ?? 0;
    const marks = job ? job.marks[row] ?? 0 : 0;
    const problem = dataset.problem[row] ?? 0;
    const format = dataset.format[row] ?? 0;
    const fail = (stateFail[state] ?? 0) | (labelFail[combo] ?? 0) | (markFail[marks & 63] ?? 0) | (problemFail[problem] ?? 0) | (formatFail[format] ?? 0)
      | (anyStatus ? (status === REMOVED ? STATUS : 0) : statusFail[status] ?? 0);
    if (fail === 0) {
      rows[found++] = row;
      byState[state] = (byState[state] ?? 0) + 1;
      byCombo[combo] = (byCombo[combo] ?? 0) + 1;
      byMarks[marks & 63] = (byMarks[marks & 63] ?? 0) + 1;
      byProblem[problem] = (byProblem[problem] ?? 0) + 1;
      byFormat[format] = (byFormat[format] ?? 0) + 1;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (twin !== 0) twins++;
    } else if ((fail & (fail - 1)) === 0) {
      if (fail === STATE) byState[state] = (byState[state] ?? 0) + 1;
      else if (fail === LABEL) byCombo[combo] = (byCombo[combo] ?? 0) + 1;
      else if (fail === MARK) byMarks[marks & 63] = (byMarks[marks & 63] ?? 0) + 1;
      else if (fail === PROBLEM) byProblem[problem] = (byProblem[problem] ?? 0) + 1;
      else if (fail === FORMAT) byFormat[format] = (byFormat[format] ?? 0) + 1;
      else if (fail === STATUS) byStatus[status] = (byStatus[status] ?? 0) + 1;
    }
  }
  const counts: FacetCounts = {
    total: found,
    tabs: input.tabs,
    states: numbers(byState, SAMPLE_STATES.length),
    labels: expandLabels(byCombo, combos),
    unlabeled: byCombo[0] ?? 0,
    marks: expandMarks(byMarks),
    problems: numbers(byProblem, MEDIA_PROBLEMS.length),
    formats: numbers(byFormat, MEDIA_FORMATS.length),
    statuses: numbers(byStatus, SAMPLE_STATUS.length),
    twins,
  };
  return { rows: rows.slice(0, found), counts };
}

function numbers(counts: Uint32Array, length: number): readonly number[] {
  return Array.from(counts.subarray(0, length));
}

/** 0 for every index when nothing is chosen; else `bit` for the values that are not. */
function table<T extends string>(size: number, values: readonly T[], chosen: readonly T[], bit: number): Uint16Array {
  const fails = new Uint16Array(size);
  if (chosen.length === 0) return fails;
  fails.fill(bit);
  for (const value of chosen) {
    const at = values.indexOf(value);
    if (at >= 0) fails[at] = 0;
  }
  return fails;
}

function comboTable(combos: JobColumns['combos'], labels: readonly LabelId[], unlabeled: boolean, bit: number): Uint16Array {
  const fails = new Uint16Array(Math.max(1, combos.length));
  if (labels.length === 0 && !unlabeled) return fails;
  const wanted = new Set(labels);
  for (let i = 0; i < fails.length; i++) {
    const combo = combos[i] ?? [];
    const pass = combo.length === 0 ? unlabeled : combo.some((label) => wanted.has(label));
    fails[i] = pass ? 0 : bit;
  }
  return fails;
}

/** The marks that a packed value shows. */
export function marksOf(packed: number): readonly Mark[] {
  const { hard, flag, stars } = unpackMarks(packed);
  return MARKS.filter((mark) => (mark === 'hard' ? hard : mark === 'flag' || mark === 'reject' ? flag === mark : stars === Number(mark.slice(6))));
}

function markTable(chosen: readonly Mark[]): Uint16Array {
  const fails = new Uint16Array(64);
  if (chosen.length > 0) for (let packed = 0; packed < 64; packed++) fails[packed] = marksOf(packed).some((mark) => chosen.includes(mark)) ? 0 : MARK;
  return fails;
}

function expandMarks(counts: Uint32Array): Record<Mark, number> {
  const sums = Object.fromEntries(MARKS.map((mark) => [mark, 0])) as Record<Mark, number>;
  counts.forEach((n, packed) => { if (n > 0) for (const mark of marksOf(packed)) sums[mark] += n; });
  return sums;
}

function expandLabels(counts: Uint32Array, combos: JobColumns['combos']): Record<LabelId, number> {
  const sums: Record<LabelId, number> = {};
  counts.forEach((n, at) => { if (n > 0) for (const label of combos[at] ?? []) sums[label] = (sums[label] ?? 0) + n; });
  return sums;
}
