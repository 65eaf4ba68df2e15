/**
 * Identifiers: 128 random bits as 32 lower-case hex digits. Hashes: SHA-256 as 64 lower-case hex digits.
 * The brand keeps the id of a sample from being passed where the id of a job is wanted.
 */
declare const brand: unique symbol;
/** A 128-bit identifier of one kind of thing. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };
/** SHA-256 in lower-case hex. */
export type Hash = string & { readonly [brand]: 'hash' };

export type ProjectId = Hash;
export type DeviceId = Id<'device'>;
export type LogId = Id<'log'>;
export type MemberId = Id<'member'>;
export type EventId = Hash;
export type CommandId = Id<'command'>;
export type RootId = Id<'root'>;
export type DatasetId = Id<'dataset'>;
export type SampleId = Id<'sample'>;
export type JobId = Id<'job'>;
/** Whose undo and redo: a job's, a dataset's, or that of the workspace around them. */
export type HistoryId = JobId | DatasetId | typeof WORKSPACE_HISTORY;
export type LabelSetId = Id<'label-set'>;
export type LabelId = Id<'label'>;
export type AttributeId = Id<'attribute'>;
export type AnnotationId = Id<'annotation'>;

/**
 * The history of what is done to jobs and datasets as a whole: it is there when they are gone. Normative
 * (docs/spec/undo.md); no random id is all zeros.
 */
export const WORKSPACE_HISTORY = '00000000000000000000000000000000' as Id<'workspace-history'>;

/** The two digits of every byte: ids are minted and read by the ten thousand. */
const PAIRS = Array.from({ length: 256 }, (_, b) => (b < 16 ? '0' : '') + b.toString(16));

const ID = /^[0-9a-f]{32}$/;
const HASH = /^[0-9a-f]{64}$/;

/** True when `text` has the form of an identifier. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && ID.test(text);
}

/** True when `text` has the form of a hash. */
export function isHash(text: unknown): text is Hash {
  return typeof text === 'string' && HASH.test(text);
}

/** An identifier from 16 random bytes. Throws a RangeError for any other length. */
export function idFromBytes<I extends Id<string>>(bytes: Uint8Array): I {
  if (bytes.length !== 16) throw new RangeError(`an id has 16 bytes, not ${bytes.length}`);
  let text = '';
  for (let i = 0; i < 16; i++) text += PAIRS[bytes[i]!]!;
  return text as I;
}

/** The value of a lower-case hex digit. */
function digit(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

/** The 16 bytes of an identifier. Throws a RangeError when it is none. */
export function idToBytes(id: string): Uint8Array {
  if (!ID.test(id)) throw new RangeError('not an id');
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i++) bytes[i] = 16 * digit(id.charCodeAt(2 * i)) + digit(id.charCodeAt(2 * i + 1));
  return bytes;
}
