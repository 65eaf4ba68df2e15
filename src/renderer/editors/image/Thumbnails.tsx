import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type ReactNode, type SyntheticEvent } from 'react';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { createThumbnails, type Loader, type Thumbnail } from '../../media/loaders';
import { MAX_RATIO } from '../../../shared/media/thumbnail-part';
import { useContentChanges, useIndex } from '../../index';

/** Longer side of the pictures of the filmstrip, in the sizes that the host keeps. */
const EDGE = 128;

/** Draws the small picture of a sample, asked for in packs as the strip shows them. */
export function useThumbnails(dataset: DatasetId, mediaOrigin: string): (sample: SampleId) => ReactNode {
  const { client } = useIndex();
  const [loader, setLoader] = useState<Loader<Thumbnail> | null>(null);
  useEffect(() => {
    const made = createThumbnails(client, mediaOrigin, dataset, EDGE);
    setLoader(made);
    return () => made.close();
  }, [client, mediaOrigin, dataset]);
  useContentChanges(dataset, useCallback((samples) => loader?.forget(samples ?? undefined), [loader]));
  const wanted = useRef(new Set<SampleId>());
  const asked = useRef(false);
  const want = useCallback((sample: SampleId, shown: boolean): void => {
    if (shown) wanted.current.add(sample);
    else wanted.current.delete(sample);
    if (asked.current) return;
    asked.current = true;
    // All frames that appear together are one pack.
    queueMicrotask(() => {
      asked.current = false;
      loader?.want([...wanted.current]);
    });
  }, [loader]);
  return useCallback((sample: SampleId) => (loader === null ? null : <Thumb key={sample} sample={sample} loader={loader} want={want} />), [loader, want]);
}

function Thumb({ sample, loader, want }: { readonly sample: SampleId; readonly loader: Loader<Thumbnail>; readonly want: (sample: SampleId, shown: boolean) => void }) {
  const subscribe = useCallback((listener: () => void) => loader.subscribe(sample, listener), [loader, sample]);
  const url = useSyncExternalStore(subscribe, () => loader.get(sample)?.url ?? null);
  useEffect(() => {
    want(sample, true);
    return () => want(sample, false);
  }, [sample, want]);
  return url === null ? null : <img src={url} alt="" decoding="async" draggable={false} onLoad={fit} />;
}

/** A picture fills its frame; of a very long one there is a strip, which would be enlarged until nothing is to be seen. */
function fit({ currentTarget: { naturalWidth, naturalHeight, dataset } }: SyntheticEvent<HTMLImageElement>): void {
  dataset['strip'] = String(Math.max(naturalWidth, naturalHeight) >= (MAX_RATIO - 1) * Math.min(naturalWidth, naturalHeight));
}
