import { CONTENT_TYPE, sniff } from '../../shared/media/sniff';

/** A small picture of a sample, or why there is none. */
export interface Thumbnail {
  /** For `src` of a picture; null: there is none. */
  readonly url: string | null;
  readonly reason: string | null;
}

/**
 * The thumbnail in an encoded picture. Its address is made when somebody first shows it: of what is scrolled past
 * quickly, most is never shown. A data address costs a twentieth of a blob's, which is two calls of another process
 * (docs/adr/0010).
 */
export function thumbnailOf(bytes: Uint8Array): Thumbnail {
  let url: string | null = null;
  return {
    get url() {
      return (url ??= `data:${CONTENT_TYPE[sniff(bytes)]};base64,${bytes.toBase64()}`);
    },
    reason: null,
  };
}
