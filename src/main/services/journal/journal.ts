import type { Draft } from '../../../shared/events/catalogue/types';
import { hashOf, hexHash } from '../../../shared/events/codec/domain';
import type { HeadRef } from '../../../shared/events/codec/log-file';
import type { BlobRef, Command, StoredEvent } from '../../../shared/events/envelope';
import { toHex, utf8 } from '../../../shared/kernel/bytes';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import { type Hlc, HLC_ZERO } from '../../../shared/kernel/hlc';
import type { CommandId, Hash, LogId, MemberId, ProjectId } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { DeviceKey } from '../../ports/keys';
import { BlobStore } from './blobs';
import type { JournalOptions } from './context';
import { DiskSpace } from './disk-space';
import { readEntries, readEntryAt, type FileName, type ReaderHost } from './entry-reader';
import { writeFailure } from './failures';
import type { HeadsStore } from './heads-store';
import { isKnown, writeKnown, type KnownDamage } from './known-damage';
import type { Lock } from './lock';
import type { LastEvent, LogState } from './log-state';
import type { LogStart } from './log-start';
import { LogWriter } from './log-writer';
import type { RememberedHeads } from './remembered';
import { bringBack, provenBehind, salvagesOf, type SalvageDraft } from './salvage';
import type { EventLocation, Heads, Journal, JournalEntry } from './types';

/** What opening prepared. */
export interface OpenedJournal {
  readonly project: ProjectId;
  readonly member: MemberId;
  readonly key: DeviceKey | null;
  readonly lock: Lock | null;
  readonly logs: Map<LogId, LogState>;
  readonly heads: HeadsStore;
  /** What this computer has seen of the workspace; null: nothing is remembered. */
  readonly remembered: RememberedHeads | null;
  readonly found: readonly Failure[];
  /** Lines behind damage that was found, by log. */
  readonly behind: ReadonlyMap<LogId, readonly Uint8Array[]>;
  /** Damage that was told at an earlier opening. */
  readonly known: KnownDamage;
  readonly readOnlyReason: Failure | null;
}

const REMEMBER_MS = 60_000;

export class FileJournal implements Journal, ReaderHost {
  readonly project: ProjectId;
  readonly readOnlyReason: Failure | null;
  readonly logs: Map<LogId, LogState>;
  readonly #options: JournalOptions;
  readonly #opened: OpenedJournal;
  readonly #blobs: BlobStore;
  readonly #space: DiskSpace | null;
  readonly #recovered: Failure[];
  readonly #names: FileName[] = [];
  /** Damaged logs whose events behind the damage are not brought back yet; null: the lines must be read. */
  readonly #wounded: Map<LogId, readonly Uint8Array[] | null>;
  /** Last events of logs as they were known before reading found them damaged. */
  readonly #unread = new Map<LogId, LastEvent>();
  readonly #numbers = new Map<string, number>();
  readonly #listeners = new Set<(failure: Failure | null) => void>();
  readonly #warned = new Set<() => void>();
  #writer: LogWriter | null = null;
  #closing: Promise<void> | null = null;
  #headsHash: string | null = null;
  #remembered = -Infinity;

  constructor(options: JournalOptions, opened: OpenedJournal) {
    this.#options = options;
    this.#opened = opened;
    this.project = opened.project;
    this.readOnlyReason = opened.readOnlyReason;
    this.logs = opened.logs;
    this.#recovered = [...opened.found];
    this.#wounded = new Map(opened.behind);
    const { reserve = 0 } = options;
    this.#space = reserve > 0 && opened.readOnlyReason === null ? new DiskSpace({ ...options, reserve, onWarning: () => this.#warn() }) : null;
    void this.#space?.look();
    this.#remember();
    this.#blobs = new BlobStore(options.fs, options.sha256, options.random, options.dir, () => this.#makeRoom());
  }

  get recovered(): readonly Failure[] {
    return this.#recovered;
  }

  get standing(): readonly Failure[] {
    return [...this.logs.values()].flatMap(({ damage }) => (damage && isKnown(this.#opened.known, damage) ? [damage] : []));
  }

  get readOnly(): boolean {
    return this.readOnlyReason !== null;
  }

  append(command: Command, drafts: readonly Draft[]): Promise<readonly JournalEntry[]> {
    if (this.readOnlyReason) return Promise.reject(new FailureError(this.readOnlyReason));
    if (this.#closing) return Promise.reject(new FailureError({ code: 'journal-closed', message: 'The workspace is being closed.' }));
    return this.#openLog().append(command, drafts);
  }

  #openLog(): LogWriter {
    return (this.#writer ??= new LogWriter(this.#options, this.#logStart(), {
      onState: (state) => {
        this.logs.set(state.log, state);
        this.#headsHash = null;
        void this.#space?.look();
        this.#remember();
      },
      onTrouble: (failure) => this.#tell(failure),
      makeRoom: () => this.#makeRoom(),
      onSuspect: (log) => this.#wounded.set(log, null),
      numberOf: (log, file) => this.numberOf(log, file),
    }));
  }

  async salvage(): Promise<number> {
    if (this.readOnlyReason || this.#closing || this.#wounded.size === 0) return 0;
    const { fs, sha256, dir } = this.#options;
    const work = { fs, sha256, dir, project: this.project, logs: this.logs, putBlob: this.putBlob.bind(this), readBlob: this.readBlob.bind(this), append: this.#appendOrFail.bind(this) };
    let count = 0;
    for (const [log, lines] of this.#wounded) {
      // Of the log that is being written, the next opening finds out.
      if (log === this.#writer?.log) continue;
      try {
        const { state, fresh, told } = await bringBack(work, log, lines, (found) => this.#wounded.set(log, found));
        this.logs.set(log, state);
        this.#headsHash = null;
        this.#wounded.delete(log);
        this.#unread.delete(log);
        count += fresh;
        const before = this.#recovered.findIndex((failure) => failure.code === 'journal-damaged' && failure.details?.['log'] === log);
        this.#recovered.splice(before < 0 ? this.#recovered.length : before, before < 0 ? 0 : 1, ...told.filter((failure) => !isKnown(this.#opened.known, failure)));
      } catch (error) {
        this.#recovered.push({ code: 'salvage-failed', message: `The events behind the damage in log ${log} could not be brought back yet: ${writeFailure(error, dir).message}`, details: { log } });
      }
    }
    // Only logs nobody writes to any more: that of this process is listed when it is closed.
    const closed = [...this.logs.values()].filter((log) => log.log !== this.#writer?.log);
    if (this.#wounded.size === 0 && (await this.#opened.lock?.held())) await this.#opened.heads.save(closed, true).catch(() => undefined);
    return count;
  }

  /** As `append`, but gives up when the disk does: opening a workspace must not wait for room. The records stay queued. */
  #appendOrFail(drafts: readonly SalvageDraft[]): Promise<unknown> {
    const command = { id: toHex(this.#options.random.bytes(16)) as CommandId, name: 'command.salvage', undoes: null, redoes: null };
    return new Promise((resolve, reject) => {
      const stop = this.onTrouble((failure) => { if (failure) reject(new FailureError(failure)); });
      this.#openLog().append(command, drafts).then(resolve, reject).finally(stop);
    });
  }

  /**
   * The last event of a log that was seen: behind damage, too, as long as nobody said again what is there. Whatever is written
   * meanwhile is later than what will come back.
   */
  #lastSeen(log: LogState): Pick<LastEvent, 'seq' | 'id' | 'lamport' | 'hlc'> | null {
    const lines = this.#wounded.get(log.log);
    if (lines) return provenBehind(this.#options.sha256, this.project, log, lines).at(-1)?.event ?? log.last;
    return this.#unread.get(log.log) ?? log.last;
  }

  /** A new log follows every head that no other log has followed yet. */
  #logStart(): LogStart {
    const { project, key, member } = this.#opened;
    if (!key) throw new Error('a writable journal has a key');
    const heads = [...this.logs.values()].flatMap((log) => {
      const last = this.#lastSeen(log);
      return last ? [{ log, last }] : [];
    });
    // A log without events (its process ended before the first one was on the disk) carries nobody's head on. Who followed a damaged log may not have seen what is behind.
    const followed = new Set(heads.flatMap(({ log }) => log.cites));
    const open = heads.filter(({ log }) => !followed.has(log.log) || this.#wounded.has(log.log)).sort((a, b) => b.last.lamport - a.last.lamport || (a.log.log < b.log.log ? -1 : 1));
    const mine = open.find(({ log }) => log.device === key.device) ?? null;
    const ref = ({ log, last }: (typeof heads)[number]): HeadRef => [log.log, last.seq, last.id];
    let lamport = 0;
    let hlc: Hlc = HLC_ZERO;
    for (const { last } of heads) {
      lamport = Math.max(lamport, last.lamport);
      if (last.hlc[0] > hlc[0] || (last.hlc[0] === hlc[0] && last.hlc[1] > hlc[1])) hlc = last.hlc;
    }
    return {
      project, key, member, lamport, hlc, log: toHex(this.#options.random.bytes(16)) as LogId,
      prevLog: mine && ref(mine), deps: open.filter((head) => head !== mine).map(ref),
      witness: open.flatMap(({ log }) => {
        const file = log.files.at(-1);
        return file ? [[log.log, file.seal ? file.n : 0, file.seal ?? file.hash] as const] : [];
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

  async readAt(at: EventLocation): Promise<StoredEvent> {
    try {
      return await readEntryAt(this.#options, this, at);
    } catch (error) {
      const name = this.nameOf(at.file);
      if (name && 'log' in name && error instanceof FailureError && !this.#wounded.has(name.log)) this.#wounded.set(name.log, null);
      throw error;
    }
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
    return this.#numberFor({ log, file });
  }

  numberOfSalvage(blob: BlobRef): number {
    return this.#numberFor({ blob });
  }

  #numberFor(file: FileName): number {
    const name = lastingName(file);
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.length;
      this.#names.push(file);
      this.#numbers.set(name, number);
    }
    return number;
  }

  nameOf(file: number): FileName | null {
    return this.#names[file] ?? null;
  }

  fileName(file: number): string {
    const name = this.#names[file];
    if (!name) throw new RangeError(`there is no file number ${file}`);
    return lastingName(name);
  }

  fileNumber(name: string): number | null {
    const salvaged = salvagesOf(this.logs.values()).find(({ blob }) => lastingName({ blob }) === name);
    if (salvaged) return this.numberOfSalvage(salvaged.blob);
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
    if (state.last) this.#unread.set(log, state.last);
    this.logs.set(log, { ...state, last, damage: failure });
    this.#headsHash = null;
    this.#wounded.set(log, null);
    this.#recovered.push(failure);
    this.#tell(failure);
  }

  onLost(failure: Failure): void {
    if (this.#recovered.some((known) => known.message === failure.message)) return;
    this.#recovered.push(failure);
    this.#tell(failure);
  }

  get warnings(): readonly Failure[] {
    return this.#space?.warning ? [this.#space.warning] : [];
  }

  onWarning(listener: () => void): () => void {
    this.#warned.add(listener);
    return () => this.#warned.delete(listener);
  }

  #warn(): void {
    for (const listener of this.#warned) listener();
  }

  /** Notes in the application-data folder what was seen here; a minute of it may be missing after a crash. */
  #remember(): void {
    const now = this.#options.clock.monotonic();
    if (this.readOnlyReason || now - this.#remembered < REMEMBER_MS) return;
    this.#remembered = now;
    void this.#opened.remembered?.note(this.logs.values());
  }

  async #makeRoom(): Promise<boolean> {
    return (await this.#space?.giveUp()) ?? false;
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
      const own = this.logs.get(this.#writer.log);
      if (own) this.logs.set(own.log, { ...own, ended: true });
    }
    // What is damaged and was not brought back is not listed: the next opening reads it again.
    const whole = [...this.logs.values()].filter((log) => !this.#wounded.has(log.log));
    if ((this.#writer || this.#wounded.size > 0) && (await lock?.held())) await heads.save(whole, this.#wounded.size > 0).catch(() => undefined);
    if (!this.readOnlyReason && (await lock?.held())) {
      // Told to a person, nothing left to bring back, closed in order: from now on it is known.
      for (const { log, damage } of whole) {
        const told = damage && this.#recovered.some((failure) => failure.code === 'journal-damaged' && failure.details?.['log'] === log);
        if (told) await writeKnown(this.#options.fs, this.#options.dir, damage).catch(() => undefined);
      }
    }
    await this.#space?.stop();
    if (!this.readOnlyReason) await this.#opened.remembered?.accept(this.logs.values());
    await lock?.release();
    this.#listeners.clear();
    this.#warned.clear();
  }
}

function lastingName(file: FileName): string {
  return 'blob' in file ? `salvaged/${file.blob.hash}` : `${file.log}/${file.file}`;
}
