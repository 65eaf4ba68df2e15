import type { Size } from '../../shared/geometry/box';
import type { FromPictureWorker, Reduced, ToPictureWorker } from './picture-messages';

export type { Reduced };

/** The host has no bytes for it; 404: the file is not where it was when its address was given out. */
export class PictureGone extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the host answered ${status}`);
    this.status = status;
  }
}

/** As much of a Worker as is used here. */
export interface PictureWorker {
  onmessage: ((event: MessageEvent<FromPictureWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToPictureWorker): void;
  terminate(): void;
}

interface Waiting {
  readonly reduced: (reduced: Reduced) => void;
  readonly resolve: (bitmap: ImageBitmap) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Decodes pictures in a worker of the window, large ones in fewer pixels first. A picture that is asked for while a
 * screen is being built is on its way at once; on the window's own thread it would wait for the screen (ADR 11).
 */
export class PictureDecoder {
  private readonly start: () => PictureWorker;
  private readonly fit: () => Size;
  private worker: PictureWorker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;

  /** `fit`: the most device pixels into which a picture is fitted. */
  constructor(start: () => PictureWorker, fit: () => Size) {
    this.start = start;
    this.fit = fit;
  }

  /** Starts the worker, so that the first picture need not wait for it. */
  warm(): void {
    this.worker ??= this.made();
  }

  /**
   * The picture at `url` (absolute), upright, in the pixels of its file. `reduced` may be called once before, with one
   * of fewer pixels that is as sharp when it is fitted into the window. Rejects with PictureGone when the host refuses,
   * with an AbortError after `signal`, with the browser's words when it cannot be fetched or decoded.
   */
  decode(url: string, signal: AbortSignal, reduced: (reduced: Reduced) => void): Promise<ImageBitmap> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(gaveUp());
      this.warm();
      const id = this.next++;
      const stop = (): void => {
        this.waiting.delete(id);
        this.worker?.postMessage({ kind: 'give-up', id });
        reject(gaveUp());
      };
      signal.addEventListener('abort', stop, { once: true });
      const settled = (): void => signal.removeEventListener('abort', stop);
      this.waiting.set(id, { reduced, resolve: (bitmap) => { settled(); resolve(bitmap); }, reject: (error) => { settled(); reject(error); } });
      this.worker?.postMessage({ kind: 'decode', id, url, fit: this.fit() });
    });
  }

  private made(): PictureWorker {
    const worker = this.start();
    worker.onmessage = ({ data }) => this.answered(data);
    // Its script cannot be loaded while the host is gone. Whoever asks next starts another one.
    worker.onerror = (event) => {
      worker.terminate();
      this.worker = null;
      // What went wrong in it comes with words; that it could not be loaded does not.
      const reason = event.message || 'the host cannot be reached';
      const all = [...this.waiting.values()];
      this.waiting.clear();
      for (const one of all) one.reject(new Error(reason));
    };
    return worker;
  }

  private answered(message: FromPictureWorker): void {
    const one = this.waiting.get(message.id);
    if (message.kind === 'reduced') return one === undefined ? message.reduced.bitmap.close() : one.reduced(message.reduced);
    this.waiting.delete(message.id);
    // Given up while its answer was on the way.
    if (one === undefined) return message.kind === 'whole' ? message.bitmap.close() : undefined;
    if (message.kind === 'whole') one.resolve(message.bitmap);
    else one.reject(message.status === null ? new Error(message.reason) : new PictureGone(message.status));
  }
}

function gaveUp(): DOMException {
  return new DOMException('The picture is not wanted any more.', 'AbortError');
}

/** The decoder of this window. */
export const pictureDecoder = new PictureDecoder(
  () => new Worker(new URL('./pictures.worker.ts', import.meta.url), { type: 'module' }),
  () => ({ width: innerWidth * devicePixelRatio, height: innerHeight * devicePixelRatio }),
);
