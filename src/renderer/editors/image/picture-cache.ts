import { pictureDecoder, type Reduced } from '../../media/picture-decoder';
import type { Picture } from '../../stage';

interface Entry {
  readonly picture: Promise<Picture>;
  readonly abort: AbortController;
  bytes: number;
  bitmap: ImageBitmap | null;
  reduced: Reduced | null;
  /** Who wants to see the reduced one until the whole one is there. */
  readonly early: ((picture: Picture) => void)[];
}

/** `reduced` may be called once before the whole picture is there. */
type Decode = (url: string, signal: AbortSignal, reduced: (reduced: Reduced) => void) => Promise<ImageBitmap>;

/** Decoded pictures: about eight of twelve megapixels. */
const LIMIT = 400 * 1024 * 1024;

/**
 * Decoded pictures of one window, least recently used first out; their memory is given back at once (`close`), not
 * when the collector comes by. Pictures are decoded upright, whatever the file's orientation says. The one shown stays
 * whatever its size.
 */
export class PictureCache {
  private readonly limit: number;
  private readonly decode: Decode;
  private shown: string | null = null;
  private readonly entries = new Map<string, Entry>();
  private total = 0;

  constructor(limit = LIMIT, decode: Decode = (url, signal, reduced) => pictureDecoder.decode(new URL(url, location.href).href, signal, reduced)) {
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
    return pictureOf(entry.bitmap, entry.reduced);
  }

  /**
   * The decoded picture, to be shown; loads it once. `early` may be called before with the same picture in fewer
   * pixels, as sharp when all of it is in sight. Rejects when it cannot be read.
   */
  load(url: string, early?: (picture: Picture) => void): Promise<Picture> {
    this.shown = url;
    // A scan of hundreds of megabytes that is shown no more goes before the next one is decoded beside it.
    this.evict(url);
    const picture = this.fetch(url);
    const entry = this.entries.get(url);
    if (early === undefined || entry === undefined || entry.bitmap !== null) return picture;
    if (entry.reduced === null) entry.early.push(early);
    else early(reducedPicture(entry.reduced));
    return picture;
  }

  /** Settles when nothing of this picture is on its way any more. */
  async settled(url: string): Promise<void> {
    await this.entries.get(url)?.picture.catch(() => undefined);
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
    const early: Entry['early'] = [];
    const reduced = (smaller: Reduced): void => {
      entry.reduced = smaller;
      for (const tell of early.splice(0)) tell(reducedPicture(smaller));
    };
    const entry: Entry = { abort, bytes: 0, bitmap: null, reduced: null, early, picture: this.decode(url, abort.signal, reduced).then((bitmap) => {
      if (this.entries.get(url) !== entry) {
        bitmap.close();
        throw new Error('the picture is not wanted any more');
      }
      entry.bitmap = bitmap;
      entry.bytes = bytesOf(bitmap) + (entry.reduced === null ? 0 : bytesOf(entry.reduced.bitmap));
      this.total += entry.bytes;
      this.evict(url);
      return pictureOf(bitmap, entry.reduced);
    }) };
    this.entries.set(url, entry);
    entry.picture.catch(() => {
      if (this.entries.get(url) === entry) this.entries.delete(url);
    });
    return entry.picture;
  }

  /** Nobody waits for it any more: what is still being fetched is broken off, here and in the host. What is decoded stays; the reduced one may be on a screen, and is left to the collector. */
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
    entry.reduced?.bitmap.close();
  }
}

/** Pictures decoded ahead: the next two and the one before. */
const AHEAD = 3;

function bytesOf(bitmap: ImageBitmap): number {
  return 4 * bitmap.width * bitmap.height;
}

function pictureOf(bitmap: ImageBitmap, reduced: Reduced | null): Picture {
  return { width: bitmap.width, height: bitmap.height, source: bitmap, levels: reduced === null ? [] : [{ width: reduced.bitmap.width, source: reduced.bitmap }] };
}

/** The reduced one for the whole: as large on the stage. */
function reducedPicture({ bitmap, whole }: Reduced): Picture {
  return { ...whole, source: bitmap, levels: [] };
}
