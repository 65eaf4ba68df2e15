/** Whoever wants to hear of something. */
export class Listeners<A extends readonly unknown[] = []> {
  private readonly all = new Set<(...args: A) => void>();

  /** The answer takes the listener away again. */
  add(listener: (...args: A) => void): () => void {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  /** Tells those that listened when it began. */
  tell(...args: A): void {
    for (const listener of [...this.all]) listener(...args);
  }
}
