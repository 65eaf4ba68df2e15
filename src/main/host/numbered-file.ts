/**
 * A small JSON value in write-once numbered files (`settings/000012.json`): the highest valid one counts, the last
 * three stay. A torn or damaged file costs the last change, never the rest.
 */
import type { FileSystem } from '../ports/file-system';
import { FileSystemError } from '../ports/file-system';
import { writeWhole } from './files';

const FILE = /^(\d{6,12})\.json$/;
const KEEP = 3;

export class NumberedFile<T> {
  readonly #fs: FileSystem;
  readonly #dir: string;
  readonly #check: (value: unknown) => T | null;
  #number = 0;
  #writing: Promise<void> = Promise.resolve();

  /** `check` returns the value when it is one, else null. */
  constructor(fs: FileSystem, dir: string, check: (value: unknown) => T | null) {
    this.#fs = fs;
    this.#dir = dir;
    this.#check = check;
  }

  /** The newest valid value; null when there is none. */
  async load(): Promise<T | null> {
    await this.#fs.makeDir(this.#dir, { private: true });
    let newest: T | null = null;
    for (const number of (await this.#numbers()).reverse()) {
      this.#number = Math.max(this.#number, number);
      newest ??= await this.#read(number);
    }
    return newest;
  }

  /** Resolves when it is on the disk; calls are served in order. */
  save(value: T): Promise<void> {
    const text = JSON.stringify(value);
    const done = this.#writing.then(async () => {
      this.#number++;
      await writeWhole(this.#fs, this.#path(this.#number), text);
      for (const number of await this.#numbers()) if (number <= this.#number - KEEP) await this.#fs.remove(this.#path(number));
    });
    this.#writing = done.catch(() => undefined);
    return done;
  }

  settled(): Promise<void> {
    return this.#writing;
  }

  async #read(number: number): Promise<T | null> {
    try {
      return this.#check(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await this.#fs.read(this.#path(number)))));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof TypeError || error instanceof FileSystemError) return null;
      throw error;
    }
  }

  async #numbers(): Promise<number[]> {
    const entries = await this.#fs.list(this.#dir);
    return entries.map((entry) => Number(FILE.exec(entry.name)?.[1] ?? 0)).filter((n) => n > 0).sort((a, b) => a - b);
  }

  #path(number: number): string {
    return `${this.#dir}/${String(number).padStart(6, '0')}.json`;
  }
}
