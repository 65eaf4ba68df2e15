import { SCREEN_EDGE } from '../../../shared/media/screen-copy';
import type { PictureDone, PictureJob } from '../../ports/picture-jobs';
import type { FileSystem } from '../../ports/file-system';
import type { ProcessPool } from '../../ports/process-pool';
import type { CacheFolder } from './cache';
import { fileContent, type Content } from './respond';
import { contentKey, type Located } from './samples';
import { Shared } from './shared-work';

const TIMEOUT_MS = 180_000;

interface Kept {
  /** Folder of the cache; `cache-limit.ts` knows it. */
  readonly folder: string;
  readonly extension: string;
  readonly type: string;
  readonly job: (path: string, to: string) => PictureJob;
}

const DISPLAY: Kept = { folder: 'display', extension: 'png', type: 'image/png', job: (path, to) => ({ do: 'display', path, to }) };
const SCREEN: Kept = { folder: 'screen', extension: 'webp', type: 'image/webp', job: (path, to) => ({ do: 'screen', path, to, edge: SCREEN_EDGE }) };

/** Pictures made once in the other process and kept as files; work that nobody waits for any more is given up. */
class MadePictures {
  readonly #fs: FileSystem;
  readonly #cache: CacheFolder;
  readonly #pool: ProcessPool;
  readonly #kept: Kept;
  readonly #making = new Shared<PictureDone>();

  constructor(fs: FileSystem, cache: CacheFolder, pool: ProcessPool, kept: Kept) {
    this.#fs = fs;
    this.#cache = cache;
    this.#pool = pool;
    this.#kept = kept;
  }

  /** Rejects with the FailureError of the process. */
  async get(located: Located, path: string, signal: AbortSignal): Promise<Content> {
    const { folder, extension, type, job } = this.#kept;
    const { key } = contentKey(located.sample);
    const name = `${folder}/${key.slice(0, 2)}/${key}.${extension}`;
    let kept = await this.#cache.stat(name);
    if (!kept) {
      await this.#cache.prepare(name);
      const to = this.#cache.path(name);
      await this.#making.join(name, signal, (abort) => this.#pool.run<PictureJob, PictureDone>('pictures', job(path, to), { signal: abort, priority: 'now', timeoutMs: TIMEOUT_MS }));
      kept = await this.#cache.stat(name);
      this.#cache.limit.added(name, kept?.size ?? 0);
    }
    return fileContent(this.#fs, this.#cache.path(name), type, kept?.size ?? 0, kept?.mtime ?? 0);
  }
}

/** Pictures that no browser shows (BMP by some, TIFF by none), as PNG. */
export const displayPictures = (fs: FileSystem, cache: CacheFolder, pool: ProcessPool): MadePictures => new MadePictures(fs, cache, pool, DISPLAY);

/** Smaller copies of very large pictures, shown until somebody looks closer. */
export const screenPictures = (fs: FileSystem, cache: CacheFolder, pool: ProcessPool): MadePictures => new MadePictures(fs, cache, pool, SCREEN);
