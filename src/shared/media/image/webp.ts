import { Bytes, type ByteSource } from '../byte-source';
import { picture, type Found } from '../found';
import { afterPreamble, exifOrientation } from './exif';

const MAX_CHUNKS = 100_000;

/** Size and orientation of a WebP: VP8X canvas, else the first frame (RFC 9649). */
export async function readWebp(source: ByteSource): Promise<Found> {
  const riff = new Bytes(await source.read(0, 12)).u32le(4);
  let width = 0, height = 0, orientation = 1;
  const end = Math.min(source.size, riff + 8);
  for (let at = 12, n = 0; at + 8 <= end && n < MAX_CHUNKS; n++) {
    const chunk = new Bytes(await source.read(at, 18));
    const type = chunk.text(0, 4), length = chunk.u32le(4);
    if (type === 'VP8X') {
      width = 1 + chunk.u24le(12);
      height = 1 + chunk.u24le(15);
    } else if (type === 'VP8 ' && width === 0) {
      width = chunk.u16le(14) & 0x3fff;
      height = chunk.u16le(16) & 0x3fff;
    } else if (type === 'VP8L' && width === 0) {
      const bits = chunk.u32le(9);
      width = 1 + (bits & 0x3fff);
      height = 1 + ((bits >>> 14) & 0x3fff);
    } else if (type === 'EXIF' && length < 1024 * 1024) {
      orientation = exifOrientation(afterPreamble(await source.read(at + 8, length)));
    }
    at += 8 + length + (length & 1);
  }
  return picture(width, height, orientation, riff + 8 > source.size);
}
