import { Select as MantineSelect } from '@mantine/core';
import { cx } from './cx';
import classes from './Field.module.css';

interface Props<V extends string> {
  readonly label?: string;
  /** Its name for screen readers where there is no visible label. */
  readonly name?: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  readonly dense?: boolean;
  readonly searchable?: boolean;
  readonly disabled?: boolean;
  /** Has the focus when its dialog opens. */
  readonly autoFocus?: boolean;
}

/** One of several values, in a list that opens. */
export function Select<V extends string>({ label, name, value, options, onChange, dense = false, searchable = false, disabled = false, autoFocus = false }: Props<V>) {
  return (
    <MantineSelect
      {...(label === undefined ? { 'aria-label': name } : { label })}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
      value={value}
      data={options.map((o) => ({ value: o.value, label: o.label }))}
      onChange={(to) => {
        const found = options.find((o) => o.value === to);
        if (found) onChange(found.value);
      }}
      allowDeselect={false}
      searchable={searchable}
      disabled={disabled}
      withAlignedLabels={false}
      comboboxProps={{ transitionProps: { duration: 0 }, offset: 4 }}
      maxDropdownHeight={320}
      classNames={{ label: classes.label ?? '', input: cx(classes.input, dense && classes.inputDense), dropdown: classes.dropdown ?? '', option: classes.option ?? '' }}
    />
  );
}
