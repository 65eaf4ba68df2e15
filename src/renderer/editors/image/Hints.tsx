import { useCommandKey } from '../../commands';
import { setSetting, useSettings } from '../../session';
import { Button, t } from '../../ui';
import classes from './editor.module.css';

/** Name under which the settings remember that the hints were read. */
const NAME = 'image-editor';

/** Three things to know, until somebody has read them once. In the panel, because nothing lies over the picture. */
export function Hints() {
  const read = useSettings((s) => s.hints.includes(NAME));
  const key = { space: useCommandKey('image.pan') ?? '', fit: useCommandKey('image.fit') ?? '', next: useCommandKey('editor.next') ?? '', undo: useCommandKey('app.undo') ?? '', keys: useCommandKey('app.keys') ?? '' };
  if (read) return null;
  return (
    <section className={classes.hints} aria-label={t('editor.hints')}>
      <h2 data-small>{t('editor.hints')}</h2>
      <ol>
        <li>{t('editor.hints.draw')}</li>
        <li>{t('editor.hints.look', { space: key.space, fit: key.fit })}</li>
        <li>{t('editor.hints.go', { next: key.next, undo: key.undo, keys: key.keys })}</li>
      </ol>
      <Button dense onClick={() => setSetting('hints', [...useSettings.getState().hints, NAME])}>{t('editor.hints.close')}</Button>
    </section>
  );
}
