/**
 * One message on the wire: a JSON value and named binary parts in one frame (docs/spec/contract.md, "Frame").
 *
 *   0   'L' 'W' 1 n        magic, version, number of parts (0…255)
 *   4   u32 LE             length of the JSON text in bytes
 *   8   n times: u32 LE length of the part, u8 length of its name, name (ASCII)
 *       JSON text, UTF-8
 *       parts in order, each starting at a multiple of 8 from the start of the frame, gaps filled with zeros
 *
 * Parts are aligned so that typed arrays can lie on them without copying.
 */
import { FailureError } from '../kernel/result';

export interface Frame {
  readonly json: unknown;
  readonly parts: Readonly<Record<string, Uint8Array>>;
}

const MAGIC_L = 0x4c;
const MAGIC_W = 0x57;
const VERSION = 1;
const MAX_PARTS = 255;
const PART_NAME = /^[A-Za-z0-9][A-Za-z0-9._/:-]{0,63}$/;

/** Largest frame that a window may send: an upload piece or row numbers of some million samples. */
export const MAX_FRAME_TO_HOST = 32 * 1024 * 1024;
/** Largest frame that the host may send: columns of several million samples. */
export const MAX_FRAME_TO_WINDOW = 1024 * 1024 * 1024;

const align = (n: number): number => (n + 7) & ~7;

function broken(what: string): never {
  throw new FailureError({ code: 'bad-frame', message: `A message could not be read: ${what}.` });
}

/** Throws a FailureError 'bad-frame' when a part's name is not of the allowed form or there are too many. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const names = Object.keys(frame.parts);
  if (names.length > MAX_PARTS) broken(`${names.length} parts`);
  const text = new TextEncoder().encode(JSON.stringify(frame.json));
  let head = 8;
  for (const name of names) {
    if (!PART_NAME.test(name)) broken(`part name ${JSON.stringify(name.slice(0, 80))}`);
    head += 5 + name.length;
  }
  let end = head + text.length;
  for (const name of names) end = align(end) + (frame.parts[name]?.length ?? 0);

  const out = new Uint8Array(end);
  const view = new DataView(out.buffer);
  out[0] = MAGIC_L;
  out[1] = MAGIC_W;
  out[2] = VERSION;
  out[3] = names.length;
  view.setUint32(4, text.length, true);
  let at = 8;
  for (const name of names) {
    view.setUint32(at, frame.parts[name]?.length ?? 0, true);
    out[at + 4] = name.length;
    for (let i = 0; i < name.length; i++) out[at + 5 + i] = name.charCodeAt(i);
    at += 5 + name.length;
  }
  out.set(text, at);
  at += text.length;
  for (const name of names) {
    const part = frame.parts[name];
    at = align(at);
    if (part) {
      out.set(part, at);
      at += part.length;
    }
  }
  return out;
}

/**
 * Parts are views into `bytes` (or into a copy when `bytes` does not start at a multiple of 8 of its buffer).
 * Throws a FailureError 'bad-frame' for anything that `encodeFrame` would not have written; never allocates more than
 * the frame itself.
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  const input = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  if (input.length < 8) broken('it is shorter than its head');
  if (input[0] !== MAGIC_L || input[1] !== MAGIC_W) broken('it does not start with LW');
  if (input[2] !== VERSION) broken(`its version is ${input[2]}`);
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const count = input[3] ?? 0;
  const textLength = view.getUint32(4, true);
  const index: [name: string, length: number][] = [];
  let at = 8;
  for (let i = 0; i < count; i++) {
    if (at + 5 > input.length) broken('its list of parts is cut off');
    const length = view.getUint32(at, true);
    const nameLength = input[at + 4] ?? 0;
    if (at + 5 + nameLength > input.length) broken('its list of parts is cut off');
    let name = '';
    for (let k = 0; k < nameLength; k++) name += String.fromCharCode(input[at + 5 + k] ?? 0);
    if (!PART_NAME.test(name)) broken('a part has a name that is not allowed');
    if (index.some(([other]) => other === name)) broken(`part ${name} is there twice`);
    index.push([name, length]);
    at += 5 + nameLength;
  }
  if (at + textLength > input.length) broken('its text is cut off');
  const textStart = at;
  at += textLength;

  const parts: Record<string, Uint8Array> = {};
  for (const [name, length] of index) {
    for (const end = align(at); at < end; at++) if (at < input.length && input[at] !== 0) broken('a gap is not zero');
    if (at + length > input.length) broken(`part ${name} is cut off`);
    parts[name] = input.subarray(at, at + length);
    at += length;
  }
  if (at !== input.length) broken('there are bytes behind its end');

  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input.subarray(textStart, textStart + textLength)));
  } catch {
    broken('its text is not JSON in UTF-8');
  }
  return { json, parts };
}
