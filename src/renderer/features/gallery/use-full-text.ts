import { useEffect, useState } from 'react';
import type { SampleId } from '../../../shared/kernel/ids';
import type { TextEncoding } from '../../../shared/media/text/encoding';
import { useIndex } from '../../index';
import { useGallery } from './context';

/** Longest text that the loupe shows, in code points. */
const LONGEST = 1_000_000;

export interface FullText {
  readonly text: string;
  /** What it was read in, where nothing in the file says so. */
  readonly guessed: TextEncoding | null;
}

/** The whole text of a sample: undefined while it is asked for, null when there is none. */
export function useFullText(sample: SampleId): FullText | null | undefined {
  const { dataset } = useGallery();
  const { client } = useIndex();
  const [text, setText] = useState<FullText | null | undefined>(undefined);
  useEffect(() => {
    const abort = new AbortController();
    client.request('media.texts', { dataset: dataset.id, samples: [sample], limit: LONGEST }, { signal: abort.signal }).then(({ texts: [read = null], guessed: [encoding = null] }) => setText(read === null ? null : { text: read, guessed: encoding }), () => { if (!abort.signal.aborted) setText(null); });
    return () => abort.abort();
  }, [client, dataset.id, dataset.reading, sample]);
  return text;
}
