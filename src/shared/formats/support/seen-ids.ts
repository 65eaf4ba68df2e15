const PAGE_BITS = 16;
const MAX_PAGES = 65_536;
const MAX_TEXTS = 2_000_000;

/**
 * Which ids occurred already: numbers in pages of bits (a million ids in a row take 125 kB), texts in a set.
 * `complete` turns false when there were more than it keeps; then it answers false for the rest.
 */
export class SeenIds {
  readonly #pages = new Map<number, Uint32Array>();
  readonly #texts = new Set<string>();
  complete = true;

  /** True when this id was there before. `number` is a whole number below 2^32, or -1 to go by the text. */
  seen(number: number, text: string): boolean {
    if (number < 0) {
      if (this.#texts.has(text)) return true;
      if (this.#texts.size < MAX_TEXTS) this.#texts.add(text);
      else this.complete = false;
      return false;
    }
    const high = Math.floor(number / 2 ** PAGE_BITS);
    let page = this.#pages.get(high);
    if (!page) {
      // Scattered ids would take a page each: those go to the set.
      if (this.#pages.size >= MAX_PAGES / 32 && this.#pages.size * 64 > this.#count) return this.seen(-1, text);
      page = new Uint32Array(2 ** PAGE_BITS / 32);
      this.#pages.set(high, page);
    }
    const low = number & (2 ** PAGE_BITS - 1);
    const word = low >>> 5;
    const bit = 1 << (low & 31);
    const before = ((page[word] as number) & bit) !== 0;
    page[word] = (page[word] as number) | bit;
    this.#count++;
    return before;
  }

  #count = 0;
}
