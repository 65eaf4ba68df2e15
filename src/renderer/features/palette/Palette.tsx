import { IconClipboardList, IconDatabase, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { shownName } from '../../../shared/kernel/shown-name';
import { useCommandKey, type CommandId } from '../../commands';
import { COMMAND_IDS, definitionOf } from '../../commands/definitions';
import { dispatcher } from '../../commands/runtime';
import { navigate, setSetting, useSettings, useWorkspace, type Route } from '../../session';
import { Field, Key, Modal, t } from '../../ui';
import { fuzzyScore } from './fuzzy';
import classes from './Palette.module.css';

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly command: CommandId | null;
  readonly route: Route | null;
}

const REMEMBERED = 12;

/** Everything that can be done now and every place, found by a few letters. What was run lately comes first. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  // What could run when the palette was opened: while it is open it hears the keys itself.
  const [available] = useState(() => new Set(dispatcher.availableBelow()));
  const recent = useSettings((s) => s.recentCommands);
  const catalog = useWorkspace((s) => s.catalog);
  const entries = useMemo((): readonly Entry[] => [
    ...COMMAND_IDS.filter((id) => available.has(id) && definitionOf(id).unlisted !== true).map((id): Entry => ({ id, text: t(definitionOf(id).title), command: id, route: null })),
    ...(catalog?.jobs ?? []).map((job): Entry => ({ id: `job:${job.id}`, text: job.name, command: null, route: { page: 'job', job: job.id } })),
    ...(catalog?.datasets ?? []).map((dataset): Entry => ({ id: `dataset:${dataset.id}`, text: dataset.name, command: null, route: { page: 'dataset', dataset: dataset.id } })),
  ], [available, catalog]);
  const shown = useMemo(() => search(entries, text, recent), [entries, text, recent]);
  useEffect(() => setAt(0), [text]);
  // Braces: newer browsers answer with a promise, which is no way to clean up after an effect.
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }); }, [at]);

  const run = (entry: Entry | undefined): void => {
    if (!entry) return;
    setSetting('recentCommands', [entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, REMEMBERED));
    onClose();
    // After the dialog is gone: the command may open another, and the keys belong to the screen again.
    setTimeout(() => {
      if (entry.route) navigate(entry.route);
      else if (entry.command) dispatcher.run(entry.command);
    }, 0);
  };
  return (
    <Modal title={t('palette.title')} width={560} flush top onClose={onClose}>
      <div className={classes.root}>
        <div className={classes.input}>
          <Field
            data-autofocus
            aria-label={t('palette.title')}
            role="combobox"
            aria-expanded
            aria-controls="palette-list"
            aria-activedescendant={shown[at] ? `palette-${at}` : undefined}
            icon={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
            placeholder={t('palette.placeholder')}
            value={text}
            onChange={setText}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'ArrowDown') setAt(Math.min(at + 1, shown.length - 1));
              else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
              else if (event.key === 'Enter') run(shown[at]);
              else return;
              event.preventDefault();
            }}
          />
        </div>
        <div ref={list} id="palette-list" className={classes.list} role="listbox" aria-label={t('palette.title')}>
          {shown.map((entry, i) => <One key={entry.id} entry={entry} index={i} selected={i === at} onPoint={() => setAt(i)} onRun={() => run(entry)} />)}
        </div>
        {shown.length === 0 ? <p className={classes.none} role="status">{t('palette.nothing', { text })}</p> : null}
      </div>
    </Modal>
  );
}

function search(entries: readonly Entry[], text: string, recent: readonly string[]): readonly Entry[] {
  const rank = (entry: Entry): number => (recent.includes(entry.id) ? REMEMBERED - recent.indexOf(entry.id) : 0);
  if (text.trim() === '') return [...entries].sort((a, b) => rank(b) - rank(a));
  return entries.flatMap((entry) => {
    const score = fuzzyScore(text, entry.text);
    return score === null ? [] : [{ entry, score: score + rank(entry) / 6 }];
  }).sort((a, b) => b.score - a.score).map(({ entry }) => entry);
}

function One({ entry, index, selected, onPoint, onRun }: { readonly entry: Entry; readonly index: number; readonly selected: boolean; readonly onPoint: () => void; readonly onRun: () => void }) {
  return (
    <div id={`palette-${index}`} role="option" aria-selected={selected} className={classes.item} onMouseMove={onPoint} onClick={onRun}>
      {entry.route?.page === 'job' ? <IconClipboardList size={16} stroke={1.75} aria-hidden="true" /> : entry.route ? <IconDatabase size={16} stroke={1.75} aria-hidden="true" /> : null}
      <span dir="auto" title={shownName(entry.text)}>{shownName(entry.text)}</span>
      {entry.command ? <CommandKey id={entry.command} /> : null}
    </div>
  );
}

function CommandKey({ id }: { readonly id: CommandId }) {
  const keys = useCommandKey(id);
  return keys === null ? null : <Key>{keys}</Key>;
}
