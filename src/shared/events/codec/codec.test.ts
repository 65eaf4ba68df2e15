import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8, type Sha256 } from '../../kernel/bytes';
import type { CommandId, DeviceId, Hash, LogId, MemberId, ProjectId } from '../../kernel/ids';
import { deviceIdOf, projectIdOf } from './domain';
import { checkEvent, commitOf, encodeEvent, readEvent, type UnsealedEvent } from './event';
import { encodeFrame, encodeLogHeader, LOG_MAGIC, scanLog, startHash, type LogHeader } from './log-file';
import { decodeSegment, encodeSegment, type SegmentHeader } from './segment';

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
/** The same, written down a second time without the code under test. */
const sha = (...parts: readonly (string | Uint8Array)[]): string => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

const FIELDS: UnsealedEvent = {
  v: 1, project: '11'.repeat(32) as ProjectId, device: '22'.repeat(16) as DeviceId, log: '33'.repeat(16) as LogId, seq: 7, lamport: 9, hlc: [1_700_000_000_000, 2],
  member: '44'.repeat(16) as MemberId, type: 'project.named', tv: 1, rules: 1, roster: [0, '0'.repeat(64) as Hash], auth: [], base: ['55'.repeat(32) as Hash],
  command: { id: '66'.repeat(16) as CommandId, name: 'command.rename', undoes: null, redoes: null }, salt: '77'.repeat(16), body: { name: 'Vögel 🐦', was: '' },
};
const COMMIT = sha('labelwright/body/v1\0', Buffer.from('77'.repeat(16), 'hex'), '{"name":"Vögel 🐦","was":""}');
const ENVELOPE = `{"auth":[],"base":["${'55'.repeat(32)}"],"command":{"id":"${'66'.repeat(16)}","name":"command.rename","redoes":null,"undoes":null},"commit":"${COMMIT}","device":"${'22'.repeat(16)}","hlc":[1700000000000,2],"lamport":9,"log":"${'33'.repeat(16)}","member":"${'44'.repeat(16)}","project":"${'11'.repeat(32)}","roster":[0,"${'0'.repeat(64)}"],"rules":1,"seq":7,"tv":1,"type":"project.named","v":1}`;

function line(fields: UnsealedEvent): Uint8Array {
  const encoded = encodeEvent(sha256, fields);
  if (!encoded.ok) throw new Error(encoded.error.message);
  return encoded.value.line;
}

describe('event', () => {
  it('has the commitment and the id of docs/spec/event.md, and these for ever (golden)', () => {
    const encoded = encodeEvent(sha256, FIELDS);
    expect(encoded.ok && [encoded.value.event.commit, encoded.value.event.id]).toEqual([COMMIT, sha('labelwright/event/v1\0', ENVELOPE)]);
    expect(commitOf(sha256, FIELDS.salt, FIELDS.body)).toBe(COMMIT);
    expect(encoded.ok && encoded.value.event.id).toBe('c66e2639b47c39e37a562e839bc953142d1e86c06629da7bd1ba84b4f0e2c1e9');
    expect(sha(line(FIELDS))).toBe('d147352867a5e5a6389f316c15959a0a0265ad8fc886b0473143a9e9f68de42c');
  });

  it('is read back, and nothing else is', () => {
    const bytes = line(FIELDS);
    expect(readEvent(bytes)).toEqual(checkEvent(sha256, bytes));
    const text = new TextDecoder().decode(bytes);
    for (const [from, to] of [['"seq":7', '"seq":8'], ['Vögel', 'Vogel'], ['"tv":1', '"tv":2'], ['command.rename', 'command.remove'], ['"auth":[]', '"auth":[ ]'], ['"rules":1,', '']] as const) {
      const changed = text.replace(from, to);
      expect(changed).not.toBe(text);
      expect([from, checkEvent(sha256, utf8(changed)).ok]).toEqual([from, false]);
    }
  });

  it('is refused when a reader would refuse it', () => {
    const code = (fields: Partial<UnsealedEvent>) => { const r = encodeEvent(sha256, { ...FIELDS, ...fields }); return r.ok ? 'ok' : r.error.code; };
    expect(code({})).toBe('ok');
    expect(code({ base: ['nonsense' as Hash] })).toBe('bad-event');
    expect(code({ command: { ...FIELDS.command, id: 'x' as CommandId } })).toBe('bad-event');
    expect(code({ body: { list: Array.from({ length: 9000 }, (_, i) => i + 1e6) } })).toBe('event-too-large');
    expect(code({ body: 'x'.repeat(16_385) })).toBe('event-too-large');
    expect(code({ body: { n: NaN } })).toBe('not-canonical');
  });

  it('reading never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.json().map(utf8)), (bytes) => { expect(readEvent(bytes).ok || checkEvent(sha256, bytes).ok).toBe(false); }));
  });
});

describe('names', () => {
  it('of devices and projects', () => {
    expect(deviceIdOf(sha256, new Uint8Array(32))).toBe(sha('labelwright/device/v1\0', new Uint8Array(32)).slice(0, 32));
    expect(projectIdOf(sha256, utf8('{}'))).toBe(sha('labelwright/genesis/v1\0', '{}'));
  });
});

const HEADER: LogHeader = {
  v: 1, kind: 'log', suite: 'ed25519-sha256', project: FIELDS.project, device: FIELDS.device, key: '88'.repeat(32) as Hash, log: FIELDS.log, file: 3, first_seq: 7, lamport: 8,
  prev_file: null, prev_log: null, deps: [], rules: 1, roster: FIELDS.roster,
};

describe('log file', () => {
  it('is laid out as docs/spec/journal.md says', () => {
    const start = sha('labelwright/log/v1\0', Buffer.from('11'.repeat(32), 'hex'), Buffer.from('33'.repeat(16), 'hex'), Uint8Array.of(3, 0, 0, 0));
    expect(toHex(startHash(sha256, FIELDS.project, FIELDS.log, 3))).toBe(start);
    const payload = encodeLogHeader(HEADER);
    const length = Uint8Array.of(payload.length & 255, payload.length >> 8, 0, 0x80);
    const first = encodeFrame(sha256, Buffer.from(start, 'hex'), payload, true);
    expect(toHex(first.bytes)).toBe(toHex(length) + toHex(payload) + sha(Buffer.from(start, 'hex'), length, payload));
    const second = encodeFrame(sha256, first.running, line(FIELDS), true);
    const file = Uint8Array.from([...LOG_MAGIC, ...first.bytes, ...second.bytes]);
    const scan = scanLog(sha256, file, FIELDS.project, FIELDS.log, 3);
    expect([scan.header, scan.end, scan.frames.length, scan.bad]).toEqual([HEADER, file.length, 1, null]);
    // Somewhere else it is nothing.
    expect(scanLog(sha256, file, FIELDS.project, FIELDS.log, 4).header).toBeNull();
    expect(scanLog(sha256, file, FIELDS.project, '99'.repeat(16) as LogId, 3).header).toBeNull();
    expect(scanLog(sha256, file.subarray(0, -1), FIELDS.project, FIELDS.log, 3)).toMatchObject({ frames: [], bad: { kind: 'torn' } });
    file[60] = file[60]! ^ 1;
    expect(scanLog(sha256, file, FIELDS.project, FIELDS.log, 3)).toMatchObject({ header: null, bad: { kind: 'damaged', behind: [{ position: 12 + first.bytes.length }] } });
  });

  it('says of a frame that its call goes on in one bit, which the running hash covers', () => {
    const start = startHash(sha256, FIELDS.project, FIELDS.log, 3);
    const [plain, more] = [encodeFrame(sha256, start, line(FIELDS), false), encodeFrame(sha256, start, line(FIELDS), false, true)];
    expect([...plain.bytes.subarray(0, 4)].map((b, i) => (more.bytes[i] ?? 0) - b)).toEqual([0, 0, 0, 0x40]);
    expect(toHex(more.running)).not.toBe(toHex(plain.running));
    const head = encodeFrame(sha256, start, encodeLogHeader(HEADER), true);
    const whole = concatBytes(LOG_MAGIC, head.bytes, encodeFrame(sha256, head.running, line(FIELDS), true, true).bytes);
    expect(scanLog(sha256, whole, FIELDS.project, FIELDS.log, 3)).toMatchObject({ frames: [{ starts: true, goesOn: true }], bad: null });
    whole[LOG_MAGIC.length + head.bytes.length + 3]! ^= 0x40;
    expect(scanLog(sha256, whole, FIELDS.project, FIELDS.log, 3)).toMatchObject({ frames: [], bad: { kind: 'torn' } });
  });

  it('tells an unfinished group from damage by where the next group begins', () => {
    const start = startHash(sha256, FIELDS.project, FIELDS.log, 3);
    // The header, a group of one, a group of three.
    const payloads = [encodeLogHeader(HEADER), ...Array.from({ length: 4 }, () => line(FIELDS))];
    const bytes = [...LOG_MAGIC];
    const ends: number[] = [];
    let running: Uint8Array = start;
    for (const [i, payload] of payloads.entries()) {
      const frame = encodeFrame(sha256, running, payload, i < 3);
      bytes.push(...frame.bytes);
      ends.push(bytes.length);
      running = frame.running;
    }
    const spoiltAt = (at: number) => {
      const file = Uint8Array.from(bytes);
      file[at] = file[at]! ^ 4;
      const { bad, end } = scanLog(sha256, file, FIELDS.project, FIELDS.log, 3);
      return [bad?.kind, bad?.behind.length, ends.indexOf(end) + 1];
    };
    for (let at = LOG_MAGIC.length; at < bytes.length; at++) {
      const frame = ends.findIndex((end) => at < end);
      // Where only the hash is bad, the next frame proves the one before it, too; after the last one nothing does.
      const behind = at >= ends[frame]! - 32 ? (frame < 4 ? 5 - frame : 0) : 4 - frame;
      // Nothing shows that the last group of three was flushed; all before it was.
      expect([at, ...spoiltAt(at)]).toEqual([at, frame < 2 ? 'damaged' : 'torn', behind, frame]);
    }
  });

  it('scanning never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => { expect(scanLog(sha256, Uint8Array.from([...LOG_MAGIC, ...bytes]), FIELDS.project, FIELDS.log, 1).frames).toEqual([]); }));
  });
});

describe('segment', () => {
  const header: SegmentHeader = {
    v: 1, kind: 'segment', suite: 'ed25519-sha256', project: FIELDS.project, device: deviceIdOf(sha256, new Uint8Array(32)), key: '00'.repeat(32) as Hash, log: FIELDS.log, seg_no: 1, first_seq: 1, count: 2,
    prev_seg: null, deps: [], rules: 1, roster: FIELDS.roster, lamport_first: 1, lamport_last: 2, body_hash: 'aa'.repeat(32) as Hash, body_len: 99, enc: null, hlc: [5, 0],
  };
  it('signs the domain and the hash of the header bytes', () => {
    let signed = '';
    const segment = encodeSegment(sha256, header, (message) => { signed = toHex(message); return new Uint8Array(64).fill(9); });
    const first = new TextDecoder().decode(segment.bytes).split('\n')[0]!;
    expect(segment.hash).toBe(sha(first));
    expect(signed).toBe(toHex(utf8('labelwright/segment/v1\0')) + segment.hash);
    expect(decodeSegment(sha256, segment.bytes, () => true)).toMatchObject({ ok: true, value: { header, hash: segment.hash } });
    expect(decodeSegment(sha256, segment.bytes, () => false).ok).toBe(false);
    const other = encodeSegment(sha256, { ...header, device: FIELDS.device }, () => new Uint8Array(64));
    expect(decodeSegment(sha256, other.bytes, () => true).ok).toBe(false);
  });
});
