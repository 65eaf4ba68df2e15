import type { ReadText } from './texts';
import type { MediaId } from '../../../shared/contract/api';
import type { Codecs } from '../../../shared/media/codec/names';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';

/** A media request without any transport: handlers are pure Request -> Response, mounted over HTTP and as a protocol. */
export interface MediaRequest {
  readonly method: string;
  /** Path below the media origin, e.g. `/m/<id>`; query is not used. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}
export interface MediaResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | null;
}

/** Bytes of samples: originals with ranges, thumbnails in packs, decoded text. */
export interface Media {
  /** Address of the original (for BMP and TIFF: of a PNG made from it); null when there is none. */
  address(dataset: DatasetId, sample: SampleId): MediaId | null;
  /** The same for one that is about to be played or decoded: null, too, when its first bytes already say that it cannot be. */
  addressOfMedia(dataset: DatasetId, sample: SampleId): Promise<MediaId | null>;
  /** What the tracks of a sound or a clip are coded in, as its file says. Rejects when the file cannot be read. */
  codecs(dataset: DatasetId, sample: SampleId, signal: AbortSignal): Promise<Codecs>;
  /** Registers a pack of thumbnails for one GET; `edge` is the longer side in pixels (rounded up to a kept size). */
  pack(dataset: DatasetId, samples: readonly SampleId[], edge: number): MediaId;
  texts(dataset: DatasetId, samples: readonly SampleId[], limit: number): Promise<readonly (string | null)[]>;
  /** The same, with what each was read as where that is a guess. */
  readTexts(dataset: DatasetId, samples: readonly SampleId[], limit: number): Promise<readonly (ReadText | null)[]>;
  cachePut(kind: 'peaks' | 'poster', hash: string, bytes: Uint8Array): Promise<void>;
  cacheGet(kind: 'peaks' | 'poster', hash: string): Promise<Uint8Array | null>;
  handle(request: MediaRequest): Promise<MediaResponse>;
}
