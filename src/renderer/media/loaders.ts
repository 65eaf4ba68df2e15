/** What cells show, loaded for the visible range: thumbnails, texts, the objects over pictures. */
import type { Annotation } from '../../shared/domain/annotation/annotation';
import type { DatasetId, JobId, SampleId } from '../../shared/kernel/ids';
import { windowClock } from '../client';
import type { WorkspaceIndex } from '../index';
import { createByteCache } from './byte-cache';
import { fetchPack } from './fetch-pack';
import { createRangeLoader } from './range-loader';
import type { RangeLoader } from './range-loader';
import { thumbnailOf, type Thumbnail } from './thumbnail';

export type { Thumbnail };

type Client = WorkspaceIndex['client'];

export interface Loader<T> extends RangeLoader<SampleId> {
  /** undefined = not there yet; null = there is none. */
  get(sample: SampleId): T | null | undefined;
}

/** Thumbnails of one gallery, as they came from the host. */
const THUMBNAIL_BYTES = 64 * 1024 * 1024;
const EXCERPT = 600;

/** Thumbnails whose longer side is at least `edge` pixels. `mediaOrigin` as in `app.info`. */
export function createThumbnails(client: Client, mediaOrigin: string, dataset: DatasetId, edge: number): Loader<Thumbnail> {
  const cache = createByteCache<Thumbnail>(THUMBNAIL_BYTES, () => undefined);
  const loader = createRangeLoader<SampleId>({
    has: (key) => cache.get(key) !== undefined,
    after: windowClock.after,
    drop: (keys) => (keys ? keys.forEach((key) => cache.delete(key)) : cache.clear()),
    async load(samples, signal, done) {
      const { pack } = await client.request('media.pack', { dataset, samples, edge }, { signal });
      await fetchPack(`${mediaOrigin}/p/${pack}`, signal, ({ index, status, bytes }) => {
        const sample = samples[index];
        if (sample === undefined) return;
        cache.set(sample, status === 0 ? thumbnailOf(bytes) : { url: null, reason: new TextDecoder().decode(bytes) }, 256 + bytes.length);
        done(sample);
      });
    },
  });
  return { ...loader, get: (sample) => cache.get(sample) };
}

/** Beginnings of texts. */
export function createTexts(client: Client, dataset: DatasetId): Loader<string> {
  const texts = new Map<SampleId, string | null>();
  const loader = createRangeLoader<SampleId>({
    has: (key) => texts.has(key),
    after: windowClock.after,
    drop: (keys) => (keys ? keys.forEach((key) => texts.delete(key)) : texts.clear()),
    async load(samples, signal, done) {
      const answer = await client.request('media.texts', { dataset, samples, limit: EXCERPT }, { signal });
      if (texts.size > 20_000) texts.clear();
      samples.forEach((sample, i) => {
        texts.set(sample, answer.texts[i] ?? null);
        done(sample);
      });
    },
  });
  return { ...loader, get: (sample) => texts.get(sample) };
}

/** Living objects of samples, drawn over thumbnails and listed in the details. */
export function createObjects(client: Client, job: JobId): Loader<readonly Annotation[]> {
  const objects = new Map<SampleId, readonly Annotation[]>();
  const loader = createRangeLoader<SampleId>({
    has: (key) => objects.has(key),
    after: windowClock.after,
    drop: (keys) => (keys ? keys.forEach((key) => objects.delete(key)) : objects.clear()),
    async load(samples, signal, done) {
      const answer = await client.request('sample.works', { job, samples }, { signal });
      if (objects.size > 5_000) objects.clear();
      for (const work of answer.works) {
        objects.set(work.sample, work.annotations.filter((annotation) => !annotation.retired));
        done(work.sample);
      }
    },
  });
  return { ...loader, get: (sample) => objects.get(sample) };
}
