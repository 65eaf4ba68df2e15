import { Bytes, type ByteSource } from '../byte-source';
import { sizeAt } from './ebml';

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;

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
