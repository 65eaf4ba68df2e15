import { join } from 'node:path';
import type { FileSystem } from '../../ports/file-system';

/** Bytes that the kept thumbnails, posters, peaks and the like of one workspace may take together. */
export const CACHE_LIMIT = 4 * 2 ** 30;
/** Folders of the cache that belong to media; others (the state's snapshots) are not ours to empty. */
const KINDS = ['thumbs', 'display', 'screen', 'poster', 'peaks', 'lines'];
/** A sweep makes room for a while. */
const DOWN_TO = 0.8;
const HOUR = 3_600_000;
/** Uses that are remembered, and the last ones that are never swept: a window may be about to read them. */
const MAX_USED = 100_000;
const RECENT = 512;

interface Kept {
  readonly key: string;
  readonly size: number;
  readonly hour: number;
}

/**
 * Keeps the cache below its limit: files that nobody used since the program started go first, the oldest ones before the
 * others, then those whose last use is longest ago. Works beside everything else: what is swept while it is wanted is
 * made anew. Memory does not grow with the number of files.
 */
export class CacheLimit {
  readonly #fs: FileSystem;
  readonly #dir: string;
  readonly #limit: number;
  /** Keys in the order of their last use. */
  readonly #used = new Set<string>();
  /** Bytes on the disk; null before they were first counted. */
  #bytes: number | null = null;
  /** Bytes that were added while a sweep counted. */
  #meanwhile = 0;
  #trigger: number;
  #sweeping: Promise<void> | null = null;
  #stopped = false;

  constructor(fs: FileSystem, dir: string, limit = CACHE_LIMIT) {
    this.#fs = fs;
    this.#dir = dir;
    this.#limit = limit;
    this.#trigger = limit;
  }

  used(key: string): void {
    this.#used.delete(key);
    this.#used.add(key);
    if (this.#used.size > MAX_USED) for (const oldest of this.#used) {
      this.#used.delete(oldest);
      break;
    }
  }

  /** A file of so many bytes was written. Counting and sweeping happen in the background. */
  added(key: string, bytes: number): void {
    this.used(key);
    this.#meanwhile += bytes;
    if (this.#bytes !== null) this.#bytes += bytes;
    if (this.#sweeping || this.#stopped || (this.#bytes !== null && this.#bytes <= this.#trigger)) return;
    this.#sweeping = this.#sweepAll().catch(() => undefined).finally(() => void (this.#sweeping = null));
  }

  /** Resolves when nothing is being swept. */
  async settled(): Promise<void> {
    await this.#sweeping;
  }

  /** Nothing more is swept. */
  stop(): void {
    this.#stopped = true;
  }

  /** Again, when much was written meanwhile. */
  async #sweepAll(): Promise<void> {
    do await this.#sweep();
    while (!this.#stopped && (this.#bytes ?? 0) > this.#trigger);
  }

  async #sweep(): Promise<void> {
    this.#meanwhile = 0;
    let total = 0;
    const hours = new Map<number, number>();
    for await (const { key, size, hour } of this.#walk()) {
      total += size;
      if (!this.#used.has(key)) hours.set(hour, (hours.get(hour) ?? 0) + size);
    }
    let excess = total > this.#limit ? total - this.#limit * DOWN_TO : 0;
    if (excess > 0) {
      const before = excess;
      excess -= await this.#sweepUnused(cutoff(hours, excess), excess);
      if (excess > 0) excess -= await this.#sweepUsed(excess);
      total -= before - excess;
    }
    this.#bytes = total + this.#meanwhile;
    // Where everything is in use right now there is nothing to gain by trying again at once.
    this.#trigger = Math.max(this.#limit, total + this.#limit * (1 - DOWN_TO) / 2);
  }

  async #sweepUnused(last: number, excess: number): Promise<number> {
    let freed = 0;
    for await (const { key, size, hour } of this.#walk()) {
      if (freed >= excess) break;
      if (hour <= last && !this.#used.has(key)) freed += await this.#remove(key, size);
    }
    return freed;
  }

  async #sweepUsed(excess: number): Promise<number> {
    let freed = 0;
    for (const key of [...this.#used].slice(0, -RECENT)) {
      if (freed >= excess || this.#stopped) break;
      const info = await this.#fs.stat(this.#path(key)).catch(() => null);
      this.#used.delete(key);
      if (info?.kind === 'file') freed += await this.#remove(key, info.size);
    }
    return freed;
  }

  /** Bytes that became free. A file that is open elsewhere may refuse (Windows): it stays. */
  async #remove(key: string, size: number): Promise<number> {
    return this.#fs.remove(this.#path(key)).then(() => size, () => 0);
  }

  #path(key: string): string {
    return join(this.#dir, ...key.split('/'));
  }

  async *#walk(): AsyncIterable<Kept> {
    const folders = [...KINDS].reverse();
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const entries = await this.#fs.list(this.#path(folder)).catch(() => []);
      for (const { name, kind } of entries) {
        if (this.#stopped) return;
        const key = `${folder}/${name}`;
        if (kind === 'folder') folders.push(key);
        if (kind !== 'file') continue;
        const info = await this.#fs.stat(this.#path(key)).catch(() => null);
        if (info?.kind === 'file') yield { key, size: info.size, hour: Math.floor(info.mtime / HOUR) };
      }
    }
  }
}

/** The latest hour whose files must go so that `excess` bytes become free. */
function cutoff(hours: ReadonlyMap<number, number>, excess: number): number {
  let freed = 0;
  for (const [hour, bytes] of [...hours].sort(([a], [b]) => a - b)) {
    freed += bytes;
    if (freed >= excess) return hour;
  }
  return Number.MAX_SAFE_INTEGER;
}
