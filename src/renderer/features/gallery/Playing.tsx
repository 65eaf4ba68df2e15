/** Sounds and clips in a cell, in the details, beside each other: a waveform or a picture, and a button that plays. */
import { useEffect, useId, useRef, type MouseEvent, type PointerEvent } from 'react';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import type { SampleId } from '../../../shared/kernel/ids';
import { commandKey } from '../../commands';
import { Tip, t, toast } from '../../ui';
import { causeWords, NoPreview, useCause, useLoaded, useMediaUrl, ThumbnailPicture } from './parts';
import type { MediaProps } from './parts';
import type { Causes } from './causes';
import { useGallery } from './context';
import classes from './gallery.module.css';
import { PEAK_BUCKETS, peaksPath } from './peaks';
import { offerPlace, playFrom, playedTo, stopPlaying, togglePlay, usePlayer } from './player';

/** This place among those that show the sample: whether it plays here, and whether it plays anywhere. */
function usePlace(sample: SampleId, rank: number, possible: boolean): { readonly place: string; readonly here: boolean; readonly playing: boolean } {
  const place = useId();
  useEffect(() => (possible ? offerPlace(sample, place, rank) : undefined), [sample, place, rank, possible]);
  const playing = usePlayer((state) => state.playing === sample);
  const here = usePlayer((state) => state.place === place);
  return { place, here: playing && here, playing };
}

/** In a cell for the pointer alone, because an option holds nothing that one could reach; a key plays and stops what has the focus. */
function PlayButton({ sample, place, playing, inCell }: { readonly sample: SampleId; readonly place: string; readonly playing: boolean; readonly inCell: boolean }) {
  const word = t(playing ? 'gallery.stop' : 'gallery.play');
  const icon = playing ? <IconPlayerStopFilled size={14} aria-hidden="true" /> : <IconPlayerPlayFilled size={14} aria-hidden="true" />;
  const press = (event: MouseEvent): void => {
    event.stopPropagation();
    togglePlay(sample, place);
  };
  const hold = (event: PointerEvent): void => event.stopPropagation();
  return (
    <Tip text={word} keys={commandKey('list.play')}>
      {inCell
        ? <span className={classes.play} data-play={playing ? 'on' : 'off'} aria-hidden="true" onPointerDown={hold} onDoubleClick={(event) => event.stopPropagation()} onClick={press}>{icon}</span>
        : <button type="button" className={classes.play} aria-label={word} onPointerDown={hold} onClick={press}>{icon}</button>}
    </Tip>
  );
}

/** Says that something does not play, and why when that can be named. */
async function sayWhy(sample: SampleId, name: string, causes: Causes): Promise<void> {
  const cause = await causes.failure(sample);
  toast([t('gallery.cannot-play', { name }), ...(cause ? [causeWords(cause)] : [])].join(' '), { tone: 'warn' });
}

/** Handlers of the element that plays: it begins where another place had come, and says so when it cannot. */
function usePlayback(sample: SampleId, name: string) {
  const { causes } = useGallery();
  return {
    autoPlay: true,
    crossOrigin: 'anonymous',
    onLoadedMetadata: (event: { readonly currentTarget: HTMLMediaElement }) => { if (playFrom() > 0) event.currentTarget.currentTime = playFrom(); },
    onTimeUpdate: (event: { readonly currentTarget: HTMLMediaElement }) => playedTo(event.currentTarget.currentTime),
    onEnded: stopPlaying,
    onError: () => { stopPlaying(); void sayWhy(sample, name, causes); },
  } as const;
}

export function Sound({ sample, problem, missing, name, rank, inCell = false }: MediaProps) {
  const { peaks } = useGallery();
  const wave = useLoaded(peaks, sample);
  const none = missing || (wave === null && problem !== 'none');
  const { place, here, playing } = usePlace(sample, rank, !none);
  const cause = useCause(sample, wave === null && !missing);
  if (none) return <NoPreview problem={problem} missing={missing} cause={cause} inCell={inCell} />;
  return (
    <span className={classes.sound} data-playing={playing || undefined}>
      {wave === null ? <span className={classes.none} title={cause && inCell ? causeWords(cause) : undefined}>{cause === null ? t('gallery.no-wave') : inCell ? t('gallery.codec-short', { codec: cause.codec }) : causeWords(cause)}</span>
        : <svg viewBox={`0 0 ${PEAK_BUCKETS} 100`} preserveAspectRatio="none" aria-hidden="true">{wave ? <path d={peaksPath(wave, PEAK_BUCKETS, 100)} /> : <rect y={49} width={PEAK_BUCKETS} height={1} opacity={0.4} />}</svg>}
      {here ? <PlayingSound sample={sample} name={name} /> : null}
      <PlayButton sample={sample} place={place} playing={playing} inCell={inCell} />
    </span>
  );
}

function PlayingSound({ sample, name }: { readonly sample: SampleId; readonly name: string }) {
  const url = useMediaUrl(sample);
  const playback = usePlayback(sample, name);
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
      {url ? <audio ref={audio} src={url} {...playback} /> : null}
    </>
  );
}

export function Clip({ sample, problem, missing, name, width, height, rank, inCell = false }: MediaProps) {
  const { thumbnails, posters } = useGallery();
  const thumbnail = useLoaded(thumbnails, sample);
  const poster = thumbnail?.url ?? null;
  const possible = !missing && (poster !== null || problem === 'none');
  const { place, here, playing } = usePlace(sample, rank, possible);
  const url = useMediaUrl(here ? sample : null);
  const playback = usePlayback(sample, name);
  const wanted = thumbnail?.reason === 'none' && !missing;
  // While one is being made, nobody says that there is none.
  const making = useLoaded(posters, sample) !== null && wanted;
  useEffect(() => (wanted ? posters.want(sample) : undefined), [wanted, posters, sample]);
  const cause = useCause(sample, thumbnail !== null && thumbnail !== undefined && poster === null && !missing && !making);
  const silence = useCause(sample, here, 'silence');
  const none = <NoPreview problem={problem} missing={missing} cause={cause} inCell={inCell} />;
  return (
    <span className={classes.picture}>
      {here && url ? <video className={classes.clip} src={url} {...playback} aria-label={name} />
        : poster !== null ? <ThumbnailPicture url={poster} width={width} height={height} fallback={none} /> : thumbnail && !making ? none : null}
      {here && silence ? <span className={classes.silent} role="note">{t('gallery.no-sound', { codec: silence.codec })}</span> : null}
      {possible ? <PlayButton sample={sample} place={place} playing={playing} inCell={inCell} /> : null}
    </span>
  );
}
