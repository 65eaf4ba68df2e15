/** Request, answer, cancel and push as they travel in a frame (docs/spec/contract.md, "Messages"). */
import { FailureError, type Failure } from '../kernel/result';
import type { Parts } from './api';
import { decodeFrame, encodeFrame } from './frame';
import { z } from './schemas/zod';

/** Raised when the meaning of a message changes; both ends must say the same number. */
export const PROTOCOL = 1;

export type ToHost =
  | { readonly k: 'req'; readonly id: number; readonly name: string; readonly body: unknown }
  | { readonly k: 'cancel'; readonly id: number };

export type ToWindow =
  | { readonly k: 'hello'; readonly protocol: number; readonly origin: string; readonly boot: string }
  | { readonly k: 'ok'; readonly id: number; readonly body: unknown }
  | { readonly k: 'no'; readonly id: number; readonly failure: Failure }
  | { readonly k: 'push'; readonly topic: string; readonly origin: string | null; readonly body: unknown };

const requestId = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const withParts = { parts: z.literal(true).exactOptional() };
const failure = z.object({
  code: z.string().max(100),
  message: z.string().max(10_000),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
});

const toHost = z.discriminatedUnion('k', [
  z.strictObject({ k: z.literal('req'), id: requestId, name: z.string().max(100), body: z.unknown(), ...withParts }),
  z.strictObject({ k: z.literal('cancel'), id: requestId }),
]);

const toWindow = z.discriminatedUnion('k', [
  z.strictObject({ k: z.literal('hello'), protocol: z.int(), origin: z.string().max(64), boot: z.string().max(64) }),
  z.strictObject({ k: z.literal('ok'), id: requestId, body: z.unknown(), ...withParts }),
  z.strictObject({ k: z.literal('no'), id: requestId, failure }),
  z.strictObject({ k: z.literal('push'), topic: z.string().max(100), origin: z.string().max(64).nullable(), body: z.unknown(), ...withParts }),
]);

/** Takes `body.parts` out of the JSON value and puts them into the frame. */
export function encodeMessage(message: ToHost | ToWindow): Uint8Array<ArrayBuffer> {
  if (!('body' in message)) return encodeFrame({ json: message, parts: {} });
  const { body } = message;
  if (typeof body !== 'object' || body === null || !('parts' in body)) return encodeFrame({ json: message, parts: {} });
  const { parts, ...rest } = body;
  return encodeFrame({ json: { ...message, body: rest, parts: true }, parts: parts as Parts });
}

export function decodeToHost(bytes: Uint8Array): ToHost {
  return decode(bytes, toHost);
}

export function decodeToWindow(bytes: Uint8Array): ToWindow {
  return decode(bytes, toWindow);
}

function decode<T>(bytes: Uint8Array, schema: z.ZodType<T & { readonly parts?: true }>): T {
  const frame = decodeFrame(bytes);
  const parsed = schema.safeParse(frame.json);
  if (!parsed.success) throw new FailureError({ code: 'bad-message', message: 'A message is none of the contract.' });
  const { parts, ...message } = parsed.data;
  if (!parts) {
    if (Object.keys(frame.parts).length > 0) throw new FailureError({ code: 'bad-message', message: 'A message has parts that it does not announce.' });
    return message as T;
  }
  const body: unknown = (message as { body?: unknown }).body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new FailureError({ code: 'bad-message', message: 'A message with parts has no body to hold them.' });
  return { ...message, body: { ...body, parts: frame.parts } } as T;
}
