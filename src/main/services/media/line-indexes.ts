import { concatBytes, equalBytes, toHex, utf8, type Sha256 } from '../../../shared/kernel/bytes';
import type { TextEncoding } from '../../../shared/domain/text-reading';
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

/** How the lines of a file are looked for. */
export interface LineLook {
  readonly csv: boolean;
  /** What a person said that it is in; null: what it looks like. */
  readonly encoding: TextEncoding | null;
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
  async get(path: string, { csv, encoding }: LineLook, size: number, mtime: number, signal?: AbortSignal): Promise<IndexedFile> {
    const look = `${csv ? 'csv' : 'txt'}${encoding === null ? '' : `/${encoding}`}:${path}`;
    const kept = this.#kept.get(look);
    if (kept && kept.size === size && kept.mtime === mtime) return kept;
    const name = toHex(this.#sha256(utf8(look)));
    const key = `lines/${name.slice(0, 2)}/${name}`;
    const bytes = await this.#cache.get(key);
    const index = bytes && this.#whole(bytes) && decodeIndex(bytes.subarray(HASH_BYTES), size, mtime);
    if (index && index.csv === csv) return this.#keep(look, { index, size, mtime });
    const done = await this.#pool.run<MeasureJob, LinesDone>('measure', { do: 'lines', path, csv, encoding }, { timeoutMs: TIMEOUT_MS, priority: 'soon', ...(signal ? { signal } : {}) });
    const found = { index: done.index, size: done.size, mtime: Math.floor(done.mtime) };
    const encoded = encodeIndex(found.index, found.size, found.mtime);
    void this.#cache.put(key, concatBytes(this.#sha256(encoded), encoded));
    return this.#keep(look, found);
  }

  /** A line in the wrong place would be another text: what is kept begins with its hash. */
  #whole(bytes: Uint8Array): boolean {
    return equalBytes(this.#sha256(bytes.subarray(HASH_BYTES)), bytes.subarray(0, HASH_BYTES));
  }

  #keep(look: string, file: IndexedFile): IndexedFile {
    this.#lines += file.index.count - (this.#kept.get(look)?.index.count ?? 0);
    this.#kept.delete(look);
    this.#kept.set(look, file);
    for (const [oldest, { index }] of this.#kept) {
      if (this.#lines <= MAX_LINES || oldest === look) break;
      this.#kept.delete(oldest);
      this.#lines -= index.count;
    }
    return file;
  }
}
