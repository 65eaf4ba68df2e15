/**
 * Selection in a list that is a view: `rows[position]` is the row number of the sample shown there, `placeOf` the way back. Selected are rows
 * (they stay selected when the order changes); anchor and focus are rows too, so that they survive live updates.
 */
import { placesOf } from '../../index/query/types';
import { RowSet } from './row-set';

/** The samples shown, in order. Both ways cost the same for a million of them. */
export interface View {
  readonly rows: Uint32Array;
  /** Position of a row, -1 when it is not shown. */
  placeOf(row: number): number;
}

export function viewOf(rows: Uint32Array, places: Uint32Array = placesOf(rows, rows.reduce((most, row) => Math.max(most, row + 1), 0))): View {
  return { rows, placeOf: (row) => (places[row] ?? 0) - 1 };
}

export interface Selection {
  readonly rows: RowSet;
  /** Where a range starts. -1 = nowhere. */
  readonly anchor: number;
  /** The sample that keys act on and the details show. -1 = none. */
  readonly focus: number;
}

export const NO_SELECTION: Selection = { rows: new RowSet(), anchor: -1, focus: -1 };

/** How a click or a rubber band joins what is selected already. */
export type Join = 'replace' | 'toggle' | 'range' | 'add';

/** Only this row. */
export function selectOnly(row: number): Selection {
  return { rows: new RowSet([row]), anchor: row, focus: row };
}

/** A click on the sample at `position` of the view. Out of range: unchanged. */
export function selectAt(selection: Selection, view: View, position: number, join: Join): Selection {
  const row = view.rows[position];
  if (row === undefined) return selection;
  if (join === 'toggle' || join === 'add') {
    const rows = selection.rows.copy();
    if (join === 'toggle' && rows.has(row)) rows.delete(row);
    else rows.add(row);
    return { rows, anchor: row, focus: row };
  }
  if (join === 'range' && selection.anchor >= 0) {
    const from = view.placeOf(selection.anchor);
    if (from >= 0) return { ...selectSpan(view.rows, Math.min(from, position), Math.max(from, position)), anchor: selection.anchor, focus: row };
  }
  return selectOnly(row);
}

/** All positions from `first` to `last`, both inclusive. */
export function selectSpan(view: Uint32Array, first: number, last: number): Selection {
  const rows = new RowSet(view.subarray(Math.max(0, first), last + 1));
  const start = view[Math.max(0, first)] ?? -1;
  return { rows, anchor: start, focus: start };
}

/** A rubber band over `positions`; `before` is what was selected when it started. */
export function selectBand(before: Selection, view: Uint32Array, positions: readonly number[], join: 'replace' | 'add'): Selection {
  const rows = join === 'add' ? before.rows.copy() : new RowSet();
  for (const position of positions) rows.add(view[position] ?? 0);
  const focus = view[positions[positions.length - 1] ?? -1] ?? (join === 'add' ? before.focus : -1);
  return { rows, anchor: focus, focus };
}

/** Everything in the view; the focus stays where it is when it is in the view. */
export function selectAll(selection: Selection, view: Uint32Array): Selection {
  const rows = new RowSet(view);
  const focus = rows.has(selection.focus) && selection.focus >= 0 ? selection.focus : view[0] ?? -1;
  return { rows, anchor: focus, focus };
}

/** Moves the focus by `by` places (arrow keys). `join` range: extends from the anchor. */
export function moveFocus(selection: Selection, view: View, by: number, join: 'replace' | 'range'): Selection {
  const { length } = view.rows;
  if (length === 0) return NO_SELECTION;
  const at = selection.focus >= 0 ? view.placeOf(selection.focus) : -1;
  const next = at < 0 ? (by >= length ? length - 1 : 0) : Math.min(length - 1, Math.max(0, at + by));
  return selectAt(selection, view, next, join);
}

/**
 * After the view changed: what left it is no longer selected, so that an action never reaches a sample nobody sees.
 * When the focus left, it goes to what now stands in its place (`lastPosition`): labeling goes on where it was. `before`: the
 * view as it was; what left with the focus and stood ahead of it no longer counts.
 */
export function keepVisible(selection: Selection, view: View, lastPosition: number, before: View | null = null): Selection {
  if (selection.focus < 0 && selection.rows.size === 0) return selection;
  const chosen = selection.rows.toRows();
  const kept = chosen.filter((row) => view.placeOf(row) >= 0);
  const focusSeen = selection.focus >= 0 && view.placeOf(selection.focus) >= 0;
  if (focusSeen && kept.length === chosen.length) return selection;
  const { length } = view.rows;
  if (length === 0) return NO_SELECTION;
  const ahead = (row: number): boolean => {
    const place = before?.placeOf(row) ?? -1;
    return place >= 0 && place < lastPosition && view.placeOf(row) < 0;
  };
  const place = focusSeen ? -1 : lastPosition - chosen.reduce((count, row) => count + (ahead(row) ? 1 : 0), 0);
  const focus = focusSeen ? selection.focus : view.rows[Math.min(Math.max(0, place), length - 1)] ?? -1;
  const visible = new RowSet(kept);
  if (visible.size === 0 && selection.rows.size > 0 && focus >= 0) visible.add(focus);
  return { rows: visible, anchor: focusSeen ? selection.anchor : focus, focus };
}
