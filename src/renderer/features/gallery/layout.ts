/**
 * Where cells lie in a virtual grid or list, and how a scroll bar that browsers limit addresses more than it can hold.
 * Units: CSS pixels. Positions count samples of the view, lines count rows of cells.
 */

/** Chromium clamps the height of an element at 33,554,428 px; above this the bar is scaled. */
export const MAX_SCROLL_HEIGHT = 30_000_000;

export interface Layout {
  readonly columns: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Space between cells. */
  readonly gap: number;
  /** Left and right of the cells. */
  readonly padding: number;
  readonly count: number;
  readonly lines: number;
  /** Height of all lines, never limited. */
  readonly height: number;
}

export interface GridOptions {
  readonly width: number;
  readonly count: number;
  /** Smallest width of a cell; cells grow to fill the line. */
  readonly minimum: number;
  readonly gap: number;
  readonly padding: number;
  /** Height below the picture (name and state). */
  readonly caption: number;
  /** Width by height of the picture. */
  readonly aspect: number;
}

export function gridLayout(options: GridOptions): Layout {
  const inner = Math.max(1, options.width - 2 * options.padding);
  const columns = Math.max(1, Math.floor((inner + options.gap) / (options.minimum + options.gap)));
  const cellWidth = Math.max(1, (inner - (columns - 1) * options.gap) / columns);
  const cellHeight = Math.round(cellWidth / options.aspect) + options.caption;
  return finish(columns, cellWidth, cellHeight, options.gap, options.padding, options.count);
}

/** One column of rows of a fixed height. */
export function listLayout(width: number, count: number, rowHeight: number): Layout {
  return finish(1, width, rowHeight, 0, 0, count);
}

function finish(columns: number, cellWidth: number, cellHeight: number, gap: number, padding: number, count: number): Layout {
  const lines = Math.ceil(count / columns);
  return { columns, cellWidth, cellHeight, gap, padding, count, lines, height: lines === 0 ? 0 : lines * (cellHeight + gap) - gap + 2 * (gap > 0 ? gap / 2 : 0) };
}

/** Top of a line, from the top of all lines. */
export function lineTop(layout: Layout, line: number): number {
  return layout.gap / 2 + line * (layout.cellHeight + layout.gap);
}

export interface CellRect { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

export function cellRect(layout: Layout, position: number): CellRect {
  const column = position % layout.columns;
  return { left: layout.padding + column * (layout.cellWidth + layout.gap), top: lineTop(layout, Math.floor(position / layout.columns)), width: layout.cellWidth, height: layout.cellHeight };
}

/** First and last position (exclusive) that touch [top, top + viewport), `spare` lines more on both sides. */
export function visibleRange(layout: Layout, top: number, viewport: number, spare: number): readonly [number, number] {
  const pitch = layout.cellHeight + layout.gap;
  const first = Math.max(0, Math.floor((top - layout.gap / 2) / pitch) - spare);
  const last = Math.min(layout.lines, Math.ceil((top + viewport - layout.gap / 2) / pitch) + spare);
  return [Math.min(layout.count, first * layout.columns), Math.min(layout.count, Math.max(first, last) * layout.columns)];
}

/**
 * How many places cells of [from, to) take when the one at `position` takes place `position % places`: enough for every
 * range of this layout with `spare` lines, so that places stay while one scrolls, and for the range given, which may
 * still be of another layout. With fewer, two cells would take one place.
 */
export function cellPlaces(layout: Layout, viewport: number, spare: number, [from, to]: readonly [number, number]): number {
  const lines = Math.ceil(viewport / (layout.cellHeight + layout.gap)) + 1 + 2 * spare;
  return Math.max(lines * layout.columns, to - from);
}

/** Positions whose cells touch a rectangle in the coordinates of all lines. */
export function positionsIn(layout: Layout, rect: CellRect): number[] {
  const [from, to] = visibleRange(layout, rect.top, rect.height, 0);
  const hits: number[] = [];
  for (let position = from; position < to; position++) {
    const cell = cellRect(layout, position);
    if (cell.left < rect.left + rect.width && cell.left + cell.width > rect.left && cell.top < rect.top + rect.height && cell.top + cell.height > rect.top) hits.push(position);
  }
  return hits;
}

/** The scroll offset at which `position` is wholly seen, nearest to `top`. */
export function revealTop(layout: Layout, position: number, top: number, viewport: number): number {
  const cell = cellRect(layout, position);
  const above = cell.top - layout.gap / 2;
  const below = cell.top + cell.height + layout.gap / 2 - viewport;
  return clampTop(layout, top > above ? above : top < below ? Math.min(above, below) : top, viewport);
}

export function clampTop(layout: Layout, top: number, viewport: number): number {
  return Math.min(Math.max(0, top), Math.max(0, layout.height - viewport));
}

/** Height of the element that the scroll bar sees. */
export function scrollHeight(layout: Layout): number {
  return Math.min(layout.height, MAX_SCROLL_HEIGHT);
}

/** Offset in all lines for a position of the scroll bar; both ends are exact. */
export function topFromScroll(layout: Layout, scrollTop: number, viewport: number): number {
  const bar = scrollHeight(layout) - viewport;
  if (layout.height <= MAX_SCROLL_HEIGHT || bar <= 0) return scrollTop;
  return Math.min(1, Math.max(0, scrollTop / bar)) * (layout.height - viewport);
}

/** Position of the scroll bar for an offset in all lines. */
export function scrollFromTop(layout: Layout, top: number, viewport: number): number {
  const range = layout.height - viewport;
  if (layout.height <= MAX_SCROLL_HEIGHT || range <= 0) return top;
  return Math.min(1, Math.max(0, top / range)) * (scrollHeight(layout) - viewport);
}
