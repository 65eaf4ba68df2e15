/**
 * Sessions of browsers: a secret that the browser got once for its code. They lie in the application-data folder,
 * one small file each, so that a window finds its way back after the host was killed and started again.
 */
import type { Clock } from '../../ports/clock';
import { FileSystemError, type FileSystem } from '../../ports/file-system';
import type { Random } from '../../ports/random';
import { writeWhole } from '../files';

export interface Session {
  /** 32 hex digits, public. */
  readonly id: string;
  /** 64 hex digits. Never logged, never sent after its first time. */
  readonly secret: string;
  /** ms since 1970. */
  readonly created: number;
  /** Folder of the workspace that its windows had open last. */
  workspace: string | null;
}

const LIFE_MS = 7 * 24 * 3600 * 1000;
const FILE = /^[0-9a-f]{32}\.json$/;

export class Sessions {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #fs: FileSystem;
  readonly #dir: string;
  readonly #sessions = new Map<string, Session>();
  readonly #ended = new Map<string, string>();
  readonly #listeners = new Set<(session: Session, why: string) => void>();
  #writing: Promise<void> = Promise.resolve();

  constructor(clock: Clock, random: Random, fs: FileSystem, dir: string) {
    this.#clock = clock;
    this.#random = random;
    this.#fs = fs;
    this.#dir = dir;
  }

  /** Reads the sessions of earlier starts; damaged and old ones are forgotten. */
  async load(): Promise<void> {
    await this.#fs.makeDir(this.#dir, { private: true });
    for (const entry of await this.#fs.list(this.#dir)) {
      if (entry.kind !== 'file' || !FILE.test(entry.name)) continue;
      const path = `${this.#dir}/${entry.name}`;
      const session = parse(await this.#fs.read(path).catch(() => new Uint8Array()), entry.name.slice(0, 32));
      if (session && this.#clock.now() - session.created < LIFE_MS) this.#sessions.set(session.id, session);
      else await this.#fs.remove(path).catch(() => undefined);
    }
  }

  open(workspace: string | null): Session {
    const hex = (length: number): string => Buffer.from(this.#random.bytes(length)).toString('hex');
    const session: Session = { id: hex(16), secret: hex(32), created: this.#clock.now(), workspace };
    this.#sessions.set(session.id, session);
    void this.#save(session);
    return session;
  }

  get(id: string): Session | null {
    return this.#sessions.get(id) ?? null;
  }

  /** Why a session is no more, as a failure code; 'unknown-session' when it never was. */
  whyEnded(id: string): string {
    return this.#ended.get(id) ?? 'unknown-session';
  }

  setWorkspace(session: Session, dir: string | null): void {
    if (session.workspace === dir) return;
    session.workspace = dir;
    if (this.#sessions.has(session.id)) void this.#save(session);
  }

  end(session: Session, why: string): void {
    if (!this.#sessions.delete(session.id)) return;
    this.#ended.set(session.id, why);
    this.#writing = this.#writing.then(() => this.#fs.remove(this.#path(session))).catch(ignoreMissing);
    for (const listener of this.#listeners) listener(session, why);
  }

  onEnd(listener: (session: Session, why: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everything that was asked for is written. */
  settled(): Promise<void> {
    return this.#writing;
  }

  #path(session: Session): string {
    return `${this.#dir}/${session.id}.json`;
  }

  #save(session: Session): Promise<void> {
    const text = JSON.stringify({ v: 1, secret: session.secret, created: session.created, workspace: session.workspace });
    // A session that could not be written is lost at the next start, nothing else: the person asks for a new address.
    this.#writing = this.#writing.then(() => writeWhole(this.#fs, this.#path(session), text)).catch(() => undefined);
    return this.#writing;
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof FileSystemError)) throw error;
}

function parse(bytes: Uint8Array, id: string): Session | null {
  try {
    const value = JSON.parse(Buffer.from(bytes).toString('utf8')) as { v?: unknown; secret?: unknown; created?: unknown; workspace?: unknown };
    if (value.v !== 1 || typeof value.secret !== 'string' || !/^[0-9a-f]{64}$/.test(value.secret) || typeof value.created !== 'number') return null;
    return { id, secret: value.secret, created: value.created, workspace: typeof value.workspace === 'string' ? value.workspace : null };
  } catch {
    return null;
  }
}
