/** Things to be undone together: listeners, timers, files. Closed in the opposite order of adding. */
export class Scope {
  private readonly disposals: (() => void | Promise<void>)[] = [];
  private ended: Promise<void> | null = null;

  /** Remembers what to undo. Runs it at once when the scope is already closed. */
  add(dispose: () => void | Promise<void>): void {
    if (this.ended) this.ended = this.ended.then(dispose);
    else this.disposals.push(dispose);
  }

  get closed(): boolean {
    return this.ended !== null;
  }

  /** Undoes everything, once; also after an error, which is thrown at the end (several as an AggregateError). */
  close(): Promise<void> {
    this.ended ??= this.run();
    return this.ended;
  }

  private async run(): Promise<void> {
    const errors: unknown[] = [];
    for (let dispose = this.disposals.pop(); dispose; dispose = this.disposals.pop()) {
      try {
        await dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, 'several things could not be closed');
  }
}
