/** The files of docs/spec/vectors are what the codecs read and write, byte for byte, today and for ever. Never made anew: a difference is a broken format. */
import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex } from '../../kernel/bytes';
import { parseCanonical } from '../../kernel/canonical-json';
import type { Hash, LogId } from '../../kernel/ids';
import { decodeBlob, encodeBlob } from '../blob-codec';
import { EVENT_TYPES, knownEvent } from '../catalogue';
import { salvageBlobs, salvagedLines } from '../salvage';
import { deviceIdOf, hashOf, hexHash, projectIdOf } from './domain';
import { checkEvent, encodeEvent } from './event';
import { encodeFrame, encodeLogHeader, LOG_MAGIC, scanLog, startHash } from './log-file';
import { decodeSegment, encodeSegment } from './segment';
import { makeVectors, publicKey, sha256, shaHex, signer } from './vectors.testing';

interface Listed {
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
  readonly project: Hash;
  readonly device: string;
  readonly log: LogId;
  readonly running: string;
  readonly segment: string;
  readonly events: readonly { readonly seq: number; readonly type: string; readonly commit: string; readonly id: string }[];
  readonly every: Readonly<Record<string, readonly (number | string)[]>>;
}

const folder = new URL('../../../../docs/spec/vectors/', import.meta.url);
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));
const listed = JSON.parse(readFileSync(new URL('vectors.json', folder), 'utf8')) as Listed;
const body = read('0000000001.log');
const scan = scanLog(sha256, body, listed.project, listed.log, 1);
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

  it('the log is read whole, every event with its commitment and id, and written again', () => {
    expect([scan.bad, scan.end, toHex(scan.running), scan.frames.length]).toEqual([null, body.length, listed.running, listed.events.length]);
    const parts: Uint8Array[] = [LOG_MAGIC];
    let running = startHash(sha256, listed.project, listed.log, 1);
    const write = (payload: Uint8Array, starts: boolean): void => {
      const frame = encodeFrame(sha256, running, payload, starts);
      parts.push(frame.bytes);
      running = frame.running;
    };
    write(encodeLogHeader(scan.header!), true);
    for (const [i, want] of listed.events.entries()) {
      const event = checkEvent(sha256, lineAt(i));
      if (!event.ok) throw new Error(event.error.message);
      const { id, commit, ...fields } = event.value;
      expect({ seq: fields.seq, type: fields.type, commit, id }).toEqual(want);
      expect(knownEvent(event.value)).not.toBeNull();
      const again = encodeEvent(sha256, fields);
      if (!again.ok) throw new Error(again.error.message);
      write(again.value.line, scan.frames[i]!.starts);
    }
    expect(toHex(concatBytes(...parts))).toBe(toHex(body));
    // Types that are added later get vectors of their own; these stay.
    for (const { type } of listed.events) expect(EVENT_TYPES as readonly string[]).toContain(type);
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

  it.each(['every.blob', 'empty.blob', 'salvaged.blob'])('%s is read and written again', (name) => {
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

  it('salvaged.blob holds the first lines of the log', () => {
    const blob = decodeBlob(read('salvaged.blob'));
    const lines = blob.ok ? salvagedLines(blob.value) : blob;
    if (!lines.ok) throw new Error(lines.error.message);
    expect(lines.value.map(toHex)).toEqual([0, 1, 2].map((i) => toHex(lineAt(i))));
    expect(salvageBlobs(lines.value)).toHaveLength(1);
  });
});
