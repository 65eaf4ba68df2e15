import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { cx } from './cx';
import classes from './SidePanel.module.css';
import { Splitter, type PanelControl } from './Splitter';
import { Tip } from './Tip';
import { t } from './words';

interface Props {
  readonly name: string;
  readonly panel: PanelControl;
  /** Which side of the screen it stands on, in reading direction. */
  readonly edge: 'start' | 'end';
  /** The variable of `panelSizes` that holds its width. */
  readonly variable: `--${string}`;
  /** The key that hides and shows it. */
  readonly keys?: string | null;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Width of what is left of a hidden panel, in pixels. */
const STRIP = 20;

/** The sizes of panels as variables for the style of what holds them; it also needs `data-panels`. */
export function panelSizes(panels: Readonly<Record<`--${string}`, PanelControl>>): Record<string, string> {
  return Object.fromEntries(Object.entries(panels).map(([variable, { size, closed }]) => [variable, `${closed ? STRIP : size}px`]));
}

/** A panel at the side: its inner edge changes its width; hidden, a strip stays that shows it again. */
export function SidePanel({ name, panel, edge, variable, keys, className, children }: Props) {
  const show = useRef<HTMLButtonElement>(null);
  const { closed, byHand } = panel;
  useEffect(() => { if (closed && byHand) show.current?.focus(); }, [closed, byHand]);
  if (closed) {
    const Chevron = edge === 'start' ? IconChevronRight : IconChevronLeft;
    return (
      <Tip text={t('panels.show', { name })} keys={keys} side={edge === 'start' ? 'right' : 'left'}>
        <button ref={show} type="button" className={cx(classes.strip, edge === 'start' ? classes.start : classes.end)} aria-label={t('panels.show', { name })} aria-expanded={false} onClick={() => panel.close(false, true)}>
          <Chevron size={14} stroke={1.75} className={classes.chevron} aria-hidden="true" />
        </button>
      </Tip>
    );
  }
  return (
    <div className={cx(classes.side, edge === 'start' ? classes.start : classes.end)}>
      <aside className={cx(classes.content, className)} aria-label={name}>{children}</aside>
      <Splitter name={name} panel={panel} edge={edge} variable={variable} />
    </div>
  );
}
