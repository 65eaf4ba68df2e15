import { fromUtf8, utf8 } from '../../../shared/kernel/bytes';
import type { DatasetId, RootId } from '../../../shared/kernel/ids';
import type { CacheFolder } from '../media';

/**
 * Which file (`FileInfo.identity`) was seen at a path when its content was last compared. Only kept for files that
 * share size and time with another one, because of these alone a swap cannot be told otherwise. A cache: without it
 * the files are read again.
 */
export class SeenFiles {
  readonly #cache: CacheFolder;
  readonly #key: string;
  readonly #before: Readonly<Record<string, unknown>>;
  readonly #now: Record<string, string> = Object.create(null) as Record<string, string>;

  private constructor(cache: CacheFolder, key: string, before: Readonly<Record<string, unknown>>) {
    this.#cache = cache;
    this.#key = key;
    this.#before = before;
  }

  static async open(cache: CacheFolder, dataset: DatasetId, root: RootId): Promise<SeenFiles> {
    const key = `seen/${dataset}-${root}.json`;
    return new SeenFiles(cache, key, parse(await cache.get(key)));
  }

  /** The file at the path is the one whose content was compared last, and nobody wrote to it since. */
  knows(path: string, identity: string): boolean {
    if (identity === '' || this.#before[path] !== identity) return false;
    this.#now[path] = identity;
    return true;
  }

  /** The content of the file was compared. */
  compared(path: string, identity: string): void {
    if (identity !== '') this.#now[path] = identity;
  }

  async keep(): Promise<void> {
    const paths = Object.keys(this.#now);
    if (paths.length === Object.keys(this.#before).length && paths.every((path) => this.#before[path] === this.#now[path])) return;
    await this.#cache.put(this.#key, utf8(JSON.stringify(this.#now)));
  }
}

function parse(bytes: Uint8Array | null): Readonly<Record<string, unknown>> {
  const none = Object.create(null) as Record<string, unknown>;
  try {
    const value: unknown = JSON.parse((bytes && fromUtf8(bytes)) ?? 'null');
    return typeof value === 'object' && value !== null ? Object.assign(none, value) : none;
  } catch {
    return none;
  }
}
