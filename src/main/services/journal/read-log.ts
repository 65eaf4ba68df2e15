/** Reads the files of one log: the longest prefix that is whole, and what is wrong behind it. */
import { readEvent } from '../../../shared/events/codec/event';
import { HASH_BYTES, LENGTH_BYTES, scanLog, type Frame, type LogHeader, type LogScan } from '../../../shared/events/codec/log-file';
import { salvagedBody } from '../../../shared/events/salvage';
import { fromUtf8, toHex, type Sha256 } from '../../../shared/kernel/bytes';
import { parseCanonical } from '../../../shared/kernel/canonical-json';
import type { DeviceId, EventId, Hash, LogId, ProjectId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import { logFileNumber, paths, sealOf } from './layout';
import type { FileState, LastEvent, LogState } from './log-state';

/** Bytes at the end of the last file that belong to no frame: an append that was not finished. */
export interface TornTail {
  readonly file: number;
  /** Where the whole frames end; 0 when not even the header is whole. */
  readonly from: number;
  readonly bytes: Uint8Array;
}

export interface LogReading {
  readonly state: LogState;
  readonly tail: TornTail | null;
  /** Files that a later one replaced after a failed write: nothing in them was answered as saved. */
  readonly superseded: readonly number[];
  /** Behind damage: the lines of events that can still be read, in the order of the files. Empty without damage. */
  readonly behind: readonly Uint8Array[];
}

/** A file as far as it must be remembered while the others are read: not its bytes, a log may have any number of files. */
interface Scanned {
  readonly n: number;
  readonly size: number;
  /** Its frames without their hashes. */
  readonly scan: LogScan;
  readonly events: GoodEvents;
  /** Its bytes, read once more. */
  bytes(): Promise<Uint8Array>;
}

/** Events from the start that are whole and in order. */
interface GoodEvents {
  readonly count: number;
  /** Lamport number of the first. */
  readonly first: number;
  readonly last: LastEvent | null;
  readonly salvages: LogState['salvages'];
}

const NO_HASH = new Uint8Array(0);

function withoutHashes(frames: readonly Frame[]): readonly Frame[] {
  return frames.map((frame) => ({ ...frame, running: NO_HASH }));
}

function damaged(log: LogId, file: number, at: number, reason: string): Failure {
  return { code: 'journal-damaged', message: `Log ${log}, file ${file}, is damaged at byte ${at}: ${reason}. Everything before is read; the rest is kept as it is and not used.`, details: { log, file, at, reason } };
}

/** Number of bytes that count when only the first `frames` frames do. */
function endOf(scan: LogScan, frames: number): number {
  const last = scan.frames[frames - 1];
  if (last) return last.position + last.length + HASH_BYTES;
  const first = scan.frames[0];
  return first ? first.position - LENGTH_BYTES : scan.end;
}

async function hashAt({ scan, bytes }: Scanned, end: number): Promise<Hash> {
  return toHex(end === 0 || end === scan.end ? scan.running : (await bytes()).subarray(end - HASH_BYTES, end)) as Hash;
}

/** Which events from the start are whole and in order. */
function goodEvents(bytes: Uint8Array, scan: LogScan, log: LogId): GoodEvents {
  const salvages: LogState['salvages'][number][] = [];
  let count = 0;
  let first = 0;
  let last: LastEvent | null = null;
  for (const frame of scan.frames) {
    const event = readEvent(bytes.subarray(frame.position, frame.position + frame.length));
    if (!event.ok || event.value.log !== log || event.value.seq !== scan.header!.first_seq + count) break;
    if (count === 0) first = event.value.lamport;
    last = { seq: event.value.seq, id: event.value.id, lamport: event.value.lamport, hlc: event.value.hlc };
    const body = salvagedBody(event.value);
    if (body) salvages.push({ seq: event.value.seq, body });
    count++;
  }
  return { count, first, last, salvages };
}

/** Lines of the events that are whole and not counted: behind damage, and in files that cannot be reached over it. */
async function readableBehind(files: readonly Scanned[], chain: readonly Scanned[], counted: readonly FileState[], log: LogId): Promise<Uint8Array[]> {
  // With a whole beginning, files between those of the chain are the rest of failed writes; those behind it have a spoilt header. Else nobody knows.
  const end = chain.at(-1)?.n ?? 0;
  const reached = new Set(chain[0]?.scan.header?.prev_file === null ? files.filter((file) => file.n > end || chain.includes(file)) : files);
  const limits = new Map(chain.map(({ scan }) => scan.header!.prev_file).filter((before) => before !== null).map((before) => [before[0], before[1]]));
  const lines = new Map<EventId, Uint8Array>();
  for (const file of files.filter((one) => reached.has(one))) {
    const from = counted.find((state) => state.n === file.n)?.bytes ?? 0;
    const to = limits.get(file.n) ?? file.size;
    const frames = [...file.scan.frames, ...(file.scan.bad?.behind ?? [])].filter((frame) => frame.position >= from && frame.position + frame.length + HASH_BYTES <= to);
    const bytes = frames.length === 0 ? NO_HASH : await file.bytes();
    for (const frame of frames) {
      const line = bytes.slice(frame.position, frame.position + frame.length);
      const event = readEvent(line);
      if (event.ok && event.value.log === log) lines.set(event.value.id, line);
    }
  }
  return [...lines.values()];
}

/** Everything a folder `journal/<log>` holds. Rejects only when it cannot be read at all. */
export async function readLog(fs: FileSystem, sha256: Sha256, dir: string, project: ProjectId, log: LogId): Promise<LogReading> {
  const names = (await fs.list(paths.log(dir, log))).map((entry) => entry.name);
  const seals = new Map(names.map(sealOf).filter((seal) => seal !== null).map((seal) => [seal.file, seal.hash]));
  const files: Scanned[] = [];
  for (const n of names.map(logFileNumber).filter((number) => number > 0).sort((a, b) => a - b)) {
    const path = paths.file(dir, log, n);
    const bytes = await fs.read(path);
    const scan = scanLog(sha256, bytes, project, log, n);
    const { bad } = scan;
    files.push({
      n, size: bytes.length, events: goodEvents(bytes, scan, log), bytes: () => fs.read(path),
      scan: { ...scan, running: scan.running.slice(), frames: withoutHashes(scan.frames), bad: bad && { kind: bad.kind, behind: withoutHashes(bad.behind) } },
    });
  }
  const lengths = new Map<number, number>();
  for (const [n, hash] of seals) {
    const length = await sealedLength(fs, sha256, paths.seal(dir, log, n, hash), hash);
    if (length !== null) lengths.set(n, length);
  }
  return assemble(files, seals, lengths, log);
}

/** Bytes that a seal covers; null when the seal is not whole (`verify` says so; the events prove themselves). */
async function sealedLength(fs: FileSystem, sha256: Sha256, path: string, hash: Hash): Promise<number | null> {
  const bytes = await fs.read(path).catch(() => new Uint8Array(0));
  const line = bytes.subarray(0, Math.max(0, bytes.indexOf(0x0a)));
  if (toHex(sha256(line)) !== hash) return null;
  const parsed = parseCanonical(fromUtf8(line) ?? '');
  const length = parsed.ok ? (parsed.value as { readonly body_len?: unknown } | null)?.body_len : null;
  return typeof length === 'number' ? length : null;
}

/** Follows the files from the last one back: each names the one before it and how much of that counts. */
function chainOf(files: readonly Scanned[]): Scanned[] {
  const byNumber = new Map(files.map((file) => [file.n, file]));
  const chain: Scanned[] = [];
  let current = files.findLast((file) => file.scan.header !== null);
  while (current) {
    chain.unshift(current);
    const before: readonly [number, number, Hash] | null = current.scan.header!.prev_file;
    if (!before) break;
    const previous = byNumber.get(before[0]);
    current = previous && previous.n < current.n && previous.scan.header ? previous : undefined;
  }
  return chain;
}

async function assemble(files: readonly Scanned[], seals: ReadonlyMap<number, Hash>, lengths: ReadonlyMap<number, number>, log: LogId): Promise<LogReading> {
  const chain = chainOf(files);
  const states: FileState[] = [];
  const salvages: LogState['salvages'][number][] = [];
  let firstLamport = 0;
  let last: LastEvent | null = null;
  let damage: Failure | null = null;
  let tail: TornTail | null = null;
  const head = chain[0]?.scan.header ?? null;
  if (head && (head.prev_file !== null || head.first_seq !== 1)) damage = damaged(log, head.prev_file?.[0] ?? head.file, 0, 'the file is missing or its beginning cannot be read');
  for (let i = 0; i < chain.length && !damage; i++) {
    const file = chain[i]!;
    const next: LogHeader | null = chain[i + 1]?.scan.header ?? null;
    const { events } = file;
    const limit = next?.prev_file ?? null;
    let frames = events.count;
    if (limit) {
      // The next file says how much of this one counts; frames behind that were written again over there.
      while (frames > 0 && endOf(file.scan, frames) > limit[1]) frames--;
      if (endOf(file.scan, frames) !== limit[1] || (await hashAt(file, limit[1])) !== limit[2]) damage = damaged(log, file.n, endOf(file.scan, events.count), 'events that the next file follows are not there');
    } else if (lengths.has(file.n)) {
      // Sealed: bytes behind what the seal covers are the rest of a failed write.
      const sealed = lengths.get(file.n)!;
      while (frames > 0 && endOf(file.scan, frames) > sealed) frames--;
      if (endOf(file.scan, frames) !== sealed) damage = damaged(log, file.n, endOf(file.scan, events.count), 'the file was sealed longer than it is now');
    } else if (frames < file.scan.frames.length) damage = damaged(log, file.n, endOf(file.scan, frames), 'what follows is no event of this log');
    else if (file.scan.bad?.kind === 'damaged') damage = damaged(log, file.n, file.scan.end, `what follows at byte ${file.scan.bad.behind[0]?.position ?? file.scan.end} was written later`);
    else if (file.scan.bad && seals.has(file.n)) damage = damaged(log, file.n, file.scan.end, 'neither the file nor its seal is whole');
    else {
      // A call counts as a whole: what arrived of one that was not finished goes with the rest of its group.
      while (frames > 0 && file.scan.frames[frames - 1]!.goesOn) frames--;
      const end = endOf(file.scan, frames);
      if (end < file.size) tail = { file: file.n, from: end, bytes: (await file.bytes()).slice(end, file.size) };
    }
    const firstSeq = file.scan.header!.first_seq;
    if (firstSeq !== (last?.seq ?? 0) + 1) {
      damage = damaged(log, file.n, 0, `it begins with number ${firstSeq} instead of ${(last?.seq ?? 0) + 1}`);
      break;
    }
    const kept = frames === events.count ? events : goodEvents(await file.bytes(), { ...file.scan, frames: file.scan.frames.slice(0, frames) }, log);
    if (firstLamport === 0) firstLamport = kept.first;
    last = kept.last ?? last;
    salvages.push(...kept.salvages);
    const end = endOf(file.scan, frames);
    states.push({ n: file.n, bytes: end, events: frames, firstSeq, hash: await hashAt(file, end), seal: seals.get(file.n) ?? null });
  }
  const newest = files.at(-1);
  if (newest && newest.scan.header === null && !damage) {
    if (newest.scan.bad?.kind === 'damaged' || seals.has(newest.n)) damage = damaged(log, newest.n, 0, 'its beginning cannot be read');
    else tail = { file: newest.n, from: 0, bytes: (await newest.bytes()).slice(0, newest.size) };
  }
  for (const n of seals.keys()) if (!files.some((file) => file.n === n) && !damage) damage = damaged(log, n, 0, 'the file is missing but its seal is there');
  const used = new Set(chain.map((file) => file.n));
  const cites = head ? [...(head.prev_log ? [head.prev_log] : []), ...head.deps].map(([cited]) => cited) : [];
  const behind = damage ? await readableBehind(files, chain, states, log) : [];
  if (damage) damage = { ...damage, message: `${damage.message} ${behind.length === 0 ? 'No event behind it can be read.' : `Events behind it that can still be read: ${behind.length}.`}`, details: { ...damage.details, readable: behind.length } };
  return {
    state: { log, device: head?.device ?? ('0'.repeat(32) as DeviceId), files: states, firstLamport, last, cites, salvages, damage },
    tail,
    behind,
    superseded: files.filter((file) => !used.has(file.n) && file.n !== tail?.file).map((file) => file.n),
  };
}
