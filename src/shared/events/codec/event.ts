/** A stored event as one line of canonical JSON. Normative: docs/spec/event.md. */
import { fromHex, fromUtf8, utf8, type Sha256 } from '../../kernel/bytes';
import { canonicalize, CanonicalJsonError, parseCanonical, parseProven } from '../../kernel/canonical-json';
import { isHash, isId, type EventId, type Hash } from '../../kernel/ids';
import { fail, ok, type Result } from '../../kernel/result';
import type { StoredEvent } from '../envelope';
import { hashOf, hexHash } from './domain';

/** Longest line of an event, in bytes. Larger facts go into column blobs. */
export const MAX_EVENT_BYTES = 64 * 1024;
/** Longest text inside an event, in UTF-16 code units. */
export const MAX_EVENT_TEXT = 16 * 1024;
const FIELDS = 19;

export type UnsealedEvent = Omit<StoredEvent, 'id' | 'commit'>;

/** SHA-256 over the domain string, the 16 bytes of the salt and the canonical body. */
export function commitOf(sha256: Sha256, salt: string, body: unknown): Hash {
  return hexHash(hashOf(sha256, 'body', fromHex(salt) ?? new Uint8Array(0), utf8(canonicalize(body))));
}

/**
 * Name of an event: SHA-256 over the domain string and the canonical envelope without `id`, `body` and `salt`.
 * The body is bound through `commit`, so it can be erased and the name still be checked.
 */
export function eventIdOf(sha256: Sha256, event: UnsealedEvent & { readonly commit: Hash }): EventId {
  const { v, project, device, log, seq, lamport, hlc, member, type, tv, rules, roster, base, auth, command, commit } = event;
  return hexHash(hashOf(sha256, 'event', utf8(canonicalize({ v, project, device, log, seq, lamport, hlc, member, type, tv, rules, roster, base, auth, command, commit }))));
}

function longText(value: unknown): boolean {
  if (typeof value === 'string') return value.length > MAX_EVENT_TEXT;
  return typeof value === 'object' && value !== null && Object.values(value).some(longText);
}

/** Completes an event with its commitment and name. Fails with 'event-too-large', 'bad-event' or 'not-canonical'; then nothing may be written. */
export function encodeEvent(sha256: Sha256, fields: UnsealedEvent): Result<{ readonly event: StoredEvent; readonly line: Uint8Array }> {
  try {
    if (longText(fields.body)) return fail('event-too-large', `${fields.type}: a text is longer than ${MAX_EVENT_TEXT} characters.`, { type: fields.type });
    const sealed = { ...fields, commit: commitOf(sha256, fields.salt, fields.body) };
    const event: StoredEvent = { ...sealed, id: eventIdOf(sha256, sealed) };
    // What a reader would refuse must never be written: everything behind it in the log would be out of reach.
    if (!isEnvelope(event)) return fail('bad-event', `${fields.type}: a field of the event is not what its format says (cited events, command).`, { type: fields.type });
    const line = utf8(canonicalize(event));
    if (line.length > MAX_EVENT_BYTES) return fail('event-too-large', `${fields.type}: the event has ${line.length} bytes, more than ${MAX_EVENT_BYTES}.`, { type: fields.type });
    return ok({ event, line });
  } catch (error) {
    if (error instanceof CanonicalJsonError) return fail('not-canonical', `${fields.type}: ${error.message}.`, { type: fields.type });
    throw error;
  }
}

function count(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function hashes(value: unknown): boolean {
  return Array.isArray(value) && value.every(isHash);
}

function isCommand(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 4) return false;
  const c = value as Record<string, unknown>;
  return isId(c['id']) && typeof c['name'] === 'string' && (c['undoes'] === null || isId(c['undoes'])) && (c['redoes'] === null || isId(c['redoes']));
}

function isEnvelope(value: unknown): value is StoredEvent {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length !== FIELDS) return false;
  const e = value as Record<string, unknown>;
  const hlc = e['hlc'];
  const roster = e['roster'];
  return e['v'] === 1 && isHash(e['id']) && isHash(e['project']) && isId(e['device']) && isId(e['log']) && count(e['seq'], 1) && count(e['lamport'], 1)
    && Array.isArray(hlc) && hlc.length === 2 && count(hlc[0], 0) && count(hlc[1], 0) && isId(e['member'])
    && typeof e['type'] === 'string' && count(e['tv'], 1) && count(e['rules'], 1)
    && Array.isArray(roster) && roster.length === 2 && count(roster[0], 0) && isHash(roster[1])
    && hashes(e['auth']) && hashes(e['base']) && isCommand(e['command']) && isId(e['salt']) && isHash(e['commit']) && Object.hasOwn(e, 'body');
}

function decode(line: Uint8Array, parse: (text: string) => Result<unknown>): Result<StoredEvent> {
  if (line.length > MAX_EVENT_BYTES) return fail('event-invalid', 'an event is larger than 64 KiB');
  const text = fromUtf8(line);
  if (text === null) return fail('event-invalid', 'an event is not UTF-8');
  const parsed = parse(text);
  if (!parsed.ok) return fail('event-invalid', `an event is ${parsed.error.message}`);
  return isEnvelope(parsed.value) ? ok(parsed.value) : fail('event-invalid', 'an event has other fields than its format');
}

/** An event whose bytes a frame's hash has proven. Total. The body is not looked at: the catalogue does that. */
export function readEvent(line: Uint8Array): Result<StoredEvent> {
  return decode(line, parseProven);
}

/** An event of which everything is checked: canonical form, commitment and name. Total. For `verify` and foreign bytes. */
export function checkEvent(sha256: Sha256, line: Uint8Array): Result<StoredEvent> {
  const read = decode(line, parseCanonical);
  if (!read.ok) return read;
  const event = read.value;
  if (commitOf(sha256, event.salt, event.body) !== event.commit) return fail('event-invalid', 'the body of an event is not the one it commits to');
  if (eventIdOf(sha256, event) !== event.id) return fail('event-invalid', 'the name of an event does not fit its content');
  return read;
}
