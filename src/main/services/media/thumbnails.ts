import type { PictureDone, PictureJob } from '../../ports/picture-jobs';
import { FailureError } from '../../../shared/kernel/result';
import { dataTypeOf, formatOfName, sniff } from '../../../shared/media/sniff';
import type { ProcessPool } from '../../ports/process-pool';
import type { CacheFolder } from './cache';
import { contentKey, newKey, type Located } from './samples';
import { Shared } from './shared-work';

/** Kept sizes: longer side in pixels. */
export const THUMBNAIL_EDGES = [128, 256, 512] as const;
const TIMEOUT_MS = 60_000;

export type Thumbnail = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly code: string };

/** The kept size for a wanted one: the next larger, at most the largest. */
export function edgeFor(wanted: number): number {
  return THUMBNAIL_EDGES.find((e) => e >= wanted) ?? 512;
}

/** A crash may leave half of a cached file: WebP says how long it is. */
export function wholeWebp(bytes: Uint8Array): boolean {
  if (sniff(bytes) !== 'webp') return false;
  const size = (bytes[4] ?? 0) + (bytes[5] ?? 0) * 0x100 + (bytes[6] ?? 0) * 0x10000 + (bytes[7] ?? 0) * 0x1000000;
  return bytes.length === size + 8 || bytes.length === size + 9;
}

const keyOf = (edge: number, key: string): string => `thumbs/${edge}/${key.slice(0, 2)}/${key}.webp`;

/** Thumbnails from the cache, else from the process pool. What failed is not tried again in this session. */
export class Thumbnails {
  readonly #cache: CacheFolder;
  readonly #pool: ProcessPool;
  readonly #failed = new Map<string, string>();
  readonly #making = new Shared<Thumbnail>();

  constructor(cache: CacheFolder, pool: ProcessPool) {
    this.#cache = cache;
    this.#pool = pool;
  }

  /** Never rejects, but for the abort of `signal` (FailureError 'cancelled'). `edge` is one of THUMBNAIL_EDGES. */
  async get(located: Located, edge: number, signal: AbortSignal): Promise<Thumbnail> {
    const { sample, path } = located;
    const { key, measured } = contentKey(sample);
    const format = sample.facts?.format ?? formatOfName(sample.path);
    if (dataTypeOf(format) === 'video') return this.#poster(key);
    if (dataTypeOf(format) !== 'image') return { ok: false, code: sample.facts && sample.facts.problem !== 'none' ? sample.facts.problem : 'none' };
    const kept = (await this.#kept(keyOf(edge, key))) ?? (measured ? await this.#adopt(edge, newKey(sample), key) : null);
    if (kept) return { ok: true, bytes: kept };
    if (path === null) return { ok: false, code: 'missing' };
    const failed = this.#failed.get(key);
    if (failed !== undefined) return { ok: false, code: failed };
    return this.#making.join(`${edge}/${key}`, signal, (abort) => this.#make(path, edge, key, abort));
  }

  async #kept(key: string): Promise<Uint8Array | null> {
    const bytes = await this.#cache.get(key);
    if (bytes === null || wholeWebp(bytes)) return bytes;
    await this.#cache.remove(key);
    return null;
  }

  /** A thumbnail made before the file was measured gets its lasting name. */
  async #adopt(edge: number, from: string, to: string): Promise<Uint8Array | null> {
    const bytes = await this.#kept(keyOf(edge, from));
    if (bytes) await this.#cache.rename(keyOf(edge, from), keyOf(edge, to));
    return bytes;
  }

  async #make(path: string, edge: number, key: string, signal: AbortSignal): Promise<Thumbnail> {
    try {
      const job: PictureJob = { do: 'thumbnail', path, edge };
      const done = await this.#pool.run<PictureJob, PictureDone>('pictures', job, { signal, priority: 'now', timeoutMs: TIMEOUT_MS });
      const bytes = new Uint8Array(done.bytes);
      // Answered first, kept afterwards: a slow or full disk delays nobody.
      void this.#cache.put(keyOf(edge, key), bytes);
      return { ok: true, bytes };
    } catch (error) {
      const code = error instanceof FailureError ? error.failure.code : 'unreadable';
      if (code === 'cancelled') throw error;
      if (code !== 'missing') this.#failed.set(key, code);
      return { ok: false, code };
    }
  }

  /** The window decodes video; what it handed over is here. */
  async #poster(hash: string): Promise<Thumbnail> {
    const bytes = await this.#cache.get(`poster/${hash.slice(0, 2)}/${hash}`);
    return bytes ? { ok: true, bytes } : { ok: false, code: 'none' };
  }
}
