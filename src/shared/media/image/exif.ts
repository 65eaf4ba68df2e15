import { Bytes } from '../byte-source';

const ORIENTATION = 0x0112;

/** EXIF orientation 1…8 from a TIFF structure (what follows `Exif\0\0` in JPEG; the whole of PNG's eXIf); 1 when it says none. */
export function exifOrientation(tiff: Uint8Array): number {
  const b = new Bytes(tiff);
  const order = b.text(0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const little = order === 'II';
  if (b.u16(2, little) !== 42) return 1;
  const ifd = b.u32(4, little);
  const count = b.u16(ifd, little);
  for (let i = 0; i < count; i++) {
    const at = ifd + 2 + i * 12;
    if (at + 12 > b.length) return 1;
    if (b.u16(at, little) !== ORIENTATION) continue;
    const value = b.u16(at + 2, little) === 4 ? b.u32(at + 8, little) : b.u16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** EXIF blocks in WebP and elsewhere may repeat JPEG's preamble. */
export function afterPreamble(bytes: Uint8Array): Uint8Array {
  return new Bytes(bytes).text(0, 6) === 'Exif\0\0' ? bytes.subarray(6) : bytes;
}
