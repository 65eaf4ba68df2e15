interface Waiting {
  /** What it is about; null: everything. */
  readonly subjects: ReadonlySet<string> | null;
  /** Checks it and starts writing. */
  start(): Promise<{ readonly saved: Promise<unknown>; readonly finish: () => Promise<void> }>;
  fail(error: unknown): void;
}

/**
 * Serves commits one after the other, as if each waited for the one before: checked against the state after it, folded
 * in order. Waiting commits about different samples cannot notice each other: they are checked and handed to the
 * journal together and share a flush.
 */
export class Queue {
  readonly #waiting: Waiting[] = [];
  #running = false;

  /** `check` decides, `write` starts the flush and says how to fold. */
  commit<C, R>(subjects: ReadonlySet<string> | null, check: () => Promise<C>, write: (checked: C) => { readonly saved: Promise<unknown>; readonly fold: () => Promise<R> }): Promise<R> {
    return new Promise((resolve, reject) => {
      this.#add({
        subjects,
        fail: reject,
        start: async () => {
          const { saved, fold } = write(await check());
          return { saved, finish: async () => { resolve(await fold()); } };
        },
      });
    });
  }

  /** Runs work while nothing else is being committed. */
  alone<R>(work: () => Promise<R>): Promise<R> {
    return this.commit(null, () => Promise.resolve(), () => {
      const result = work();
      return { saved: result.then(() => undefined, () => undefined), fold: () => result };
    });
  }

  #add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#running) return;
    this.#running = true;
    void this.#serve();
  }

  async #serve(): Promise<void> {
    for (let group = this.#nextGroup(); group.length > 0; group = this.#nextGroup()) {
      const started: { readonly of: Waiting; readonly saved: Promise<unknown>; readonly finish: () => Promise<void> }[] = [];
      for (const waiting of group) {
        try {
          started.push({ of: waiting, ...(await waiting.start()) });
        } catch (error) {
          waiting.fail(error);
        }
      }
      await Promise.allSettled(started.map((s) => s.saved));
      for (const { of, finish } of started) await finish().catch((error: unknown) => { of.fail(error); });
    }
    this.#running = false;
  }

  /** The first one, and those behind it that are about other samples. */
  #nextGroup(): readonly Waiting[] {
    const group: Waiting[] = [];
    const subjects = new Set<string>();
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (group.length > 0 && (next.subjects === null || [...next.subjects].some((s) => subjects.has(s)))) break;
      group.push(next);
      this.#waiting.shift();
      if (next.subjects === null) break;
      for (const s of next.subjects) subjects.add(s);
    }
    return group;
  }
}
