import { Bytes, type ByteSource } from '../byte-source';
import { picture, NOTHING_FOUND, type Found } from '../found';

/** Bytes of a value of each type of entry. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8 };
const MAX_ENTRIES = 4096;
const MAX_PIECES = 1_000_000;
const TAG = { width: 256, height: 257, stripOffsets: 273, orientation: 274, stripBytes: 279, tileOffsets: 324, tileBytes: 325 } as const;

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the values lie in the file. */
  readonly at: number;
}

/** Size and orientation of the first page of a TIFF (6.0) or BigTIFF. Truncated when a strip or tile lies past the end. */
export async function readTiff(source: ByteSource): Promise<Found> {
  const head = new Bytes(await source.read(0, 16));
  const little = head.text(0, 2) === 'II';
  const big = head.u16(2, little) === 43;
  const wide = (b: Bytes, at: number): number => (big ? (little ? b.u64le(at) : b.u64be(at)) : b.u32(at, little));
  const ifd = wide(head, big ? 8 : 4);
  if (ifd < 8 || ifd >= source.size) return { ...NOTHING_FOUND, problem: ifd >= source.size ? 'truncated' : 'unreadable' };
  const lead = big ? 8 : 2, step = big ? 20 : 12;
  const countBytes = new Bytes(await source.read(ifd, lead));
  const count = Math.min(MAX_ENTRIES, big ? wide(countBytes, 0) : countBytes.u16(0, little));
  const table = new Bytes(await source.read(ifd + lead, count * step));
  const entries = new Map<number, Entry>();
  for (let i = 0; (i + 1) * step <= table.length; i++) {
    const at = i * step;
    const type = table.u16(at + 2, little), n = wide(table, at + 4);
    const inline = (SIZES[type] ?? 0) * n <= (big ? 8 : 4);
    const valueAt = at + (big ? 12 : 8);
    entries.set(table.u16(at, little), { type, count: n, at: inline ? ifd + lead + valueAt : wide(table, valueAt) });
  }
  const numbers = async (tag: number): Promise<number[]> => {
    const entry = entries.get(tag);
    const size = entry ? (SIZES[entry.type] ?? 0) : 0;
    if (!entry || size === 0) return [];
    const b = new Bytes(await source.read(entry.at, Math.min(entry.count, MAX_PIECES) * size));
    return Array.from({ length: Math.floor(b.length / size) }, (_, i) => {
      const at = i * size;
      return size === 1 ? b.u8(at) : size === 2 ? b.u16(at, little) : size === 4 ? b.u32(at, little) : little ? b.u64le(at) : b.u64be(at);
    });
  };
  const one = async (tag: number): Promise<number> => (await numbers(tag))[0] ?? 0;
  const tiled = entries.has(TAG.tileOffsets);
  const offsets = await numbers(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  const lengths = await numbers(tiled ? TAG.tileBytes : TAG.stripBytes);
  // The directory and its values often lie after the pixels.
  const lost = table.length < count * step || [...entries.values()].some((e) => e.at + (SIZES[e.type] ?? 0) * e.count > source.size);
  const truncated = lost || offsets.some((offset, i) => offset + (lengths[i] ?? 0) > source.size);
  return picture(await one(TAG.width), await one(TAG.height), await one(TAG.orientation), truncated);
}
