import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useKeyText } from '../../commands';
import { COMMAND_IDS, definitionOf, SCOPES } from '../../commands/definitions';
import { dispatcher } from '../../commands/runtime';
import { navigate } from '../../session';
import { Button, Field, Key, Modal, t } from '../../ui';
import { scopeName } from '../settings/scope-names';
import classes from './Palette.module.css';

/** What every dialog does (see ui/Modal): not for anybody to change. */
function dialogKeys(keyText: (chord: string) => string): readonly { readonly id: string; readonly title: string; readonly keys: readonly string[] }[] {
  return [
    { id: 'confirm', title: t('keys.dialog.confirm'), keys: [keyText('mod+Enter')] },
    { id: 'close', title: t('keys.dialog.close'), keys: [keyText('Escape')] },
  ];
}

/** All keys at a glance, as this person's keyboard prints them. */
export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const [filter, setFilter] = useState('');
  const keyText = useKeyText();
  const wanted = filter.trim().toLowerCase();
  const groups = SCOPES.map((scope) => ({
    scope,
    commands: [...COMMAND_IDS.filter((id) => definitionOf(id).scope === scope).map((id) => ({ id, title: t(definitionOf(id).title), keys: dispatcher.keymap[id].map(keyText) })), ...(scope === 'dialog' ? dialogKeys(keyText) : [])]
      .filter(({ title, keys }) => keys.length > 0 && (wanted === '' || title.toLowerCase().includes(wanted) || keys.some((key) => key.toLowerCase() === wanted))),
  })).filter(({ commands }) => commands.length > 0);
  return (
    <Modal title={t('keys.title')} width={760} flush onClose={onClose} footerStart={<span style={{ color: 'var(--text-3)' }}>{t('keys.change-hint')}</span>} footer={<Button onClick={() => { onClose(); navigate({ page: 'settings', section: 'keys' }); }}>{t('settings.change')}</Button>}>
      <div className={classes.keysTop}><Field data-autofocus dense aria-label={t('keys.filter')} placeholder={t('keys.filter')} icon={<IconSearch size={16} stroke={1.75} aria-hidden="true" />} value={filter} onChange={setFilter} /></div>
      <div className={classes.groups} tabIndex={0} role="group" aria-label={t('keys.title')}>
        {groups.map(({ scope, commands }) => (
          <section key={scope} className={classes.group}>
            <h3>{scopeName(scope)}</h3>
            <div className={classes.columns}>{commands.map(({ id, title, keys }) => <div key={id} className={classes.key}><span>{title}</span><span>{keys.map((key) => <Key key={key}>{key}</Key>)}</span></div>)}</div>
          </section>
        ))}
        {groups.length === 0 ? <p className={classes.none}>{t('keys.nothing', { text: filter })}</p> : null}
      </div>
    </Modal>
  );
}
