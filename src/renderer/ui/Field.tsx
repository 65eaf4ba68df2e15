import { useId, type ComponentPropsWithRef, type ReactNode } from 'react';
import { cx } from './cx';
import classes from './Field.module.css';
import { Key } from './Key';

interface Props extends Omit<ComponentPropsWithRef<'input'>, 'className' | 'onChange' | 'value'> {
  /** Shown above; leave out only where `aria-label` says it. */
  readonly label?: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value. */
  readonly error?: string | null | undefined;
  readonly icon?: ReactNode;
  /** Key that goes here, shown while it is empty. */
  readonly keys?: string | null | undefined;
  readonly dense?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string | undefined;
  /** Something at the end, such as a button. */
  readonly end?: ReactNode;
  /** What Esc does here instead of closing the dialog around, e.g. sets back what was typed. */
  readonly onEscape?: (() => void) | undefined;
}

/** One line of text. */
export function Field({ label, hint, error, icon, keys, dense = false, value, onChange, className, end, onEscape, onKeyDown, ...rest }: Props) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className={cx(classes.wrapper, className)}>
      {label === undefined ? null : <label className={classes.label} htmlFor={id}>{label}</label>}
      <div className={cx(classes.box, dense && classes.dense)} data-error={error ? true : undefined}>
        {icon}
        <input
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? note : undefined}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          {...rest}
          onKeyDown={(event) => {
            if (onEscape && event.key === 'Escape' && !event.nativeEvent.isComposing) {
              event.preventDefault();
              event.stopPropagation();
              onEscape();
            } else onKeyDown?.(event);
          }}
          // Dialogs hear Esc before anybody else and leave it to elements that are marked so.
          {...(onEscape ? { 'data-mantine-stop-propagation': true } : {})}
          // A dialog puts the focus where this stands, and on its first button otherwise: React's own attribute alone would lose.
          {...(rest.autoFocus ? { 'data-autofocus': true } : {})}
        />
        {keys && value === '' ? <Key>{keys}</Key> : null}
        {end}
      </div>
      {error ? <p className={classes.error} id={note} role="alert">{error}</p> : hint ? <p className={classes.hint} id={note}>{hint}</p> : null}
    </div>
  );
}

interface AreaProps extends Omit<ComponentPropsWithRef<'textarea'>, 'className' | 'onChange' | 'value'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Several lines of text. */
export function TextArea({ label, hint, value, onChange, rows = 4, ...rest }: AreaProps) {
  const id = useId();
  return (
    <div className={classes.wrapper}>
      <label className={classes.label} htmlFor={id}>{label}</label>
      <textarea id={id} className={classes.area} rows={rows} value={value} onChange={(event) => onChange(event.target.value)} dir="auto" spellCheck={false} {...rest} />
      {hint ? <p className={classes.hint}>{hint}</p> : null}
    </div>
  );
}
