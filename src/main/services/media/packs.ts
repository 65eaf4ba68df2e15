import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import type { SampleFiles } from './samples';
import type { Thumbnail, Thumbnails } from './thumbnails';

/** What a pack was registered for. */
export interface PackOrder {
  readonly dataset: DatasetId;
  readonly samples: readonly SampleId[];
  readonly edge: number;
}

export const PACK_TYPE = 'application/vnd.labelwright.thumbnails';
/** Samples looked up at the same time: enough to keep the disk and every decoder busy. */
const IN_FLIGHT = 48;

/** One record of a pack: docs/spec/media.md. Status 0 = a picture follows, 1 = a failure code in ASCII follows. */
export function packRecord(index: number, thumbnail: Thumbnail): Uint8Array {
  const body = thumbnail.ok ? thumbnail.bytes : new TextEncoder().encode(thumbnail.code);
  const record = new Uint8Array(9 + body.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, index, true);
  view.setUint8(4, thumbnail.ok ? 0 : 1);
  view.setUint32(5, body.length, true);
  record.set(body, 9);
  return record;
}

/**
 * The bodies of all records, each as soon as it is ready, asked for in the order of the samples. Ending the iteration
 * or aborting `signal` takes back what is not made yet.
 */
export async function* streamPack(order: PackOrder, files: SampleFiles, thumbnails: Thumbnails, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const abort = new AbortController();
  // Every sample has a signal of its own: 48 of them listening to one would look like a leak.
  const open = new Set<AbortController>();
  const stop = (): void => {
    abort.abort();
    for (const one of open) one.abort();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const ready: Uint8Array[] = [];
  let wake: () => void = () => undefined;
  let next = 0, error: unknown = null;
  const start = (): void => {
    while (open.size < IN_FLIGHT && next < order.samples.length && !abort.signal.aborted) {
      const index = next++;
      const sample = order.samples[index];
      const located = sample === undefined ? null : files.find(order.dataset, sample);
      const own = new AbortController();
      open.add(own);
      const made = located ? thumbnails.get(located, order.edge, own.signal) : Promise.resolve<Thumbnail>({ ok: false, code: 'no-such-sample' });
      made.then((t) => void ready.push(packRecord(index, t)), (e: unknown) => void (error ??= e)).finally(() => {
        open.delete(own);
        wake();
      });
    }
  };
  abort.signal.addEventListener('abort', () => wake(), { once: true });
  try {
    for (;;) {
      start();
      if (abort.signal.aborted) return;
      if (error instanceof Error) throw error;
      const record = ready.shift();
      if (record) yield record;
      else if (open.size === 0 && next >= order.samples.length) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
