import type { Extra, LabelSink } from '../model';

/** Labels by name, told to the sink at first use; several files of one set share them. */
export class LabelTable {
  readonly #sink: LabelSink;
  readonly #byName = new Map<string, number>();

  constructor(sink: LabelSink) {
    this.#sink = sink;
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** Index of the label, telling it when it is new. */
  use(name: string, extra: Extra | null = null): number {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const index = this.#byName.size;
    this.#byName.set(name, index);
    this.#sink.label({ name, extra });
    return index;
  }
}
