import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import classes from './SidePanel.module.css';
import { t } from './words';

/** A panel's width (pixels), its limits, and how to change it. */
export interface PanelControl {
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  readonly closed: boolean;
  /** It was hidden or shown by the handle itself, so the focus follows. */
  readonly byHand: boolean;
  resize(size: number): void;
  close(closed: boolean, byHand?: boolean): void;
}

interface Props {
  readonly name: string;
  readonly panel: PanelControl;
  readonly edge: 'start' | 'end';
  readonly variable: `--${string}`;
}

const STEP = 16;
const FINE = 1;

/**
 * The inner edge of a panel. Dragging changes the width, and hides the panel when pulled to less than half of the
 * smallest; a double click gives the usual width. Keys: arrows, Home and End for the limits, Enter hides. While it is
 * dragged only the variable of the nearest `data-panels` changes, so that nothing is drawn anew but the layout.
 */
export function Splitter({ name, panel, edge, variable }: Props) {
  const handle = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly from: number; readonly size: number; wanted: number } | null>(null);
  const { byHand } = panel;
  useEffect(() => { if (byHand) handle.current?.focus(); }, [byHand]);

  const within = (size: number): number => Math.round(Math.min(panel.max, Math.max(panel.min, size)));
  const holder = (): HTMLElement | null => handle.current?.closest<HTMLElement>('[data-panels]') ?? null;
  /** +1 when moving right makes it wider. */
  const outward = (): number => (edge === 'start') === (handle.current !== null && getComputedStyle(handle.current).direction === 'ltr') ? 1 : -1;
  const show = (size: number): void => {
    holder()?.style.setProperty(variable, `${within(size)}px`);
    if (handle.current) handle.current.dataset.closing = String(size < panel.min / 2);
  };
  const settle = (size: number): void => {
    show(size);
    panel.resize(within(size));
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: event.clientX, size: panel.size, wanted: panel.size };
  };
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    if (!drag.current) return;
    drag.current.wanted = drag.current.size + outward() * (event.clientX - drag.current.from);
    show(drag.current.wanted);
  };
  const up = (): void => {
    const ended = drag.current;
    drag.current = null;
    if (!ended || ended.wanted === ended.size) return;
    if (ended.wanted < panel.min / 2) {
      show(panel.size);
      panel.close(true);
    } else settle(ended.wanted);
  };
  const cancel = (): void => {
    drag.current = null;
    show(panel.size);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (event.shiftKey ? FINE : STEP) * outward();
    switch (event.key) {
      case 'ArrowRight': settle(panel.size + step); break;
      case 'ArrowLeft': settle(panel.size - step); break;
      case 'Home': settle(panel.min); break;
      case 'End': settle(panel.max); break;
      case 'Enter': panel.close(true, true); break;
      case 'Escape': if (!drag.current) return; cancel(); break;
      default: return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={handle}
      className={classes.handle}
      data-edge={edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('panels.width', { name })}
      aria-valuemin={panel.min}
      aria-valuemax={panel.max}
      aria-valuenow={panel.size}
      aria-valuetext={t('panels.pixels', { count: panel.size })}
      title={t('panels.hint')}
      tabIndex={0}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={cancel}
      onDoubleClick={() => settle(panel.initial)}
      onKeyDown={key}
    />
  );
}
