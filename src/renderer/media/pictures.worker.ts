/** Fetches and decodes pictures away from the window's own thread: what is being built there does not hold them up. */
import type { Size } from '../../shared/geometry/box';
import type { FromPictureWorker, ToPictureWorker } from './picture-messages';
import { reducedJpeg } from './reduced-jpeg';

const running = new Map<number, AbortController>();

onmessage = ({ data }: MessageEvent<ToPictureWorker>) => {
  if (data.kind === 'give-up') return running.get(data.id)?.abort();
  const abort = new AbortController();
  running.set(data.id, abort);
  void decode(data.id, data.url, data.fit, abort.signal).finally(() => running.delete(data.id));
};

async function decode(id: number, url: string, fit: Size, signal: AbortSignal): Promise<void> {
  const say = (message: FromPictureWorker, bitmap?: ImageBitmap): void => {
    if (signal.aborted) bitmap?.close();
    else postMessage(message, bitmap === undefined ? [] : [bitmap]);
  };
  try {
    const response = await fetch(url, { credentials: 'omit', signal });
    if (!response.ok) return say({ kind: 'failed', id, reason: '', status: response.status });
    const blob = await response.blob();
    const reduced = await reducedJpeg(blob, fit);
    if (reduced !== null) say({ kind: 'reduced', id, reduced }, reduced.bitmap);
    if (signal.aborted) return;
    const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    say({ kind: 'whole', id, bitmap }, bitmap);
  } catch (error) {
    say({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error), status: null });
  }
}
