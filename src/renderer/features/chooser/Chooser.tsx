import { IconArrowUp, IconFile, IconFolder, IconFolderPlus, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Place, PlaceId } from '../../../shared/contract/api';
import { Button, Field, IconButton, Modal, Note, Skeleton, failureText, t } from '../../ui';
import { formatBytes } from '../../../shared/messages';
import { shownName } from '../../../shared/kernel/shown-name';
import classes from './Chooser.module.css';
import { NewFolder } from './NewFolder';
import { useBrowser } from './use-browser';

interface Props {
  readonly title: string;
  /** `folder`: folders only can be chosen; `any`: files too. */
  readonly pick: 'folder' | 'any';
  readonly action?: (name: string) => string;
  readonly start?: PlaceId | null;
  readonly onChoose: (place: Place) => void;
  readonly onClose: () => void;
  /** What went wrong with the place that was chosen. */
  readonly trouble?: string | null;
}

/** The application's own chooser. Arrows go through the list, Enter opens a folder, Backspace goes up, typing filters. */
export function Chooser({ title, pick, action = (name) => t('chooser.choose', { name }), start = null, onChoose, onClose, trouble = null }: Props) {
  const browser = useBrowser(start);
  const { at, shown, filter } = browser;
  const [selected, setSelected] = useState(-1);
  /** What stands in the path field once somebody is in it; null: where the list is. A listing that arrives meanwhile writes nothing there. */
  const [draft, setDraft] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    setSelected(-1);
    setNaming(false);
    if (at && document.activeElement?.tagName !== 'INPUT') list.current?.focus();
  }, [at]);
  // Braces: newer browsers answer with a promise, which is no way to clean up after an effect.
  useEffect(() => { list.current?.querySelector('[data-at="true"]')?.scrollIntoView({ block: 'nearest' }); }, [selected]);

  const entry = shown[selected];
  const target = entry && (pick === 'any' || entry.kind === 'folder') ? entry : at;
  // While another folder is being listed, what is shown is not what was asked for.
  const choosable = target !== null && !browser.busy && (target.kind === 'folder' || pick === 'any');
  const typed = draft ?? at?.display ?? '';
  const go = (place: Place): void => {
    setDraft(null);
    browser.go(place.place);
  };
  const open = (place: Place): void => {
    if (place.kind === 'folder') go(place);
    else if (pick === 'any') onChoose(place);
  };
  const key = (event: KeyboardEvent): void => {
    const to = event.key === 'ArrowDown' ? Math.min(selected + 1, shown.length - 1)
      : event.key === 'ArrowUp' ? Math.max(selected - 1, 0)
      : event.key === 'Home' ? 0 : event.key === 'End' ? shown.length - 1
      : event.key === 'PageDown' ? Math.min(selected + 12, shown.length - 1) : event.key === 'PageUp' ? Math.max(selected - 12, 0) : null;
    if (to !== null) setSelected(to);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { if (target && choosable) onChoose(target); }
    else if (event.key === 'Enter') { if (entry) open(entry); else if (at && choosable) onChoose(at); }
    else if (event.key === 'Backspace') { if (filter !== '') browser.setFilter(filter.slice(0, -1)); else if (browser.parent) go(browser.parent); }
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== ' ') { browser.setFilter(filter + event.key); setSelected(0); }
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      title={title}
      width={720}
      flush
      onClose={onClose}
      footerStart={<Button icon={<IconFolderPlus size={16} stroke={1.75} />} disabled={!at} onClick={() => setNaming(true)}>{t('chooser.new-folder')}</Button>}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={!target || !choosable} onClick={() => { if (target) onChoose(target); }}>{action(target?.name ?? '')}</Button>
        </>
      }
    >
      <div className={classes.body}>
        <div className={classes.top}>
          <div className={classes.path}>
            <IconButton label={t('chooser.up')} kind="plain" icon={<IconArrowUp size={16} stroke={1.75} />} disabled={!browser.parent} onClick={() => { if (browser.parent) go(browser.parent); }} />
            <Field aria-label={t('chooser.path')} dense value={typed} onFocus={() => setDraft(typed)} onBlur={() => { if (typed === '' || typed === at?.display) setDraft(null); }} onChange={setDraft} placeholder={t('chooser.path-hint')} error={browser.failure && failureText(browser.failure)} dir="ltr" onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); browser.type(typed, () => { setDraft(null); list.current?.focus(); }); } }} />
            <Field className={classes.filter} aria-label={t('chooser.filter')} dense icon={<IconSearch size={16} stroke={1.75} aria-hidden="true" />} value={filter} onChange={browser.setFilter} placeholder={t('chooser.filter')} onKeyDown={(event) => { if (event.key === 'ArrowDown' || event.key === 'Enter') { event.preventDefault(); setSelected(0); list.current?.focus(); } }} />
          </div>
          {trouble ? <Note tone="bad">{trouble}</Note> : null}
          {naming && at ? <NewFolder at={at} onDone={(place) => { setNaming(false); if (place) go(place); list.current?.focus(); }} /> : null}
        </div>
        <nav className={classes.places} aria-label={t('chooser.places')}>
          <h3>{t('chooser.places')}</h3>
          {browser.places.map((place) => (
            <button key={place.place} type="button" className={classes.entry} data-kind="folder" data-at={place.place === at?.place} onClick={() => go(place)} title={place.display}>
              <IconFolder size={16} stroke={1.75} aria-hidden="true" /><span dir="auto">{shownName(place.name)}</span>
            </button>
          ))}
        </nav>
        <div className={classes.listing}>
        <div ref={list} className={classes.entries} role="listbox" tabIndex={0} aria-label={t('chooser.entries', { name: at?.name ?? '' })} aria-activedescendant={entry ? `entry-${selected}` : undefined} onKeyDown={key} data-autofocus aria-busy={browser.busy}>
          {at === null && browser.busy ? <Loading /> : null}
          {shown.map((place, i) => (
            <div key={place.place} id={`entry-${i}`} role="option" className={classes.entry} data-kind={place.kind} data-at={i === selected} aria-selected={i === selected} aria-disabled={place.kind === 'file' && pick === 'folder'} onClick={() => setSelected(i)} onDoubleClick={() => open(place)}>
              {place.kind === 'folder' ? <IconFolder size={16} stroke={1.75} aria-hidden="true" /> : <IconFile size={16} stroke={1.75} aria-hidden="true" />}
              <span dir="auto">{shownName(place.name)}</span>
              {place.kind === 'file' ? <small>{formatBytes(place.size)}</small> : null}
            </div>
          ))}
        </div>
        {at !== null && shown.length === 0 && !browser.busy ? <p className={classes.note}>{filter === '' ? t('chooser.empty') : t('chooser.nothing', { text: filter })}</p> : null}
        {browser.truncated ? <p className={classes.truncated}>{t('chooser.truncated', { count: browser.total })}</p> : null}
        </div>
      </div>
    </Modal>
  );
}

function Loading() {
  return <div aria-label={t('chooser.loading')} style={{ display: 'grid', gap: 12, padding: 8 }}>{[60, 45, 70, 50].map((w) => <Skeleton key={w} width={`${w}%`} height={14} />)}</div>;
}
