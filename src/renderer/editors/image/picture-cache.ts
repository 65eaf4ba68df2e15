import type { Picture } from '../../stage';

interface Entry {
  readonly picture: Promise<Picture>;
  readonly abort: AbortController;
  bytes: number;
  bitmap: ImageBitmap | null;
}

/** Decoded pictures: about eight of twelve megapixels. */
const LIMIT = 400 * 1024 * 1024;

/**
 * Decoded pictures of one window, least recently used first out; their memory is given back at once (`close`), not
 * when the collector comes by. Pictures are decoded upright, whatever the file's orientation says. The one shown stays
 * whatever its size.
 */
export class PictureCache {
  private readonly limit: number;
  private readonly decode: (url: string, signal: AbortSignal) => Promise<ImageBitmap>;
  private shown: string | null = null;
  private readonly entries = new Map<string, Entry>();
  private total = 0;

  constructor(limit = LIMIT, decode = decodePicture) {
    this.limit = limit;
    this.decode = decode;
  }

  get bytes(): number {
    return this.total;
  }

  /** A picture that is there now. */
  peek(url: string): Picture | null {
    const entry = this.entries.get(url);
    if (entry === undefined || entry.bitmap === null) return null;
    this.shown = url;
    this.touch(url, entry);
    return pictureOf(entry.bitmap);
  }

  /** The decoded picture, to be shown; loads it once. Rejects when it cannot be read. */
  load(url: string): Promise<Picture> {
    this.shown = url;
    // A scan of hundreds of megabytes that is shown no more goes before the next one is decoded beside it.
    this.evict(url);
    return this.fetch(url);
  }

  /** Decodes a picture of so many pixels that may come next, when it fits beside the one shown; a few at a time do. */
  loadAhead(url: string, pixels: number): Promise<unknown> {
    const fits = 4 * pixels * AHEAD <= this.limit;
    return fits || this.entries.has(url) ? this.fetch(url) : Promise.resolve();
  }

  private fetch(url: string): Promise<Picture> {
    const known = this.entries.get(url);
    if (known !== undefined) {
      this.touch(url, known);
      return known.picture;
    }
    const abort = new AbortController();
    const entry: Entry = { abort, bytes: 0, bitmap: null, picture: this.decode(url, abort.signal).then((bitmap) => {
      if (this.entries.get(url) !== entry) {
        bitmap.close();
        throw new Error('the picture is not wanted any more');
      }
      entry.bitmap = bitmap;
      entry.bytes = 4 * bitmap.width * bitmap.height;
      this.total += entry.bytes;
      this.evict(url);
      return pictureOf(bitmap);
    }) };
    this.entries.set(url, entry);
    entry.picture.catch(() => {
      if (this.entries.get(url) === entry) this.entries.delete(url);
    });
    return entry.picture;
  }

  /** Nobody waits for it any more: what is still being fetched is broken off, here and in the host. What is decoded stays. */
  giveUp(url: string): void {
    const entry = this.entries.get(url);
    if (entry === undefined || entry.bitmap !== null) return;
    this.entries.delete(url);
    entry.abort.abort();
  }

  clear(): void {
    for (const [url, entry] of [...this.entries]) this.drop(url, entry);
  }

  private touch(url: string, entry: Entry): void {
    this.entries.delete(url);
    this.entries.set(url, entry);
  }

  private evict(keep: string): void {
    // Beside a very large one there is room for the small ones that come next.
    const limit = Math.max(this.limit, (this.entries.get(this.shown ?? '')?.bytes ?? 0) + this.limit / 4);
    for (const [url, entry] of [...this.entries]) {
      if (this.total <= limit) return;
      if (url !== keep && url !== this.shown && entry.bitmap !== null) this.drop(url, entry);
    }
  }

  private drop(url: string, entry: Entry): void {
    this.entries.delete(url);
    this.total -= entry.bytes;
    entry.bitmap?.close();
  }
}

/** Pictures decoded ahead: the next two and the one before. */
const AHEAD = 3;

/** The host has no bytes for it; 404: the file is not where it was when its address was given out. */
export class PictureGone extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the host answered ${status}`);
    this.status = status;
  }
}

async function decodePicture(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(url, { credentials: 'omit', signal });
  if (!response.ok) throw new PictureGone(response.status);
  return createImageBitmap(await response.blob(), { imageOrientation: 'from-image' });
}

function pictureOf(bitmap: ImageBitmap): Picture {
  return { width: bitmap.width, height: bitmap.height, source: bitmap, levels: [] };
}
