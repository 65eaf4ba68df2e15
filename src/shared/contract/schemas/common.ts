/** Building blocks of the contract's schemas. Limits are those of docs/spec/contract.md. */
import { isHash, isId, type Hash, type Id } from '../../kernel/ids';
import type { Failure } from '../../kernel/result';
import type { Cursor, HistoryState, Parts } from '../api';
import type { Command } from '../../events/envelope';
import { CSV_HEADERS, TEXT_ENCODINGS, type TextReading } from '../../domain/text-reading';
import { z } from './zod';

/** What one request and its answer look like. */
export interface Exchange<Request, Answer> {
  readonly request: z.ZodType<Request>;
  readonly answer: z.ZodType<Answer>;
}

export const empty = z.strictObject({});
export const id = <I extends Id<string>>(): z.ZodType<I> => z.custom<I>(isId, 'not an id');
export const hash: z.ZodType<Hash> = z.custom<Hash>(isHash, 'not a hash');
export const count = z.int().min(0);
export const name = z.string().max(4096);
/** Words for people: file names, paths, messages. */
export const words = z.string().max(32_768);

/** Ids by the hundred thousand: one loop instead of one schema per item. */
export function idList<I extends Id<string>>(max: number): z.ZodType<readonly I[]> {
  return z.custom<readonly I[]>((value) => Array.isArray(value) && value.length <= max && value.every(isId), `not a list of at most ${max} ids`);
}

export const parts: z.ZodType<Parts> = z.custom<Parts>(
  (value) => typeof value === 'object' && value !== null && Object.values(value).every((part) => part instanceof Uint8Array),
  'not binary parts',
);

export const failure: z.ZodType<Failure> = z.object({
  code: z.string().max(100),
  message: words,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
});

export const cursor: z.ZodType<Cursor> = z.strictObject({ hash: z.string().max(128), tick: count });

export const command: z.ZodType<Command> = z.strictObject({
  id: id<Command['id']>(),
  name: z.string().min(1).max(100),
  undoes: id<Command['id']>().nullable(),
  redoes: id<Command['id']>().nullable(),
});

export const history: z.ZodType<HistoryState> = z.strictObject({ undo: command.nullable(), redo: command.nullable() });

export const textReading: z.ZodType<TextReading> = z.strictObject({ header: z.enum(CSV_HEADERS), encoding: z.enum(TEXT_ENCODINGS).nullable() });
