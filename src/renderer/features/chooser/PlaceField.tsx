import { IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import type { Place, RequestOf } from '../../../shared/contract/api';
import { shownName } from '../../../shared/kernel/shown-name';
import { Button, t } from '../../ui';
import { Choose } from './Choose';
import classes from './PlaceField.module.css';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  readonly purpose: RequestOf<'places.dialog'>['purpose'];
  readonly value: Place | null;
  readonly empty?: string;
  readonly onChange: (place: Place) => void;
  readonly autoFocus?: boolean;
}

/** Shows the place that was chosen and lets one choose another. */
export function PlaceField({ label, hint, error, purpose, value, empty, onChange, autoFocus = false }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <span className={classes.label}>{label}</span>
      <div className={classes.row}>
        <span className={classes.value} data-empty={value === null || undefined} title={value ? shownName(value.display) : undefined} dir="ltr">
          <IconFolder size={16} stroke={1.75} aria-hidden="true" />
          <span>{value ? shownName(value.display) : empty ?? t('create.no-folder')}</span>
        </span>
        <Button onClick={() => setOpen(true)} {...(autoFocus ? { 'data-autofocus': true } : {})} aria-label={`${label}: ${t('workspace.choose')}`}>{t('workspace.choose')}</Button>
      </div>
      {error ? <p className={classes.error} role="alert">{error}</p> : hint ? <p className={classes.hint}>{hint}</p> : null}
      {open ? <Choose purpose={purpose} title={label} start={value?.kind === 'folder' ? value.place : null} onChoose={(place) => { setOpen(false); onChange(place); }} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
