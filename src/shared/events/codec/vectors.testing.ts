/** The content of docs/spec/vectors: fixed keys, ids and times, so that these bytes are the same for ever. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { fromHex, toHex, utf8, concatBytes, type Sha256 } from '../../kernel/bytes';
import { canonicalize } from '../../kernel/canonical-json';
import type { CommandId, DeviceId, EventId, Hash, LabelId, LogId, MemberId } from '../../kernel/ids';
import { encodeBlob } from '../blob-codec';
import { encodeBlob as encodeKind } from '../blobs/kinds';
import type { EventType } from '../catalogue/types';
import type { ColumnBlob } from '../blob-types';
import { CATALOGUE, EVENT_TYPES } from '../catalogue';
import { salvageBlobs } from '../salvage';
import { deviceIdOf, hashOf, hexHash, projectIdOf } from './domain';
import { encodeEvent, type UnsealedEvent } from './event';
import { encodeFrame, encodeLogHeader, LOG_MAGIC, startHash, type LogHeader } from './log-file';
import { encodeSegment, type SegmentHeader } from './segment';

export const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
export const shaHex = (bytes: Uint8Array): string => toHex(sha256(bytes));

/** Ed25519 key of the seed 00 01 02 … 1f (RFC 8032: signatures are the same each time). */
const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
const privateKey = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
export const publicKey = new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(12));
export const signer = (message: Uint8Array): Uint8Array => new Uint8Array(sign(null, message, privateKey));

const id = <I extends string>(digits: string): I => digits.repeat(16) as I;
const NO_ROSTER: readonly [number, Hash] = [0, '0'.repeat(64) as Hash];

/** One blob with every type of column and every encoding; what the columns hold stands in vectors.json, too. */
const every: ColumnBlob = {
  kind: 'every', rows: 4, meta: { note: 'Grüße 🐦' },
  columns: {
    'c-const': { type: 'u16', data: Uint16Array.of(7, 7, 7, 7) },
    'c-delta': { type: 'u32', data: Uint32Array.of(1_000_000, 1_000_001, 999_999, 1_000_005) },
    'c-delta-f64': { type: 'f64', data: Float64Array.of(1e12, 1e12 + 5, 1e12 - 3, 1e12) },
    'c-f32': { type: 'f32', data: Float32Array.of(0.5, -1.25, 3, 4.75) },
    'c-front': { type: 'text', data: ['photos/a/1.jpg', 'photos/a/2.jpg', 'photos/ä.jpg', ''] },
    'c-hash': { type: 'hash', data: Uint8Array.from({ length: 128 }, (_, i) => (i * 7) & 255) },
    'c-id-delta': { type: 'id', data: fromHex([5, 9, 2, 7].map((n) => `${'ab'.repeat(12)}${n.toString(16).padStart(8, '0')}`).join(''))! },
    'c-id-raw': { type: 'id', data: Uint8Array.from({ length: 64 }, (_, i) => (i * 37) & 255) },
    'c-id-step': { type: 'id', data: fromHex([1, 2, 3, 4].map((n) => `${'cd'.repeat(12)}${n.toString(16).padStart(8, '0')}`).join(''))! },
    'c-raw': { type: 'f64', data: Float64Array.of(0.1, -0, 1e300, 2.5) },
    'c-u8': { type: 'u8', data: Uint8Array.of(0, 1, 254, 255) },
  },
};

/** Types that came after the first file was written: they stand in the second one. */
export const SECOND: readonly EventType[] = ['annotations.bulk-geometry-set', 'annotations.bulk-class-set', 'annotations.bulk-attributes-set'];

/** Types that came after the third file: they stand in the fourth one, and whatever comes after them in a fifth. */
export const FOURTH: readonly EventType[] = ['job.retired', 'job.restored', 'dataset.retired', 'dataset.restored', 'dataset.reading-set'];

const two = { sample: fromHex('3d'.repeat(32))!, annotation: fromHex(`${'4e'.repeat(15)}01${'4e'.repeat(15)}02`)! };
/** One blob of each kind that came with them. */
const SECOND_BLOBS = {
  geometries: encodeKind('geometries', 2, null, {
    ...two, x: Float64Array.of(10.5, 20), y: Float64Array.of(0, 7.25), width: Float64Array.of(30, 1), height: Float64Array.of(20, 2.5),
    wasX: Float64Array.of(10, 19), wasY: Float64Array.of(0, 7.25), wasWidth: Float64Array.of(30, 1), wasHeight: Float64Array.of(20, 2.5),
  }),
  relabels: encodeKind('relabels', 2, { labels: [id<LabelId>('5f'), id<LabelId>('6a'), id<LabelId>('7b')] }, { ...two, to: Uint16Array.of(0, 0), was: Uint16Array.of(1, 2) }),
  answers: encodeKind('answers', 2, null, { ...two, to: [`{"${'8b'.repeat(16)}":"ketch"}`, ''], was: ['', `{"${'8b'.repeat(16)}":"yawl"}`] }),
};

function blobBytes(blob: ColumnBlob): Uint8Array {
  const bytes = encodeBlob(blob);
  if (!bytes.ok) throw new Error(bytes.error.message);
  return bytes.value;
}

/** File name in docs/spec/vectors -> bytes. */
export function makeVectors(): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const genesis = utf8(canonicalize({ v: 1, kind: 'genesis', suite: 'ed25519-sha256', rules: 1, nonce: '11'.repeat(32), owner: null }));
  files.set('genesis.json', genesis);
  const project = projectIdOf(sha256, genesis);
  const device: DeviceId = deviceIdOf(sha256, publicKey);
  const log = id<LogId>('33');
  const header: LogHeader = {
    v: 1, kind: 'log', suite: 'ed25519-sha256', project, device, key: toHex(publicKey) as Hash, log, file: 1, first_seq: 1, lamport: 41,
    prev_file: null, prev_log: [id<LogId>('32'), 7, id<Hash>('9a9a')], deps: [[id<LogId>('31'), 3, id<Hash>('8b8b')]], rules: 1, roster: NO_ROSTER,
  };
  let frames: Uint8Array[] = [LOG_MAGIC];
  let running = startHash(sha256, project, log, 1);
  const write = (payload: Uint8Array, starts: boolean, goesOn = false): void => {
    const frame = encodeFrame(sha256, running, payload, starts, goesOn);
    frames.push(frame.bytes);
    running = frame.running;
  };
  write(encodeLogHeader(header), true);
  const lines: Uint8Array[] = [];
  let before: EventId | null = null;
  const writeEvent = (type: EventType, i: number, starts = i % 3 !== 2, goesOn = false): void => {
    const fields: UnsealedEvent = {
      v: 1, project, device, log, seq: i + 1, lamport: 42 + i, hlc: [1_700_000_000_000 + 1000 * i, i % 2], member: id<MemberId>('44'), type, tv: CATALOGUE[type].version, rules: 1, roster: NO_ROSTER, auth: [],
      base: before !== null && i % 4 === 3 ? [before] : [], command: { id: (i + 1).toString(16).padStart(32, '0') as CommandId, name: 'command.vector', undoes: i === 5 ? id<CommandId>('66') : null, redoes: null },
      salt: (i + 1).toString(16).padStart(32, '7'), body: CATALOGUE[type].example,
    };
    const encoded = encodeEvent(sha256, fields);
    if (!encoded.ok) throw new Error(encoded.error.message);
    before = encoded.value.event.id;
    lines.push(encoded.value.line);
    write(encoded.value.line, starts, goesOn);
  };
  // An event of every type of the time, in groups of one, two, one, two …
  for (const [i, type] of EVENT_TYPES.filter((t) => !SECOND.includes(t) && !FOURTH.includes(t)).entries()) writeEvent(type, i);
  const body = concatBytes(...frames);
  files.set('0000000001.log', body);
  const segment: SegmentHeader = {
    v: 1, kind: 'segment', suite: 'ed25519-sha256', project, device, key: toHex(publicKey) as Hash, log, seg_no: 1, first_seq: 1, count: lines.length, prev_seg: null,
    deps: [[id<LogId>('32'), 2, id<Hash>('7c7c')], [id<LogId>('31'), 0, id<Hash>('6d6d')]], rules: 1, roster: NO_ROSTER, lamport_first: 42, lamport_last: 41 + lines.length,
    body_hash: shaHex(body) as Hash, body_len: body.length, enc: null, hlc: [1_700_000_000_000 + 1000 * (lines.length - 1), (lines.length - 1) % 2],
  };
  files.set('0000000001.seal', encodeSegment(sha256, segment, signer).bytes);
  const heads = utf8(canonicalize({
    v: 1, kind: 'heads', project, number: 4, base: null,
    logs: [{ log, device, files: [{ n: 1, bytes: body.length, events: lines.length, firstSeq: 1, hash: toHex(running), seal: null }], firstLamport: 42, last: { seq: lines.length, id: before, lamport: 41 + lines.length, hlc: segment.hlc }, cites: [id('32'), id('31')], salvages: [], damage: null }],
  }));
  files.set('heads.json', utf8(`${new TextDecoder().decode(heads)}\n${hexHash(hashOf(sha256, 'heads', heads))}\n`));
  files.set('every.blob', blobBytes(every));
  files.set('empty.blob', blobBytes({ kind: 'empty', rows: 0, meta: null, columns: { n: { type: 'u32', data: new Uint32Array(0) }, t: { type: 'text', data: [] } } }));
  files.set('salvaged.blob', blobBytes(salvageBlobs(lines.slice(0, 3))[0]!.blob));
  const count = lines.length;
  const cited = toHex(running) as Hash;
  frames = [LOG_MAGIC];
  running = startHash(sha256, project, log, 2);
  write(encodeLogHeader({ ...header, file: 2, first_seq: count + 1, lamport: 41 + count, prev_file: [1, body.length, cited], prev_log: null, deps: [] }), true);
  for (const [i, type] of SECOND.entries()) writeEvent(type, count + i);
  files.set('0000000002.log', concatBytes(...frames));
  const second = concatBytes(...frames);
  const ended = lines.length;
  const citedThen = toHex(running) as Hash;
  frames = [LOG_MAGIC];
  running = startHash(sha256, project, log, 3);
  write(encodeLogHeader({ ...header, file: 3, first_seq: ended + 1, lamport: 41 + ended, prev_file: [2, second.length, citedThen], prev_log: null, deps: [] }), true);
  // One group: a call of three events and a call of one.
  for (const [i, goesOn] of [true, true, false, false].entries()) writeEvent('project.named', ended + i, i === 0, goesOn);
  const third = concatBytes(...frames);
  files.set('0000000003.log', third);
  const endedThird = lines.length;
  const citedThird = toHex(running) as Hash;
  frames = [LOG_MAGIC];
  running = startHash(sha256, project, log, 4);
  write(encodeLogHeader({ ...header, file: 4, first_seq: endedThird + 1, lamport: 41 + endedThird, prev_file: [3, third.length, citedThird], prev_log: null, deps: [] }), true);
  for (const [i, type] of FOURTH.entries()) writeEvent(type, endedThird + i);
  files.set('0000000004.log', concatBytes(...frames));
  for (const [kind, blob] of Object.entries(SECOND_BLOBS)) files.set(`${kind}.blob`, blobBytes(blob));
  return files;
}
