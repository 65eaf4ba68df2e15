import type { PictureDone, PictureJob } from '../../ports/picture-jobs';
import type { FileSystem } from '../../ports/file-system';
import type { ProcessPool } from '../../ports/process-pool';
import type { CacheFolder } from './cache';
import { fileContent, type Content } from './respond';
import { contentKey, type Located } from './samples';
import { Shared } from './shared-work';

const TIMEOUT_MS = 180_000;

/** Pictures that no browser shows (BMP by some, TIFF by none), as PNG made once and kept. */
export class DisplayPictures {
  readonly #fs: FileSystem;
  readonly #cache: CacheFolder;
  readonly #pool: ProcessPool;
  readonly #making = new Shared<PictureDone>();

  constructor(fs: FileSystem, cache: CacheFolder, pool: ProcessPool) {
    this.#fs = fs;
    this.#cache = cache;
    this.#pool = pool;
  }

  /** Rejects with the FailureError of the process. */
  async get(located: Located, path: string, signal: AbortSignal): Promise<Content> {
    const { key } = contentKey(located.sample);
    const name = `display/${key.slice(0, 2)}/${key}.png`;
    let kept = await this.#cache.stat(name);
    if (!kept) {
      await this.#cache.prepare(name);
      const to = this.#cache.path(name);
      await this.#making.join(name, signal, (abort) => this.#pool.run<PictureJob, PictureDone>('pictures', { do: 'display', path, to }, { signal: abort, priority: 'now', timeoutMs: TIMEOUT_MS }));
      kept = await this.#cache.stat(name);
      this.#cache.limit.added(name, kept?.size ?? 0);
    }
    return fileContent(this.#fs, this.#cache.path(name), 'image/png', kept?.size ?? 0, kept?.mtime ?? 0);
  }
}
