/** Does something for a key, one at a time: however often it is asked for meanwhile, once more afterwards. */
export class OnceMore<K> {
  private readonly run: (key: K) => Promise<unknown>;
  /** Keys under way -> asked for again. */
  private readonly again = new Map<K, boolean>();

  /** A failure of `run` ends this round and nothing else. */
  constructor(run: (key: K) => Promise<unknown>) {
    this.run = run;
  }

  ask(key: K): void {
    if (this.again.has(key)) this.again.set(key, true);
    else void this.rounds(key);
  }

  private async rounds(key: K): Promise<void> {
    do {
      this.again.set(key, false);
      await this.run(key).catch(() => undefined);
    } while (this.again.get(key) === true);
    this.again.delete(key);
  }
}
