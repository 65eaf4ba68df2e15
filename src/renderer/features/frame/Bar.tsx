import { IconAlertCircle, IconCheck, IconChevronRight, IconKeyboard, IconLayoutSidebar, IconLoader, IconLock, IconSearch } from '@tabler/icons-react';
import { shownName } from '../../../shared/kernel/shown-name';
import { runCommand, useCommandKey } from '../../commands';
import { openDialog, useSaved, useWorkspace } from '../../session';
import { failureText, IconButton, Key, t, Tip, useToasts } from '../../ui';
import { cx } from '../../ui/cx';
import { Conditions } from './Conditions';
import { useCrumbs } from './crumbs';
import classes from './Frame.module.css';
import { TasksButton } from './TasksButton';

/** Where am I; tasks, saved, palette, keys. */
export function Bar({ railShown }: { readonly railShown: boolean }) {
  const railKey = useCommandKey('app.rail');
  const paletteKey = useCommandKey('app.palette');
  const keysKey = useCommandKey('app.keys');
  const told = useToasts((s) => s.toasts.length > 0);
  return (
    <header className={classes.bar}>
      {railShown ? null : <IconButton label={t('frame.show-rail')} keys={railKey} icon={<IconLayoutSidebar size={16} stroke={1.75} className={classes.mirror} />} onClick={() => runCommand('app.rail')} />}
      <Crumbs />
      <span className={classes.notes} data-taken={told || undefined} />
      <Conditions />
      <ReadOnly />
      <TasksButton />
      <Saved />
      <button type="button" className={classes.palette} onClick={() => openDialog({ kind: 'palette' })}>
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span>{t('frame.search')}</span>
        {paletteKey ? <Key>{paletteKey}</Key> : null}
      </button>
      <IconButton label={t('frame.keys')} keys={keysKey} icon={<IconKeyboard size={16} stroke={1.75} />} onClick={() => openDialog({ kind: 'keys' })} />
    </header>
  );
}

function Crumbs() {
  const crumbs = useCrumbs();
  return (
    <nav className={classes.crumbs} aria-label={t('frame.place')}>
      <ol>
        {crumbs.map((crumb, i) => (
          <li key={i}>
            {i > 0 ? <IconChevronRight size={12} stroke={1.75} aria-hidden="true" /> : null}
            {i < crumbs.length - 1 && crumb.go
              ? <button type="button" className={classes.crumb} onClick={crumb.go} dir="auto" title={shownName(crumb.text)}>{shownName(crumb.text)}</button>
              : <span className={i === crumbs.length - 1 ? classes.here : undefined} aria-current={i === crumbs.length - 1 ? 'page' : undefined} dir="auto" title={shownName(crumb.text)}>{shownName(crumb.text)}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/**
 * "Saved" means on the disk. It is here and nowhere else, and absent where there is nothing to save. Full screen has no
 * bar: there only that something could not be saved is said.
 */
export function Saved({ onlyTrouble = false }: { readonly onlyTrouble?: boolean }) {
  const { pending, failure: refused, trouble, any } = useSaved();
  const failure = trouble ?? refused;
  if (!any) return null;
  if (failure) {
    return <Tip text={failureText(failure)}><span className={cx(classes.status, classes.bad)} role="alert"><IconAlertCircle size={16} stroke={1.75} aria-hidden="true" /><span>{t('common.not-saved', { reason: failureText(failure) })}</span></span></Tip>;
  }
  if (onlyTrouble) return null;
  return pending > 0
    ? <span className={classes.status} data-saved="no"><IconLoader size={16} stroke={1.75} aria-hidden="true" />{t('common.saving')}</span>
    : <span className={classes.status} data-saved="yes"><IconCheck size={16} stroke={1.75} className={classes.ok} aria-hidden="true" />{t('common.saved')}</span>;
}

function ReadOnly() {
  const readOnly = useWorkspace((s) => s.workspace?.readOnly ?? false);
  if (!readOnly) return null;
  return <Tip text={t('frame.read-only-hint')}><span className={classes.status} tabIndex={0}><IconLock size={16} stroke={1.75} aria-hidden="true" />{t('frame.read-only')}</span></Tip>;
}
