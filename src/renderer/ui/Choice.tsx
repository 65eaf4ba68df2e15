import { Checkbox as MantineCheckbox, Switch as MantineSwitch } from '@mantine/core';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import classes from './Field.module.css';

interface Props {
  readonly label?: ReactNode;
  /** Its name for screen readers where there is no visible label. */
  readonly name?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** Yes or no, in lists and forms. `some` = partly. */
export function Checkbox({ label, name, checked, onChange, disabled = false, some = false }: Props & { readonly some?: boolean }) {
  return (
    <MantineCheckbox
      label={label}
      aria-label={name}
      checked={checked}
      indeterminate={some}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.checked)}
      size="xs"
      classNames={{ root: classes.checkRoot ?? '', body: classes.checkBody ?? '', input: classes.checkbox ?? '', label: classes.choiceLabel ?? '' }}
    />
  );
}

/** On or off, works at once. */
export function Switch({ label, name, checked, onChange, disabled = false }: Props) {
  return (
    <MantineSwitch
      label={label}
      aria-label={name}
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.checked)}
      withThumbIndicator={false}
      size="xs"
      classNames={{ root: classes.checkRoot ?? '', body: classes.checkBody ?? '', input: classes.switchInput ?? '', track: classes.track ?? '', thumb: classes.thumb ?? '', label: classes.choiceLabel ?? '' }}
    />
  );
}

interface SegmentsProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string; readonly icon?: ReactNode }[];
  readonly onChange: (value: V) => void;
  /** Shows the label above. */
  readonly labeled?: boolean;
}

/** One of two to five values, all visible. Arrow keys go through them. */
export function Segments<V extends string>({ label, value, options, onChange, labeled = false }: SegmentsProps<V>) {
  const box = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = options.findIndex((o) => o.value === value);
    const mirrored = getComputedStyle(event.currentTarget).direction === 'rtl' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight') ? -by : by;
    const to = options[(at + mirrored + options.length) % options.length];
    if (!to) return;
    onChange(to.value);
    box.current?.querySelectorAll('button')[options.indexOf(to)]?.focus();
  };
  return (
    <div className={classes.wrapper}>
      {labeled ? <span className={classes.label} aria-hidden="true">{label}</span> : null}
      <div ref={box} className={classes.segments} role="radiogroup" aria-label={label} onKeyDown={step} data-own-arrows>
        {options.map((o) => (
          <button key={o.value} type="button" role="radio" aria-checked={o.value === value} tabIndex={o.value === value ? 0 : -1} onClick={() => onChange(o.value)}>
            {o.icon}{o.label}
          </button>
        ))}
      </div>
    </div>
  );
}
