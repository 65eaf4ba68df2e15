import { useEffect, useRef, useState } from 'react';
import { useKeyText } from '../../commands';
import { chordOf, chordText } from '../../commands/chord';
import { definitionOf, type CommandId } from '../../commands/definitions';
import { isReserved, usersOf, type Keymap } from '../../commands/keymap';
import { mac } from '../../commands/runtime';
import { Button, Key, t } from '../../ui';
import classes from './Settings.module.css';

interface Props {
  readonly id: CommandId;
  readonly keymap: Keymap;
  /** The new keys of the actions that change; null = given up. */
  readonly onDone: (changes: Readonly<Record<string, readonly string[]>> | null) => void;
}

/** Waits for a key. A key that is taken where this action can run is taken over only when one says so. Esc gives up. */
export function KeyCapture({ id, keymap, onDone }: Props) {
  const [chord, setChord] = useState<string | null>(null);
  const box = useRef<HTMLButtonElement>(null);
  const keyText = useKeyText();
  const users = chord === null ? [] : usersOf(keymap, chord, id);
  useEffect(() => { box.current?.focus(); }, []);
  const reserved = chord !== null && isReserved(chord);
  return (
    <>
      <button
        ref={box}
        type="button"
        className={classes.capture}
        data-own-arrows
        onKeyDown={(event) => {
          if (event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === 'Escape' && chord === null) return onDone(null);
          const found = chordOf(event.nativeEvent, mac);
          if (!found) return;
          const text = chordText(found);
          setChord(text);
          if (!isReserved(text) && usersOf(keymap, text, id).length === 0) onDone({ [id]: [text] });
        }}
      >
        {chord === null ? t('keys.press') : <Key>{keyText(chord)}</Key>}
      </button>
      {reserved ? <span className={classes.conflict}>{t('keys.reserved')}</span> : null}
      {!reserved && users.length > 0 && chord !== null ? (
        <>
          <span className={classes.conflict}>{t('keys.taken', { action: users.map((other) => t(definitionOf(other).title)).join(', ') })}</span>
          <Button dense onClick={() => onDone({ [id]: [chord], ...Object.fromEntries(users.map((other) => [other, keymap[other].filter((c) => c !== chord)])) })}>{t('keys.use-anyway')}</Button>
        </>
      ) : null}
      <Button dense kind="ghost" onClick={() => onDone({ [id]: [] })}>{t('keys.remove')}</Button>
      <Button dense kind="ghost" onClick={() => onDone(null)}>{t('common.cancel')}</Button>
    </>
  );
}
