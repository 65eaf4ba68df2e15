import { concatBytes, equalBytes, toHex, utf8, type Sha256 } from '../../../shared/kernel/bytes';
import { decodeIndex, encodeIndex } from '../../../shared/media/text/index-file';
import type { LineIndex } from '../../../shared/media/text/lines';
import type { LinesDone, MeasureJob } from '../../ports/measure-jobs';
import type { ProcessPool } from '../../ports/process-pool';
import type { CacheFolder } from './cache';

/** Lines of all indexes kept in memory together. */
const MAX_LINES = 4_000_000;
const TIMEOUT_MS = 600_000;
const HASH_BYTES = 32;

export interface IndexedFile {
  readonly index: LineIndex;
  readonly size: number;
  readonly mtime: number;
}

/** Where the lines of text files lie: in memory, else in the cache, else found by the process `measure`. */
export class LineIndexes {
  readonly #pool: ProcessPool;
  readonly #cache: CacheFolder;
  readonly #sha256: Sha256;
  readonly #kept = new Map<string, IndexedFile>();
  #lines = 0;

  constructor(pool: ProcessPool, cache: CacheFolder, sha256: Sha256) {
    this.#pool = pool;
    this.#cache = cache;
    this.#sha256 = sha256;
  }

  /** The index of a file in the state of `size` and `mtime`. Rejects with a FailureError when the file cannot be read. */
  async get(path: string, csv: boolean, size: number, mtime: number, signal?: AbortSignal): Promise<IndexedFile> {
    const kept = this.#kept.get(path);
    if (kept && kept.size === size && kept.mtime === mtime && kept.index.csv === csv) return kept;
    const name = toHex(this.#sha256(utf8(`${csv ? 'csv' : 'txt'}:${path}`)));
    const key = `lines/${name.slice(0, 2)}/${name}`;
    const bytes = await this.#cache.get(key);
    const index = bytes && this.#whole(bytes) && decodeIndex(bytes.subarray(HASH_BYTES), size, mtime);
    if (index && index.csv === csv) return this.#keep(path, { index, size, mtime });
    const done = await this.#pool.run<MeasureJob, LinesDone>('measure', { do: 'lines', path, csv }, { timeoutMs: TIMEOUT_MS, priority: 'soon', ...(signal ? { signal } : {}) });
    const found = { index: done.index, size: done.size, mtime: Math.floor(done.mtime) };
    const encoded = encodeIndex(found.index, found.size, found.mtime);
    void this.#cache.put(key, concatBytes(this.#sha256(encoded), encoded));
    return this.#keep(path, found);
  }

  /** A line in the wrong place would be another text: what is kept begins with its hash. */
  #whole(bytes: Uint8Array): boolean {
    return equalBytes(this.#sha256(bytes.subarray(HASH_BYTES)), bytes.subarray(0, HASH_BYTES));
  }

  #keep(path: string, file: IndexedFile): IndexedFile {
    this.#lines += file.index.count - (this.#kept.get(path)?.index.count ?? 0);
    this.#kept.delete(path);
    this.#kept.set(path, file);
    for (const [oldest, { index }] of this.#kept) {
      if (this.#lines <= MAX_LINES || oldest === path) break;
      this.#kept.delete(oldest);
      this.#lines -= index.count;
    }
    return file;
  }
}
