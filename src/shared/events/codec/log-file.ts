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

/** Length, payload and running hash of one frame; `running` is the hash of the frame before. */
export function encodeFrame(sha256: Sha256, running: Uint8Array, payload: Uint8Array): { readonly bytes: Uint8Array; readonly running: Uint8Array } {
  const frame = new Uint8Array(LENGTH_BYTES + payload.length + HASH_BYTES);
  new DataView(frame.buffer).setUint32(0, payload.length, true);
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
}

/** What a file holds. `end` is the number of bytes of the valid frames from the start. */
export interface LogScan {
  readonly header: LogHeader | null;
  /** The frames after the header. */
  readonly frames: readonly Frame[];
  readonly end: number;
  /** Running hash at `end`. */
  readonly running: Uint8Array;
  /** null: every byte belongs to a valid frame. `torn`: nothing valid follows. `damaged`: a valid frame follows, at `next`. */
  readonly bad: { readonly kind: 'torn' } | { readonly kind: 'damaged'; readonly next: number } | null;
}

/**
 * The frame at `at`, checked against the running hash before it; null when there is none. The running hash of the first
 * frame is given; later ones find it in the file, in the 32 bytes before them (`before` null).
 */
export function frameAt(sha256: Sha256, bytes: Uint8Array, at: number, before: Uint8Array | null): Frame | null {
  const left = bytes.length - at - LENGTH_BYTES - HASH_BYTES;
  if (left < 2) return null;
  const length = bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x10000 + bytes[at + 3]! * 0x1000000;
  if (length < 2 || length > MAX_PAYLOAD || length > left) return null;
  const end = at + LENGTH_BYTES + length;
  // Every payload is a JSON object: cheap to see before hashing when looking for frames behind damage.
  if (bytes[at + LENGTH_BYTES] !== 0x7b || bytes[end - 1] !== 0x7d) return null;
  const expected = sha256(before ? concatBytes(before, bytes.subarray(at, end)) : bytes.subarray(at - HASH_BYTES, end));
  if (!equalBytes(expected, bytes.subarray(end, end + HASH_BYTES))) return null;
  return { position: at + LENGTH_BYTES, length, running: expected };
}

/** Bytes hashed at most while looking for a frame behind damage: a hostile file must not cost minutes. */
const SEARCH_BUDGET = 256 * 1024 * 1024;

/**
 * Position of the first frame at or after `from` that is whole in itself (its own hash fits the 32 bytes before it), or -1.
 * When the search would cost too much it answers the place where it gave up: "perhaps", so that nothing is cut off.
 */
export function findFrame(sha256: Sha256, bytes: Uint8Array, from: number): number {
  let budget = SEARCH_BUDGET;
  const counting: Sha256 = (data) => {
    budget -= data.length;
    return sha256(data);
  };
  for (let at = Math.max(from, HASH_BYTES); at + LENGTH_BYTES + HASH_BYTES < bytes.length; at++) {
    if (bytes[at + LENGTH_BYTES] === 0x7b && (frameAt(counting, bytes, at, null) || budget < 0)) return at;
  }
  return -1;
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
  const next = findFrame(sha256, bytes, end + 1);
  return { header, frames, end, running, bad: next < 0 ? { kind: 'torn' } : { kind: 'damaged', next } };
}
