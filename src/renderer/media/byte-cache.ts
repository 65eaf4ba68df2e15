/** Values of known size, least recently used first out; those that hold something are closed when they leave. */
export interface ByteCache<T> {
  get(key: string): T | undefined;
  /** Puts a value of `bytes`; a value under the same key is closed. */
  set(key: string, value: T, bytes: number): void;
  delete(key: string): void;
  clear(): void;
  readonly bytes: number;
  readonly size: number;
}

/** A cache of at most `limit` bytes; one value larger than the limit is still kept until the next comes. */
export function createByteCache<T>(limit: number, close: (value: T) => void): ByteCache<T> {
  const entries = new Map<string, { readonly value: T; readonly bytes: number }>();
  let total = 0;
  function remove(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    total -= entry.bytes;
    close(entry.value);
  }
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, bytes) {
      remove(key);
      entries.set(key, { value, bytes });
      total += bytes;
      for (const oldest of entries.keys()) {
        if (total <= limit || oldest === key) break;
        remove(oldest);
      }
    },
    delete: remove,
    clear() {
      for (const key of [...entries.keys()]) remove(key);
    },
    get bytes() { return total; },
    get size() { return entries.size; },
  };
}
