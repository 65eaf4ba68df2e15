/** The framed files a log is written in. Normative: docs/spec/journal.md. */
import { concatBytes, equalBytes, fromHex, fromUtf8, utf8, type Sha256 } from '../../kernel/bytes';
import { canonicalize, parseCanonical } from '../../kernel/canonical-json';
import { idToBytes, isHash, isId, type DeviceId, type Hash, type LogId, type ProjectId } from '../../kernel/ids';
import { hashOf } from './domain';

/** "LWLOG", two zeros, format 1. */
export const LOG_MAGIC = Uint8Array.of(0x4c, 0x57, 0x4c, 0x4f, 0x47, 0, 0, 1);
/** Bytes around a payload: its length before, the running hash after. */
export const LENGTH_BYTES = 4;
export const HASH_BYTES = 32;
/** The largest payload of a frame. */
export const MAX_PAYLOAD = 1024 * 1024;
/** Highest byte of the length of a frame that begins a group: everything before it was on the disk when it was written. */
const GROUP_START = 0x80;
/** In the same byte: the next frame is of the same call. */
const CALL_GOES_ON = 0x40;

/** A head of another log: [log, sequence number, id of that event]. */
export type HeadRef = readonly [LogId, number, Hash];

/** First frame of every file. Keys are written in canonical order. */
export interface LogHeader {
  readonly v: 1;
  readonly kind: 'log';
  readonly suite: 'ed25519-sha256';
  readonly project: ProjectId;
  readonly device: DeviceId;
  /** Ed25519 public key of the device, 64 hex digits. */
  readonly key: Hash;
  readonly log: LogId;
  /** 1, 2, 3 … within the log; gaps are allowed. */
  readonly file: number;
  readonly first_seq: number;
  /** Lamport number that the first event follows: the largest of the previous event and all heads named here. */
  readonly lamport: number;
  /** The file before: [number, bytes that count, running hash there in hex]; null in the first. */
  readonly prev_file: readonly [number, number, Hash] | null;
  /** The head of the same device's log before this one; null when there is none, and in later files. */
  readonly prev_log: HeadRef | null;
  /** Heads of other logs that were seen and that no log named here has seen. */
  readonly deps: readonly HeadRef[];
  readonly rules: number;
  readonly roster: readonly [number, Hash];
}

/** The running hash before the first frame. */
export function startHash(sha256: Sha256, project: ProjectId, log: LogId, file: number): Uint8Array {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, file, true);
  return hashOf(sha256, 'log', fromHex(project) ?? new Uint8Array(0), idToBytes(log), number);
}

/**
 * Length, payload and running hash of one frame; `running` is the hash of the frame before. `starts`: it is the first of a
 * group that is flushed together, so that whatever lies before it had been flushed. `goesOn`: the next frame of the group is of the same call, which counts as a
 * whole or not at all.
 */
export function encodeFrame(sha256: Sha256, running: Uint8Array, payload: Uint8Array, starts: boolean, goesOn = false): { readonly bytes: Uint8Array; readonly running: Uint8Array } {
  const frame = new Uint8Array(LENGTH_BYTES + payload.length + HASH_BYTES);
  new DataView(frame.buffer).setUint32(0, payload.length, true);
  frame[LENGTH_BYTES - 1] = (starts ? GROUP_START : 0) + (goesOn ? CALL_GOES_ON : 0);
  frame.set(payload, LENGTH_BYTES);
  const next = sha256(concatBytes(running, frame.subarray(0, LENGTH_BYTES + payload.length)));
  frame.set(next, LENGTH_BYTES + payload.length);
  return { bytes: frame, running: next };
}

export function encodeLogHeader(header: LogHeader): Uint8Array {
  return utf8(canonicalize(header));
}

function headRef(value: unknown): value is HeadRef {
  return Array.isArray(value) && value.length === 3 && isId(value[0]) && Number.isSafeInteger(value[1]) && (value[1] as number) >= 1 && isHash(value[2]);
}

function natural(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

/** A file's header; null when the payload is none. */
export function decodeLogHeader(payload: Uint8Array): LogHeader | null {
  const text = fromUtf8(payload);
  const parsed = text === null ? null : parseCanonical(text);
  if (!parsed?.ok || typeof parsed.value !== 'object' || parsed.value === null || Object.keys(parsed.value).length !== 15) return null;
  const h = parsed.value as Record<keyof LogHeader, unknown>;
  const p = h.prev_file;
  const good = h.v === 1 && h.kind === 'log' && h.suite === 'ed25519-sha256' && isHash(h.project) && isId(h.device) && isHash(h.key) && isId(h.log)
    && natural(h.file, 1) && natural(h.first_seq, 1) && natural(h.lamport, 0)
    && (p === null || (Array.isArray(p) && p.length === 3 && natural(p[0], 1) && natural(p[1], 1) && isHash(p[2])))
    && (h.prev_log === null || headRef(h.prev_log)) && Array.isArray(h.deps) && h.deps.every(headRef) && natural(h.rules, 1)
    && Array.isArray(h.roster) && h.roster.length === 2 && natural(h.roster[0], 0) && isHash(h.roster[1]);
  return good ? (parsed.value as LogHeader) : null;
}

/** One frame that is whole: where its payload lies, and the running hash after it. */
export interface Frame {
  readonly position: number;
  readonly length: number;
  readonly running: Uint8Array;
  /** The first of a group that was flushed together. */
  readonly starts: boolean;
  /** The next frame is of the same call. */
  readonly goesOn: boolean;
}

/** What a file holds. `end` is the number of bytes of the valid frames from the start. */
export interface LogScan {
  readonly header: LogHeader | null;
  /** The frames after the header. */
  readonly frames: readonly Frame[];
  readonly end: number;
  /** Running hash at `end`. */
  readonly running: Uint8Array;
  /**
   * null: every byte belongs to a valid frame. `torn`: what follows is of one group, whose flush never returned; whole frames
   * of it may have arrived. `damaged`: a group begins behind the bad place, so what is bad had been flushed.
   * `behind`: the frames behind the bad place that are whole in themselves.
   */
  readonly bad: { readonly kind: 'torn' | 'damaged'; readonly behind: readonly Frame[] } | null;
}

/**
 * The frame at `at`, checked against the running hash before it; null when there is none. The running hash of the first
 * frame is given; later ones find it in the file, in the 32 bytes before them (`before` null).
 */
export function frameAt(sha256: Sha256, bytes: Uint8Array, at: number, before: Uint8Array | null): Frame | null {
  const frame = contentAt(sha256, bytes, at, before);
  return frame && equalBytes(frame.running, bytes.subarray(frame.position + frame.length, frame.position + frame.length + HASH_BYTES)) ? frame : null;
}

/** What would be a frame at `at` if the hash behind it were `running`. */
function contentAt(sha256: Sha256, bytes: Uint8Array, at: number, before: Uint8Array | null): Frame | null {
  const left = bytes.length - at - LENGTH_BYTES - HASH_BYTES;
  if (left < 2) return null;
  const top = bytes[at + LENGTH_BYTES - 1]!;
  const length = bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x10000;
  if ((top & ~(GROUP_START | CALL_GOES_ON)) !== 0 || length < 2 || length > MAX_PAYLOAD || length > left) return null;
  const end = at + LENGTH_BYTES + length;
  // Every payload is a JSON object: cheap to see before hashing when looking for frames behind damage.
  if (bytes[at + LENGTH_BYTES] !== 0x7b || bytes[end - 1] !== 0x7d) return null;
  const running = sha256(before ? concatBytes(before, bytes.subarray(at, end)) : bytes.subarray(at - HASH_BYTES, end));
  return { position: at + LENGTH_BYTES, length, running, starts: (top & GROUP_START) !== 0, goesOn: (top & CALL_GOES_ON) !== 0 };
}

/** Bytes hashed at most while looking for frames behind damage: a hostile file must not cost minutes. */
const SEARCH_BUDGET = 256 * 1024 * 1024;

/**
 * The frames behind a bad place at `end` that are whole: their own hash fits the 32 bytes before them. `running` is the hash at
 * `end`. Where only the stored hash of the frame at `end` is bad, the frame after it proves both. `flushed`: what is bad had
 * been on the disk, because a group begins behind it or the search was given up ("perhaps": nothing may be cut off then).
 */
function lookBehind(sha256: Sha256, bytes: Uint8Array, end: number, running: Uint8Array): { readonly frames: readonly Frame[]; readonly flushed: boolean } {
  let budget = SEARCH_BUDGET;
  const counting: Sha256 = (data) => {
    budget -= data.length;
    return sha256(data);
  };
  const frames: Frame[] = [];
  let flushed = false;
  let at = Math.max(end + 1, HASH_BYTES);
  const bad = contentAt(counting, bytes, Math.max(end, LOG_MAGIC.length), running);
  const proof = bad && frameAt(counting, bytes, bad.position + bad.length + HASH_BYTES, bad.running);
  if (proof) {
    frames.push(bad, proof);
    flushed = proof.starts;
    at = proof.position + proof.length + HASH_BYTES;
  }
  while (at + LENGTH_BYTES + HASH_BYTES < bytes.length && budget >= 0) {
    const frame = bytes[at + LENGTH_BYTES] === 0x7b ? frameAt(counting, bytes, at, null) : null;
    if (frame) {
      frames.push(frame);
      flushed ||= frame.starts;
    }
    at = frame ? frame.position + frame.length + HASH_BYTES : at + 1;
  }
  return { frames, flushed: flushed || budget < 0 };
}

/** The longest valid prefix of a file, and what is wrong behind it. Total; `project`, `log` and `file` come from the place, not from the bytes. */
export function scanLog(sha256: Sha256, bytes: Uint8Array, project: ProjectId, log: LogId, file: number): LogScan {
  const start = startHash(sha256, project, log, file);
  const frames: Frame[] = [];
  let running = start;
  let header: LogHeader | null = null;
  let end = 0;
  if (equalBytes(bytes.subarray(0, LOG_MAGIC.length), LOG_MAGIC)) {
    for (let frame = frameAt(sha256, bytes, LOG_MAGIC.length, start); frame; frame = frameAt(sha256, bytes, end, null)) {
      if (header === null) {
        const read = decodeLogHeader(bytes.subarray(frame.position, frame.position + frame.length));
        if (read === null || read.project !== project || read.log !== log || read.file !== file) break;
        header = read;
      } else frames.push(frame);
      running = frame.running;
      end = frame.position + frame.length + HASH_BYTES;
    }
  }
  if (end === bytes.length && header) return { header, frames, end, running, bad: null };
  const { frames: behind, flushed } = lookBehind(sha256, bytes, end, running);
  // A header is flushed before anything follows it. Files of the first trials have no marks: nothing is cut off there.
  const unmarked = header === null || bytes[LOG_MAGIC.length + LENGTH_BYTES - 1] !== GROUP_START;
  return { header, frames, end, running, bad: { kind: flushed || (unmarked && behind.length > 0) ? 'damaged' : 'torn', behind } };
}
