/**
 * Open workspaces of this program. Windows on the same folder share one session; a session that nobody looks at any
 * more is closed after a while (a reload must not close and open everything).
 */
import type { PushName, Pushes } from '../../shared/contract/api';
import type { FileSystem } from '../ports/file-system';
import type { WorkspaceSession } from './types';
import { withPlaces } from './with-places';

/** A session and the way to close it: cancels its tasks, writes its snapshot, seals its log. */
export interface OpenedSession {
  readonly session: WorkspaceSession;
  close(): Promise<void>;
}

/** A window, as a session sees it. */
export interface Viewer {
  readonly origin: string;
  push<N extends PushName>(topic: N, body: Pushes[N], origin: string | null): void;
}

interface Slot {
  readonly dir: string;
  readonly opened: Promise<OpenedSession>;
  session: WorkspaceSession | null;
  readonly viewers: Set<Viewer>;
  stopTimer: () => void;
}

const LINGER_MS = 60_000;

export class Workspaces {
  readonly #open: (dir: string, create: string | null) => Promise<OpenedSession>;
  readonly #fs: FileSystem;
  readonly #report: (error: unknown) => void;
  readonly #slots = new Map<string, Slot>();

  /** `open` opens the workspace at a folder; with a name it makes it first. */
  constructor(open: (dir: string, create: string | null) => Promise<OpenedSession>, fs: FileSystem, report: (error: unknown) => void) {
    this.#open = open;
    this.#fs = fs;
    this.#report = report;
  }

  /** Opens it, or joins those who have it open. Rejects with a FailureError. `create`: name of a new one. */
  async join(dir: string, viewer: Viewer, create: string | null = null): Promise<WorkspaceSession> {
    const real = (await this.#fs.realPath(dir)) ?? dir;
    let slot = this.#slots.get(real);
    if (!slot) {
      slot = { dir: real, opened: this.#open(real, create), session: null, viewers: new Set(), stopTimer: () => undefined };
      this.#slots.set(real, slot);
    }
    slot.stopTimer();
    slot.viewers.add(viewer);
    try {
      const { session } = await slot.opened;
      if (!slot.session) {
        slot.session = session;
        this.#tell(slot, session);
      }
      return session;
    } catch (error) {
      if (this.#slots.get(real) === slot) this.#slots.delete(real);
      throw error;
    }
  }

  leave(viewer: Viewer): void {
    for (const slot of this.#slots.values()) {
      if (!slot.viewers.delete(viewer) || slot.viewers.size > 0) continue;
      slot.stopTimer();
      const timer = setTimeout(() => {
        void this.#end(slot).catch(this.#report);
      }, LINGER_MS);
      timer.unref();
      slot.stopTimer = () => clearTimeout(timer);
    }
  }

  /** All that are open. */
  sessions(): readonly WorkspaceSession[] {
    return [...this.#slots.values()].map((slot) => slot.session).filter((session) => session !== null);
  }

  /** Everybody who looks at it. */
  viewersOf(session: WorkspaceSession): readonly Viewer[] {
    for (const slot of this.#slots.values()) if (slot.session === session) return [...slot.viewers];
    return [];
  }

  async close(): Promise<void> {
    await Promise.all([...this.#slots.values()].map((slot) => this.#end(slot).catch(this.#report)));
  }

  async #end(slot: Slot): Promise<void> {
    slot.stopTimer();
    if (this.#slots.get(slot.dir) !== slot) return;
    this.#slots.delete(slot.dir);
    const opened = await slot.opened.catch(() => null);
    await opened?.close();
  }

  /** Everything a session tells by itself reaches all its windows. */
  #tell(slot: Slot, session: WorkspaceSession): void {
    const push = <N extends PushName>(topic: N, body: Pushes[N], origin: string | null): void => {
      for (const viewer of slot.viewers) viewer.push(topic, body, origin);
    };
    session.commits.onPatch((patch, origin) => push('state.patch', { ...patch, catalog: patch.catalog && withPlaces(patch.catalog, session.roots) }, origin));
    session.commits.onHistory((job, history) => push('history', { job, history }, null));
    session.tasks.onChange((task) => push('task', { task }, null));
    session.journal.onWarning(() => push('workspace.warnings', { warnings: session.info.warnings }, null));
    session.journal.onTrouble((failure) => push('journal.trouble', { failure }, null));
  }
}
