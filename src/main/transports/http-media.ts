/** Mounts the media handler on an HTTP port: checks where the request comes from, adds what the browser must know. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { MediaRequest, MediaResponse } from '../services/media/types';

export interface MediaDoor {
  /** The only `Host` that is answered. */
  readonly host: string;
  /** The only origin that may ask. */
  readonly appOrigin: string;
}

/** Sent with every answer; a picture, a sound and a video of this port can be read by the application and nobody else. */
export function mediaHeaders(appOrigin: string): Readonly<Record<string, string>> {
  return {
    'Access-Control-Allow-Origin': appOrigin,
    'Access-Control-Expose-Headers': 'Content-Length, Content-Range, Accept-Ranges, ETag',
    'Vary': 'Origin',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Referrer-Policy': 'no-referrer',
  };
}

export function httpMedia(handle: (request: MediaRequest) => Promise<MediaResponse>, door: MediaDoor, report: (error: unknown) => void): RequestListener {
  const headers = mediaHeaders(door.appOrigin);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.host !== door.host) return end(response, 421, {});
    if (request.headers.origin !== door.appOrigin) return end(response, 403, {});
    if (request.method === 'OPTIONS') {
      return end(response, 204, { ...headers, 'Access-Control-Allow-Methods': 'GET, HEAD', 'Access-Control-Allow-Headers': 'Range', 'Access-Control-Max-Age': '7200' });
    }
    const abort = new AbortController();
    response.on('close', () => abort.abort());
    const plain: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') plain[name] = value;
    const result = await handle({ method: request.method ?? 'GET', path: request.url ?? '', headers: plain, signal: abort.signal });
    await write(response, result, headers);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      report(error);
      if (!response.headersSent) end(response, 500, headers);
      else response.destroy();
    });
  };
}

function end(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, status === 204 ? { ...headers } : { ...headers, 'Content-Length': '0' });
  response.end();
}

async function write(response: ServerResponse, result: MediaResponse, headers: Readonly<Record<string, string>>): Promise<void> {
  response.writeHead(result.status, { ...result.headers, ...headers });
  if (result.body === null || result.body instanceof Uint8Array) {
    response.end(result.body ?? undefined);
    return;
  }
  for await (const piece of result.body) {
    if (response.destroyed) return;
    if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}
