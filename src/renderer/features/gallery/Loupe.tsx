/** One sample, as large as it fits; back to the gallery with the selection kept. */
import { useEffect, useRef, useState } from 'react';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { wantsScreenCopy } from '../../../shared/media/screen-copy';
import { cutAlong } from '../../../shared/media/thumbnail-part';
import { commandKey, useCommand } from '../../commands';
import { openDialog } from '../../session';
import { Button, Cut, IconButton, Pill, Skeleton, StateMark, Swatch, t } from '../../ui';
import { useIndex } from '../../index';
import { useFullText } from './use-full-text';
import { useGallery, useGalleryState } from './context';
import classes from './gallery.module.css';
import { PEAK_BUCKETS, peaksPath } from './peaks';
import { causeWords, mediaAddress, useCause, useLoaded, useMediaUrl } from './parts';
import { stopPlaying, usePlayer } from './player';
import { ObjectOutlines } from './SampleMedia';
import { contentKey, sampleAt, sampleIdAt } from './sample-view';
import type { SampleView } from './sample-view';
import { selectOnly } from './selection';

export function Loupe() {
  const { store, view, columns, job, labels, objects, dataset, mediaOrigin } = useGallery();
  const { client } = useIndex();
  const focus = useGalleryState((state) => state.selection.focus);
  const position = view.placeOf(focus);
  const sample = sampleAt(columns, focus);
  const back = (): void => store.setState({ view: 'gallery' });
  const step = (by: number): void => {
    const row = view.rows[Math.min(view.rows.length - 1, Math.max(0, position + by))];
    // A selection of several stays: the loupe walks through the view, the selection is what one came with.
    if (row !== undefined) store.setState(({ selection }) => ({ selection: selection.rows.size > 1 ? { ...selection, focus: row } : selectOnly(row) }));
  };
  useCommand('list.next', () => step(1));
  useCommand('list.previous', () => step(-1));
  useCommand('list.down', () => step(1));
  useCommand('list.up', () => step(-1));
  useCommand('list.first', () => step(-view.rows.length));
  useCommand('list.last', () => step(view.rows.length));
  useCommand('list.loupe', back);
  useCommand('list.clear', back);
  // The neighbours are ready when one goes there.
  useEffect(() => {
    if (dataset.dataType !== 'image' || position < 0) return;
    const rows = [view.rows[position + 1], view.rows[position - 1]].filter((row) => row !== undefined);
    const near = rows.map((row) => sampleIdAt(columns, row));
    const abort = new AbortController();
    client.request('media.address', { dataset: dataset.id, samples: near }, { signal: abort.signal }).then(({ media }) => {
      for (const [i, id] of media.entries()) if (id) Object.assign(new Image(), { crossOrigin: 'anonymous', src: mediaAddress(mediaOrigin, id, copyFor(sampleAt(columns, rows[i]!))) });
    }, () => undefined);
    objects?.want([...(sample ? [sample.id] : []), ...near]);
    return () => abort.abort();
  }, [client, columns, dataset, mediaOrigin, objects, position, sample, view]);

  if (!sample) return null;
  return (
    <div className={classes.loupe} role="region" aria-label={t('gallery.loupe')}>
      <div className={classes.loupeBar}>
        <IconButton label={t('common.back')} keys={commandKey('list.loupe')} icon={<IconArrowLeft size={16} stroke={1.75} />} onClick={back} />
        <IconButton label={t('action.list.previous')} keys={commandKey('list.previous')} icon={<IconChevronLeft size={16} stroke={1.75} />} onClick={() => step(-1)} disabled={position <= 0} />
        <IconButton label={t('action.list.next')} keys={commandKey('list.next')} icon={<IconChevronRight size={16} stroke={1.75} />} onClick={() => step(1)} disabled={position >= view.rows.length - 1} />
        <span className={classes.quiet}>{t('gallery.loupe-position', { position: position + 1, count: view.rows.length })}</span>
        {job ? <StateMark state={sample.state} label={t(`common.${sample.state}`)} /> : null}
        <b className={classes.cut}><Cut>{sample.path}</Cut></b>
        <span className={classes.push} />
        {job?.task === 'classification' ? <span className={classes.loupeLabels}>{sample.combo.map((id) => <Pill key={id} icon={<Swatch color={labels.get(id)?.color ?? 0} />}>{labels.get(id)?.name ?? ''}</Pill>)}</span> : null}
      </div>
      <div className={classes.stage}><Large key={contentKey(sample)} sample={sample} /></div>
    </div>
  );
}

function Large({ sample }: { readonly sample: SampleView }) {
  const { dataset } = useGallery();
  switch (dataset.dataType) {
    case 'image': return <LargePicture sample={sample} />;
    case 'audio': return <LargeSound sample={sample} />;
    case 'text': return <LargeText sample={sample} />;
    case 'video': return <LargeClip sample={sample} />;
  }
}

/** Nothing is looked at closer here: of very large pictures the smaller copy is enough. */
function copyFor(sample: SampleView | null): 'whole' | 'screen' {
  return sample !== null && wantsScreenCopy(sample) ? 'screen' : 'whole';
}

/** CSS pixels across. */
const THINNEST = 24;

function LargePicture({ sample }: { readonly sample: SampleView }) {
  const { objects } = useGallery();
  const overlay = useGalleryState((state) => state.overlay);
  const url = useMediaUrl(sample.id, copyFor(sample));
  const [broken, setBroken] = useState(false);
  if (url === '' || broken) return <NotReadable sample={sample} />;
  const { width, height } = sample;
  // A very long one is not made thinner than one can see, but scrolled.
  const thin = Math.min(THINNEST, width, height);
  const long = cutAlong({ width, height }) === null ? null : width > height ? { minWidth: (thin * width) / height } : { minHeight: (thin * height) / width };
  // The same viewBox and fit for picture and outlines: they lie on each other at every size.
  return (
    <div className={classes.whole} {...(long === null ? {} : { 'data-long': true, tabIndex: 0, role: 'group', 'aria-label': sample.name })}><div style={{ width: '100%', height: '100%', display: 'grid', gridTemplate: '100% / 100%', ...long }}>
      {url ? <img src={url} crossOrigin="anonymous" alt={sample.name} onError={() => setBroken(true)} style={{ gridArea: '1 / 1', width: '100%', height: '100%', objectFit: 'contain', minHeight: 0 }} /> : null}
      {overlay && objects && sample.objects > 0 && sample.width > 0 ? <LargeObjects sample={sample} loader={objects} /> : null}
    </div></div>
  );
}

function LargeObjects({ sample, loader }: { readonly sample: SampleView; readonly loader: NonNullable<ReturnType<typeof useGallery>['objects']> }) {
  const objects = useLoaded(loader, sample.id);
  return objects ? <div style={{ gridArea: '1 / 1', position: 'relative' }}><ObjectOutlines objects={objects} part={{ x: 0, y: 0, width: sample.width, height: sample.height }} /></div> : null;
}

/** The one large player of the loupe: on its key, and silent while something else plays. */
function useLargePlayer<E extends HTMLMediaElement>() {
  const element = useRef<E>(null);
  const elsewhere = usePlayer((state) => state.playing !== null);
  useEffect(stopPlaying, []);
  useEffect(() => { if (elsewhere) element.current?.pause(); }, [elsewhere]);
  useCommand('list.play', () => {
    const { current } = element;
    if (!current) return;
    if (!current.paused) current.pause();
    else current.play().catch(() => undefined);
  });
  return { ref: element, crossOrigin: 'anonymous', controls: true, autoPlay: true, onPlay: stopPlaying } as const;
}

function LargeSound({ sample }: { readonly sample: SampleView }) {
  const { peaks } = useGallery();
  const url = useMediaUrl(sample.id);
  const wave = useLoaded(peaks, sample.id);
  const [broken, setBroken] = useState(false);
  const player = useLargePlayer<HTMLAudioElement>();
  useEffect(() => peaks.want([sample.id]), [peaks, sample.id]);
  if (url === '' || broken) return <NotReadable sample={sample} />;
  return (
    <div className={classes.soundBig}>
      <svg viewBox={`0 0 ${PEAK_BUCKETS} 100`} preserveAspectRatio="none" aria-hidden="true">{wave ? <path d={peaksPath(wave, PEAK_BUCKETS, 100)} /> : null}</svg>
      {url ? <audio {...player} src={url} onError={() => setBroken(true)} aria-label={sample.name} /> : null}
    </div>
  );
}

function LargeClip({ sample }: { readonly sample: SampleView }) {
  const url = useMediaUrl(sample.id);
  const player = useLargePlayer<HTMLVideoElement>();
  const [broken, setBroken] = useState(false);
  const silence = useCause(sample.id, sample.status !== 'missing', 'silence');
  if (url === '' || broken) return <NotReadable sample={sample} />;
  if (!url) return <Skeleton width={480} height={270} />;
  return (
    <>
      <video {...player} src={url} loop onError={() => setBroken(true)} aria-label={sample.name} />
      {silence ? <span className={classes.silent} data-large role="note">{t('gallery.no-sound', { codec: silence.codec })}</span> : null}
    </>
  );
}

function LargeText({ sample }: { readonly sample: SampleView }) {
  const { dataset } = useGallery();
  const read = useFullText(sample.id);
  if (read === null || sample.problem === 'empty') return <NotReadable sample={sample} />;
  const other = <Button dense kind="ghost" onClick={() => openDialog({ kind: 'read-texts', dataset: dataset.id })}>{t('reading.other')}</Button>;
  return (
    <div className={classes.text}>
      {read?.guessed ? <p className={classes.guessed} role="note">{t('gallery.read-as', { encoding: t(`encoding.${read.guessed}`) })} {other}</p> : null}
      {sample.problem === 'encoding' ? <p className={classes.guessed} role="note">{t('gallery.problem-encoding')} {other}</p> : null}
      <pre className={classes.page} dir="auto" tabIndex={0}>{read?.text ?? ''}</pre>
    </div>
  );
}

function NotReadable({ sample }: { readonly sample: SampleView }) {
  const { dataset } = useGallery();
  const cause = useCause(sample.id, (dataset.dataType === 'audio' || dataset.dataType === 'video') && sample.status !== 'missing');
  return <span className={classes.none}>{sample.status === 'missing' ? t('gallery.missing-file') : cause ? causeWords(cause) : sample.problem === 'none' ? t('gallery.no-picture') : t(`gallery.problem-${sample.problem}`)}</span>;
}
