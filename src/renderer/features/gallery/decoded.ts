/**
 * What only a window can decode: the peaks of sounds. Made one after the other for what is seen, handed to the host's
 * cache by content, so that no window makes them twice. Pictures of clips: `posters.ts`.
 */
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { windowClock } from '../../client';
import type { WorkspaceIndex } from '../../index';
import type { Loader } from '../../media/loaders';
import { createRangeLoader } from '../../media/range-loader';
import { locate, measuredHash } from './locate';
import { createPeakCollector } from './peaks';

type Client = WorkspaceIndex['client'];

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
