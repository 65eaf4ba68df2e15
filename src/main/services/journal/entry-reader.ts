/** Reads events back: one file after the other, logs merged so that causes come before effects. */
import { readEvent } from '../../../shared/events/codec/event';
import { HASH_BYTES, LENGTH_BYTES, frameAt, scanLog } from '../../../shared/events/codec/log-file';
import type { StoredEvent } from '../../../shared/events/envelope';
import type { LogId, ProjectId } from '../../../shared/kernel/ids';
import { compareEvents } from '../../../shared/kernel/lamport';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { JournalOptions } from './context';
import { paths } from './layout';
import type { FileState, LastEvent, LogState } from './log-state';
import type { EventLocation, Heads, JournalEntry } from './types';

export interface ReaderHost {
  readonly project: ProjectId;
  readonly logs: ReadonlyMap<LogId, LogState>;
  numberOf(log: LogId, file: number): number;
  nameOf(file: number): { readonly log: LogId; readonly file: number } | null;
  /** A file that was whole is not any more: the log ends at `last`. */
  onDamage(log: LogId, failure: Failure, last: LastEvent | null): void;
}

function damage(path: string, reason: string): Failure {
  return { code: 'journal-damaged', message: `${path}: ${reason}. Events from there on are not used; the file is kept as it is.`, details: { path, reason } };
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
      host.onDamage(log.log, damage(path, reason), last);
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

interface Stream {
  readonly entries: AsyncGenerator<JournalEntry>;
  next: JournalEntry;
}

/** All events after `from`, by Lamport number and id. A log is opened only when its turn comes. */
export async function* readEntries(options: JournalOptions, host: ReaderHost, from: Heads | null): AsyncGenerator<JournalEntry> {
  const seen = (log: LogId): number => from?.get(log)?.seq ?? 0;
  const waiting = [...host.logs.values()].filter((log) => log.last !== null && log.last.seq > seen(log.log)).sort((a, b) => a.firstLamport - b.firstLamport);
  const streams: Stream[] = [];
  let opened = 0;
  for (;;) {
    let first: Stream | null = null;
    for (const stream of streams) if (!first || compareEvents(stream.next.event, first.next.event) < 0) first = stream;
    const log = waiting[opened];
    if (log && (!first || log.firstLamport <= first.next.event.lamport)) {
      opened++;
      const entries = entriesOf(options, host, log, seen(log.log));
      const head = await entries.next();
      if (!head.done) streams.push({ entries, next: head.value });
      continue;
    }
    if (!first) return;
    yield first.next;
    const following = await first.entries.next();
    if (following.done) streams.splice(streams.indexOf(first), 1);
    else first.next = following.value;
  }
}

/** One event by its place, its frame's hash checked. Rejects with 'journal-damaged'. */
export async function readEntryAt(options: JournalOptions, host: ReaderHost, at: EventLocation): Promise<StoredEvent> {
  const name = host.nameOf(at.file);
  if (!name) throw new FailureError({ code: 'journal-damaged', message: `There is no file number ${at.file} in this journal.` });
  const path = paths.file(options.dir, name.log, name.file);
  // The frame with the running hash before it: every event has a frame before it, the header's at least.
  const start = at.position - LENGTH_BYTES - HASH_BYTES;
  try {
    const file = await options.fs.open(path, 'read');
    try {
      const bytes = start < 0 ? new Uint8Array(0) : await file.read(start, HASH_BYTES + LENGTH_BYTES + at.length + HASH_BYTES);
      const frame = frameAt(options.sha256, bytes, HASH_BYTES, null);
      const event = frame?.length === at.length ? readEvent(bytes.subarray(frame.position, frame.position + frame.length)) : null;
      if (!event?.ok) throw new FailureError(damage(path, `the event at byte ${at.position} is damaged`));
      return event.value;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError(damage(path, error instanceof Error ? error.message : String(error)));
  }
}
