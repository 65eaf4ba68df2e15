/** The seal that makes one log file an immutable, signed segment. Normative: docs/spec/journal.md. */
import { fromHex, fromUtf8, toHex, utf8, type Sha256 } from '../../kernel/bytes';
import { canonicalize, parseCanonical } from '../../kernel/canonical-json';
import { isHash, isId, type DeviceId, type Hash, type LogId, type ProjectId } from '../../kernel/ids';
import { fail, ok, type Result } from '../../kernel/result';
import { deviceIdOf, hexHash, segmentMessage } from './domain';

/** Largest body of a segment in bytes and events: a log file is rolled before it grows past them. */
export const MAX_SEGMENT_BYTES = 4 * 1024 * 1024;
export const MAX_SEGMENT_EVENTS = 10_000;

export interface SegmentHeader {
  readonly v: 1;
  readonly kind: 'segment';
  readonly suite: 'ed25519-sha256';
  readonly project: ProjectId;
  readonly device: DeviceId;
  readonly key: Hash;
  readonly log: LogId;
  /** Number of the log file that is the body. */
  readonly seg_no: number;
  readonly first_seq: number;
  readonly count: number;
  /** Hash of the log's segment before; null in the first. */
  readonly prev_seg: Hash | null;
  /** Heads that were seen when it was sealed and that no earlier segment of the log names: [log, segment number or 0, hash]. A witness. */
  readonly deps: readonly (readonly [LogId, number, Hash])[];
  readonly rules: number;
  readonly roster: readonly [number, Hash];
  readonly lamport_first: number;
  readonly lamport_last: number;
  /** SHA-256 of the first `body_len` bytes of the log file. */
  readonly body_hash: Hash;
  readonly body_len: number;
  /** Encryption; none yet. */
  readonly enc: null;
  /** Of the last event; display only. */
  readonly hlc: readonly [number, number];
}

export interface Segment {
  readonly header: SegmentHeader;
  /** SHA-256 of the bytes of the header line: name of the segment. */
  readonly hash: Hash;
  readonly bytes: Uint8Array;
}

/** Two lines: the canonical header and the signature in hex. `sign` is Ed25519. */
export function encodeSegment(sha256: Sha256, header: SegmentHeader, sign: (message: Uint8Array) => Uint8Array): Segment {
  const line = canonicalize(header);
  const hash = sha256(utf8(line));
  return { header, hash: hexHash(hash), bytes: utf8(`${line}\n${toHex(sign(segmentMessage(hash)))}\n`) };
}

const KEYS = ['body_hash', 'body_len', 'count', 'deps', 'device', 'enc', 'first_seq', 'hlc', 'key', 'kind', 'lamport_first', 'lamport_last', 'log', 'prev_seg', 'project', 'roster', 'rules', 'seg_no', 'suite', 'v'].join();

function natural(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function isSegmentHeader(value: unknown): value is SegmentHeader {
  if (typeof value !== 'object' || value === null || Object.keys(value).sort().join() !== KEYS) return false;
  const h = value as Record<keyof SegmentHeader, unknown>;
  return h.v === 1 && h.kind === 'segment' && h.suite === 'ed25519-sha256' && isHash(h.project) && isId(h.device) && isHash(h.key) && isId(h.log)
    && natural(h.seg_no, 1) && natural(h.first_seq, 1) && natural(h.count, 0) && (h.prev_seg === null || isHash(h.prev_seg)) && natural(h.rules, 1)
    && Array.isArray(h.roster) && h.roster.length === 2 && natural(h.roster[0], 0) && isHash(h.roster[1])
    && natural(h.lamport_first, 0) && natural(h.lamport_last, 0) && isHash(h.body_hash) && natural(h.body_len, 1) && h.enc === null
    && Array.isArray(h.hlc) && h.hlc.length === 2 && natural(h.hlc[0], 0) && natural(h.hlc[1], 0)
    && Array.isArray(h.deps) && h.deps.every((d: unknown) => Array.isArray(d) && d.length === 3 && isId(d[0]) && natural(d[1], 0) && isHash(d[2]));
}

/**
 * A seal, its signature and the name of its device checked. Total; fails with 'segment-damaged'. The body is not looked at:
 * compare `body_hash` with the log file.
 */
export function decodeSegment(sha256: Sha256, bytes: Uint8Array, verify: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean): Result<Segment> {
  const damaged = (reason: string): Result<never> => fail('segment-damaged', reason);
  const lines = fromUtf8(bytes)?.split('\n');
  if (lines?.length !== 3 || lines[2] !== '') return damaged('not two lines');
  const [line, signatureHex] = lines as [string, string, string];
  const signature = fromHex(signatureHex);
  if (signature?.length !== 64) return damaged('no signature');
  const parsed = parseCanonical(line);
  if (!parsed.ok) return damaged(parsed.error.message);
  if (!isSegmentHeader(parsed.value)) return damaged('other fields than its format');
  const header = parsed.value;
  const key = fromHex(header.key) ?? new Uint8Array(0);
  if (deviceIdOf(sha256, key) !== header.device) return damaged('the device has another key');
  const hash = sha256(utf8(line));
  if (!verify(key, segmentMessage(hash), signature)) return damaged('the signature is wrong');
  return ok({ header, hash: hexHash(hash), bytes });
}
