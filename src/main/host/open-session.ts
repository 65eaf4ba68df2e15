/** Puts the services of one workspace together. */
import { FailureError } from '../../shared/kernel/result';
import type { Clock } from '../ports/clock';
import type { FileSystem } from '../ports/file-system';
import type { ProcessPool } from '../ports/process-pool';
import type { Random } from '../ports/random';
import type { OpenedSession } from './workspaces';

/** What all workspaces of a program share. */
export interface SessionParts {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly dataDir: string;
  readonly pool: ProcessPool;
  /** The one origin that may read media. */
  readonly appOrigin: string;
  readonly requireOrigin: boolean;
}

/** `create`: name of a new workspace to make at `dir`. Rejects with a FailureError. */
export function openSession(_parts: SessionParts, dir: string, _create: string | null): Promise<OpenedSession> {
  return Promise.reject(new FailureError({ code: 'not-wired', message: `Workspaces cannot be opened yet (${dir}).` }));
}
