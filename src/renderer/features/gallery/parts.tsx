/** What the media of all kinds in a gallery are made of. */
import { useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { IconFileOff } from '@tabler/icons-react';
import type { MediaId } from '../../../shared/contract/api';
import type { MediaProblem } from '../../../shared/domain/dataset';
import type { SampleId } from '../../../shared/kernel/ids';
import { cutAlong, thumbnailPart } from '../../../shared/media/thumbnail-part';
import { useIndex } from '../../index';
import type { Loader } from '../../media/loaders';
import { t } from '../../ui';
import type { Cause, Causes } from './causes';
import { useGallery } from './context';
import classes from './gallery.module.css';

/** The loaded value of a sample, again when it comes. */
export function useLoaded<T>(loader: Pick<Loader<T>, 'get' | 'subscribe'>, sample: SampleId): T | null | undefined {
  const subscribe = useCallback((listener: () => void) => loader.subscribe(sample, listener), [loader, sample]);
  return useSyncExternalStore(subscribe, () => loader.get(sample));
}

export interface MediaProps {
  readonly sample: SampleId;
  readonly name: string;
  readonly problem: MediaProblem;
  readonly missing: boolean;
  /** Upright pixels of the original; 0 when unknown. */
  readonly width: number;
  readonly height: number;
  readonly overlay: boolean;
  /** Where it is played when several places show it: in the one with the lowest rank. */
  readonly rank: number;
  /** In a cell of the grid or a line of the list: nothing in it can be reached by itself. */
  readonly inCell?: boolean;
}

/** Why a sample cannot be played, or is not heard, once that is known; null while it is not, and when nothing can be named. `ask`: it did not play, or could not be decoded; it plays. */
export function useCause(sample: SampleId, ask: boolean, of: keyof Causes = 'failure'): Cause | null {
  const { causes } = useGallery();
  const [found, setFound] = useState<{ readonly sample: SampleId; readonly cause: Cause | null } | null>(null);
  useEffect(() => {
    if (!ask) return;
    let gone = false;
    void causes[of](sample).then((cause) => { if (!gone) setFound({ sample, cause }); });
    return () => { gone = true; };
  }, [causes, sample, ask, of]);
  return ask && found?.sample === sample ? found.cause : null;
}

/** A cause in a sentence. */
export function causeWords({ kind, codec }: Cause): string {
  return t(kind === 'video' ? 'gallery.video-codec' : 'gallery.sound-codec', { codec });
}

/** Instead of a picture: why there is none. In a cell there is room for the name of a codec, and the sentence is its tip. */
export function NoPreview({ problem, missing, cause = null, inCell = false }: { readonly problem: MediaProblem; readonly missing: boolean; readonly cause?: Cause | null; readonly inCell?: boolean }) {
  const words = missing ? t('gallery.status-missing')
    : cause ? (inCell ? t('gallery.codec-short', { codec: cause.codec }) : causeWords(cause))
      : problem === 'none' ? t('gallery.no-picture') : t(`gallery.problem-${problem}`);
  return <span className={classes.none} title={cause && inCell ? causeWords(cause) : undefined}><IconFileOff size={20} stroke={1.5} aria-hidden="true" />{words}</span>;
}

/** A thumbnail, as large as its place allows. `width` and `height` are of the original, 0 when unknown; it fades where the original goes on. */
export function ThumbnailPicture({ url, width, height, fallback }: { readonly url: string; readonly width: number; readonly height: number; readonly fallback: ReactNode }) {
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === url) return fallback;
  const part = thumbnailPart({ width, height });
  // Long ones by their width, high ones by their height; of unknown ones the browser finds out.
  const wide = part.width >= part.height * 1.5;
  const size = width > 0 && height > 0 ? { aspectRatio: `${part.width} / ${part.height}`, width: wide ? '100%' : 'auto', height: wide ? 'auto' : '100%' } : { width: '100%', height: '100%' };
  return <img className={classes.thumbnail} src={url} alt="" decoding="async" draggable={false} data-cut={cutAlong({ width, height }) ?? undefined} style={size} onError={() => setFailed(url)} />;
}

export function mediaAddress(origin: string, media: MediaId, copy: 'whole' | 'screen'): string {
  return `${origin}/${copy === 'screen' ? 's' : 'm'}/${media}`;
}

/** The address of a sample's media, or of its smaller copy; null until it is known, '' when there is none. */
export function useMediaUrl(sample: SampleId | null, copy: 'whole' | 'screen' = 'whole'): string | null {
  const { dataset, mediaOrigin } = useGallery();
  const { client } = useIndex();
  const [found, setFound] = useState<{ readonly sample: SampleId; readonly media: MediaId | null } | null>(null);
  useEffect(() => {
    if (sample === null) return;
    const abort = new AbortController();
    client.request('media.address', { dataset: dataset.id, samples: [sample] }, { signal: abort.signal }).then(
      ({ media }) => setFound({ sample, media: media[0] ?? null }),
      () => { if (!abort.signal.aborted) setFound({ sample, media: null }); },
    );
    return () => abort.abort();
  }, [client, dataset.id, sample]);
  if (!found || found.sample !== sample) return null;
  return found.media === null ? '' : mediaAddress(mediaOrigin, found.media, copy);
}
