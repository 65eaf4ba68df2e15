/** The window's client for components, and requests as state. */
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { AnswerOf, AppInfo, RequestName, RequestOf } from '../../shared/contract/api';
import { FailureError, type Failure } from '../../shared/kernel/result';
import type { Client } from '../client';

export interface Session {
  readonly client: Client;
  readonly info: AppInfo;
}

export const SessionContext = createContext<Session | null>(null);

function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new TypeError('outside of the application');
  return session;
}

export function useClient(): Client {
  return useSession().client;
}

export function useAppInfo(): AppInfo {
  return useSession().info;
}

/** Whatever was thrown, as a failure that can be shown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}

/** True when it was only given up (a newer question, a closed dialog). */
export function isCancelled(error: unknown): boolean {
  return error instanceof FailureError && error.failure.code === 'cancelled';
}

export interface Asked<T> {
  /** The last answer; it stays while asking again. */
  readonly data: T | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly again: () => void;
}

/** Asks when shown and whenever `body` changes (compared as JSON); `body` null asks nothing. Earlier questions are cancelled. */
export function useAsk<N extends RequestName>(name: N, body: RequestOf<N> | null): Asked<AnswerOf<N>> {
  const client = useClient();
  const key = body === null ? null : JSON.stringify(body);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ readonly data: AnswerOf<N> | null; readonly failure: Failure | null; readonly busy: boolean }>({ data: null, failure: null, busy: key !== null });
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    setState((s) => ({ ...s, busy: true }));
    client.request(name, JSON.parse(key) as RequestOf<N>, { signal: abort.signal }).then(
      (data) => abort.signal.aborted || setState({ data, failure: null, busy: false }),
      (error: unknown) => abort.signal.aborted || isCancelled(error) || setState({ data: null, failure: failureOf(error), busy: false }),
    );
    return () => abort.abort();
  }, [client, name, key, turn]);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  return { ...state, again };
}
