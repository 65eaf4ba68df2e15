/**
 * The window's typed client: one contract over whatever channel there is. Comes back by itself after a lost
 * connection and says when the window must catch up.
 */
import type { AnswerOf, Cursor, PushName, Pushes, RequestName, RequestOf } from '../../shared/contract/api';
import type { Channel } from '../../shared/contract/channel';
import { Requester } from '../../shared/contract/requester';
import { FailureError } from '../../shared/kernel/result';
import type { WindowClock } from './clock';
import { gate, orAborted } from './gate';

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** Trying again by itself; `attempt` counts from 1. */
  | { readonly kind: 'lost'; readonly attempt: number }
  /** Over; `why` is a failure code. */
  | { readonly kind: 'ended'; readonly why: string };

export interface Client {
  /**
   * Waits while the connection is being made or remade. Reading requests that a lost connection cut off are asked
   * again by themselves; any other rejects with 'disconnected' and whether it was done is not known.
   */
  request<N extends RequestName>(name: N, body: RequestOf<N>, options?: { readonly signal?: AbortSignal }): Promise<AnswerOf<N>>;
  /** `mine`: this window caused it. Returns the way to stop listening. */
  onPush<N extends PushName>(topic: N, listener: (body: Pushes[N], mine: boolean) => void): () => void;
  connection(): Connection;
  onConnection(listener: (connection: Connection) => void): () => void;
  /** Pushes may have been missed: everything read from the state must be read again. */
  onStale(listener: () => void): () => void;
  close(): void;
}

/** Asking again what was cut off does no harm. */
const READS: ReadonlySet<RequestName> = new Set<RequestName>([
  'app.info', 'places.start', 'places.browse', 'places.kinds', 'places.resolve', 'workspaces.recent', 'workspace.current', 'state.catalog', 'state.columns', 'state.catch-up',
  'sample.open', 'sample.works', 'history.state', 'label.delete-preview', 'dataset.found-labels', 'dataset.text-preview', 'dataset.folder-preview', 'media.address', 'media.codecs', 'media.pack', 'media.texts', 'cache.get',
  'import.preview', 'export.preview', 'tasks.list', 'settings.get', 'settings.set', 'cache.put', 'task.cancel',
]);

export const BACKOFF_MS = [100, 200, 400, 800, 1600, 3000] as const;
/** A host that has not greeted after this is none (a stranger on our port, a program that hangs): another try. */
export const PATIENCE_MS = 10_000;
/** A line that breaks sooner after it opened counts as one more failed try: what breaks it at once would break it at once again. */
export const STEADY_MS = 1000;

export interface ClientOptions {
  /** Opens a channel; called again after each loss. */
  readonly open: () => Channel;
  readonly clock: WindowClock;
}

export function createClient({ open, clock }: ClientOptions): Client {
  const pushes = new Map<PushName, Set<(body: never, mine: boolean) => void>>();
  const connectionListeners = new Set<(connection: Connection) => void>();
  const staleListeners = new Set<() => void>();
  let connection: Connection = { kind: 'connecting' };
  let ready = gate();
  let cursor: Cursor | null = null;
  let boot: string | null = null;
  let stopTrying: () => void = () => undefined;
  let current: Requester | null = null;

  const become = (next: Connection): void => {
    connection = next;
    for (const listener of [...connectionListeners]) listener(next);
  };

  function start(attempt: number): void {
    const channel = open();
    const requester = new Requester(channel);
    let openedAt = Number.POSITIVE_INFINITY;
    current = requester;
    const stopWaiting = clock.after(PATIENCE_MS, () => channel.close({ kind: 'gone', detail: 'no-greeting' }));
    channel.onClose((why) => {
      stopWaiting();
      if (current !== requester) return;
      current = null;
      if (connection.kind === 'open') ready = gate();
      if (why.kind === 'ended') {
        become({ kind: 'ended', why: why.detail });
        return ready.refuse(new FailureError({ code: 'session-ended', message: 'The session with the host is over.', details: { why: why.detail } }));
      }
      const next = clock.monotonic() - openedAt >= STEADY_MS ? 1 : attempt + 1;
      become({ kind: 'lost', attempt: next });
      stopTrying = clock.after(BACKOFF_MS[Math.min(next - 1, BACKOFF_MS.length - 1)] ?? 3000, () => start(next));
    });
    for (const [topic, listeners] of pushes) listen(requester, topic, listeners);
    requester.hello().then(async (hello) => {
      stopWaiting();
      const missed = boot !== null && (await missedPushes(requester, boot === hello.boot));
      if (current !== requester) return;
      boot = hello.boot;
      openedAt = clock.monotonic();
      become({ kind: 'open' });
      ready.open(requester);
      if (missed) for (const listener of [...staleListeners]) listener();
    }).catch(() => undefined);
  }

  /** Asks for what was pushed meanwhile; true when the host cannot tell any more. */
  async function missedPushes(requester: Requester, sameHost: boolean): Promise<boolean> {
    if (cursor === null) return true;
    if (!sameHost) return true;
    try {
      return (await requester.request('state.catch-up', { cursor })).stale;
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'disconnected') throw error;
      return true;
    }
  }

  function listen(requester: Requester, topic: PushName, listeners: ReadonlySet<(body: never, mine: boolean) => void>): void {
    let own: string | null = null;
    requester.hello().then((hello) => (own = hello.origin), () => undefined);
    requester.onPush(topic, (body, origin) => {
      for (const listener of [...listeners]) (listener as (body: unknown, mine: boolean) => void)(body, origin !== null && origin === own);
    });
  }

  function setOf(topic: PushName): Set<(body: never, mine: boolean) => void> {
    let set = pushes.get(topic);
    if (!set) {
      set = new Set();
      pushes.set(topic, set);
      if (current) listen(current, topic, set);
    }
    return set;
  }

  setOf('state.patch').add((patch: Pushes['state.patch']) => (cursor = patch.cursor));
  start(0);

  return {
    async request(name, body, options) {
      for (;;) {
        const requester = await orAborted(ready.wait(), options?.signal);
        try {
          const answer = await requester.request(name, body, options);
          const seen = (answer as { readonly cursor?: Cursor }).cursor;
          if (seen !== undefined && name.startsWith('state.')) cursor = seen;
          return answer;
        } catch (error) {
          if (!(error instanceof FailureError && error.failure.code === 'disconnected' && READS.has(name))) throw error;
          // The channel tells of its end before its requests do, so the gate is shut already.
        }
      }
    },
    onPush(topic, listener) {
      const set = setOf(topic);
      set.add(listener);
      return () => set.delete(listener);
    },
    connection: () => connection,
    onConnection(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    onStale(listener) {
      staleListeners.add(listener);
      return () => staleListeners.delete(listener);
    },
    close() {
      stopTrying();
      const requester = current;
      current = null;
      // A gate that was opened cannot be refused any more: what is cut off now would find its dead requester again and again.
      if (connection.kind === 'open') ready = gate();
      become({ kind: 'ended', why: 'closed' });
      ready.refuse(new FailureError({ code: 'session-ended', message: 'The window is closed.' }));
      requester?.close();
    },
  };
}
