import type { DataType, MediaFormat } from '../domain/dataset';

/** How many bytes from the start of a file `sniff` wants to see. */
export const SNIFF_BYTES = 4096;

const ascii = (b: Uint8Array, at: number, length: number): string => {
  let text = '';
  for (let i = at; i < Math.min(at + length, b.length); i++) text += String.fromCharCode(b[i] ?? 0);
  return text;
};
const is = (b: Uint8Array, at: number, text: string): boolean => ascii(b, at, text.length) === text;
const u32 = (b: Uint8Array, at: number): number => (b[at] ?? 0) + (b[at + 1] ?? 0) * 0x100 + (b[at + 2] ?? 0) * 0x10000 + (b[at + 3] ?? 0) * 0x1000000;

/** Skips one ID3v2 tag; music files carry them before anything else. */
function afterId3(b: Uint8Array): number {
  if (!is(b, 0, 'ID3') || b.length < 10) return 0;
  const size = ((b[6] ?? 0) & 127) * 0x200000 + ((b[7] ?? 0) & 127) * 0x4000 + ((b[8] ?? 0) & 127) * 0x80 + ((b[9] ?? 0) & 127);
  return 10 + size + ((b[5] ?? 0) & 0x10 ? 10 : 0);
}

/** True for the four bytes of a plausible MPEG audio layer III frame header. */
export function isMp3Header(b: Uint8Array, at: number): boolean {
  const b1 = b[at + 1] ?? 0, b2 = b[at + 2] ?? 0;
  return b[at] === 0xff && (b1 & 0xe0) === 0xe0 && (b1 & 0x18) !== 0x08 && (b1 & 0x06) === 0x02 && (b2 & 0xf0) !== 0xf0 && (b2 & 0xf0) !== 0 && (b2 & 0x0c) !== 0x0c;
}

/** BMP: `BM` alone also starts ordinary text, so the header length must be one that exists. */
function isBmp(b: Uint8Array): boolean {
  if (!is(b, 0, 'BM') || b.length < 26) return false;
  const header = u32(b, 14);
  return header === 12 || (header >= 16 && header <= 124 && header % 4 === 0) || header === 46 || header === 42;
}

/** ISO base media: the brands say what it is for. */
function isoBrand(b: Uint8Array): MediaFormat {
  const size = Math.min(b.length, u32(new Uint8Array([b[3] ?? 0, b[2] ?? 0, b[1] ?? 0, b[0] ?? 0]), 0) || b.length);
  const brands = [ascii(b, 8, 4)];
  for (let at = 16; at + 4 <= size && brands.length < 64; at += 4) brands.push(ascii(b, at, 4));
  if (brands.some((x) => x === 'avif' || x === 'avis')) return 'avif';
  const video = /^(isom|iso[2-9]|mp4[12]|M4V |M4VP|avc1|dash|MSNV|3gp.|3g2.|mp71|cmfc|hvc1|av01)$/;
  return brands.some((x) => video.test(x)) ? 'mp4' : 'unknown';
}

/**
 * The real type of a file by its first bytes (SNIFF_BYTES are enough), never by its name. Text has no magic bytes:
 * `txt` is answered only by `facts`, for a file that a text dataset lists. 'unknown' for everything else.
 */
export function sniff(head: Uint8Array): MediaFormat {
  if (head.length < 4) return 'unknown';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (is(head, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (is(head, 0, 'GIF87a') || is(head, 0, 'GIF89a')) return 'gif';
  if (is(head, 0, 'RIFF') && is(head, 8, 'WEBP')) return 'webp';
  if ((is(head, 0, 'RIFF') || is(head, 0, 'RF64') || is(head, 0, 'BW64')) && is(head, 8, 'WAVE')) return 'wav';
  if (is(head, 0, 'II*\0') || is(head, 0, 'MM\0*') || is(head, 0, 'II+\0') || is(head, 0, 'MM\0+')) return 'tiff';
  if (isBmp(head)) return 'bmp';
  if (is(head, 0, 'fLaC')) return 'flac';
  if (is(head, 0, 'OggS')) return 'ogg';
  if (is(head, 4, 'ftyp')) return isoBrand(head);
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return ascii(head, 0, Math.min(head.length, 128)).includes('webm') ? 'webm' : 'unknown';
  const audio = afterId3(head);
  if (audio > 0) return audio + 4 > head.length || isMp3Header(head, audio) ? 'mp3' : is(head, audio, 'fLaC') ? 'flac' : 'mp3';
  if (isMp3Header(head, 0)) return 'mp3';
  return 'unknown';
}

/** Content type of a real format. Never one that a browser runs as a document. */
export const CONTENT_TYPE: Readonly<Record<MediaFormat, string>> = {
  unknown: 'application/octet-stream',
  jpeg: 'image/jpeg', png: 'image/png', bmp: 'image/bmp', webp: 'image/webp', gif: 'image/gif', tiff: 'image/tiff', avif: 'image/avif',
  wav: 'audio/wav', mp3: 'audio/mpeg', flac: 'audio/flac', ogg: 'audio/ogg',
  txt: 'text/plain', csv: 'text/plain', mp4: 'video/mp4', webm: 'video/webm',
};

/** Which data type a format belongs to; null for 'unknown'. */
export function dataTypeOf(format: MediaFormat): DataType | null {
  switch (format) {
    case 'jpeg': case 'png': case 'bmp': case 'webp': case 'gif': case 'tiff': case 'avif': return 'image';
    case 'wav': case 'mp3': case 'flac': case 'ogg': return 'audio';
    case 'txt': case 'csv': return 'text';
    case 'mp4': case 'webm': return 'video';
    case 'unknown': return null;
  }
}

const EXTENSIONS: Readonly<Record<string, MediaFormat>> = {
  jpg: 'jpeg', jpeg: 'jpeg', jpe: 'jpeg', jfif: 'jpeg', png: 'png', bmp: 'bmp', dib: 'bmp', webp: 'webp', gif: 'gif', tif: 'tiff', tiff: 'tiff', avif: 'avif',
  wav: 'wav', wave: 'wav', mp3: 'mp3', flac: 'flac', ogg: 'ogg', oga: 'ogg', opus: 'ogg',
  txt: 'txt', csv: 'csv', mp4: 'mp4', m4v: 'mp4', webm: 'webm',
};

/** The format a file name promises; 'unknown' for names no dataset lists. */
export function formatOfName(name: string): MediaFormat {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? 'unknown' : (EXTENSIONS[name.slice(dot + 1).toLowerCase()] ?? 'unknown');
}
