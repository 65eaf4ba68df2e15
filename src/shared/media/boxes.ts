import { Bytes, type ByteSource } from './byte-source';

/** One box of an ISO base media file (ISO/IEC 14496-12). */
export interface Box {
  readonly type: string;
  /** First byte after the header, and the end as the box says it (may lie past the end of the file). */
  readonly body: number;
  readonly end: number;
}

const MAX_BOXES = 100_000;

/** The boxes lying in [from, to), in order. Stops at the first that cannot be one. */
export async function listBoxes(source: ByteSource, from: number, to: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to && boxes.length < MAX_BOXES; ) {
    const head = new Bytes(await source.read(at, 16));
    if (head.length < 8) break;
    const small = head.u32be(0);
    const size = small === 0 ? to - at : small === 1 ? head.u64be(8) : small;
    const header = small === 1 ? 16 : 8;
    if (size < header || !Number.isSafeInteger(at + size)) break;
    boxes.push({ type: head.text(4, 4), body: at + header, end: at + size });
    at += size;
  }
  return boxes;
}
