import type { Draft } from '../../../shared/events/catalogue/types';
import { hashOf, hexHash } from '../../../shared/events/codec/domain';
import type { HeadRef } from '../../../shared/events/codec/log-file';
import type { BlobRef, Command, StoredEvent } from '../../../shared/events/envelope';
import { toHex, utf8 } from '../../../shared/kernel/bytes';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import { type Hlc, HLC_ZERO } from '../../../shared/kernel/hlc';
import type { Hash, LogId, MemberId, ProjectId } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { DeviceKey } from '../../ports/keys';
import { BlobStore } from './blobs';
import type { JournalOptions } from './context';
import { readEntries, readEntryAt, type ReaderHost } from './entry-reader';
import type { HeadsStore } from './heads-store';
import type { Lock } from './lock';
import type { LastEvent, LogState } from './log-state';
import { LogWriter, type LogStart } from './log-writer';
import type { EventLocation, Heads, Journal, JournalEntry } from './types';

/** What opening prepared. */
export interface OpenedJournal {
  readonly project: ProjectId;
  readonly member: MemberId;
  readonly key: DeviceKey | null;
  readonly lock: Lock | null;
  readonly logs: Map<LogId, LogState>;
  readonly heads: HeadsStore;
  readonly found: readonly Failure[];
  readonly readOnlyReason: Failure | null;
}

export class FileJournal implements Journal, ReaderHost {
  readonly project: ProjectId;
  readonly readOnlyReason: Failure | null;
  readonly logs: Map<LogId, LogState>;
  readonly #options: JournalOptions;
  readonly #opened: OpenedJournal;
  readonly #blobs: BlobStore;
  readonly #recovered: Failure[];
  readonly #names: { readonly log: LogId; readonly file: number }[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #listeners = new Set<(failure: Failure | null) => void>();
  #writer: LogWriter | null = null;
  #closing: Promise<void> | null = null;
  #headsHash: string | null = null;

  constructor(options: JournalOptions, opened: OpenedJournal) {
    this.#options = options;
    this.#opened = opened;
    this.project = opened.project;
    this.readOnlyReason = opened.readOnlyReason;
    this.logs = opened.logs;
    this.#recovered = [...opened.found];
    this.#blobs = new BlobStore(options.fs, options.sha256, options.random, options.dir);
  }

  get recovered(): readonly Failure[] {
    return this.#recovered;
  }

  get readOnly(): boolean {
    return this.readOnlyReason !== null;
  }

  append(command: Command, drafts: readonly Draft[]): Promise<readonly JournalEntry[]> {
    if (this.readOnlyReason) return Promise.reject(new FailureError(this.readOnlyReason));
    if (this.#closing) return Promise.reject(new FailureError({ code: 'journal-closed', message: 'The workspace is being closed.' }));
    this.#writer ??= new LogWriter(this.#options, this.#logStart(), {
      onState: (state) => {
        this.logs.set(state.log, state);
        this.#headsHash = null;
      },
      onTrouble: (failure) => this.#tell(failure),
      numberOf: (log, file) => this.numberOf(log, file),
    });
    return this.#writer.append(command, drafts);
  }

  /** A new log follows every head that no other log has followed yet. */
  #logStart(): LogStart {
    const { project, key, member } = this.#opened;
    if (!key) throw new Error('a writable journal has a key');
    // A log without events (its process ended before the first one was on the disk) carries nobody's head on.
    const followed = new Set([...this.logs.values()].flatMap((log) => (log.last ? log.cites : [])));
    const open = [...this.logs.values()].filter((log) => log.last !== null && !followed.has(log.log)).sort((a, b) => b.last!.lamport - a.last!.lamport || (a.log < b.log ? -1 : 1));
    const mine = open.find((log) => log.device === key.device) ?? null;
    const ref = (log: LogState): HeadRef => [log.log, log.last!.seq, log.last!.id];
    let lamport = 0;
    let hlc: Hlc = HLC_ZERO;
    for (const { last } of this.logs.values()) {
      if (!last) continue;
      lamport = Math.max(lamport, last.lamport);
      if (last.hlc[0] > hlc[0]) hlc = last.hlc;
    }
    return {
      project, key, member, lamport, hlc, log: toHex(this.#options.random.bytes(16)) as LogId,
      prevLog: mine && ref(mine), deps: open.filter((log) => log !== mine).map(ref),
      witness: open.map((log) => {
        const file = log.files.at(-1)!;
        return [log.log, file.seal ? file.n : 0, file.seal ?? file.hash] as const;
      }),
    };
  }

  putBlob(bytes: Uint8Array, rows: number): Promise<BlobRef> {
    return this.readOnlyReason ? Promise.reject(new FailureError(this.readOnlyReason)) : this.#blobs.put(bytes, rows);
  }

  readBlob(ref: BlobRef): Promise<Uint8Array> {
    return this.#blobs.read(ref);
  }

  read(from: Heads | null): AsyncIterable<JournalEntry> {
    return readEntries(this.#options, this, from);
  }

  readAt(at: EventLocation): Promise<StoredEvent> {
    return readEntryAt(this.#options, this, at);
  }

  heads(): Heads {
    const heads = new Map<LogId, { readonly seq: number; readonly id: Hash }>();
    for (const { log, last } of this.logs.values()) if (last) heads.set(log, { seq: last.seq, id: last.id });
    return heads;
  }

  headsHash(): string {
    this.#headsHash ??= hexHash(hashOf(this.#options.sha256, 'heads', utf8(canonicalize([...this.heads()].map(([log, head]) => [log, head.seq, head.id]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1))))));
    return this.#headsHash;
  }

  member(): MemberId {
    return this.#opened.member;
  }

  numberOf(log: LogId, file: number): number {
    const name = `${log}/${file}`;
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.length;
      this.#names.push({ log, file });
      this.#numbers.set(name, number);
    }
    return number;
  }

  nameOf(file: number): { readonly log: LogId; readonly file: number } | null {
    return this.#names[file] ?? null;
  }

  fileName(file: number): string {
    const name = this.#names[file];
    if (!name) throw new RangeError(`there is no file number ${file}`);
    return `${name.log}/${name.file}`;
  }

  fileNumber(name: string): number | null {
    const match = /^([0-9a-f]{32})\/(\d{1,10})$/.exec(name);
    if (!match) return null;
    const log = match[1] as LogId;
    const file = Number(match[2]);
    return this.logs.get(log)?.files.some((state) => state.n === file) ? this.numberOf(log, file) : null;
  }

  onTrouble(listener: (failure: Failure | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onDamage(log: LogId, failure: Failure, last: LastEvent | null): void {
    const state = this.logs.get(log);
    if (!state || state.damage) return;
    // In memory only: the disk may be readable again next time.
    this.logs.set(log, { ...state, last, damage: failure });
    this.#headsHash = null;
    this.#recovered.push(failure);
    this.#tell(failure);
  }

  #tell(failure: Failure | null): void {
    for (const listener of this.#listeners) listener(failure);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { lock, heads } = this.#opened;
    if (this.#writer) {
      await this.#writer.close();
      // A summary saves time at the next start; without it the log is read.
      const whole = [...this.logs.values()].every((log) => log.damage === null || this.#opened.found.includes(log.damage));
      if (whole && (await lock?.held())) await heads.save([...this.logs.values()]).catch(() => undefined);
    }
    await lock?.release();
    this.#listeners.clear();
  }
}
