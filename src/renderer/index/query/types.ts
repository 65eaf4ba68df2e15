/**
 * What a person asks of a gallery, and what comes back. A query is a small plain value: it travels to the worker
 * that owns the columns, it is kept as view state, and two equal queries give the same rows.
 */
import type { MediaFormat, MediaProblem, SampleStatus } from '../../../shared/domain/dataset';
import type { SampleState } from '../../../shared/domain/job';
import type { LabelId } from '../../../shared/kernel/ids';

export const SORT_KEYS = ['listed', 'name', 'date', 'size', 'state', 'objects', 'random'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** Facets: lists are alternatives (or), different facets are joined (and); an empty list asks nothing. */
export interface Query {
  /** The tab; not a facet: it narrows what the state facet counts, too. */
  readonly tab: SampleState | 'all';
  readonly states: readonly SampleState[];
  readonly labels: readonly LabelId[];
  /** Also samples without any label. With `labels` an alternative. */
  readonly unlabeled: boolean;
  readonly marks: readonly Mark[];
  readonly problems: readonly MediaProblem[];
  readonly formats: readonly MediaFormat[];
  /** [] = everything that is not removed. */
  readonly statuses: readonly SampleStatus[];
  /** Only samples whose content occurs more than once. */
  readonly twins: boolean;
  /** Modification time in ms since 1970, both inclusive; null = open end. */
  readonly from: number | null;
  readonly to: number | null;
  /** Substring of the path, without regard to case. */
  readonly text: string;
  /** Labels whose name contains `text`: a sample that carries one passes the text, too. */
  readonly textLabels: readonly LabelId[];
  readonly sort: SortKey;
  readonly descending: boolean;
  /** Order of `random`; the same seed gives the same order. */
  readonly seed: number;
}

export const MARKS = ['hard', 'flag', 'reject', 'stars-1', 'stars-2', 'stars-3', 'stars-4', 'stars-5'] as const;
export type Mark = (typeof MARKS)[number];

export const EVERYTHING: Query = {
  tab: 'all', states: [], labels: [], unlabeled: false, marks: [], problems: [], formats: [], statuses: [], twins: false,
  from: null, to: null, text: '', textLabels: [], sort: 'listed', descending: false, seed: 1,
};

/** True when some condition narrows the rows (the tab does not count as one). */
export function isNarrowed(query: Query): boolean {
  return query.states.length > 0 || query.labels.length > 0 || query.unlabeled || query.marks.length > 0 || query.problems.length > 0
    || query.formats.length > 0 || query.statuses.length > 0 || query.twins || query.from !== null || query.to !== null || query.text !== '';
}

/**
 * Live counts: how many rows each choice of a facet would show, given the conditions of all *other* facets. Arrays
 * are indexed like the constants of the domain (SAMPLE_STATES …); labels by their id.
 */
export interface FacetCounts {
  readonly total: number;
  /** Not removed, by state and in all, without regard to any facet: the numbers in the tabs. */
  readonly tabs: { readonly all: number; readonly states: readonly number[] };
  readonly states: readonly number[];
  readonly labels: Readonly<Record<LabelId, number>>;
  readonly unlabeled: number;
  readonly marks: Readonly<Record<Mark, number>>;
  readonly problems: readonly number[];
  readonly formats: readonly number[];
  readonly statuses: readonly number[];
  readonly twins: number;
}

export interface QueryResult {
  /** Row numbers in the asked order. */
  readonly rows: Uint32Array;
  readonly counts: FacetCounts;
}

/** A result in which a row is found at once. */
export interface LocatedResult extends QueryResult {
  /** By row: its position in `rows` plus one; 0 = not in it. Rows beyond the end are not in it. */
  readonly places: Uint32Array;
}

/** Where every row is in `rows`; `count` rows in all. */
export function placesOf(rows: Uint32Array, count: number): Uint32Array {
  const places = new Uint32Array(count);
  for (let i = 0; i < rows.length; i++) places[rows[i] ?? 0] = i + 1;
  return places;
}
