/** At the right: what is selected, what one can do with it. */
import { useEffect, useMemo } from 'react';
import { IconDots, IconFlag, IconPhotoSearch } from '@tabler/icons-react';
import { describeDay, formatBytes, formatLength, formatNumber } from '../../../shared/messages';
import { shownName } from '../../../shared/kernel/shown-name';
import { windowClock } from '../../client';
import { Button, Cut, EmptyState, IconButton, Menu, Note, Pill, Swatch, t } from '../../ui';
import { commandKey } from '../../commands';
import type { GalleryActions } from './actions';
import { useGallery, useGalleryState } from './context';
import classes from './gallery.module.css';
import { LabelPanel } from './LabelPanel';
import { useLoaded } from './parts';
import { SampleMedia } from './SampleMedia';
import { sampleAt } from './sample-view';
import type { SampleView } from './sample-view';
import { wantMedia } from './want-media';

const NONE = new Uint32Array();
const TONES = { labeled: 'ok', unlabeled: 'neutral', 'to-be-confirmed': 'machine' } as const;

export function Details({ actions, onOpen, onEditLabels }: { readonly actions: GalleryActions; readonly onOpen: () => void; readonly onEditLabels: (() => void) | null }) {
  const gallery = useGallery();
  const { columns, job } = gallery;
  const focus = useGalleryState((state) => state.selection.focus);
  const count = useGalleryState((state) => state.selection.rows.size);
  const sample = sampleAt(columns, focus);
  // It need not be among those that the gallery shows: the loupe goes on by itself, and the gallery scrolls away.
  const row = sample?.row ?? -1;
  useEffect(() => {
    wantMedia(gallery, row < 0 ? NONE : Uint32Array.of(row), 'focus', true);
    return () => wantMedia(gallery, NONE, 'focus', true);
  }, [gallery, row]);
  return (
    <>
      <div className={classes.scroll} {...(job?.task === 'classification' ? {} : { tabIndex: 0, role: 'group', 'aria-label': t('common.details'), 'data-own-arrows': '' })}>
        {sample ? <One sample={sample} count={count} actions={actions} /> : <div className={classes.unselected}><EmptyState icon={<IconPhotoSearch size={28} stroke={1.5} />} title={t('gallery.nothing-selected')}>{t('gallery.nothing-selected-hint')}</EmptyState></div>}
        {job?.task === 'classification' ? <LabelPanel actions={actions} onEditLabels={onEditLabels} /> : null}
        {sample && count <= 1 ? <><ObjectCounts sample={sample} /><Facts sample={sample} /></> : null}
      </div>
      {sample && !job ? (
        <div className={classes.actions}>
          <Button dense keys={commandKey('list.loupe')} onClick={onOpen}>{t('gallery.open')}</Button>
          <span className={classes.push} />
          <Button dense keys={commandKey('list.remove')} onClick={() => actions.removeSamples()}>{t('dataset.remove-selected', { count: Math.max(1, count) })}</Button>
        </div>
      ) : null}
      {sample && job ? (
        <div className={classes.actions}>
          <Button dense keys={commandKey('list.open')} onClick={onOpen}>{t('gallery.open')}</Button>
          <Button dense icon={<IconFlag size={16} stroke={1.75} />} keys={commandKey('list.hard')} pressed={sample.marks.hard} onClick={() => actions.toggleHard()}>{t('gallery.hard')}</Button>
          <span className={classes.push} />
          <Menu side="top-end" entries={[
            { label: t('gallery.flag'), keys: commandKey('list.flag'), checked: sample.marks.flag === 'flag', run: () => actions.setFlag(1) },
            { label: t('gallery.reject'), keys: commandKey('list.reject'), checked: sample.marks.flag === 'reject', run: () => actions.setFlag(2) },
            { label: t('gallery.unflag'), keys: commandKey('list.unflag'), run: () => actions.setFlag(0) },
          ]}>
            <IconButton label={t('common.more')} icon={<IconDots size={16} stroke={1.75} />} />
          </Menu>
        </div>
      ) : null}
    </>
  );
}

function One({ sample, count, actions }: { readonly sample: SampleView; readonly count: number; readonly actions: GalleryActions }) {
  const { job } = useGallery();
  const day = sample.changed > 0 ? describeDay(sample.changed, windowClock.now()) : null;
  return (
    <>
      <div className={classes.big}><SampleMedia sample={sample.id} name={sample.name} problem={sample.problem} missing={sample.status === 'missing'} width={sample.width} height={sample.height} overlay rank={1} /></div>
      <div className={classes.title}>
        <span className={classes.titleText}>
          <b>{count > 1 ? t('gallery.selected', { count }) : <Cut>{sample.name}</Cut>}</b>
          {day && count <= 1 ? <small className={classes.quiet}>{day.kind === 'today' ? t('common.today', { time: day.time }) : `${day.text}, ${day.time}`}</small> : null}
        </span>
        {job && count <= 1 ? <Pill tone={TONES[sample.state]}>{t(`common.${sample.state}`)}</Pill> : null}
      </div>
      {sample.status === 'changed' || sample.status === 'missing' ? <div className={`${classes.section} ${classes.noted}`}><Note tone="warn">{t(sample.status === 'changed' ? 'gallery.changed-file' : 'gallery.missing-file')}</Note>{sample.status === 'changed' ? <Button dense onClick={() => actions.acceptChanged()}>{t('gallery.accept-changed')}</Button> : null}</div> : null}
      {sample.problem !== 'none' ? <div className={classes.section}><Note tone="bad">{t(`gallery.problem-${sample.problem}`)}</Note></div> : null}
    </>
  );
}

function ObjectCounts({ sample }: { readonly sample: SampleView }) {
  const { objects, job } = useGallery();
  return job?.task === 'detection' && objects && sample.objects > 0 ? <Counted sample={sample} loader={objects} /> : null;
}

function Counted({ sample, loader }: { readonly sample: SampleView; readonly loader: NonNullable<ReturnType<typeof useGallery>['objects']> }) {
  const { labels } = useGallery();
  const objects = useLoaded(loader, sample.id);
  const kinds = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { label } of objects ?? []) counts.set(label, (counts.get(label) ?? 0) + 1);
    return [...labels.values()].flatMap((label) => (counts.has(label.id) ? [{ label, count: counts.get(label.id) ?? 0 }] : []));
  }, [objects, labels]);
  return (
    <section className={classes.section}>
      <h2 data-small>{t('gallery.objects')}<span>{formatNumber(sample.objects)}</span></h2>
      <div className={classes.kinds}>{kinds.map(({ label, count }) => <div key={label.id} className={classes.kind}><Swatch color={label.color} /><Cut>{label.name}</Cut><em>{formatNumber(count)}</em></div>)}</div>
    </section>
  );
}

function Facts({ sample }: { readonly sample: SampleView }) {
  const slash = sample.path.lastIndexOf('/');
  const day = describeDay(sample.mtime, windowClock.now());
  const facts: readonly (readonly [string, string] | null)[] = [
    sample.width > 0 ? [t('gallery.fact-size'), t('gallery.pixels', { width: sample.width, height: sample.height })] : null,
    sample.duration > 0 ? [t('gallery.fact-duration'), formatLength(sample.duration)] : null,
    sample.length > 0 ? [t('gallery.fact-duration'), t('gallery.characters', { count: sample.length })] : null,
    [t('gallery.fact-file'), sample.measured && sample.format !== 'unknown' ? `${formatBytes(sample.size)}, ${sample.format.toUpperCase()}` : formatBytes(sample.size)],
    sample.part > 0 ? [t('gallery.fact-line'), formatNumber(sample.part)] : null,
    slash > 0 ? [t('gallery.fact-folder'), sample.path.slice(0, slash)] : null,
    [t('gallery.fact-date'), day.kind === 'today' ? t('common.today', { time: day.time }) : `${day.text}, ${day.time}`],
  ];
  return (
    <section className={classes.section}>
      <h2 data-small>{t('gallery.facts')}</h2>
      <dl className={classes.facts}>{facts.map((fact) => (fact ? <Fact key={fact[0]} name={fact[0]} value={fact[1]} /> : null))}</dl>
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return <><dt>{name}</dt><dd title={shownName(value)} dir="auto">{shownName(value)}</dd></>;
}
