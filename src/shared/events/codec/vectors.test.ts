/** The files of docs/spec/vectors are what the codecs read and write, byte for byte, today and for ever. Never made anew: a difference is a broken format. */
import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex } from '../../kernel/bytes';
import { parseCanonical } from '../../kernel/canonical-json';
import type { Hash, LogId } from '../../kernel/ids';
import { decodeBlob, encodeBlob } from '../blob-codec';
import { decodeBlob as decodeKind, type Blob, type BlobKind } from '../blobs/kinds';
import { CATALOGUE, EVENT_TYPES, knownEvent } from '../catalogue';
import { salvageBlobs, salvagedLines } from '../salvage';
import { deviceIdOf, hashOf, hexHash, projectIdOf } from './domain';
import { checkEvent, encodeEvent } from './event';
import { encodeFrame, encodeLogHeader, LOG_MAGIC, scanLog, startHash } from './log-file';
import { decodeSegment, encodeSegment } from './segment';
import { FOURTH, makeVectors, publicKey, SECOND, sha256, shaHex, signer } from './vectors.testing';

interface Listed {
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
  readonly project: Hash;
  readonly device: string;
  readonly log: LogId;
  readonly running: string;
  readonly segment: string;
  readonly events: readonly { readonly seq: number; readonly type: string; readonly commit: string; readonly id: string }[];
  /** Those of the second file. */
  readonly later: { readonly running: string; readonly events: Listed['events'] };
  /** Those of the third file. */
  readonly calls: Listed['later'];
  /** Those of the fourth file. */
  readonly fourth: Listed['later'];
  readonly every: Readonly<Record<string, readonly (number | string)[]>>;
}

const folder = new URL('../../../../docs/spec/vectors/', import.meta.url);
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));
const listed = JSON.parse(readFileSync(new URL('vectors.json', folder), 'utf8')) as Listed;
const body = read('0000000001.log');
const scan = scanLog(sha256, body, listed.project, listed.log, 1);

/** Reads a log file whole: its events are these, and written again it is the same bytes. */
function readAndWritten(name: string, file: number, events: Listed['events'], last: string): void {
  const bytes = read(name);
  const found = scanLog(sha256, bytes, listed.project, listed.log, file);
  expect([found.bad, found.end, toHex(found.running), found.frames.length]).toEqual([null, bytes.length, last, events.length]);
  const parts: Uint8Array[] = [LOG_MAGIC];
  let running = startHash(sha256, listed.project, listed.log, file);
  const write = (payload: Uint8Array, starts: boolean, goesOn: boolean): void => {
    const frame = encodeFrame(sha256, running, payload, starts, goesOn);
    parts.push(frame.bytes);
    running = frame.running;
  };
  write(encodeLogHeader(found.header!), true, false);
  for (const [i, want] of events.entries()) {
    const { position, length, starts, goesOn } = found.frames[i]!;
    const event = checkEvent(sha256, bytes.subarray(position, position + length));
    if (!event.ok) throw new Error(event.error.message);
    const { id, commit, ...fields } = event.value;
    expect({ seq: fields.seq, type: fields.type, commit, id }).toEqual(want);
    expect(knownEvent(event.value)).not.toBeNull();
    const again = encodeEvent(sha256, fields);
    if (!again.ok) throw new Error(again.error.message);
    write(again.value.line, starts, goesOn);
  }
  expect(toHex(concatBytes(...parts))).toBe(toHex(bytes));
}

const lineAt = (i: number): Uint8Array => body.subarray(scan.frames[i]!.position, scan.frames[i]!.position + scan.frames[i]!.length);

describe('vectors', () => {
  it('are the files listed, with these hashes, and what the codecs write', () => {
    const names = readdirSync(folder).filter((name) => name !== 'vectors.json' && name !== 'README.md').sort();
    expect(names).toEqual(Object.keys(listed.files).sort());
    const made = makeVectors();
    expect([...made.keys()].sort()).toEqual(names);
    for (const name of names) {
      expect([name, shaHex(read(name)), read(name).length]).toEqual([name, listed.files[name]!.sha256, listed.files[name]!.bytes]);
      expect([name, toHex(made.get(name)!)]).toEqual([name, toHex(read(name))]);
    }
  });

  it('genesis and device have these names', () => {
    expect([projectIdOf(sha256, read('genesis.json')), deviceIdOf(sha256, publicKey)]).toEqual([listed.project, listed.device]);
  });

  it('the log is read whole, every event with its commitment and id, and written again; a second file follows the first', () => {
    readAndWritten('0000000001.log', 1, listed.events, listed.running);
    readAndWritten('0000000002.log', 2, listed.later.events, listed.later.running);
    const { header } = scanLog(sha256, read('0000000002.log'), listed.project, listed.log, 2);
    expect([header?.first_seq, header?.prev_file]).toEqual([listed.events.length + 1, [1, body.length, listed.running]]);
    // A type that is added gets a vector: in a further file, these stay.
    expect([...listed.events, ...listed.later.events, ...listed.fourth.events].map((e) => e.type).sort()).toEqual([...EVENT_TYPES].sort());
  });

  it('the third file holds a call of three events and a call of one, flushed together', () => {
    readAndWritten('0000000003.log', 3, listed.calls.events, listed.calls.running);
    const { header, frames } = scanLog(sha256, read('0000000003.log'), listed.project, listed.log, 3);
    expect([header?.prev_file?.[0], header?.prev_file?.[2]]).toEqual([2, listed.later.running]);
    expect(frames.map(({ starts, goesOn }) => [starts, goesOn])).toEqual([[true, true], [false, true], [false, false], [false, false]]);
  });

  it('the fourth file holds the types of deleting and restoring', () => {
    readAndWritten('0000000004.log', 4, listed.fourth.events, listed.fourth.running);
    expect(listed.fourth.events.map(({ type }) => type)).toEqual(FOURTH);
    const { header } = scanLog(sha256, read('0000000004.log'), listed.project, listed.log, 4);
    expect([header?.first_seq, header?.prev_file?.[0], header?.prev_file?.[2]]).toEqual([(listed.calls.events.at(-1)?.seq ?? 0) + 1, 3, listed.calls.running]);
  });

  it('the seal is of this log, signed by this key over these bytes, and written again', () => {
    const bytes = read('0000000001.seal');
    const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]), format: 'der', type: 'spki' });
    const signed = (given: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => toHex(given) === toHex(publicKey) && verify(null, message, key, signature);
    const segment = decodeSegment(sha256, bytes, signed);
    if (!segment.ok) throw new Error(segment.error.message);
    expect([segment.value.hash, segment.value.header.body_hash, segment.value.header.body_len]).toEqual([listed.segment, shaHex(body), body.length]);
    expect(toHex(encodeSegment(sha256, segment.value.header, signer).bytes)).toBe(toHex(bytes));
    for (let at = 0; at < bytes.length; at += 11) {
      const spoilt = bytes.slice();
      spoilt[at]! ^= 1;
      expect([at, decodeSegment(sha256, spoilt, signed).ok]).toEqual([at, false]);
    }
  });

  it('the summary proves itself', () => {
    const [line, hash] = new TextDecoder().decode(read('heads.json')).split('\n');
    expect([hexHash(hashOf(sha256, 'heads', new TextEncoder().encode(line))), parseCanonical(line!).ok]).toEqual([hash, true]);
  });

  it.each(['every.blob', 'empty.blob', 'salvaged.blob', 'geometries.blob', 'relabels.blob', 'answers.blob'])('%s is read and written again', (name) => {
    const blob = decodeBlob(read(name));
    if (!blob.ok) throw new Error(blob.error.message);
    const again = encodeBlob(blob.value);
    expect(again.ok && toHex(again.value)).toBe(toHex(read(name)));
  });

  it('the columns of every.blob hold what vectors.json says, in every type and encoding', () => {
    const blob = decodeBlob(read('every.blob'));
    if (!blob.ok) throw new Error(blob.error.message);
    const columns = Object.fromEntries(Object.entries(blob.value.columns).map(([name, { type, data }]) => [name, type === 'text' ? [...data] : type === 'id' || type === 'hash' ? toHex(data).match(type === 'id' ? /.{32}/g : /.{64}/g) : Array.from(data as ArrayLike<number>)]));
    expect(columns).toEqual({ ...listed.every, 'c-raw': listed.every['c-raw']!.map((n, i) => (i === 1 ? -0 : n)) });
    const text = new TextDecoder('latin1').decode(read('every.blob'));
    for (const encoding of ['const', 'delta', 'raw', 'front', 'step']) expect(text).toContain(`"${encoding}"`);
  });

  it('the blobs of bulk changes are of the kinds that their events name, with these values', () => {
    const columnsOf = <K extends BlobKind>(kind: K): Blob<K> => {
      const bytes = decodeBlob(read(`${kind}.blob`));
      const blob = bytes.ok ? decodeKind(kind, bytes.value) : bytes;
      if (!blob.ok) throw new Error(blob.error.message);
      return blob.value;
    };
    expect(SECOND.map((type) => CATALOGUE[type].blob)).toEqual(['geometries', 'relabels', 'answers']);
    const geometries = columnsOf('geometries').columns;
    expect(toHex(geometries.annotation)).toBe(`${'4e'.repeat(15)}01${'4e'.repeat(15)}02`);
    expect([geometries.x, geometries.y, geometries.width, geometries.height, geometries.wasX].map((c) => Array.from(c))).toEqual([[10.5, 20], [0, 7.25], [30, 1], [20, 2.5], [10, 19]]);
    const relabels = columnsOf('relabels');
    expect([relabels.meta.labels.map((l) => l.slice(0, 2)), [...relabels.columns.to], [...relabels.columns.was]]).toEqual([['5f', '6a', '7b'], [0, 0], [1, 2]]);
    const answers = columnsOf('answers').columns;
    expect([[...answers.to], [...answers.was]]).toEqual([[`{"${'8b'.repeat(16)}":"ketch"}`, ''], ['', `{"${'8b'.repeat(16)}":"yawl"}`]]);
  });

  it('salvaged.blob holds the first lines of the log', () => {
    const blob = decodeBlob(read('salvaged.blob'));
    const lines = blob.ok ? salvagedLines(blob.value) : blob;
    if (!lines.ok) throw new Error(lines.error.message);
    expect(lines.value.map(toHex)).toEqual([0, 1, 2].map((i) => toHex(lineAt(i))));
    expect(salvageBlobs(lines.value)).toHaveLength(1);
  });
});
