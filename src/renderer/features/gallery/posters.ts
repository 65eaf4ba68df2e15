/**
 * Pictures of clips, which only a window can decode: made one after the other for clips that are seen and have none,
 * handed to the host's cache by content, so that no window makes them twice.
 */
import type { SampleId } from '../../../shared/kernel/ids';
import { windowClock } from '../../client';

/** Longer side of a poster in pixels: the largest thumbnail that is kept. */
const POSTER_EDGE = 512;

/** Of a clip whose poster was asked for; another object when it is asked for again because the clip is another one. */
interface State { none: boolean }

export interface Posters {
  /** This clip is seen and has no poster; until the answer is called. */
  want(sample: SampleId): () => void;
  /** null: none can be made of it; undefined: it is not known yet. */
  get(sample: SampleId): null | undefined;
  subscribe(sample: SampleId, listener: () => void): () => void;
  /** These are other clips now (all, when left out): what is still wanted is made anew. */
  forget(samples?: readonly SampleId[]): void;
  close(): void;
}

/**
 * `make` decodes a clip and answers with the way to hand its poster over (true: it is there from now on), for which the
 * next clip does not wait; null when it cannot be decoded.
 */
export function createPosters(make: (sample: SampleId, signal: AbortSignal) => Promise<(() => Promise<boolean>) | null>): Posters {
  const wanted = new Map<SampleId, number>();
  const states = new Map<SampleId, State>();
  const listeners = new Map<SampleId, Set<() => void>>();
  const abort = new AbortController();
  let queue: Promise<void> = Promise.resolve();

  function tell(sample: SampleId): void {
    for (const listener of listeners.get(sample) ?? []) listener();
  }

  async function next(sample: SampleId, state: State): Promise<void> {
    if (abort.signal.aborted || states.get(sample) !== state) return;
    // It has scrolled away: whoever sees it again wants it again.
    if (!wanted.has(sample)) return void states.delete(sample);
    const none = (): void => {
      state.none = true;
      tell(sample);
    };
    const hand = await make(sample, abort.signal).catch(() => null);
    if (hand === null) none();
    else void hand().catch(() => false).then((there) => { if (!there) none(); });
  }

  function enqueue(sample: SampleId): void {
    if (states.has(sample)) return;
    const state: State = { none: false };
    states.set(sample, state);
    queue = queue.then(() => next(sample, state));
  }

  return {
    want(sample) {
      wanted.set(sample, (wanted.get(sample) ?? 0) + 1);
      enqueue(sample);
      return () => {
        const left = (wanted.get(sample) ?? 1) - 1;
        if (left > 0) wanted.set(sample, left);
        else wanted.delete(sample);
      };
    },
    get: (sample) => (states.get(sample)?.none ? null : undefined),
    subscribe(sample, listener) {
      const set = listeners.get(sample) ?? new Set();
      listeners.set(sample, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(sample);
      };
    },
    forget(samples = [...states.keys()]) {
      for (const sample of samples) {
        states.delete(sample);
        tell(sample);
        if (wanted.has(sample)) enqueue(sample);
      }
    },
    close: () => abort.abort(),
  };
}

/** A picture of a clip a moment after its start, as JPEG; null when it cannot be decoded. */
export async function posterOf(url: string, signal: AbortSignal): Promise<Uint8Array | null> {
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
