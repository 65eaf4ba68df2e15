/**
 * Loads something for the samples one can see. What has scrolled away before it came is cancelled; what came is kept
 * by the owner's cache. Listeners are told per sample, so that one cell is drawn when its picture arrives.
 */
export interface RangeLoader<K extends string> {
  /** The samples that are seen now in a place, most wanted first; none when the place is left. A range that scrolls is a `view`. */
  want(keys: readonly K[], place?: Place): void;
  /** Called when something came for `key`. */
  subscribe(key: K, listener: () => void): () => void;
  /** Asks again for these when they are wanted (their content changed); all when left out. */
  forget(keys?: readonly K[]): void;
  close(): void;
}

/** Where samples are seen at the same time: in a range that scrolls, or one by itself beside it. */
export type Place = 'view' | 'focus';

export interface RangeLoaderOptions<K extends string> {
  has(key: K): boolean;
  /** Loads all keys; calls `done` for each as it comes. Rejections only mean that the rest did not come. */
  load(keys: readonly K[], signal: AbortSignal, done: (key: K) => void): Promise<void>;
  drop(keys?: readonly K[]): void;
  /** Calls back once after a short while; answers with the way to prevent it. */
  after(ms: number, action: () => void): () => void;
}

interface Batch<K> { readonly left: Set<K>; readonly abort: AbortController }

/** While scrolling, ranges are asked for at most this often (ms). */
const PAUSE = 50;
/** Where nothing stays in sight between two wants, what is asked for would come too late: so long at most (ms) until somebody rests. */
const FLYING = 300;
/** How often a window wants something at most (ms). */
const FRAME = 16;
/** How often a sample is asked for that does not come; then not before it is forgotten. */
const MAX_FAILURES = 2;

export function createRangeLoader<K extends string>(options: RangeLoaderOptions<K>): RangeLoader<K> {
  const listeners = new Map<K, Set<() => void>>();
  const batches = new Set<Batch<K>>();
  const failures = new Map<K, number>();
  const places = new Map<Place, readonly K[]>();
  let wanted: readonly K[] = [];
  let cancel: (() => void) | null = null;
  let rested = true;
  let closed = false;
  /** Somebody wanted something a moment ago. */
  let moving = false;
  let stopMoving: (() => void) | null = null;
  /** Wants since the last start of which nothing was wanted before. */
  let flown = 0;

  function tell(key: K): void {
    for (const listener of listeners.get(key) ?? []) listener();
  }

  function start(): void {
    cancel = null;
    if (closed) return;
    flown = 0;
    rested = false;
    options.after(PAUSE, () => { rested = true; });
    const now = new Set(wanted);
    const coming = new Set<K>();
    for (const batch of batches) {
      if (batch.abort.signal.aborted) continue;
      if (![...batch.left].some((key) => now.has(key))) batch.abort.abort();
      else for (const key of batch.left) coming.add(key);
    }
    const missing = wanted.filter((key) => !coming.has(key) && !options.has(key) && (failures.get(key) ?? 0) < MAX_FAILURES);
    if (missing.length === 0) return;
    const batch: Batch<K> = { left: new Set(missing), abort: new AbortController() };
    batches.add(batch);
    options.load(missing, batch.abort.signal, (key) => {
      batch.left.delete(key);
      tell(key);
    }).catch(() => undefined).finally(() => {
      batches.delete(batch);
      if (!batch.abort.signal.aborted) for (const key of batch.left) failures.set(key, (failures.get(key) ?? 0) + 1);
      if (!closed && batch.left.size > 0 && [...batch.left].some((key) => wanted.includes(key))) cancel ??= options.after(PAUSE, start);
    });
  }

  return {
    want(keys, place = 'view') {
      const before = new Set(places.get(place));
      places.set(place, keys);
      wanted = [...new Set([...(places.get('view') ?? []), ...(places.get('focus') ?? [])])];
      if (place === 'focus') {
        if (keys.length > 0) cancel ??= options.after(rested ? 0 : PAUSE, start);
        return;
      }
      const flies = moving && !keys.some((key) => before.has(key));
      moving = true;
      stopMoving?.();
      stopMoving = options.after(PAUSE, () => { moving = false; });
      if (flies && flown < FLYING / FRAME) {
        flown++;
        cancel?.();
        cancel = options.after(PAUSE, start);
      }
      // Whoever comes after a rest does not wait.
      cancel ??= options.after(rested ? 0 : PAUSE, start);
    },
    subscribe(key, listener) {
      const set = listeners.get(key) ?? new Set();
      listeners.set(key, set);
      set.add(listener);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(key);
      };
    },
    forget(keys) {
      options.drop(keys);
      // What is on its way may be of before: it is asked for anew.
      for (const batch of batches) if (!keys || keys.some((key) => batch.left.has(key))) batch.abort.abort();
      if (keys) for (const key of keys) failures.delete(key);
      else failures.clear();
      cancel ??= options.after(0, start);
    },
    close() {
      closed = true;
      cancel?.();
      stopMoving?.();
      for (const batch of batches) batch.abort.abort();
      options.drop();
    },
  };
}
