import type { FileSystem } from '../../ports/file-system';
import { parseRange } from './ranges';
import type { MediaRequest, MediaResponse } from './types';

/** Bytes read from a file at a time while it is streamed. */
const PIECE = 256 * 1024;

/**
 * Headers of every media answer. A body is never a document of ours: sandboxed, no sniffing, and readable by the one
 * application origin only.
 */
export function baseHeaders(appOrigin: string): Record<string, string> {
  return {
    'access-control-allow-origin': appOrigin,
    'access-control-expose-headers': 'accept-ranges, content-length, content-range',
    'cache-control': 'no-store',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    vary: 'origin',
    'x-content-type-options': 'nosniff',
  };
}

/** An answer without content. */
export function refusal(appOrigin: string, status: number, more: Readonly<Record<string, string>> = {}): MediaResponse {
  return { status, headers: { ...baseHeaders(appOrigin), 'content-length': '0', ...more }, body: null };
}

/** Something with a known size whose pieces can be read. */
export interface Content {
  readonly type: string;
  readonly size: number;
  /** Changes whenever the bytes do. */
  readonly tag: string;
  read(start: number, end: number, signal: AbortSignal): AsyncIterable<Uint8Array> | Uint8Array;
}

export function memoryContent(type: string, bytes: Uint8Array, tag: string): Content {
  return { type, size: bytes.length, tag, read: (start, end) => bytes.subarray(start, end) };
}

/** A file; opened when its body is first asked for, closed when the body ends, is thrown away or aborted. */
export function fileContent(fs: FileSystem, path: string, type: string, size: number, mtime: number): Content {
  return { type, size, tag: `"${size.toString(16)}-${Math.round(mtime).toString(16)}"`, read: (start, end, signal) => pieces(fs, path, start, end, signal) };
}

async function* pieces(fs: FileSystem, path: string, start: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = await fs.open(path, 'read');
  try {
    for (let at = start; at < end; ) {
      if (signal.aborted) return;
      const bytes = await file.read(at, Math.min(PIECE, end - at));
      // The length was promised: a file that shrank meanwhile must break the transfer, not end it.
      if (bytes.length === 0) throw new Error(`${path} became shorter while it was sent`);
      at += bytes.length;
      yield bytes;
    }
  } finally {
    await file.close();
  }
}

/** GET and HEAD of some content, with ranges. */
export function respond(appOrigin: string, request: MediaRequest, content: Content): MediaResponse {
  const headers: Record<string, string> = { ...baseHeaders(appOrigin), 'accept-ranges': 'bytes', 'content-type': content.type, etag: content.tag };
  const ifRange = request.headers['if-range'];
  const range = ifRange !== undefined && ifRange !== content.tag ? { kind: 'all' as const } : parseRange(request.headers['range'], content.size);
  if (range.kind === 'refused') return refusal(appOrigin, 416, { 'content-range': `bytes */${content.size}` });
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, content.size];
  headers['content-length'] = String(end - start);
  if (range.kind === 'part') headers['content-range'] = `bytes ${start}-${end - 1}/${content.size}`;
  return { status: range.kind === 'part' ? 206 : 200, headers, body: request.method === 'HEAD' ? null : content.read(start, end, request.signal) };
}
