import type { Bytes } from '../byte-source';

/** One element of an EBML document (Matroska, WebM), where it lies in the file. */
export interface Element {
  /** With its length marker, as documents write it, e.g. 0x1a45dfa3. */
  readonly id: number;
  readonly body: number;
  /** As the element says it, which may be past the end of the file; of its parent where it does not say. */
  readonly end: number;
}

/** Length of an EBML element's content (RFC 8794, section 6): null = not known, as live writers leave it. `at`: of its first byte. */
export function sizeAt(b: Bytes, at: number): { readonly size: number | null; readonly bytes: number } | null {
  const first = b.u8(at);
  const bytes = Math.clz32(first) - 23;
  if (first === 0 || bytes > 8 || at + bytes > b.length) return null;
  let size = first & (0xff >> bytes);
  let ones = size === 0xff >> bytes;
  for (let i = 1; i < bytes; i++) {
    const byte = b.u8(at + i);
    size = size * 256 + byte;
    ones &&= byte === 0xff;
  }
  return { size: ones ? null : size, bytes };
}

/** The element whose header `b` begins with, read at `position`; null when there is none. `end`: of its parent. */
export function elementAt(b: Bytes, position: number, end: number): Element | null {
  const bytes = Math.clz32(b.u8(0)) - 23;
  if (b.u8(0) === 0 || bytes > 4 || bytes > b.length) return null;
  let id = 0;
  for (let i = 0; i < bytes; i++) id = id * 256 + b.u8(i);
  const length = sizeAt(b, bytes);
  if (!length) return null;
  const body = position + bytes + length.bytes;
  return { id, body, end: length.size === null ? end : body + length.size };
}
