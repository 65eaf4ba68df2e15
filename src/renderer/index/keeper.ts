/**
 * Who may write to the database of this workspace: one window at a time, elected with a Web Lock. All windows read it
 * when they open; the others hear the same patches and write nothing. Writes go one after the other.
 */
import type { IndexStore } from './store/types';

/** The part of Web Locks that is used; null where there is none (then this window writes). */
export interface Locks {
  request(name: string, options: { readonly ifAvailable?: boolean; readonly signal?: AbortSignal }, callback: (lock: object | null) => Promise<void>): Promise<void>;
}

export interface Keeper {
  read<T>(work: (store: IndexStore) => Promise<T>): Promise<T>;
  /** Does nothing unless this window is the writer. */
  write(work: (store: IndexStore) => Promise<void>): void;
  /** Written by every window: its own outbox, drafts, view state. */
  own<T>(work: (store: IndexStore) => Promise<T>): Promise<T>;
  /** Once, when there is nothing better to do; the last action under a key counts. */
  whenIdle(key: string, action: () => void): void;
  isWriter(): boolean;
  /** Resolves when all writes that were asked for are done. */
  settled(): Promise<void>;
  close(): void;
}

export interface KeeperOptions {
  readonly store: IndexStore;
  readonly locks: Locks | null;
  readonly lockName: string;
  /** Calls back when the window has time; answers with the way to prevent it. */
  readonly idle: (action: () => void) => () => void;
  /** The writer before us is gone: what it wrote may lag behind what we know. */
  onElected(): void;
}

/** Resolves when it is known whether this window writes now. */
export async function createKeeper(options: KeeperOptions): Promise<Keeper> {
  const { store, locks, lockName } = options;
  let writer = locks === null;
  let queue: Promise<unknown> = Promise.resolve();
  const idle = new Map<string, () => void>();
  const stop = new AbortController();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));

  if (locks) {
    await new Promise<void>((known) => {
      locks.request(lockName, { ifAvailable: true }, (lock) => {
        writer = lock !== null;
        known();
        return lock ? held : Promise.resolve();
      }).catch(known);
    });
    if (!writer) {
      locks.request(lockName, { signal: stop.signal }, () => {
        writer = true;
        options.onElected();
        return held;
      }).catch(() => undefined);
    }
  }

  return {
    read: (work) => work(store),
    write(work) {
      if (writer) queue = queue.then(() => work(store)).catch(() => undefined);
    },
    own: (work) => work(store),
    whenIdle(key, action) {
      idle.get(key)?.();
      const cancel = options.idle(() => {
        idle.delete(key);
        action();
      });
      idle.set(key, cancel);
    },
    isWriter: () => writer,
    settled: async () => void (await queue),
    close() {
      stop.abort();
      for (const cancel of idle.values()) cancel();
      idle.clear();
      writer = false;
      release();
      void queue.finally(() => store.close());
    },
  };
}
