import { useEffect, useState } from 'react';
import type { SampleId } from '../../../shared/kernel/ids';
import { useIndex } from '../../index';
import { useGallery } from './context';

/** Longest text that the loupe shows, in code points. */
const LONGEST = 1_000_000;

/** The whole text of a sample: undefined while it is asked for, null when there is none. */
export function useFullText(sample: SampleId): string | null | undefined {
  const { dataset } = useGallery();
  const { client } = useIndex();
  const [text, setText] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const abort = new AbortController();
    client.request('media.texts', { dataset: dataset.id, samples: [sample], limit: LONGEST }, { signal: abort.signal }).then(({ texts }) => setText(texts[0] ?? null), () => { if (!abort.signal.aborted) setText(null); });
    return () => abort.abort();
  }, [client, dataset.id, sample]);
  return text;
}
