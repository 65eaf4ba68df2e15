import { useState } from 'react';
import type { Place } from '../../../shared/contract/api';
import { failureOf, useClient } from '../../session';
import { Button, Field, failureText, t } from '../../ui';
import classes from './Chooser.module.css';

/** Asks for a name and makes the folder. `onDone(null)` = given up. */
export function NewFolder({ at, onDone }: { readonly at: Place; readonly onDone: (place: Place | null) => void }) {
  const client = useClient();
  const [name, setName] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const make = (): void => {
    if (name.trim() === '') return;
    client.request('places.create-folder', { place: at.place, name: name.trim() }).then(({ place }) => onDone(place), (error: unknown) => setTrouble(failureText(failureOf(error))));
  };
  return (
    <form className={classes.newFolder} onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); make(); }}>
      <Field dense autoFocus aria-label={t('chooser.new-folder-name')} placeholder={t('chooser.new-folder-name')} value={name} onChange={(value) => { setName(value); setTrouble(null); }} onEscape={() => onDone(null)} error={trouble} />
      <Button dense type="submit" disabled={name.trim() === ''}>{t('common.create')}</Button>
      <Button dense kind="ghost" onClick={() => onDone(null)}>{t('common.cancel')}</Button>
    </form>
  );
}
