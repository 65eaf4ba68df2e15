import { IconAlertCircle, IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { shownName } from '../../shared/kernel/shown-name';
import { cx } from './cx';
import { labelColor } from './label-colors';
import classes from './marks.module.css';

interface RowProps extends Omit<ComponentPropsWithRef<'div'>, 'className'> {
  readonly selected?: boolean;
  readonly muted?: boolean;
  /** Count, key or button at the end. */
  readonly end?: ReactNode;
  readonly className?: string | undefined;
}

/** A row of 28 px in a list. With `onClick` it reacts to the pointer; its role and focus are the list's business. */
export function Row({ selected = false, muted = false, end, className, children, ...rest }: RowProps) {
  return (
    <div className={cx(classes.row, className)} data-selected={selected || undefined} data-muted={muted || undefined} data-interactive={rest.onClick ? true : undefined} {...rest}>
      {children}
      {end === undefined ? null : <span className={classes.end}>{end}</span>}
    </div>
  );
}

/** Text that ends with an ellipsis where there is no room. The whole text shows when the pointer rests on it. */
export function Cut({ children, className }: { readonly children: string; readonly className?: string }) {
  return <span className={cx(classes.cut, className)} title={shownName(children)} dir="auto">{shownName(children)}</span>;
}

export type Tone = 'neutral' | 'ok' | 'warn' | 'bad' | 'machine';

/** A state in words on its colour. */
export function Pill({ tone = 'neutral', icon, children }: { readonly tone?: Tone; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return <span className={classes.pill} data-tone={tone}>{icon}{children}</span>;
}

/** The colour of a label. `dashed`: proposed by a machine. */
export function Swatch({ color, dashed = false }: { readonly color: number | string; readonly dashed?: boolean }) {
  const value = typeof color === 'number' ? `var(--label-${(color % 24) + 1})` : labelColor(color);
  return <span className={cx(classes.swatch, dashed && classes.dashed)} style={{ ['--c' as string]: value }} aria-hidden="true" />;
}

/** State of a sample: shape first, colour second. Say it in words beside it or by `label`. */
export function StateMark({ state, label }: { readonly state: 'unlabeled' | 'labeled' | 'to-be-confirmed'; readonly label?: string }) {
  return <span className={classes.state} data-state={state} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label, title: label })} />;
}

export interface MeterPart {
  readonly share: number;
  readonly tone?: 'accent' | 'ok' | 'machine' | 'warn' | 'bad' | 'idle';
}

/** How much of what: parts of a whole, 0…1 each. `label` says it in words. */
export function Meter({ parts, label }: { readonly parts: readonly MeterPart[]; readonly label: string }) {
  return (
    <span className={classes.meter} role="img" aria-label={label}>
      {parts.map((part, i) => <i key={i} data-tone={part.tone ?? 'accent'} style={{ width: `${Math.max(0, Math.min(1, part.share)) * 100}%` }} />)}
    </span>
  );
}

/** A small ring that fills, 0…1. */
export function Ring({ share }: { readonly share: number }) {
  const around = 2 * Math.PI * 6;
  return (
    <svg className={classes.ring} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      <circle className={classes.done} cx="8" cy="8" r="6" strokeDasharray={`${around * Math.max(0.04, Math.min(1, share))} ${around}`} />
    </svg>
  );
}

/** Nothing here yet: says so, says what to do next, and offers it. */
export function EmptyState({ icon, title, children, actions }: { readonly icon?: ReactNode; readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className={classes.empty}>
      {icon}
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {actions === undefined ? null : <div className={classes.emptyActions}>{actions}</div>}
    </div>
  );
}

/** A grey place where something will be. */
export function Skeleton({ width, height }: { readonly width?: number | string; readonly height?: number }) {
  return <span className={classes.skeleton} style={{ display: 'block', width, height }} aria-hidden="true" />;
}

/** A surface with an edge. */
export function Card({ className, children, ...rest }: ComponentPropsWithRef<'div'>) {
  return <div className={cx(classes.card, className)} {...rest}>{children}</div>;
}

/** Something to know, on its colour, with its shape. */
export function Note({ tone = 'neutral', children }: { readonly tone?: 'neutral' | 'ok' | 'warn' | 'bad'; readonly children: ReactNode }) {
  const Icon = tone === 'bad' ? IconAlertCircle : tone === 'warn' ? IconAlertTriangle : tone === 'ok' ? IconCheck : IconInfoCircle;
  return (
    <div className={classes.note} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon size={16} stroke={1.75} aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}
