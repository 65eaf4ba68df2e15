import type { LossCounter } from './losses';
import { UniqueNames } from './unique-names';

/** Names of parts as names of files: letters, digits, `_` and `-`, each once. A part that must change its name is counted as a loss. */
export class PartNames {
  readonly #losses: LossCounter;
  readonly #unique = new UniqueNames();
  readonly #names = new Map<string, string>();

  constructor(losses: LossCounter) {
    this.#losses = losses;
  }

  /** The name for the files of `part`; call it once for every picture of the part, so that the loss has their number. */
  of(part: string): string {
    let name = this.#names.get(part);
    if (name === undefined) {
      name = this.#unique.take(part.replace(/[^\p{L}\p{M}\p{N}_-]/gu, '_'));
      this.#names.set(part, name);
    }
    if (name !== part) this.#losses.add(`part named ${part}`, name);
    return name;
  }
}
