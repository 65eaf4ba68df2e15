/** What a window and the worker that decodes its pictures say to each other. */
import type { Size } from '../../shared/geometry/box';

export type ToPictureWorker =
  /** `url`: absolute. `fit`: device pixels into which the picture is fitted first. */
  | { readonly kind: 'decode'; readonly id: number; readonly url: string; readonly fit: Size }
  | { readonly kind: 'give-up'; readonly id: number };

/** Of one picture: perhaps a reduced one, then the whole one or what went wrong; nothing more once it is given up. */
export type FromPictureWorker =
  | { readonly kind: 'reduced'; readonly id: number; readonly reduced: Reduced }
  | { readonly kind: 'whole'; readonly id: number; readonly bitmap: ImageBitmap }
  /** `status`: what the host answered, when that is why. */
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string; readonly status: number | null };

/** A picture in fewer pixels than its file has, upright. */
export interface Reduced {
  readonly bitmap: ImageBitmap;
  /** Pixels of the whole picture, upright. */
  readonly whole: Size;
}
