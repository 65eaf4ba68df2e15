import { listBoxes, type Box } from '../boxes';
import { Bytes, type ByteSource } from '../byte-source';
import { picture, NOTHING_FOUND, type Found } from '../found';

const MAX_META = 4 * 1024 * 1024;

/** Where the four quarters (top left, top right, bottom left, bottom right) of the stored picture come to lie. */
type Quarters = readonly [number, number, number, number];
const turnLeft = (q: Quarters): Quarters => [q[1], q[3], q[0], q[2]];
const flipTopBottom = (q: Quarters): Quarters => [q[2], q[3], q[0], q[1]];
const flipLeftRight = (q: Quarters): Quarters => [q[1], q[0], q[3], q[2]];
/** EXIF orientation by what it makes of the quarters 0 1 / 2 3. */
const EXIF: Readonly<Record<string, number>> = { '0123': 1, '1032': 2, '3210': 3, '2301': 4, '0213': 5, '2031': 6, '3120': 7, '1302': 8 };

/** Property numbers (from 1) of an item, in order. */
function associations(ipma: Bytes, item: number): number[] {
  const version = ipma.u8(0), wide = (ipma.u8(3) & 1) === 1;
  let at = 8;
  for (let n = ipma.u32be(4); n > 0 && at < ipma.length; n--) {
    const id = version < 1 ? ipma.u16be(at) : ipma.u32be(at);
    at += version < 1 ? 2 : 4;
    const count = ipma.u8(at++);
    const found: number[] = [];
    for (let i = 0; i < count; i++, at += wide ? 2 : 1) found.push(wide ? ipma.u16be(at) & 0x7fff : ipma.u8(at) & 0x7f);
    if (id === item) return found;
  }
  return [];
}

/**
 * Size and orientation of an AVIF: properties of the primary item (ISO/IEC 23008-12). `irot` and `imir` make it upright,
 * in the order they are listed; browsers and libheif ignore its EXIF orientation, and so do we.
 */
export async function readAvif(source: ByteSource): Promise<Found> {
  const top = await listBoxes(source, 0, source.size);
  const meta = top.find((b) => b.type === 'meta');
  const truncated = top.some((b) => b.end > source.size);
  if (!meta || meta.end - meta.body > MAX_META) return { ...NOTHING_FOUND, problem: truncated ? 'truncated' : 'unreadable' };
  const inside = await listBoxes(source, meta.body + 4, Math.min(meta.end, source.size));
  const bytesOf = async (box: Box): Promise<Bytes> => new Bytes(await source.read(box.body, Math.min(box.end, source.size) - box.body));
  const pitm = inside.find((b) => b.type === 'pitm');
  const iprp = inside.find((b) => b.type === 'iprp');
  if (!iprp) return { ...NOTHING_FOUND, problem: 'unreadable' };
  const primary = pitm ? await bytesOf(pitm) : null;
  const item = primary ? (primary.u8(0) === 0 ? primary.u16be(4) : primary.u32be(4)) : 1;
  const parts = await listBoxes(source, iprp.body, iprp.end);
  const ipco = parts.find((b) => b.type === 'ipco');
  const properties = ipco ? await listBoxes(source, ipco.body, ipco.end) : [];
  let width = 0, height = 0;
  let quarters: Quarters = [0, 1, 2, 3];
  for (const ipma of parts.filter((b) => b.type === 'ipma')) {
    for (const number of associations(await bytesOf(ipma), item)) {
      const property = properties[number - 1];
      if (!property) continue;
      const b = await bytesOf(property);
      if (property.type === 'ispe') {
        width = b.u32be(4);
        height = b.u32be(8);
      } else if (property.type === 'clap' && b.u32be(4) > 0 && b.u32be(12) > 0) {
        width = Math.round(b.u32be(0) / b.u32be(4));
        height = Math.round(b.u32be(8) / b.u32be(12));
      } else if (property.type === 'irot') {
        for (let i = b.u8(0) & 3; i > 0; i--) quarters = turnLeft(quarters);
      } else if (property.type === 'imir') {
        quarters = (b.u8(0) & 1) === 0 ? flipTopBottom(quarters) : flipLeftRight(quarters);
      }
    }
  }
  return picture(width, height, EXIF[quarters.join('')] ?? 1, truncated);
}
