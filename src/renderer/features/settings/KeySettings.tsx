import { IconAlertTriangle, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useKeyText } from '../../commands';
import { COMMAND_IDS, definitionOf, SCOPES, type CommandId } from '../../commands/definitions';
import { findConflicts, makeKeymap, type Keymap } from '../../commands/keymap';
import { PRESETS, type Preset } from '../../commands/presets';
import { setSetting, useSettings } from '../../session';
import { Button, Card, Field, Key, Note, Select, t } from '../../ui';
import { KeyCapture } from './KeyCapture';
import { scopeName } from './scope-names';
import classes from './Settings.module.css';

function presetName(preset: Preset): string {
  switch (preset) {
    case 'labelwright': return t('keys.preset.labelwright');
    case 'modelarts': return t('keys.preset.modelarts');
    case 'cvat': return t('keys.preset.cvat');
    case 'labelme': return t('keys.preset.labelme');
  }
}

/** Every action and its keys; each can be changed. Shows where two actions want the same key. */
export function KeySettings() {
  const { preset, keys } = useSettings();
  const [filter, setFilter] = useState('');
  const keyText = useKeyText();
  const keymap = useMemo(() => makeKeymap(preset, keys), [preset, keys]);
  const conflicts = useMemo(() => findConflicts(keymap), [keymap]);
  const wanted = filter.trim().toLowerCase();
  const matches = (id: CommandId): boolean => wanted === '' || t(definitionOf(id).title).toLowerCase().includes(wanted) || keymap[id].some((chord) => keyText(chord).toLowerCase() === wanted);
  const groups = SCOPES.map((scope) => ({ scope, ids: COMMAND_IDS.filter((id) => definitionOf(id).scope === scope && matches(id)) })).filter(({ ids }) => ids.length > 0);
  return (
    <>
      <div className={classes.keysTop}>
        <Select label={t('keys.preset')} value={preset} onChange={(value) => setSetting('preset', value)} options={PRESETS.map((value) => ({ value, label: presetName(value) }))} />
        <Field aria-label={t('keys.filter')} placeholder={t('keys.filter')} icon={<IconSearch size={16} stroke={1.75} aria-hidden="true" />} value={filter} onChange={setFilter} />
        <Button disabled={Object.keys(keys).length === 0} onClick={() => setSetting('keys', {})}>{t('keys.reset-all')}</Button>
      </div>
      <p className={classes.hint}>{t('settings.keys-hint')}</p>
      {conflicts.length > 0 ? <Note tone="warn">{t('settings.conflicts', { count: conflicts.length })}</Note> : null}
      {groups.map(({ scope, ids }) => (
        <section key={scope} className={classes.group}>
          <h2 data-small>{scopeName(scope)}</h2>
          <Card>{ids.map((id) => <One key={id} id={id} keymap={keymap} conflicts={conflicts.filter((c) => c.commands.includes(id)).flatMap((c) => c.commands.filter((other) => other !== id))} own={Object.hasOwn(keys, id)} />)}</Card>
        </section>
      ))}
      {groups.length === 0 ? <p className={classes.none}>{t('keys.nothing', { text: filter })}</p> : null}
    </>
  );
}

function One({ id, keymap, conflicts, own }: { readonly id: CommandId; readonly keymap: Keymap; readonly conflicts: readonly CommandId[]; readonly own: boolean }) {
  const [capturing, setCapturing] = useState(false);
  const keyText = useKeyText();
  const title = t(definitionOf(id).title);
  const change = (changes: Readonly<Record<string, readonly string[]>>): void => setSetting('keys', { ...useSettings.getState().keys, ...changes });
  const reset = (): void => {
    const { [id]: _own, ...others } = useSettings.getState().keys;
    setSetting('keys', others);
  };
  return (
    <div className={classes.key}>
      <span>{title}</span>
      {conflicts.length > 0 ? <span className={classes.conflict}><IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />{t('keys.conflict', { action: [...new Set(conflicts)].map((other) => t(definitionOf(other).title)).join(', ') })}</span> : null}
      {capturing ? <KeyCapture id={id} keymap={keymap} onDone={(changes) => { setCapturing(false); if (changes) change(changes); }} /> : (
        <>
          <span className={classes.keys}>{keymap[id].length === 0 ? <span className={classes.none}>{t('keys.none')}</span> : keymap[id].map((chord) => <Key key={chord}>{keyText(chord)}</Key>)}</span>
          {own ? <Button dense kind="ghost" onClick={reset}>{t('keys.reset')}</Button> : null}
          <Button dense kind="ghost" aria-label={t('keys.change', { action: title })} onClick={() => setCapturing(true)}>{t('settings.change')}</Button>
        </>
      )}
    </div>
  );
}
