/** The log of this process: made at the first event, appended with group commit, continued in a new file after any error. */
import type { Draft } from '../../../shared/events/catalogue/types';
import type { LogHeader } from '../../../shared/events/codec/log-file';
import type { Command, StoredEvent } from '../../../shared/events/envelope';
import { salvagedBody } from '../../../shared/events/salvage';
import { toHex } from '../../../shared/kernel/bytes';
import type { Hlc } from '../../../shared/kernel/hlc';
import type { Hash, LogId } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { JournalOptions } from './context';
import { EventEncoder, type Encoded } from './event-encoder';
import { writeFailure } from './failures';
import { paths } from './layout';
import { LogFileWriter } from './log-file-writer';
import type { LogStart } from './log-start';
import type { FileState, LastEvent, LogState } from './log-state';
import { NO_ROSTER, RULES, sealFile } from './seal';
import type { SalvageDraft } from './salvage';
import type { JournalEntry } from './types';

/** Lines written with one flush at most. */
const BATCH_BYTES = 1024 * 1024;
/** Lines kept in memory at most while the disk does not take them. */
const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
const IDLE_SEAL_MS = 5 * 60_000;

export interface LogListener {
  /** After every flush and seal. */
  onState(state: LogState): void;
  onTrouble(failure: Failure | null): void;
  /** What was saved in this log before may be damaged: it must be read before it is trusted. */
  onSuspect(log: LogId): void;
  /** The disk is full: true when room was made, so that it is tried again at once. */
  makeRoom(): Promise<boolean>;
  /** Number of a file by its name, for locations. */
  numberOf(log: LogId, file: number): number;
}

interface Pending extends Encoded {
  readonly entries: JournalEntry[];
  readonly resolve: (entries: readonly JournalEntry[]) => void;
  readonly reject: (error: unknown) => void;
}

export class LogWriter {
  readonly #options: JournalOptions;
  readonly #start: LogStart;
  readonly #listener: LogListener;
  readonly #encoder: EventEncoder;
  readonly #queue: Pending[] = [];
  readonly #files: FileState[] = [];
  readonly #lamports = new Map<number, readonly [number, number, Hlc]>();
  readonly #stop = new AbortController();
  #idle = new AbortController();
  #salvages: LogState['salvages'] = [];
  #queuedBytes = 0;
  #file: LogFileWriter | null = null;
  #nextFile = 1;
  #firstLamport = 0;
  /** Last event on the disk. */
  #flushed: LastEvent | null = null;
  #running: Promise<void> | null = null;
  #sealing = false;
  #trouble = false;
  #closed = false;

  constructor(options: JournalOptions, start: LogStart, listener: LogListener) {
    this.#options = options;
    this.#start = start;
    this.#listener = listener;
    this.#encoder = new EventEncoder(options, start);
  }

  get log(): LogId {
    return this.#start.log;
  }

  /** See `Journal.append`. */
  append(command: Command, drafts: readonly (Draft | SalvageDraft)[]): Promise<readonly JournalEntry[]> {
    if (this.#closed) return Promise.reject(new FailureError({ code: 'journal-closed', message: 'The workspace is being closed.' }));
    if (this.#queuedBytes > MAX_QUEUED_BYTES) return Promise.reject(new FailureError({ code: 'journal-trouble', message: 'Too much waits to be saved already.' }));
    let encoded: Encoded;
    try {
      encoded = this.#encoder.encode(command, drafts);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
    if (encoded.events.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...encoded, entries: [], resolve, reject });
      for (const line of encoded.lines) this.#queuedBytes += line.length;
      this.#kick();
    });
  }

  #kick(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#queue.length > 0 || this.#sealing) this.#kick();
    });
  }

  async #run(): Promise<void> {
    this.#idle.abort();
    // Calls of the same turn share the flush; those that come while it runs share the next one.
    await Promise.resolve();
    let pause = FIRST_PAUSE_MS;
    while (this.#queue.length > 0) {
      try {
        await this.#flushSome();
        pause = FIRST_PAUSE_MS;
        if (this.#trouble) {
          this.#trouble = false;
          this.#listener.onTrouble(null);
        }
      } catch (error) {
        if (await this.#failed(error)) continue;
        if (this.#queue.length === 0) break;
        await this.#options.clock.sleep(pause, this.#stop.signal).catch(() => undefined);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
    }
    if (this.#sealing) {
      this.#sealing = false;
      await this.#finish();
    }
    this.#sealWhenIdle();
  }

  /** Writes the first waiting lines with one flush and answers the calls that are complete. */
  async #flushSome(): Promise<void> {
    const batch: { readonly pending: Pending; readonly event: StoredEvent; readonly line: Uint8Array }[] = [];
    let bytes = 0;
    // Whole calls: what one flush writes arrives as a whole or not at all, call by call.
    for (const pending of this.#queue) {
      const first = pending.entries.length;
      const size = pending.lines.slice(first).reduce((sum, line) => sum + line.length, 0);
      if (batch.length > 0 && bytes + size > BATCH_BYTES) break;
      bytes += size;
      for (let i = first; i < pending.lines.length; i++) batch.push({ pending, event: pending.events[i]!, line: pending.lines[i]! });
    }
    const lines = batch.map((item) => item.line);
    const goesOn = batch.map(({ pending }, i) => batch[i + 1]?.pending === pending);
    /** How many of the lines go into `file` now: whole calls. */
    const fitting = (file: LogFileWriter): number => {
      let count = file.room(lines);
      while (count > 0 && goesOn[count - 1] === true) count--;
      return count;
    };
    if (this.#file && fitting(this.#file) === 0) await this.#finish();
    this.#file ??= await this.#newFile(batch[0]!.event);
    const file = this.#file;
    // A call that is larger than a file goes into several.
    const count = fitting(file) || file.room(lines);
    const positions = await file.append(lines.slice(0, count), goesOn);
    const number = this.#listener.numberOf(this.#start.log, file.header.file);
    for (let i = 0; i < count; i++) {
      const { pending, event, line } = batch[i]!;
      pending.entries.push({ event, at: { file: number, position: positions[i]!, length: line.length } });
      this.#queuedBytes -= line.length;
      this.#flushed = { seq: event.seq, id: event.id, lamport: event.lamport, hlc: event.hlc };
      if (this.#firstLamport === 0) this.#firstLamport = event.lamport;
      const salvaged = salvagedBody(event);
      if (salvaged) this.#salvages = [...this.#salvages, { seq: event.seq, body: salvaged }];
      this.#lamports.set(file.header.file, [this.#lamports.get(file.header.file)?.[0] ?? event.lamport, event.lamport, event.hlc]);
    }
    this.#listener.onState(this.state());
    while (this.#queue[0] && this.#queue[0].entries.length === this.#queue[0].lines.length) {
      const done = this.#queue.shift()!;
      done.resolve(done.entries);
    }
  }

  async #newFile(first: StoredEvent): Promise<LogFileWriter> {
    const { project, log, key, prevLog, deps } = this.#start;
    const before = this.#files.at(-1) ?? null;
    // A folder that was moved away or is on a disk that is gone is not made anew in its old place.
    if ((await this.#options.fs.stat(paths.genesis(this.#options.dir))) === null) throw new FailureError({ code: 'workspace-gone', message: `${this.#options.dir} is not there any more. What is done now is kept in memory and written when it is back.`, details: { path: this.#options.dir } });
    const header: LogHeader = {
      v: 1, kind: 'log', suite: 'ed25519-sha256', project, device: key.device, key: toHex(key.publicKey) as Hash, log, file: this.#nextFile++,
      first_seq: first.seq, lamport: before ? this.#flushed!.lamport : this.#start.lamport, prev_file: before ? [before.n, before.bytes, before.hash] : null,
      prev_log: before ? null : prevLog, deps: before ? [] : deps, rules: RULES, roster: NO_ROSTER,
    };
    return LogFileWriter.create(this.#options.fs, this.#options.sha256, this.#options.dir, header);
  }

  /** Nothing was answered. The file is left as it is; the queue goes into a new one, or is rejected. True when it can be tried again at once. */
  async #failed(error: unknown): Promise<boolean> {
    const failure = writeFailure(error, this.#options.dir);
    const file = this.#file;
    this.#file = null;
    if (file) {
      if (file.events > 0) this.#files.push(file.state());
      if (!(await file.abandon())) {
        this.#listener.onSuspect(this.#start.log);
        this.#listener.onTrouble({ code: 'journal-damaged', message: `${file.path} cannot be read back after a failed write: what was saved there may be damaged. Copy the workspace to another disk.`, details: { path: file.path } });
      }
    }
    if (failure.code === 'disk-full' && (await this.#listener.makeRoom())) return true;
    this.#trouble = true;
    this.#listener.onTrouble(failure);
    if (this.#options.onFailure === 'fail' || this.#closed) this.#rejectAll(failure);
    return false;
  }

  #rejectAll(failure: Failure): void {
    for (const pending of this.#queue.splice(0)) pending.reject(new FailureError(failure));
    this.#queuedBytes = 0;
    this.#encoder.resume(this.#flushed);
  }

  /** Closes the open file and seals every finished one. A seal that cannot be written is tried again later; the events are safe. */
  async #finish(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    if (file) {
      await file.close().catch(() => undefined);
      this.#files.push(file.state());
    }
    const { fs, sha256, dir } = this.#options;
    const { key, project, log, witness } = this.#start;
    for (let i = 0; i < this.#files.length; i++) {
      const state = this.#files[i]!;
      if (state.seal !== null) continue;
      const [lamportFirst, lamportLast, hlc] = this.#lamports.get(state.n) ?? [0, 0, [0, 0] as Hlc];
      try {
        const seal = await sealFile(fs, sha256, key, dir, project, log, state, { lamportFirst, lamportLast, hlc, previous: this.#files[i - 1]?.seal ?? null, deps: i === 0 ? witness : [] });
        this.#files[i] = { ...state, seal };
      } catch (error) {
        const failure = writeFailure(error, dir);
        if (failure.code === 'disk-full' && (await this.#listener.makeRoom())) {
          i--;
          continue;
        }
        this.#listener.onTrouble(failure);
        this.#trouble = true;
        break;
      }
    }
    this.#listener.onState(this.state());
  }

  #sealWhenIdle(): void {
    const { clock, idleSealMs } = this.#options;
    if (this.#closed || !this.#file) return;
    this.#idle = new AbortController();
    void clock.sleep(idleSealMs ?? IDLE_SEAL_MS, this.#idle.signal).then(() => {
      this.#sealing = true;
      this.#kick();
    }, () => undefined);
  }

  /** The log as far as it is on the disk. */
  state(): LogState {
    const { log, key, prevLog, deps } = this.#start;
    const open = this.#file && this.#file.events > 0 ? [this.#file.state()] : [];
    return {
      log, device: key.device, files: [...this.#files, ...open], firstLamport: this.#firstLamport, last: this.#flushed,
      cites: [...(prevLog ? [prevLog] : []), ...deps].map(([cited]) => cited), salvages: this.#salvages, damage: null,
    };
  }

  /** Writes what waits (one more attempt when the disk fails), seals, closes. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#idle.abort();
    this.#stop.abort();
    await this.#rest();
    this.#sealing = true;
    this.#kick();
    await this.#rest();
  }

  async #rest(): Promise<void> {
    while (this.#running) await this.#running;
  }
}
