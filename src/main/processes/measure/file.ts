import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { MediaFormat, MediaProblem } from '../../../shared/domain/dataset';
import { listBoxes } from '../../../shared/media/boxes';
import type { ByteSource } from '../../../shared/media/byte-source';
import { readHeaders } from '../../../shared/media/facts';
import { NOTHING_FOUND, type Found } from '../../../shared/media/found';
import { CONTENT_TYPE, dataTypeOf, formatOfName, SNIFF_BYTES, sniff } from '../../../shared/media/sniff';
import { webmTruncated } from '../../../shared/media/video/webm';
import { decodeText, findEncoding, wholeCharacters, type Encoding, type TextEncoding } from '../../../shared/media/text/encoding';
import type { FileMeasure } from '../../ports/measure-jobs';
import { openAtOnce } from '../common/open-file';
import { readContainer } from './containers';

const PIECE = 1024 * 1024;

/** The bytes of an open file. */
export function fileSource(file: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(position, length) {
      if (position >= size || length <= 0) return new Uint8Array(0);
      const bytes = new Uint8Array(Math.min(length, size - position));
      let got = 0;
      while (got < bytes.length) {
        const { bytesRead } = await file.read(bytes, got, bytes.length - got, position + got);
        if (bytesRead === 0) break;
        got += bytesRead;
      }
      return bytes.subarray(0, got);
    },
  };
}

/** Containers of the same families that no window plays are not disguised: they are what they say, only not for us. */
function foreign(head: Uint8Array): MediaProblem {
  const text = String.fromCharCode(...head.subarray(0, 32));
  if (text.slice(4, 8) === 'ftyp' || text.startsWith('\x1aE\xdf\xa3')) return 'unsupported';
  if (/^(%PDF-|PK\x03\x04|\x7fELF|MZ|\x1f\x8b)/.test(text)) return 'disguised';
  // Words where a picture was promised.
  return head.length > 4 && !head.includes(0) && decodeText(head.subarray(0, Math.max(0, head.length - 4)), 'utf-8').valid ? 'disguised' : 'unreadable';
}

/** Hash and, for text, code points and validity, in one pass. Rejects when the file cannot be read through. */
async function passThrough(source: ByteSource, text: Encoding | null): Promise<{ readonly hash: string; readonly length: number; readonly valid: boolean }> {
  const hash = createHash('sha256');
  let length = 0, valid = true, carry = new Uint8Array(0);
  for (let at = 0; at < source.size; ) {
    const bytes = await source.read(at, PIECE);
    if (bytes.length === 0) throw Object.assign(new Error('the file became shorter'), { code: 'EIO' });
    hash.update(bytes);
    if (text) {
      const joined = new Uint8Array(carry.length + bytes.length);
      joined.set(carry);
      joined.set(bytes, carry.length);
      const from = at === 0 ? text.bom : 0;
      const last = at + bytes.length >= source.size;
      const to = last ? joined.length : from + wholeCharacters(joined.subarray(from), text.encoding);
      const decoded = decodeText(joined.subarray(from, Math.max(from, to)), text.encoding);
      length += [...decoded.text].length;
      valid &&= decoded.valid;
      carry = joined.slice(Math.max(from, to));
    }
    at += bytes.length;
  }
  return { hash: hash.digest('hex'), length, valid };
}

async function headersOf(path: string, source: ByteSource, format: MediaFormat): Promise<Found> {
  if (format !== 'mp4' && format !== 'webm') return readHeaders(source, format);
  const found = await readContainer(path);
  const cut = format === 'mp4' ? (await listBoxes(source, 0, source.size)).some((b) => b.end > source.size) : await webmTruncated(source);
  return cut ? { ...found, problem: 'truncated' } : found;
}

const nothing = (problem: MediaProblem, format: MediaFormat = 'unknown'): Omit<FileMeasure, 'gone' | 'size' | 'mtime' | 'hash'> => ({ ...NOTHING_FOUND, problem, format });

/**
 * Everything about one file. Never rejects: what is wrong is its `problem`. A file whose bytes are of another type than
 * its name is 'disguised'; when they are of a known type, `format` and sizes are those of the bytes. `encoding`: what a
 * person said that texts are in.
 */
export async function measureFile(path: string, encoding: TextEncoding | null = null): Promise<FileMeasure> {
  const unread = (gone: boolean, size = 0, mtime = 0): FileMeasure => ({ gone, size, mtime, hash: '', ...nothing('unreadable') });
  let file: FileHandle;
  try {
    file = await openAtOnce(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return unread(code === 'ENOENT' || code === 'ENOTDIR');
  }
  try {
    const info = await file.stat();
    if (!info.isFile()) return unread(true);
    const { size, mtimeMs: mtime } = info;
    const source = fileSource(file, size);
    const listed = formatOfName(path);
    const head = await source.read(0, SNIFF_BYTES);
    const real = sniff(head);
    const asText = dataTypeOf(listed) === 'text' && real === 'unknown' ? await findEncoding(source, encoding) : null;
    const { hash, length, valid } = await passThrough(source, asText);
    const whole = { gone: false, size, mtime, hash };
    if (size === 0) return { ...whole, ...nothing('empty') };
    if (asText) {
      if (asText.unit === 1 && head.includes(0)) return { ...whole, ...nothing('disguised') };
      return { ...whole, ...NOTHING_FOUND, format: listed, problem: valid ? 'none' : 'encoding', length };
    }
    if (real === 'unknown') return { ...whole, ...nothing(foreign(head)) };
    const found = await headersOf(path, source, real);
    return { ...whole, ...found, format: real, problem: found.problem === 'none' && CONTENT_TYPE[real] !== CONTENT_TYPE[listed] ? 'disguised' : found.problem };
  } catch {
    return unread(false);
  } finally {
    await file.close();
  }
}
