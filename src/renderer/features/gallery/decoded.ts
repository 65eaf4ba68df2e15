/**
 * What only a window can decode: the peaks of sounds and a picture of each clip. Made one after the other for what is
 * seen, handed to the host's cache by content, so that no window makes them twice.
 */
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { windowClock } from '../../client';
import type { WorkspaceIndex } from '../../index';
import type { Loader } from '../../media/loaders';
import { createRangeLoader } from '../../media/range-loader';
import { createPeakCollector } from './peaks';

type Client = WorkspaceIndex['client'];

interface Located { readonly url: string; readonly hash: string | null }

/** Address and content hash of a sample; null when it cannot be read. */
async function locate(client: Client, mediaOrigin: string, dataset: DatasetId, sample: SampleId, signal: AbortSignal): Promise<Located | null> {
  const { media: [id], hashes: [hash] } = await client.request('media.address', { dataset, samples: [sample] }, { signal });
  return id ? { url: `${mediaOrigin}/m/${id}`, hash: hash ?? null } : null;
}

/** How long until a sample that is not measured yet is looked at again, in ms. */
const AGAIN = 500;

/** The content hash of a sample once it is measured, which may be after the gallery was left; null when it cannot be read. */
async function measuredHash(client: Client, dataset: DatasetId, sample: SampleId): Promise<string | null> {
  for (;;) {
    const { media: [id], hashes: [hash] } = await client.request('media.address', { dataset, samples: [sample] });
    if (hash) return hash;
    if (!id) return null;
    await new Promise<void>((resolve) => windowClock.after(AGAIN, resolve));
  }
}

/** Peaks of sounds for small waveforms. */
export function createPeaks(client: Client, mediaOrigin: string, dataset: DatasetId): Loader<Int8Array> {
  const peaks = new Map<SampleId, Int8Array | null>();
  const decoder = createDecoder();
  const loader = createRangeLoader<SampleId>({
    has: (key) => peaks.has(key),
    after: windowClock.after,
    drop: (keys) => (keys ? keys.forEach((key) => peaks.delete(key)) : peaks.clear()),
    async load(samples, signal, done) {
      for (const sample of samples) {
        if (signal.aborted) return;
        peaks.set(sample, await peaksFor(sample, signal));
        done(sample);
      }
    },
  });

  /** For the next window; a sound that is heard before it is measured is kept when its content is known. */
  async function keep(sample: SampleId, made: Int8Array): Promise<void> {
    const hash = await measuredHash(client, dataset, sample);
    if (hash !== null) await client.request('cache.put', { kind: 'peaks', hash, parts: { data: new Uint8Array(made.buffer, made.byteOffset, made.byteLength) } });
  }

  async function peaksFor(sample: SampleId, signal: AbortSignal): Promise<Int8Array | null> {
    const located = await locate(client, mediaOrigin, dataset, sample, signal);
    if (!located) return null;
    if (located.hash !== null) {
      const kept = await client.request('cache.get', { kind: 'peaks', hash: located.hash }, { signal });
      const bytes = kept.parts['data'];
      if (kept.found && bytes) return new Int8Array(bytes.slice().buffer);
    }
    const made = (await decoder.peaks(located.url)) ?? (await wholePeaks(located.url, signal));
    if (made) keep(sample, made).catch(() => undefined);
    return made;
  }

  return { ...loader, get: (sample) => peaks.get(sample), close: () => { loader.close(); decoder.close(); } };
}

/** Sounds up to this size are decoded as a whole when they cannot be decoded piece by piece. */
const WHOLE_BYTES = 32 * 1024 * 1024;

/** Peaks by the browser's own decoder: it knows files that say nothing true of their length. Null when it fails, too. */
async function wholePeaks(url: string, signal: AbortSignal): Promise<Int8Array | null> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || Number(response.headers.get('content-length') ?? Infinity) > WHOLE_BYTES) {
      await response.body?.cancel();
      return null;
    }
    const sound = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(await response.arrayBuffer());
    if (sound.length === 0) return null;
    const collector = createPeakCollector(sound.length);
    for (let channel = 0; channel < sound.numberOfChannels; channel++) collector.add(sound.getChannelData(channel), 0);
    return collector.finish();
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function createDecoder(): { peaks(url: string): Promise<Int8Array | null>; close(): void } {
  let worker: Worker | null = null;
  let next = 0;
  const waiting = new Map<number, (peaks: Int8Array | null) => void>();
  function start(): Worker {
    const made = new Worker(new URL('./peaks.worker.ts', import.meta.url), { type: 'module' });
    made.onmessage = (event: MessageEvent<{ readonly id: number; readonly peaks: Int8Array | null }>) => {
      waiting.get(event.data.id)?.(event.data.peaks);
      waiting.delete(event.data.id);
    };
    made.onerror = () => {
      for (const answer of waiting.values()) answer(null);
      waiting.clear();
    };
    return made;
  }
  return {
    peaks(url) {
      worker ??= start();
      const id = next++;
      worker.postMessage({ id, url });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    close() {
      worker?.terminate();
      for (const answer of waiting.values()) answer(null);
      waiting.clear();
    },
  };
}

/** Longer side of a poster in pixels: the largest thumbnail that is kept. */
const POSTER_EDGE = 512;

/** Makes the posters of clips that have none; tells when the thumbnail of a sample can be asked for again. */
export function createPosterMaker(client: Client, mediaOrigin: string, dataset: DatasetId, onMade: (sample: SampleId) => void): { want(sample: SampleId): void; close(): void } {
  const tried = new Set<SampleId>();
  const abort = new AbortController();
  let queue: Promise<void> = Promise.resolve();

  async function make(sample: SampleId): Promise<void> {
    if (abort.signal.aborted) return;
    const located = await locate(client, mediaOrigin, dataset, sample, abort.signal);
    const bytes = located && (await posterOf(located.url, abort.signal));
    if (!bytes) return;
    // The next clip does not wait until this one is measured.
    void measuredHash(client, dataset, sample).then(async (hash) => {
      if (hash === null) return;
      await client.request('cache.put', { kind: 'poster', hash, parts: { data: bytes } });
      onMade(sample);
    }).catch(() => undefined);
  }

  return {
    want(sample) {
      if (tried.has(sample)) return;
      tried.add(sample);
      queue = queue.then(() => make(sample)).catch(() => undefined);
    },
    close: () => abort.abort(),
  };
}

/** A picture of a clip a moment after its start, as JPEG; null when it cannot be decoded. */
async function posterOf(url: string, signal: AbortSignal): Promise<Uint8Array | null> {
  const video = document.createElement('video');
  video.crossOrigin = 'anonymous';
  video.muted = true;
  video.preload = 'auto';
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => reject(new Error('stopped'));
      signal.addEventListener('abort', stop, { once: true });
      const late = windowClock.after(60_000, stop);
      video.onerror = stop;
      video.onloadeddata = () => {
        if (video.videoWidth === 0) stop();
        else video.currentTime = Number.isFinite(video.duration) ? Math.min(0.5, video.duration / 4) : 0;
      };
      video.onseeked = () => { late(); resolve(); };
      video.src = url;
    });
    const scale = Math.min(1, POSTER_EDGE / Math.max(video.videoWidth, video.videoHeight, 1));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(video.videoWidth * scale)), Math.max(1, Math.round(video.videoHeight * scale)));
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })).arrayBuffer());
  } catch {
    return null;
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}
