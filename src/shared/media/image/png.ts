import { Bytes, type ByteSource } from '../byte-source';
import { picture, type Found } from '../found';
import { exifOrientation } from './exif';

const MAX_CHUNKS = 1_000_000;
const MAX_EXIF = 1024 * 1024;

/** Size and orientation of a PNG (third edition: eXIf); walks the chunks to see that it ends. */
export async function readPng(source: ByteSource): Promise<Found> {
  const head = new Bytes(await source.read(8, 25));
  const found = head.text(4, 4) === 'IHDR';
  const width = found ? head.u32be(8) : 0, height = found ? head.u32be(12) : 0;
  let orientation = 1, whole = false;
  for (let at = 8, n = 0; n < MAX_CHUNKS; n++) {
    const chunk = new Bytes(await source.read(at, 8));
    if (chunk.length < 8) break;
    const length = chunk.u32be(0), type = chunk.text(4, 4);
    if (type === 'IEND') {
      whole = at + 12 + length <= source.size;
      break;
    }
    if (type === 'eXIf' && length <= MAX_EXIF) orientation = exifOrientation(await source.read(at + 8, length));
    at += 12 + length;
  }
  return picture(width > 0x7fffffff ? 0 : width, height > 0x7fffffff ? 0 : height, orientation, !whole);
}
