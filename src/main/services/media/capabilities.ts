import type { MediaId } from '../../../shared/contract/api';

/** Random names for things, known to this session only. The oldest are forgotten when there are too many. */
export class Capabilities<T> {
  readonly #mint: () => MediaId;
  readonly #most: number;
  readonly #keyOf: ((value: T) => string) | null;
  readonly #values = new Map<MediaId, T>();
  readonly #ids = new Map<string, MediaId>();

  /** `keyOf`: the same key gets the same name again; null when every thing gets a new one. */
  constructor(mint: () => MediaId, most: number, keyOf: ((value: T) => string) | null) {
    this.#mint = mint;
    this.#most = most;
    this.#keyOf = keyOf;
  }

  mint(value: T): MediaId {
    const key = this.#keyOf?.(value);
    const known = key === undefined ? undefined : this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#mint();
    this.#values.set(id, value);
    if (key !== undefined) this.#ids.set(key, id);
    if (this.#values.size > this.#most) {
      const oldest = this.#values.keys().next();
      if (!oldest.done) this.take(oldest.value);
    }
    return id;
  }

  get(id: MediaId): T | null {
    return this.#values.get(id) ?? null;
  }

  /** Uses a name up. */
  take(id: MediaId): T | null {
    const value = this.#values.get(id);
    if (value === undefined) return null;
    this.#values.delete(id);
    const key = this.#keyOf?.(value);
    if (key !== undefined) this.#ids.delete(key);
    return value;
  }
}
