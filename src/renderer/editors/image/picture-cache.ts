import type { Picture } from '../../stage';

interface Entry {
  readonly picture: Promise<Picture>;
  bytes: number;
  bitmap: ImageBitmap | null;
}

/** Decoded pictures: about eight of twelve megapixels. */
const LIMIT = 400 * 1024 * 1024;

/**
 * Decoded pictures of one window, least recently used first out; their memory is given back at once (`close`), not
 * when the collector comes by. Pictures are decoded upright, whatever the file's orientation says.
 */
export class PictureCache {
  private readonly limit: number;
  private readonly entries = new Map<string, Entry>();
  private total = 0;

  constructor(limit = LIMIT) {
    this.limit = limit;
  }

  get bytes(): number {
    return this.total;
  }

  /** A picture that is there now. */
  peek(url: string): Picture | null {
    const entry = this.entries.get(url);
    if (entry === undefined || entry.bitmap === null) return null;
    this.touch(url, entry);
    return pictureOf(entry.bitmap);
  }

  /** The decoded picture; loads it once. Rejects when it cannot be read. */
  load(url: string): Promise<Picture> {
    const known = this.entries.get(url);
    if (known !== undefined) {
      this.touch(url, known);
      return known.picture;
    }
    const entry: Entry = { bytes: 0, bitmap: null, picture: decode(url).then((bitmap) => {
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

  clear(): void {
    for (const [url, entry] of [...this.entries]) this.drop(url, entry);
  }

  private touch(url: string, entry: Entry): void {
    this.entries.delete(url);
    this.entries.set(url, entry);
  }

  private evict(keep: string): void {
    for (const [url, entry] of [...this.entries]) {
      if (this.total <= this.limit) return;
      // The three used last stay, whatever their size: the one shown is among them.
      const recent = [...this.entries.keys()].slice(-3);
      if (url !== keep && entry.bitmap !== null && !recent.includes(url)) this.drop(url, entry);
    }
  }

  private drop(url: string, entry: Entry): void {
    this.entries.delete(url);
    this.total -= entry.bytes;
    entry.bitmap?.close();
  }
}

/** The host has no bytes for it; 404: the file is not where it was when its address was given out. */
export class PictureGone extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the host answered ${status}`);
    this.status = status;
  }
}

async function decode(url: string): Promise<ImageBitmap> {
  const response = await fetch(url, { credentials: 'omit' });
  if (!response.ok) throw new PictureGone(response.status);
  return createImageBitmap(await response.blob(), { imageOrientation: 'from-image' });
}

function pictureOf(bitmap: ImageBitmap): Picture {
  return { width: bitmap.width, height: bitmap.height, source: bitmap, levels: [] };
}
