import type { ComponentPropsWithRef, ReactNode } from 'react';
import classes from './Button.module.css';
import { cx } from './cx';
import { Tip } from './Tip';
import { t } from './words';

interface Props extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'title' | 'className'> {
  /** What it does: the tooltip and the name for screen readers. */
  readonly label: string;
  /** Its key as it is printed (`useCommandKey`). */
  readonly keys?: string | null | undefined;
  readonly icon: ReactNode;
  readonly pressed?: boolean | undefined;
  /** `tool`: 32 px, filled with the accent when chosen, its key in the corner. `plain`: with an edge. */
  readonly kind?: 'ghost' | 'plain' | 'tool';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** A mouse click leaves the focus where it was, so that keys go on working there (tools beside a stage). */
  readonly keepFocus?: boolean;
  readonly className?: string | undefined;
}

/** A button with an icon alone. Its tooltip names the action and its key. */
export function IconButton({ label, keys, icon, pressed, kind = 'ghost', side, keepFocus = false, className, ...rest }: Props) {
  return (
    <Tip text={label} keys={keys} {...(side ? { side } : {})}>
      <button
        type="button"
        aria-label={keys ? t('common.tip-key', { text: label, key: keys }) : label}
        aria-pressed={pressed}
        className={cx(classes.button, kind === 'tool' ? classes.squareComfort : classes.square, kind === 'tool' ? classes.tool : kind === 'ghost' ? classes.ghost : null, className)}
        {...(keepFocus ? { onMouseDown: (event) => event.preventDefault() } : {})}
        {...rest}
      >
        {icon}
        {kind === 'tool' && keys ? <i aria-hidden="true">{keys}</i> : null}
      </button>
    </Tip>
  );
}
