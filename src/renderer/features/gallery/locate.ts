/** Where the bytes of a sample are, and by which content hash what a window made of them is kept. */
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { windowClock } from '../../client';
import type { WorkspaceIndex } from '../../index';

type Client = WorkspaceIndex['client'];

export interface Located { readonly url: string; readonly hash: string | null }

/** Address and content hash of a sample; null when it cannot be read. */
export async function locate(client: Client, mediaOrigin: string, dataset: DatasetId, sample: SampleId, signal: AbortSignal): Promise<Located | null> {
  const { media: [id], hashes: [hash] } = await client.request('media.address', { dataset, samples: [sample] }, { signal });
  return id ? { url: `${mediaOrigin}/m/${id}`, hash: hash ?? null } : null;
}

/** How long until a sample that is not measured yet is looked at again, in ms. */
const AGAIN = 500;

/** The content hash of a sample once it is measured, which may be after the gallery was left; null when it cannot be read. */
export async function measuredHash(client: Client, dataset: DatasetId, sample: SampleId): Promise<string | null> {
  for (;;) {
    const { media: [id], hashes: [hash] } = await client.request('media.address', { dataset, samples: [sample] });
    if (hash) return hash;
    if (!id) return null;
    await new Promise<void>((resolve) => windowClock.after(AGAIN, resolve));
  }
}
