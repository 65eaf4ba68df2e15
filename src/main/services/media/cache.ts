import { dirname, join } from 'node:path';
import { writeAll, type FileSystem } from '../../ports/file-system';
import { CacheLimit } from './cache-limit';

/**
 * Files that can always be made again, under one folder. Nothing here is ever an error for the caller: what cannot be
 * read is not there, what cannot be written (disk full, read-only) is not kept. Its size is limited (cache-limit.ts).
 */
export class CacheFolder {
  readonly #fs: FileSystem;
  readonly #dir: string;
  readonly #made = new Set<string>();
  readonly limit: CacheLimit;
  #counter = 0;

  constructor(fs: FileSystem, dir: string, limit?: number) {
    this.#fs = fs;
    this.#dir = dir;
    this.limit = new CacheLimit(fs, dir, limit);
  }

  /** Absolute path of a key such as `thumbs/256/ab/abcd….webp`. Keys are made by this service, never from outside. */
  path(key: string): string {
    return join(this.#dir, ...key.split('/'));
  }

  async get(key: string): Promise<Uint8Array | null> {
    try {
      const bytes = await this.#fs.read(this.path(key));
      this.limit.used(key);
      return bytes;
    } catch {
      return null;
    }
  }

  /** Size and time of a kept file, or null. */
  async stat(key: string): Promise<{ readonly size: number; readonly mtime: number } | null> {
    try {
      const info = await this.#fs.stat(this.path(key));
      if (info?.kind !== 'file') return null;
      this.limit.used(key);
      return info;
    } catch {
      return null;
    }
  }

  /** Makes the folder of a key; false when that is impossible. */
  async prepare(key: string): Promise<boolean> {
    const dir = dirname(this.path(key));
    if (this.#made.has(dir)) return true;
    try {
      await this.#fs.makeDir(dir, { private: true });
      this.#made.add(dir);
      return true;
    } catch {
      return false;
    }
  }

  /** Written beside and renamed, so that nobody reads half of it. False when it could not be kept. */
  async put(key: string, bytes: Uint8Array): Promise<boolean> {
    if (!(await this.prepare(key))) return false;
    const path = this.path(key);
    const beside = `${path}.${this.#counter++}.tmp`;
    try {
      // Left by a program that was killed.
      if ((await this.#fs.stat(beside)) !== null) await this.#fs.remove(beside);
      const file = await this.#fs.open(beside, 'create');
      try {
        await writeAll(file, beside, bytes, 0);
      } finally {
        await file.close();
      }
      await this.#fs.rename(beside, path);
      this.limit.added(key, bytes.length);
      return true;
    } catch {
      // Somebody may have deleted the cache while we ran: make the folder anew next time.
      this.#made.delete(dirname(path));
      await this.#fs.remove(beside).catch(() => undefined);
      return false;
    }
  }

  async rename(from: string, to: string): Promise<void> {
    if (!(await this.prepare(to))) return;
    await this.#fs.rename(this.path(from), this.path(to)).catch(() => undefined);
  }

  async remove(key: string): Promise<void> {
    await this.#fs.remove(this.path(key)).catch(() => undefined);
  }
}
