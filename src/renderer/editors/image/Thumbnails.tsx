import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { createThumbnails, type Loader, type Thumbnail } from '../../media/loaders';
import { MAX_RATIO } from '../../../shared/media/thumbnail-part';
import { useIndex } from '../../index';

/** Longer side of the pictures of the filmstrip, in the sizes that the host keeps. */
const EDGE = 128;
const SIZE = { width: 96, height: 58 };

/** Draws the small picture of a sample, asked for in packs as the strip shows them. */
export function useThumbnails(dataset: DatasetId, mediaOrigin: string): (sample: SampleId) => ReactNode {
  const { client } = useIndex();
  const [loader, setLoader] = useState<Loader<Thumbnail> | null>(null);
  useEffect(() => {
    const made = createThumbnails(client, mediaOrigin, dataset, EDGE);
    setLoader(made);
    return () => made.close();
  }, [client, mediaOrigin, dataset]);
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
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = (): void => {
      const bitmap = loader.get(sample)?.bitmap;
      const context = canvas.current?.getContext('2d');
      if (!bitmap || !context) return;
      // As `object-fit: cover` would; of a very long picture there is a strip, which would be enlarged until nothing is to be seen.
      const [across, down] = [SIZE.width / bitmap.width, SIZE.height / bitmap.height];
      const strip = Math.max(bitmap.width, bitmap.height) >= (MAX_RATIO - 1) * Math.min(bitmap.width, bitmap.height);
      const scale = strip ? Math.min(across, down) : Math.max(across, down);
      context.drawImage(bitmap, (SIZE.width - bitmap.width * scale) / 2, (SIZE.height - bitmap.height * scale) / 2, bitmap.width * scale, bitmap.height * scale);
    };
    draw();
    const stop = loader.subscribe(sample, draw);
    want(sample, true);
    return () => {
      stop();
      want(sample, false);
    };
  }, [sample, loader, want]);
  return <canvas ref={canvas} width={SIZE.width} height={SIZE.height} />;
}
