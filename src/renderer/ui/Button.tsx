import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './Button.module.css';
import { cx } from './cx';
import { Key } from './Key';

type Native = Omit<ComponentPropsWithRef<'button'>, 'children' | 'className'>;

export interface ButtonProps extends Native {
  readonly children: ReactNode;
  /** `primary` once per screen, `plain` for the rest, `ghost` in bars, `danger` for what cannot be undone. */
  readonly kind?: 'primary' | 'plain' | 'ghost' | 'danger';
  /** 28 px high, inside bars and panels. */
  readonly dense?: boolean;
  readonly icon?: ReactNode;
  /** Its key as it is printed (`useCommandKey`). */
  readonly keys?: string | null | undefined;
  /** Makes it a switch that stays pressed. */
  readonly pressed?: boolean | undefined;
  readonly className?: string | undefined;
}

/** A button with words. */
export function Button({ children, kind = 'plain', dense = false, icon, keys, pressed, className, type = 'button', ...rest }: ButtonProps) {
  const look = kind === 'primary' ? classes.primary : kind === 'ghost' ? classes.ghost : kind === 'danger' ? classes.dangerPrimary : null;
  return (
    <button type={type} aria-pressed={pressed} className={cx(classes.button, look, dense && classes.dense, className)} {...rest}>
      {icon}
      {children}
      {keys ? <Key>{keys}</Key> : null}
    </button>
  );
}
