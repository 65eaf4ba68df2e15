/** What a cell shows of a sample, by data type: a picture with its objects, a waveform, a text, a clip. */
import { memo, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { IconFileOff, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { MediaProblem } from '../../../shared/domain/dataset';
import type { SampleId } from '../../../shared/kernel/ids';
import { Tip, labelColor, t } from '../../ui';
import { commandKey } from '../../commands';
import { useIndex } from '../../index';
import { useGallery } from './context';
import type { Loader } from '../../media/loaders';
import classes from './gallery.module.css';
import { PEAK_BUCKETS, peaksPath } from './peaks';
import { stopPlaying, togglePlay, usePlayer } from './player';

/** The loaded value of a sample, again when it comes. */
export function useLoaded<T>(loader: Loader<T>, sample: SampleId): T | null | undefined {
  const subscribe = useCallback((listener: () => void) => loader.subscribe(sample, listener), [loader, sample]);
  return useSyncExternalStore(subscribe, () => loader.get(sample));
}

interface MediaProps {
  readonly sample: SampleId;
  readonly name: string;
  readonly problem: MediaProblem;
  readonly missing: boolean;
  /** Upright pixels of the original; 0 when unknown. */
  readonly width: number;
  readonly height: number;
  readonly overlay: boolean;
}

export const SampleMedia = memo(function SampleMedia(props: MediaProps) {
  const { dataset } = useGallery();
  switch (dataset.dataType) {
    case 'image': return <Picture {...props} />;
    case 'audio': return <Sound {...props} />;
    case 'text': return <Excerpt {...props} />;
    case 'video': return <Clip {...props} />;
  }
});

function NoPreview({ problem, missing }: { readonly problem: MediaProblem; readonly missing: boolean }) {
  return <span className={classes.none}><IconFileOff size={20} stroke={1.5} aria-hidden="true" />{missing ? t('gallery.status-missing') : problem === 'none' ? t('gallery.no-picture') : t(`gallery.problem-${problem}`)}</span>;
}

function Picture({ sample, problem, missing, width, height, overlay }: MediaProps) {
  const { thumbnails, objects } = useGallery();
  const thumbnail = useLoaded(thumbnails, sample);
  const bitmap = thumbnail?.bitmap ?? null;
  if (thumbnail && !bitmap) return <NoPreview problem={problem} missing={missing || thumbnail.reason === 'missing'} />;
  return (
    <span className={classes.picture}>
      {bitmap ? <Bitmap bitmap={bitmap} /> : null}
      {bitmap && overlay && objects && width > 0 ? <Objects sample={sample} width={width} height={height} loader={objects} /> : null}
    </span>
  );
}

/** Draws a decoded thumbnail. It may be closed later (the cache has a limit); what was drawn stays. */
export function Bitmap({ bitmap }: { readonly bitmap: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    if (!target || bitmap.width === 0) return;
    target.width = bitmap.width;
    target.height = bitmap.height;
    target.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return <canvas ref={canvas} aria-hidden="true" style={{ aspectRatio: `${bitmap.width} / ${bitmap.height}`, width: bitmap.width >= bitmap.height * 1.5 ? '100%' : 'auto', height: bitmap.width >= bitmap.height * 1.5 ? 'auto' : '100%' }} />;
}

function Objects({ sample, width, height, loader }: { readonly sample: SampleId; readonly width: number; readonly height: number; readonly loader: Loader<readonly Annotation[]> }) {
  const objects = useLoaded(loader, sample);
  if (!objects || objects.length === 0) return null;
  return <ObjectOutlines objects={objects} width={width} height={height} />;
}

/** Outlines over a picture, fitted into its box like the picture itself. */
export function ObjectOutlines({ objects, width, height }: { readonly objects: readonly Annotation[]; readonly width: number; readonly height: number }) {
  const { labels } = useGallery();
  return (
    <svg className={classes.objects} width="100%" height="100%" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      {objects.map(({ id, label, geometry }) => (
        <g key={id} style={{ ['--c' as string]: labelColor(labels.get(label)?.color ?? 0) }}>
          <rect className={classes.halo} x={geometry.x} y={geometry.y} width={geometry.width} height={geometry.height} />
          <rect className={classes.shape} x={geometry.x} y={geometry.y} width={geometry.width} height={geometry.height} />
        </g>
      ))}
    </svg>
  );
}

function PlayButton({ sample }: { readonly sample: SampleId }) {
  const playing = usePlayer((state) => state.playing === sample);
  return (
    <Tip text={t(playing ? 'gallery.stop' : 'gallery.play')} keys={commandKey('list.play')}>
      <button type="button" className={classes.play} aria-label={t(playing ? 'gallery.stop' : 'gallery.play')} aria-pressed={playing} tabIndex={-1}
        onPointerDown={(event) => event.stopPropagation()} onClick={(event) => { event.stopPropagation(); togglePlay(sample); }}>
        {playing ? <IconPlayerStopFilled size={14} aria-hidden="true" /> : <IconPlayerPlayFilled size={14} aria-hidden="true" />}
      </button>
    </Tip>
  );
}

/** The address of a sample's media; null until it is known, '' when there is none. */
export function useMediaUrl(sample: SampleId | null): string | null {
  const { dataset, mediaOrigin } = useGallery();
  const { client } = useIndex();
  const [found, setFound] = useState<{ readonly sample: SampleId; readonly url: string } | null>(null);
  useEffect(() => {
    if (sample === null) return;
    const abort = new AbortController();
    client.request('media.address', { dataset: dataset.id, samples: [sample] }, { signal: abort.signal }).then(
      ({ media }) => setFound({ sample, url: media[0] ? `${mediaOrigin}/m/${media[0]}` : '' }),
      () => { if (!abort.signal.aborted) setFound({ sample, url: '' }); },
    );
    return () => abort.abort();
  }, [client, dataset.id, mediaOrigin, sample]);
  return found && found.sample === sample ? found.url : null;
}

function Sound({ sample, problem, missing }: MediaProps) {
  const { peaks } = useGallery();
  const playing = usePlayer((state) => state.playing === sample);
  const wave = useLoaded(peaks, sample);
  if (missing || (wave === null && problem !== 'none')) return <NoPreview problem={problem} missing={missing} />;
  return (
    <span className={classes.sound} data-playing={playing || undefined}>
      <svg viewBox={`0 0 ${PEAK_BUCKETS} 100`} preserveAspectRatio="none" aria-hidden="true">{wave ? <path d={peaksPath(wave, PEAK_BUCKETS, 100)} /> : <rect y={49} width={PEAK_BUCKETS} height={1} opacity={0.4} />}</svg>
      {playing ? <PlayingSound sample={sample} /> : null}
      <PlayButton sample={sample} />
    </span>
  );
}

function PlayingSound({ sample }: { readonly sample: SampleId }) {
  const url = useMediaUrl(sample);
  const head = useRef<HTMLSpanElement>(null);
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    let frame = 0;
    const step = (): void => {
      const element = audio.current;
      if (element && head.current && element.duration > 0) head.current.style.insetInlineStart = `calc(8px + (100% - 16px) * ${element.currentTime / element.duration})`;
      frame = requestAnimationFrame(step);
    };
    step();
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <>
      <span ref={head} className={classes.playhead} aria-hidden="true" />
      {url ? <audio ref={audio} src={url} crossOrigin="anonymous" autoPlay onEnded={stopPlaying} onError={stopPlaying} /> : null}
    </>
  );
}

function Excerpt({ sample, problem, missing }: MediaProps) {
  const { texts } = useGallery();
  const text = useLoaded(texts, sample);
  if (text === null || missing) return <NoPreview problem={problem} missing={missing} />;
  return <span className={classes.excerpt} dir="auto">{text ?? ''}</span>;
}

function Clip({ sample, problem, missing, name }: MediaProps) {
  const { thumbnails, wantPoster } = useGallery();
  const playing = usePlayer((state) => state.playing === sample);
  const url = useMediaUrl(playing ? sample : null);
  const thumbnail = useLoaded(thumbnails, sample);
  const none = thumbnail?.reason === 'none';
  useEffect(() => { if (none) wantPoster(sample); }, [none, wantPoster, sample]);
  const bitmap = thumbnail?.bitmap ?? null;
  return (
    <span className={classes.picture}>
      {playing && url ? <video className={classes.clip} src={url} crossOrigin="anonymous" autoPlay onEnded={stopPlaying} onError={stopPlaying} aria-label={name} />
        : bitmap ? <Bitmap bitmap={bitmap} /> : thumbnail ? <NoPreview problem={problem} missing={missing} /> : null}
      {missing ? null : <PlayButton sample={sample} />}
    </span>
  );
}
