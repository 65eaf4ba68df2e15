/** What the process `pictures` can be asked. It reads files itself: pictures do not travel between processes. */
export type PictureJob =
  /** A thumbnail whose longer side is at most `edge` pixels, upright, as WebP; of a very long picture the middle (`thumbnailPart`). */
  | { readonly do: 'thumbnail'; readonly path: string; readonly edge: number }
  /** The whole picture, upright, as PNG in the file `to` (written beside and renamed); for formats no browser shows. */
  | { readonly do: 'display'; readonly path: string; readonly to: string }
  /** All of it with its longer side at most `edge` pixels, upright, as WebP in the file `to`: to be seen before the whole picture is there. */
  | { readonly do: 'screen'; readonly path: string; readonly to: string; readonly edge: number };

export interface PictureDone {
  /** The thumbnail; empty for `display` and `screen`. */
  readonly bytes: Uint8Array;
  /** Upright size of what was made, pixels. */
  readonly width: number;
  readonly height: number;
}

/** Most pixels that are decoded (16,383 x 16,383, sharp's own default). */
export const MAX_PIXELS = 268_402_689;
