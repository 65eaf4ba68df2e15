import { Bytes, type ByteSource } from '../byte-source';

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;

/** Length of an EBML element's content (RFC 8794, section 6): null = not known, as live writers leave it. `at`: of its first byte. */
function sizeAt(b: Bytes, at: number): { readonly size: number | null; readonly bytes: number } | null {
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

/** Whether a WebM file ends before its segment does. A segment that does not say its length may end anywhere. */
export async function webmTruncated(source: ByteSource): Promise<boolean> {
  const head = new Bytes(await source.read(0, 4096));
  const ebml = head.u32be(0) === EBML ? sizeAt(head, 4) : null;
  if (!ebml || ebml.size === null) return false;
  const at = 4 + ebml.bytes + ebml.size;
  const segment = new Bytes(await source.read(at, 12));
  if (segment.length < 5) return true;
  const length = segment.u32be(0) === SEGMENT ? sizeAt(segment, 4) : null;
  return length !== null && length.size !== null && at + 4 + length.bytes + length.size > source.size;
}
