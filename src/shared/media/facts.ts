import type { MediaFormat } from '../domain/dataset';
import { readBmpHeader, bmpTruncated, BMP_HEADER_BYTES } from './bmp/header';
import { buffered, type ByteSource } from './byte-source';
import { NOTHING_FOUND, picture, type Found } from './found';
import { readAvif } from './image/avif';
import { readGif } from './image/gif';
import { readJpeg } from './image/jpeg';
import { readPng } from './image/png';
import { readTiff } from './image/tiff';
import { readWebp } from './image/webp';
import { readFlac } from './sound/flac';
import { readMp3 } from './sound/mp3';
import { readOgg } from './sound/ogg';
import { readWav } from './sound/wav';

/** Most pixels a picture may have to be shown (16,383 x 16,383). */
export const MAX_PIXELS = 268_402_689;

async function readBmp(source: ByteSource): Promise<Found> {
  const read = readBmpHeader(await source.read(0, BMP_HEADER_BYTES));
  if (!read.ok) return { ...NOTHING_FOUND, problem: read.error.code === 'unsupported' ? 'unsupported' : 'unreadable' };
  return picture(read.value.width, read.value.height, 1, bmpTruncated(read.value, source.size));
}

async function read(source: ByteSource, format: MediaFormat): Promise<Found> {
  switch (format) {
    case 'jpeg': return readJpeg(source);
    case 'png': return readPng(source);
    case 'bmp': return readBmp(source);
    case 'webp': return readWebp(source);
    case 'gif': return readGif(source);
    case 'tiff': return readTiff(source);
    case 'avif': return readAvif(source);
    case 'wav': return readWav(source);
    case 'mp3': return readMp3(source);
    case 'flac': return readFlac(source);
    case 'ogg': return readOgg(source);
    // Containers and text are read by the process `measure`, which has the means.
    case 'mp4': case 'webm': case 'txt': case 'csv': case 'unknown': return NOTHING_FOUND;
  }
}

/**
 * What the headers of a picture or a sound say, whatever is in the file: rejects only when `source` does. Reads little
 * more than the headers (MP3 without a count and PNG are walked through).
 */
export async function readHeaders(source: ByteSource, format: MediaFormat): Promise<Found> {
  const found = await read(buffered(source), format);
  return found.width * found.height > MAX_PIXELS ? { ...found, problem: 'too-large' } : found;
}
