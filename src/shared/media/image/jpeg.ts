import { Bytes, type ByteSource } from '../byte-source';
import { picture, NOTHING_FOUND, type Found } from '../found';
import { exifOrientation } from './exif';

const TAIL = 64 * 1024;
const MAX_SEGMENTS = 10_000;

async function hasEnd(source: ByteSource, scan: number): Promise<boolean> {
  const endMark = (b: Uint8Array): boolean => {
    for (let at = b.indexOf(0xff); at >= 0 && at + 1 < b.length; at = b.indexOf(0xff, at + 1)) if (b[at + 1] === 0xd9) return true;
    return false;
  };
  if (endMark(await source.read(Math.max(scan, source.size - TAIL), TAIL))) return true;
  // Phones append a clip after the picture: the end mark is then far from the end. In coded data FF D9 means nothing else.
  for (let at = scan; at + 1 < source.size; at += 1024 * 1024 - 1) if (endMark(await source.read(at, 1024 * 1024))) return true;
  return false;
}

/** Size and orientation of a JPEG: walks the segments up to the first scan. ITU T.81, EXIF 2.32 for APP1. */
export async function readJpeg(source: ByteSource): Promise<Found> {
  let at = 2, width = 0, height = 0, orientation = 0;
  for (let n = 0; n < MAX_SEGMENTS; n++) {
    const head = new Bytes(await source.read(at, 4));
    if (head.length < 2) return picture(width, height, orientation, true);
    if (head.u8(0) !== 0xff) return width > 0 ? picture(width, height, orientation, true) : { ...NOTHING_FOUND, problem: 'unreadable' };
    const marker = head.u8(1);
    if (marker === 0xff) { at++; continue; }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) { at += 2; continue; }
    if (marker === 0xd9) return picture(width, height, orientation, true);
    const length = head.u16be(2);
    if (length < 2) return { ...NOTHING_FOUND, problem: 'unreadable' };
    if (marker === 0xda) return picture(width, height, orientation, !(await hasEnd(source, at + 2 + length)));
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const frame = new Bytes(await source.read(at + 4, 5));
      height = frame.u16be(1);
      width = frame.u16be(3);
    } else if (marker === 0xe1 && orientation === 0) {
      const app1 = await source.read(at + 4, length - 2);
      if (new Bytes(app1).text(0, 6) === 'Exif\0\0') orientation = exifOrientation(app1.subarray(6));
    }
    at += 2 + length;
  }
  return { ...NOTHING_FOUND, problem: 'unreadable' };
}
