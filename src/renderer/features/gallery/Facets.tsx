/** The filters at the left, with how many samples each choice would show. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS } from '../../../shared/domain/dataset';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import { formatNumber } from '../../../shared/messages';
import { EVERYTHING, MARKS, isNarrowed } from '../../index';
import type { Mark, Query } from '../../index';
import { Button, Cut, Field, StateMark, Swatch, t } from '../../ui';
import { commandKey, useCommand } from '../../commands';
import { useGallery, useGalleryState } from './context';
import classes from './gallery.module.css';

/** Labels shown before "more". */
const LABELS_SHOWN = 8;

function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

export function markWord(mark: Mark): string {
  return mark === 'hard' || mark === 'flag' || mark === 'reject' ? t(`gallery.mark-${mark}`) : t('gallery.mark-stars', { count: Number(mark.slice(6)) });
}

export function Facets() {
  const { job, labelSet, result: { counts }, store } = useGallery();
  const query = useGalleryState((state) => state.query);
  const change = (part: Partial<Query>): void => store.setState((state) => ({ query: { ...state.query, ...part } }));
  const [allLabels, setAllLabels] = useState(false);

  const labels = useMemo(() => (labelSet?.labels ?? []).filter((label) => !label.retired || query.labels.includes(label.id)), [labelSet, query.labels]);
  const shownLabels = allLabels ? labels : labels.slice(0, LABELS_SHOWN);
  const problems = MEDIA_PROBLEMS.filter((problem, i) => problem !== 'none' && ((counts.problems[i] ?? 0) > 0 || query.problems.includes(problem)));
  const formats = MEDIA_FORMATS.filter((format, i) => format !== 'unknown' && ((counts.formats[i] ?? 0) > 0 || query.formats.includes(format)));
  const statuses = SAMPLE_STATUS.filter((status, i) => status !== 'removed' && ((counts.statuses[i] ?? 0) > 0 || query.statuses.includes(status)));
  const marks = MARKS.filter((mark) => counts.marks[mark] > 0 || query.marks.includes(mark) || mark === 'hard');

  return (
    <>
      <div className={classes.section}><TextFilter /></div>
      <div className={classes.scroll}>
        {job ? (
          <Section title={t('gallery.state')}>
            {(['labeled', 'to-be-confirmed', 'unlabeled'] as const).map((state) => (
              <Choice key={state} on={query.states.includes(state)} count={counts.states[SAMPLE_STATES.indexOf(state)] ?? 0} onToggle={() => change({ states: toggled(query.states, state) })}>
                <StateMark state={state} /><Cut>{t(`common.${state}`)}</Cut>
              </Choice>
            ))}
          </Section>
        ) : null}
        {job && labels.length > 0 ? (
          <Section title={t('gallery.label')}>
            {shownLabels.map((label) => (
              <Choice key={label.id} on={query.labels.includes(label.id)} count={counts.labels[label.id] ?? 0} onToggle={() => change({ labels: toggled(query.labels, label.id) })}>
                <Swatch color={label.color} /><Cut>{label.name}</Cut>
              </Choice>
            ))}
            {labels.length > LABELS_SHOWN ? <button type="button" className={`${classes.facet} ${classes.more}`} onClick={() => setAllLabels(!allLabels)}>{allLabels ? t('gallery.fewer-labels') : t('gallery.more-labels', { count: labels.length - LABELS_SHOWN })}</button> : null}
            <Choice on={query.unlabeled} count={counts.unlabeled} onToggle={() => change({ unlabeled: !query.unlabeled })}><Cut>{t('gallery.no-label')}</Cut></Choice>
          </Section>
        ) : null}
        {job ? (
          <Section title={t('gallery.marks')}>
            {marks.map((mark) => <Choice key={mark} on={query.marks.includes(mark)} count={counts.marks[mark]} onToggle={() => change({ marks: toggled(query.marks, mark) })}><Cut>{markWord(mark)}</Cut></Choice>)}
          </Section>
        ) : null}
        {statuses.length > 1 || counts.twins > 0 || query.twins ? (
          <Section title={t('gallery.files')}>
            {statuses.map((status) => <Choice key={status} on={query.statuses.includes(status)} count={counts.statuses[SAMPLE_STATUS.indexOf(status)] ?? 0} onToggle={() => change({ statuses: toggled(query.statuses, status) })}><Cut>{t(`gallery.status-${status}`)}</Cut></Choice>)}
            {counts.twins > 0 || query.twins ? <Choice on={query.twins} count={counts.twins} onToggle={() => change({ twins: !query.twins })}><Cut>{t('gallery.twins')}</Cut></Choice> : null}
          </Section>
        ) : null}
        {problems.length > 0 ? (
          <Section title={t('gallery.problems')}>
            {problems.map((problem) => <Choice key={problem} on={query.problems.includes(problem)} count={counts.problems[MEDIA_PROBLEMS.indexOf(problem)] ?? 0} onToggle={() => change({ problems: toggled(query.problems, problem) })}><Cut>{t(`gallery.problem-${problem}`)}</Cut></Choice>)}
          </Section>
        ) : null}
        {formats.length > 1 || query.formats.length > 0 ? (
          <Section title={t('gallery.format')}>
            {formats.map((format) => <Choice key={format} on={query.formats.includes(format)} count={counts.formats[MEDIA_FORMATS.indexOf(format)] ?? 0} onToggle={() => change({ formats: toggled(query.formats, format) })}><Cut>{format.toUpperCase()}</Cut></Choice>)}
          </Section>
        ) : null}
        <details className={classes.section} open={query.from !== null || query.to !== null || undefined}><summary className={classes.fold}>{t('gallery.date')}</summary><Dates query={query} change={change} /></details>
        {isNarrowed(query) ? <div className={classes.section}><Button dense kind="ghost" onClick={() => change({ ...EVERYTHING, tab: query.tab, sort: query.sort, descending: query.descending, seed: query.seed })}>{t('gallery.clear-filters')}</Button></div> : null}
      </div>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return <section className={classes.section} role="group" aria-label={title}><h2 data-small>{title}</h2>{children}</section>;
}

function Choice({ on, count, onToggle, children }: { readonly on: boolean; readonly count: number; readonly onToggle: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className={classes.facet} role="checkbox" aria-checked={on} data-empty={count === 0 || undefined} onClick={onToggle}>
      <span className={classes.box}>{on ? <IconCheck size={12} stroke={3} aria-hidden="true" /> : null}</span>{children}<em>{formatNumber(count)}</em>
    </button>
  );
}

function TextFilter() {
  const { store, labelSet } = useGallery();
  const text = useGalleryState((state) => state.query.text);
  const input = useRef<HTMLInputElement>(null);
  useCommand('app.filter', () => input.current?.focus());
  // Labels whose name contains the text count too; a label that is renamed meanwhile counts by its new name.
  useEffect(() => {
    const wanted = text.trim().toLowerCase();
    const textLabels = wanted === '' ? [] : (labelSet?.labels ?? []).filter((label) => label.name.toLowerCase().includes(wanted)).map((label) => label.id);
    const { query } = store.getState();
    if (query.textLabels.join() !== textLabels.join()) store.setState({ query: { ...query, textLabels } });
  }, [text, labelSet, store]);
  return (
    <Field ref={input} dense type="search" icon={<IconSearch size={16} stroke={1.75} aria-hidden="true" />} aria-label={t('common.filter')} placeholder={t('gallery.filter-placeholder')} keys={commandKey('app.filter')} value={text}
      onChange={(next) => store.setState((state) => ({ query: { ...state.query, text: next } }))}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        if (event.key === 'Escape') store.setState((state) => ({ query: { ...state.query, text: '' } }));
        event.currentTarget.blur();
        document.querySelector<HTMLElement>('[role="listbox"][aria-multiselectable]')?.focus();
      }} />
  );
}

/** Days in the person's own time zone. */
function Dates({ query, change }: { readonly query: Query; readonly change: (part: Partial<Query>) => void }) {
  return (
    <div className={classes.dates}>
      <label htmlFor="date-from">{t('gallery.date-from')}</label>
      <input id="date-from" type="date" value={dayOf(query.from)} onChange={(event) => change({ from: Number.isNaN(event.target.valueAsNumber) ? null : startOfDay(event.target.value) })} />
      <label htmlFor="date-to">{t('gallery.date-to')}</label>
      <input id="date-to" type="date" value={dayOf(query.to)} onChange={(event) => change({ to: Number.isNaN(event.target.valueAsNumber) ? null : startOfDay(event.target.value) + 86_399_999 })} />
    </div>
  );
}

function startOfDay(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}

function dayOf(time: number | null): string {
  if (time === null) return '';
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
