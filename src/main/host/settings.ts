/** Settings of this person on this machine: small JSON in the application-data folder. */
import { FailureError } from '../../shared/kernel/result';
import type { FileSystem } from '../ports/file-system';
import { NumberedFile } from './numbered-file';

const MAX_KEYS = 500;
const MAX_VALUE_CHARS = 64 * 1024;

export class Settings {
  readonly #file: NumberedFile<Record<string, unknown>>;
  #values = new Map<string, unknown>();

  constructor(fs: FileSystem, dir: string) {
    this.#file = new NumberedFile(fs, dir, (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null));
  }

  async load(): Promise<void> {
    this.#values = new Map(Object.entries((await this.#file.load()) ?? {}));
  }

  all(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#values);
  }

  /** Resolves when it is on the disk. `null` takes the key away. */
  async set(key: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined || text.length > MAX_VALUE_CHARS) throw new FailureError({ code: 'setting-too-large', message: `The setting ${key} is too large to keep.`, details: { key } });
    if (!this.#values.has(key) && this.#values.size >= MAX_KEYS) throw new FailureError({ code: 'too-many-settings', message: 'There are too many settings.', details: { key } });
    if (value === null) this.#values.delete(key);
    else this.#values.set(key, value);
    await this.#file.save(this.all());
  }

  settled(): Promise<void> {
    return this.#file.settled();
  }
}
