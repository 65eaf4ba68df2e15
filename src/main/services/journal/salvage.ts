/**
 * Brings back events that lie whole behind damage: they are said again, with their own names and numbers, by a record in
 * the log of this process. Normative: docs/spec/journal.md, "Salvage"; why: docs/adr/0008.
 */
import { decodeBlob, encodeBlob } from '../../../shared/events/blob-codec';
import { checkEvent } from '../../../shared/events/codec/event';
import type { BlobRef, StoredEvent } from '../../../shared/events/envelope';
import { SALVAGED, salvageBlobs, salvagedBody, salvagedLines, type SalvagedBody } from '../../../shared/events/salvage';
import type { Sha256 } from '../../../shared/kernel/bytes';
import type { DeviceId, EventId, LogId, ProjectId } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import type { LogState } from './log-state';
import { keepBehind } from './quarantine';
import { readLog } from './read-log';

export interface Salvageable {
  readonly line: Uint8Array;
  readonly event: StoredEvent;
}

/** A draft of the record, with the Lamport number it must be later than. */
export interface SalvageDraft {
  readonly type: typeof SALVAGED;
  readonly base: readonly EventId[];
  readonly body: SalvagedBody;
  readonly after: number;
}

const NOBODY = '0'.repeat(32) as DeviceId;

/**
 * Of the lines behind the damage of `log`, those that are proven: canonical, with the body and the name they commit to, of
 * this project, log and device, numbered later than what is read, and in an order a log can have. One per number: files
 * come by age, and a later file wrote again what an earlier one did not finish.
 */
export function provenBehind(sha256: Sha256, project: ProjectId, log: LogState, lines: readonly Uint8Array[]): readonly Salvageable[] {
  const bySeq = new Map<number, Salvageable>();
  for (const line of lines) {
    const checked = checkEvent(sha256, line);
    if (!checked.ok) continue;
    const event = checked.value;
    if (event.project !== project || event.log !== log.log || event.seq <= (log.last?.seq ?? 0) || (log.device !== NOBODY && event.device !== log.device)) continue;
    bySeq.set(event.seq, { line, event });
  }
  const proven: Salvageable[] = [];
  let lamport = log.last?.lamport ?? 0;
  for (const one of [...bySeq.values()].sort((a, b) => a.event.seq - b.event.seq)) {
    if (one.event.lamport <= lamport) continue;
    lamport = one.event.lamport;
    proven.push(one);
  }
  return proven;
}

/** Stores the lines and answers with the records to be written. Records among the events are said again for themselves, so that nobody has to unwrap twice. */
export async function salvageDrafts(log: LogId, events: readonly Salvageable[], putBlob: (bytes: Uint8Array, rows: number) => Promise<BlobRef>): Promise<readonly SalvageDraft[]> {
  const drafts: SalvageDraft[] = [];
  for (const { blob, first } of salvageBlobs(events.map((one) => one.line))) {
    const bytes = encodeBlob(blob);
    if (!bytes.ok) throw new FailureError(bytes.error);
    const last = events[first + blob.rows - 1]!.event;
    drafts.push({ type: SALVAGED, base: [last.id], body: { log, lamport: events[first]!.event.lamport, blob: await putBlob(bytes.value, blob.rows) }, after: last.lamport });
  }
  for (const { event } of events) {
    const body = salvagedBody(event);
    if (body) drafts.push({ type: SALVAGED, base: [event.id], body, after: event.lamport });
  }
  return drafts;
}

/** The blobs of events that logs say again, each once. */
export function salvagesOf(logs: Iterable<LogState>): readonly SalvagedBody[] {
  const bodies = new Map<string, SalvagedBody>();
  for (const log of logs) for (const { body } of log.salvages) bodies.set(`${body.log}/${body.blob.hash}`, body);
  return [...bodies.values()];
}

export interface SalvageWork {
  readonly fs: FileSystem;
  readonly sha256: Sha256;
  readonly dir: string;
  readonly project: ProjectId;
  readonly logs: ReadonlyMap<LogId, LogState>;
  putBlob(bytes: Uint8Array, rows: number): Promise<BlobRef>;
  readBlob(ref: BlobRef): Promise<Uint8Array>;
  append(drafts: readonly SalvageDraft[]): Promise<unknown>;
}

/** What became of one damaged log. */
export interface BroughtBack {
  readonly state: LogState;
  /** Events that came back now. */
  readonly fresh: number;
  /** The damage as it is now, and what was done about it. Empty when the log can be read whole after all. */
  readonly told: readonly Failure[];
}

/**
 * Says the events behind the damage of `log` again that no log says yet. `lines` null: they are read from the disk first.
 * Done twice, or by two processes at once, it changes nothing more. `onRead` gets lines that were read before anything is written. Rejects
 * when the disk does.
 */
export async function bringBack(work: SalvageWork, log: LogId, lines: readonly Uint8Array[] | null, onRead: (lines: readonly Uint8Array[]) => void): Promise<BroughtBack> {
  let state = work.logs.get(log)!;
  let behind = lines;
  if (behind === null) {
    const reading = await readLog(work.fs, work.sha256, work.dir, work.project, log);
    const { damage } = reading.state;
    state = damage && reading.behind.length > 0 ? { ...reading.state, damage: await keepBehind(work.fs, work.dir, damage, reading.behind) } : reading.state;
    behind = reading.behind;
    onRead(behind);
  }
  if (state.damage === null) return { state, fresh: 0, told: [] };
  const proven = provenBehind(work.sha256, work.project, state, behind);
  const known = await idsSaidAgain(work, log);
  const missing = proven.filter(({ event }) => !known.has(event.id));
  if (missing.length > 0) await work.append(await salvageDrafts(log, missing, (bytes, rows) => work.putBlob(bytes, rows)));
  const lost = proven.length === 0 ? 0 : proven.at(-1)!.event.seq - (state.last?.seq ?? 0) - proven.length;
  if (proven.length === 0) return { state, fresh: 0, told: [state.damage] };
  const { file, at, reason } = state.damage.details as { readonly file: number; readonly at: number; readonly reason: string };
  const count = `${proven.length} events behind it could still be read and are used again; ${lost === 0 ? 'none between is missing' : `${lost} between ${lost === 1 ? 'is' : 'are'} lost`}`;
  const damage: Failure = {
    code: 'journal-damaged', message: `Log ${log}, file ${file}, is damaged at byte ${at}: ${reason}. ${count}. The file is kept as it is.`,
    details: { ...state.damage.details, salvaged: proven.length, lost },
  };
  const done: Failure = { code: 'journal-salvaged', message: `${missing.length} events of log ${log} were brought back from behind the damage${lost === 0 ? '' : `; ${lost} ${lost === 1 ? 'is' : 'are'} lost`}.`, details: { log, events: missing.length, lost } };
  return { state: { ...state, damage }, fresh: missing.length, told: missing.length > 0 ? [damage, done] : [damage] };
}

/** Names of the events of `log` that some log says again, and whose blob can be read. */
async function idsSaidAgain(work: SalvageWork, log: LogId): Promise<ReadonlySet<EventId>> {
  const ids = new Set<EventId>();
  for (const body of salvagesOf(work.logs.values())) {
    if (body.log !== log) continue;
    const blob = decodeBlob(await work.readBlob(body.blob).catch(() => new Uint8Array(0)));
    const lines = blob.ok ? salvagedLines(blob.value) : blob;
    for (const line of lines.ok ? lines.value : []) {
      const event = checkEvent(work.sha256, line);
      if (event.ok) ids.add(event.value.id);
    }
  }
  return ids;
}
