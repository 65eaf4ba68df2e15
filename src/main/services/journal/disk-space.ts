/**
 * Room on the disk of a workspace: a warning while there is still time, and a reserve that is given up to write what was
 * done last. docs/reliability.md, "A full disk".
 */
import type { Failure } from '../../../shared/kernel/result';
import type { Clock } from '../../ports/clock';
import { writeAll, type FileSystem } from '../../ports/file-system';
import type { Random } from '../../ports/random';
import { isCode } from './failures';
import { paths } from './layout';

/** Below this many free bytes a person is warned; a warning goes when there are a tenth more. */
export const LOW_BYTES = 1_000_000_000;
/** Size of the reserve of a workspace that windows work in. */
export const RESERVE_BYTES = 16 * 1024 * 1024;
/** Looked at no more often than this, in ms. */
const EVERY_MS = 30_000;
const CHUNK = 1024 * 1024;

export interface DiskSpaceOptions {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly dir: string;
  /** Bytes of the reserve. */
  readonly reserve: number;
  readonly onWarning: (warning: Failure | null) => void;
}

export class DiskSpace {
  readonly #options: DiskSpaceOptions;
  #warning: Failure | null = null;
  #looked = -Infinity;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;
  /** The reserve was spent and not made again. */
  #spent = false;

  constructor(options: DiskSpaceOptions) {
    this.#options = options;
  }

  /** 'disk-low' or 'disk-reserve-used'; null: there is room. */
  get warning(): Failure | null {
    return this.#warning;
  }

  /** Looks at the disk when it was not looked at lately, and makes the reserve (again) when there is room for it. Never rejects. */
  look(): Promise<void> {
    const now = this.#options.clock.monotonic();
    if (now - this.#looked < EVERY_MS || this.#stopped) return this.#work;
    this.#looked = now;
    this.#work = this.#work.then(() => this.#check()).catch(() => undefined);
    return this.#work;
  }

  /** Gives the reserve up: true when there was one, so that trying again makes sense. */
  async giveUp(): Promise<boolean> {
    const { fs, dir } = this.#options;
    await this.#work;
    const path = paths.reserve(dir);
    const there = await fs.stat(path).catch(() => null);
    if (!there || there.size === 0) return false;
    try {
      await fs.remove(path);
      await fs.syncDir(paths.journal(dir)).catch(() => undefined);
    } catch {
      return false;
    }
    this.#spent = true;
    this.#warn({ code: 'disk-reserve-used', message: `The disk of ${dir} is full. What was done last was saved in space kept for this; free some space before going on.`, details: { path: dir } });
    return true;
  }

  /** Makes no reserve any more and waits for what runs. */
  stop(): Promise<void> {
    this.#stopped = true;
    return this.#work;
  }

  async #check(): Promise<void> {
    const { fs, dir, reserve } = this.#options;
    const free = await fs.free(dir);
    if (free === null) return;
    if (free >= LOW_BYTES + reserve && (await this.#make())) this.#spent = false;
    if (this.#spent && free < LOW_BYTES) return;
    const limit = this.#warning === null ? LOW_BYTES : 1.1 * LOW_BYTES;
    this.#warn(free < limit ? { code: 'disk-low', message: `Only ${Math.floor(free / 1e6)} MB are left on the disk of ${dir}.`, details: { path: dir, free } } : null);
  }

  /** A file of that size that takes its space: bytes that no file system can make smaller. True when it is there. */
  async #make(): Promise<boolean> {
    const { fs, random, dir, reserve } = this.#options;
    const path = paths.reserve(dir);
    const there = await fs.stat(path);
    if (there?.size === reserve) return true;
    if (there) await fs.remove(path);
    try {
      const file = await fs.open(path, 'create');
      try {
        for (let at = 0; at < reserve && !this.#stopped; at += CHUNK) await writeAll(file, path, random.bytes(Math.min(CHUNK, reserve - at)), at);
        await file.sync();
      } finally {
        await file.close();
      }
      if (!this.#stopped) return true;
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false;
    }
    // Half a reserve is none; the next start makes it anew.
    await fs.remove(path).catch(() => undefined);
    return false;
  }

  #warn(warning: Failure | null): void {
    const changed = this.#warning?.code !== warning?.code;
    this.#warning = warning;
    if (changed) this.#options.onWarning(warning);
  }
}
