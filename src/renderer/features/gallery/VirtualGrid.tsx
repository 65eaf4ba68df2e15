/**
 * The grid or list of a gallery. Only the cells one sees exist. They lie in a layer that stands still while the bar of
 * the browser scrolls; the layer is moved by us, so that any number of lines can be scrolled exactly (see layout.ts).
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { flushSync } from 'react-dom';
import { useCommand } from '../../commands';
import { t } from '../../ui';
import { CAPTION, GridCell, ListLine } from './Cell';
import { useGallery, useGalleryState } from './context';
import classes from './gallery.module.css';
import { cellPlaces, cellRect, clampTop, gridLayout, lineTop, listLayout, positionsIn, revealTop, scrollFromTop, scrollHeight, topFromScroll, visibleRange } from './layout';
import { moveFocus, selectAt, selectBand, selectSpan } from './selection';
import { useBand } from './use-band';
import { useFlight } from './use-flight';
import { wantMedia } from './want-media';

const GAP = 12;
const LIST_ROW = 48;
/** Lines kept beyond what is seen; twice as many are asked for ahead. */
const SPARE = 1;
/** Cells are placed from the last line whose number is a multiple of this: until another one is, scrolling moves the layer and leaves the cells as they are. */
const FIXED_LINES = 256;

interface Size { readonly width: number; readonly height: number }

export function VirtualGrid({ onOpen }: { readonly onOpen: () => void }) {
  const gallery = useGallery();
  const { store, view, columns } = gallery;
  const selection = useGalleryState((state) => state.selection);
  const mode = useGalleryState((state) => state.layout);
  const minimum = useGalleryState((state) => state.size);
  const overlay = useGalleryState((state) => state.overlay);
  const scroller = useRef<HTMLDivElement>(null);
  const cells = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const top = useRef(0);
  /** Where the bar is after we moved it ourselves: its event then says nothing new. */
  const placed = useRef(-1);
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const [flying, jumped] = useFlight();

  const count = view.rows.length;
  const layout = useMemo(() => (mode === 'list' ? listLayout(size.width, count, LIST_ROW)
    : gridLayout({ width: size.width, count, minimum, gap: GAP, padding: GAP, caption: CAPTION, aspect: 1.5 })), [mode, size.width, count, minimum]);
  const line = Math.floor(range[0] / layout.columns);
  const base = lineTop(layout, line - (line % FIXED_LINES));
  const latest = useRef({ layout, size, base, range });
  latest.current = { layout, size, base, range };

  /** Shows the lines at `wanted`; moves the bar when `bar` is wished. Answers the rows that have cells then. */
  const place = useCallback((wanted: number, bar: boolean): readonly [number, number] => {
    const { layout: now, size: seen } = latest.current;
    top.current = clampTop(now, wanted, seen.height);
    if (bar && scroller.current) {
      scroller.current.scrollTop = scrollFromTop(now, top.current, seen.height);
      placed.current = scroller.current.scrollTop;
    }
    const next = visibleRange(now, top.current, seen.height, SPARE);
    setRange((old) => (old[0] === next[0] && old[1] === next[1] ? old : next));
    if (cells.current) cells.current.style.transform = `translateY(${latest.current.base - top.current}px)`;
    return next;
  }, []);
  /** The same for somebody who goes there from where he is. */
  const show = useCallback((wanted: number, bar: boolean) => {
    const [from, to] = latest.current.range;
    const [next] = place(wanted, bar);
    if (to > from && Math.abs(next - from) > (to - from) / 2) jumped();
  }, [place, jumped]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    setSize({ width: element.clientWidth, height: element.clientHeight });
    return () => observer.disconnect();
  }, []);
  // Another layout: the sample in focus, else the first one seen, stays where it can be seen.
  const before = useRef(layout);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = layout;
    if (size.height === 0) return;
    const moved = old.columns !== layout.columns || old.cellHeight !== layout.cellHeight;
    const first = Math.floor(top.current / (old.cellHeight + old.gap)) * old.columns;
    place(moved && old.count > 0 ? cellRect(layout, Math.min(first, Math.max(0, layout.count - 1))).top - layout.gap / 2 : top.current, true);
  }, [layout, size.height, place]);
  useLayoutEffect(() => {
    if (cells.current) cells.current.style.transform = `translateY(${base - top.current}px)`;
  }, [base]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const scrolled = (): void => {
      if (Math.abs(element.scrollTop - placed.current) < 1) return;
      placed.current = -1;
      const to = topFromScroll(latest.current.layout, element.scrollTop, latest.current.size.height);
      // In this frame: the layer moves at once, and would show a place that has no cells yet.
      flushSync(() => show(to, false));
    };
    // Where the bar stands for more than it can hold, one notch would be several: the wheel moves the lines themselves.
    const wheel = (event: WheelEvent): void => {
      const { layout: now, size: seen } = latest.current;
      if (event.ctrlKey || scrollHeight(now) === now.height) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 40 : event.deltaMode === 2 ? seen.height : 1;
      flushSync(() => show(top.current + event.deltaY * unit, true));
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', scrolled);
      element.removeEventListener('wheel', wheel);
    };
  }, [show]);

  // What is seen is asked for, what was seen is cancelled; nothing of what one flies past.
  useEffect(() => {
    if (!flying) wantMedia(gallery, view.rows.subarray(range[0], range[1]), 'view', overlay);
  }, [gallery, view, range, overlay, flying]);

  const focusPosition = useMemo(() => (selection.focus < 0 ? -1 : view.placeOf(selection.focus)), [selection.focus, view]);
  // Not before the height is known: whoever comes back from the loupe finds the sample that he went on to.
  const measured = size.height > 0;
  useEffect(() => {
    if (focusPosition >= 0 && measured) show(revealTop(latest.current.layout, focusPosition, top.current, latest.current.size.height), true);
  }, [focusPosition, show, mode, measured]);

  const move = (by: number, join: 'replace' | 'range' = 'replace'): void => store.setState((state) => ({ selection: moveFocus(state.selection, view, by, join) }));
  const page = (): number => Math.max(1, Math.floor(size.height / (layout.cellHeight + layout.gap))) * layout.columns;
  useCommand('list.next', () => move(1));
  useCommand('list.previous', () => move(-1));
  useCommand('list.down', () => move(layout.columns));
  useCommand('list.up', () => move(-layout.columns));
  useCommand('list.first', () => move(-count));
  useCommand('list.last', () => move(count));
  useCommand('list.page-down', () => move(page()));
  useCommand('list.page-up', () => move(-page()));
  useCommand('list.select-page', () => {
    const [from, to] = visibleRange(layout, top.current, size.height, 0);
    if (to > from) store.setState({ selection: selectSpan(view.rows, from, to - 1) });
  });

  const extend = (event: KeyboardEvent): void => {
    if (!event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: layout.columns, ArrowUp: -layout.columns, PageDown: page(), PageUp: -page(), End: count, Home: -count }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by, 'range');
  };

  const band = useBand(scroller, {
    top: () => top.current,
    scrollBy: (by) => show(top.current + by, true),
    onBand: (rect, before, join) => store.setState({ selection: selectBand(before, view.rows, positionsIn(layout, rect), join) }),
    start: () => store.getState().selection,
  });

  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    scroller.current?.focus({ preventScroll: true });
    const cell = (event.target as Element).closest('[data-position]');
    if (!cell) return band.press(event);
    const join = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'replace';
    store.setState((state) => ({ selection: selectAt(state.selection, view, Number(cell.getAttribute('data-position')), join) }));
  };

  const Cell = mode === 'list' ? ListLine : GridCell;
  // A cell that leaves makes room for one that comes: it is filled anew, which is quicker than making one.
  const places = cellPlaces(layout, size.height, SPARE, range);
  const shown: number[] = [];
  for (let position = range[0]; position < Math.min(range[1], count); position++) shown.push(position);
  return (
    <div ref={scroller} className={classes.scroller} role="listbox" aria-label={t('gallery.samples')} aria-multiselectable="true" data-command-arrows="" tabIndex={0}
      aria-activedescendant={focusPosition >= range[0] && focusPosition < range[1] ? `sample-${focusPosition}` : undefined}
      onPointerDown={press} onKeyDown={extend} onDoubleClick={(event) => { if ((event.target as Element).closest('[data-position]')) onOpen(); }}>
      <div style={{ height: scrollHeight(layout) }}>
        <div className={classes.window} style={{ height: Math.min(size.height, Math.max(scrollHeight(layout), 1)) }}>
          <div ref={cells} className={classes.cells}>
            {shown.map((position) => {
              const row = view.rows[position] ?? 0;
              const rect = cellRect(layout, position);
              return <Cell key={position % places} id={`sample-${position}`} columns={columns} row={row} position={position} count={count} x={rect.left} y={rect.top - base} width={rect.width} height={rect.height}
                selected={selection.rows.has(row)} focused={position === focusPosition} overlay={overlay} bare={flying} />;
            })}
          </div>
          {band.element}
        </div>
      </div>
    </div>
  );
}
