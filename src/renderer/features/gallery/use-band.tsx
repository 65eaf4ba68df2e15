/** The rubber band: press beside the samples and pull a rectangle over them. Scrolls at the edges. */
import { useEffect, useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent, ReactNode, RefObject } from 'react';
import classes from './gallery.module.css';
import type { CellRect } from './layout';
import type { Selection } from './selection';

interface BandOptions {
  /** Offset of the lines now. */
  top(): number;
  scrollBy(pixels: number): void;
  /** The band in the coordinates of all lines. */
  onBand(rect: CellRect, before: Selection, join: 'replace' | 'add'): void;
  start(): Selection;
}

interface Pull { readonly x: number; readonly y: number; readonly before: Selection; readonly join: 'replace' | 'add'; moved: boolean }

const EDGE = 24;

export function useBand(scroller: RefObject<HTMLDivElement | null>, options: BandOptions): { press(event: ReactPointerEvent): void; element: ReactNode } {
  const [rect, setRect] = useState<CellRect | null>(null);
  const latest = useRef(options);
  latest.current = options;
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  function press(event: ReactPointerEvent): void {
    const element = scroller.current;
    if (!element || event.clientX > element.getBoundingClientRect().left + element.clientWidth) return;
    const box = element.getBoundingClientRect();
    const pull: Pull = { x: event.clientX - box.left, y: event.clientY - box.top + latest.current.top(), before: latest.current.start(), join: event.shiftKey || event.ctrlKey || event.metaKey ? 'add' : 'replace', moved: false };
    let pointer = { x: event.clientX, y: event.clientY };
    let frame = 0;
    const update = (): void => {
      const x = pointer.x - box.left;
      const y = pointer.y - box.top + latest.current.top();
      const band = { left: Math.min(x, pull.x), top: Math.min(y, pull.y), width: Math.abs(x - pull.x), height: Math.abs(y - pull.y) };
      if (!pull.moved && band.width + band.height < 4) return;
      pull.moved = true;
      setRect({ ...band, top: band.top - latest.current.top() });
      latest.current.onBand(band, pull.before, pull.join);
    };
    const follow = (): void => {
      const over = pointer.y > box.bottom - EDGE ? pointer.y - (box.bottom - EDGE) : pointer.y < box.top + EDGE ? pointer.y - (box.top + EDGE) : 0;
      if (over !== 0 && pull.moved) {
        latest.current.scrollBy(over / 2);
        update();
      }
      frame = requestAnimationFrame(follow);
    };
    const move = (next: PointerEvent): void => {
      pointer = { x: next.clientX, y: next.clientY };
      update();
    };
    const end = (): void => {
      cancelAnimationFrame(frame);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      stop.current = null;
      setRect(null);
      if (!pull.moved && pull.join === 'replace') latest.current.onBand({ left: -1, top: -1, width: 0, height: 0 }, pull.before, 'replace');
    };
    stop.current = end;
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    frame = requestAnimationFrame(follow);
  }

  return { press, element: rect ? <div className={classes.band} style={{ left: rect.left, top: rect.top, width: rect.width, height: rect.height }} /> : null };
}
