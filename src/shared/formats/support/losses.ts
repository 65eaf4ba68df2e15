import type { Loss } from '../model';

/** Kind of the loss of a picture whose size the source does not state: the target has no size of it either. */
export const UNKNOWN_SIZE = 'size of a picture that nothing states';

/** Counts what a target cannot hold, in the order it was first met. */
export class LossCounter {
  readonly #counts = new Map<string, { kind: string; count: number; becomes: string | null }>();

  add(kind: string, becomes: string | null, count = 1): void {
    if (count === 0) return;
    const key = `${kind}\u0000${becomes ?? ''}`;
    const known = this.#counts.get(key);
    if (known) known.count += count;
    else this.#counts.set(key, { kind, count, becomes });
  }

  list(): readonly Loss[] {
    return [...this.#counts.values()];
  }
}
