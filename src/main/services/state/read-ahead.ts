import type { BlobRef } from '../../../shared/events/envelope';
import type { Hash } from '../../../shared/kernel/ids';

/** Blobs that are read at the same time: the disk is never idle, and no more than 16 MiB wait. */
const AT_ONCE = 4;

type Read = (ref: BlobRef) => Promise<Uint8Array>;

/** Reads blobs that were announced before they are asked for. What was not announced is read when it is asked for. */
export class ReadAhead {
  readonly #read: Read;
  readonly #reading = new Map<Hash, Promise<Uint8Array>>();
  #queue: readonly BlobRef[] = [];
  #next = 0;

  constructor(read: Read) {
    this.#read = read;
  }

  /** Announces what will be asked for next; what was announced before and not asked for is forgotten. */
  expect(queue: readonly BlobRef[]): void {
    this.#reading.clear();
    this.#queue = queue;
    this.#next = 0;
    this.#top();
  }

  /** The bytes; rejects as the reading did. */
  async read(ref: BlobRef): Promise<Uint8Array> {
    const reading = this.#reading.get(ref.hash);
    if (!reading) return this.#read(ref);
    const bytes = await reading.finally(() => {
      this.#reading.delete(ref.hash);
    });
    this.#top();
    return bytes;
  }

  #top(): void {
    while (this.#reading.size < AT_ONCE) {
      const ref = this.#queue[this.#next++];
      if (ref === undefined) return;
      if (this.#reading.has(ref.hash)) continue;
      const bytes = this.#read(ref);
      // Who asks for it hears of it; nobody may ask.
      bytes.catch(() => undefined);
      this.#reading.set(ref.hash, bytes);
    }
  }
}
