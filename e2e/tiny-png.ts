/** Thousands of small, different, true pictures in a moment: PNGs of one colour, written byte by byte. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** A PNG of 16 x 16 pixels; `n` is its colour. */
export function tinyPng(n: number): Buffer {
  const side = 16;
  const row = Buffer.alloc(1 + 3 * side);
  for (let x = 0; x < side; x++) row.set([(n * 37) & 255, (n >> 3) & 255, (n >> 8) & 255], 1 + 3 * x);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('tEXt', Buffer.from(`Comment\0${n}`)), chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** `tiny-00001.png` …, a thousand to a folder when there are more. */
export async function makeTinyPictures(dir: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += 1000) {
    const folder = count > 1000 ? join(dir, `part-${String(from / 1000).padStart(2, '0')}`) : dir;
    await mkdir(folder, { recursive: true });
    await Promise.all(Array.from({ length: Math.min(1000, count - from) }, (_, i) => writeFile(join(folder, `tiny-${String(from + i + 1).padStart(5, '0')}.png`), tinyPng(from + i))));
  }
}
