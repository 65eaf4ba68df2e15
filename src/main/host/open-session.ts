/** Puts the services of one workspace together. */
import { FailureError } from '../../shared/kernel/result';
import type { OpenedSession } from './workspaces';

/** `create`: name of a new workspace to make at `dir`. Rejects with a FailureError. */
export function openSession(dir: string, _create: string | null): Promise<OpenedSession> {
  return Promise.reject(new FailureError({ code: 'not-wired', message: `Workspaces cannot be opened yet (${dir}).` }));
}
