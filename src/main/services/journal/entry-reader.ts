/** Reads events back: one file after the other, logs merged so that causes come before effects. */
import { decodeBlob } from '../../../shared/events/blob-codec';
import { checkEvent, readEvent } from '../../../shared/events/codec/event';
import { HASH_BYTES, LENGTH_BYTES, frameAt, scanLog } from '../../../shared/events/codec/log-file';
import type { BlobRef, StoredEvent } from '../../../shared/events/envelope';
import { salvagedLines, type SalvagedBody } from '../../../shared/events/salvage';
import type { LogId, ProjectId } from '../../../shared/kernel/ids';
import { compareEvents } from '../../../shared/kernel/lamport';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { JournalOptions } from './context';
import { paths } from './layout';
import type { FileState, LastEvent, LogState } from './log-state';
import { salvagesOf } from './salvage';
import type { EventLocation, Heads, JournalEntry } from './types';

export type FileName = { readonly log: LogId; readonly file: number } | { readonly blob: BlobRef };

export interface ReaderHost {
  readonly project: ProjectId;
  readonly logs: ReadonlyMap<LogId, LogState>;
  numberOf(log: LogId, file: number): number;
  /** Number of a blob of events that were brought back. */
  numberOfSalvage(blob: BlobRef): number;
  nameOf(file: number): FileName | null;
  readBlob(ref: BlobRef): Promise<Uint8Array>;
  /** Events that were brought back cannot be read any more. */
  onLost(failure: Failure): void;
  /** A file that was whole is not any more: the log ends at `last`. */
  onDamage(log: LogId, failure: Failure, last: LastEvent | null): void;
}

function damage(path: string, log: LogId, reason: string): Failure {
  return { code: 'journal-damaged', message: `${path}: ${reason}. Events from there on are not used; the file is kept as it is.`, details: { path, log, reason } };
}

/** Events of one log after `seq`, in order. Ends early, after telling, where a file is damaged. */
async function* entriesOf(options: JournalOptions, host: ReaderHost, log: LogState, seq: number): AsyncGenerator<JournalEntry> {
  let last: LastEvent | null = null;
  for (const file of log.files) {
    if (file.firstSeq + file.events <= seq + 1) continue;
    const path = paths.file(options.dir, log.log, file.n);
    const read = await readFile(options, host.project, log.log, file, path);
    const number = host.numberOf(log.log, file.n);
    let expected = file.firstSeq;
    let reason = read.reason;
    for (const frame of read.frames) {
      const event = readEvent(read.bytes.subarray(frame.position, frame.position + frame.length));
      if (!event.ok || event.value.seq !== expected || event.value.log !== log.log) {
        reason = event.ok ? `event ${event.value.seq} where ${expected} belongs` : event.error.message;
        break;
      }
      expected++;
      const { id, lamport, hlc } = event.value;
      last = { seq: event.value.seq, id, lamport, hlc };
      if (event.value.seq > seq) yield { event: event.value, at: { file: number, position: frame.position, length: frame.length } };
    }
    if (reason !== null) {
      host.onDamage(log.log, damage(path, log.log, reason), last);
      return;
    }
  }
}

async function readFile(options: JournalOptions, project: ProjectId, log: LogId, file: FileState, path: string): Promise<{ readonly bytes: Uint8Array; readonly frames: readonly { readonly position: number; readonly length: number }[]; readonly reason: string | null }> {
  let bytes: Uint8Array;
  try {
    bytes = (await options.fs.read(path)).subarray(0, file.bytes);
  } catch (error) {
    return { bytes: new Uint8Array(0), frames: [], reason: error instanceof Error ? error.message : String(error) };
  }
  const scan = scanLog(options.sha256, bytes, project, log, file.n);
  const whole = scan.end === file.bytes && scan.frames.length === file.events;
  return { bytes, frames: scan.frames, reason: whole ? null : `damaged at byte ${scan.end}` };
}

/** Lines of a blob of events that were brought back. Rejects with a FailureError. */
async function linesOf(host: ReaderHost, ref: BlobRef): Promise<readonly Uint8Array[]> {
  const blob = decodeBlob(await host.readBlob(ref));
  const lines = blob.ok ? salvagedLines(blob.value) : blob;
  if (!lines.ok) throw new FailureError(lines.error);
  return lines.value;
}

/** Events of one log that another one says again, in order. */
async function* salvagedEntries(options: JournalOptions, host: ReaderHost, body: SalvagedBody): AsyncGenerator<JournalEntry> {
  let lines: readonly Uint8Array[];
  try {
    lines = await linesOf(host, body.blob);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    host.onLost(error.failure);
    return;
  }
  const file = host.numberOfSalvage(body.blob);
  let lamport = body.lamport - 1;
  for (const [position, line] of lines.entries()) {
    // Not proven by a frame: everything is checked.
    const event = checkEvent(options.sha256, line);
    if (!event.ok || event.value.log !== body.log || event.value.project !== host.project || event.value.lamport <= lamport) continue;
    lamport = event.value.lamport;
    yield { event: event.value, at: { file, position, length: line.length }, salvaged: true };
  }
}

/** True when something that was brought back, or the log it belongs to, has news after `from`: its place may be before it. */
function unsettled(host: ReaderHost, from: Heads): boolean {
  const news = (log: LogId, seq: number): boolean => (from.get(log)?.seq ?? 0) < seq;
  return [...host.logs.values()].some((log) => log.salvages.some(({ seq, body }) => news(log.log, seq) || news(body.log, host.logs.get(body.log)?.last?.seq ?? 0)));
}

interface Stream {
  readonly entries: AsyncGenerator<JournalEntry>;
  next: JournalEntry;
}

/** All events after `from`, by Lamport number and id, each once. A log is opened only when its turn comes. */
export async function* readEntries(options: JournalOptions, host: ReaderHost, from: Heads | null): AsyncGenerator<JournalEntry> {
  if (from && unsettled(host, from)) throw new FailureError({ code: 'cursor-behind-salvage', message: 'Events were brought back that belong before this place of the journal.' });
  const seen = (log: LogId): number => from?.get(log)?.seq ?? 0;
  const logs = [...host.logs.values()].filter((log) => log.last !== null && log.last.seq > seen(log.log)).map((log) => ({ lamport: log.firstLamport, entries: () => entriesOf(options, host, log, seen(log.log)) }));
  const salvages = from ? [] : salvagesOf(host.logs.values()).map((body) => ({ lamport: body.lamport, entries: () => salvagedEntries(options, host, body) }));
  const waiting = [...logs, ...salvages].sort((a, b) => a.lamport - b.lamport);
  const streams: Stream[] = [];
  let opened = 0;
  let last = '';
  for (;;) {
    let first: Stream | null = null;
    for (const stream of streams) if (!first || compareEvents(stream.next.event, first.next.event) < 0) first = stream;
    const next = waiting[opened];
    if (next && (!first || next.lamport <= first.next.event.lamport)) {
      opened++;
      const entries = next.entries();
      const head = await entries.next();
      if (!head.done) streams.push({ entries, next: head.value });
      continue;
    }
    if (!first) return;
    // An event that is brought back and one that can be read again after all are the same.
    if (first.next.event.id !== last) yield first.next;
    last = first.next.event.id;
    const following = await first.entries.next();
    if (following.done) streams.splice(streams.indexOf(first), 1);
    else first.next = following.value;
  }
}

/** One event by its place, its frame's hash checked. Rejects with 'journal-damaged'. */
export async function readEntryAt(options: JournalOptions, host: ReaderHost, at: EventLocation): Promise<StoredEvent> {
  const name = host.nameOf(at.file);
  if (!name) throw new FailureError({ code: 'journal-damaged', message: `There is no file number ${at.file} in this journal.` });
  if ('blob' in name) return readSalvagedAt(options, host, name.blob, at.position);
  const path = paths.file(options.dir, name.log, name.file);
  // The frame with the running hash before it: every event has a frame before it, the header's at least.
  const start = at.position - LENGTH_BYTES - HASH_BYTES;
  try {
    const file = await options.fs.open(path, 'read');
    try {
      const bytes = start < 0 ? new Uint8Array(0) : await file.read(start, HASH_BYTES + LENGTH_BYTES + at.length + HASH_BYTES);
      const frame = frameAt(options.sha256, bytes, HASH_BYTES, null);
      const event = frame?.length === at.length ? readEvent(bytes.subarray(frame.position, frame.position + frame.length)) : null;
      if (!event?.ok) throw new FailureError(damage(path, name.log, `the event at byte ${at.position} is damaged`));
      return event.value;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError(damage(path, name.log, error instanceof Error ? error.message : String(error)));
  }
}

async function readSalvagedAt(options: JournalOptions, host: ReaderHost, ref: BlobRef, row: number): Promise<StoredEvent> {
  const line = (await linesOf(host, ref))[row];
  const event = line && checkEvent(options.sha256, line);
  if (!event?.ok) throw new FailureError({ code: 'journal-damaged', message: `Row ${row} of blob ${ref.hash} is no event.`, details: { hash: ref.hash, row } });
  return event.value;
}
