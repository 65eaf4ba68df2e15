/** Mounts the media handler on an HTTP port: checks where the request comes from, adds what the browser must know. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { MediaRequest, MediaResponse } from '../services/media/types';

export interface MediaDoor {
  /** The only `Host` that is answered. */
  readonly host: string;
  /** The only origin that may ask. */
  readonly appOrigin: string;
}

/**
 * Sent with every answer, whoever made it; a picture, a sound and a video can be read by the application and nobody
 * else. Lower-case names, so that they take the place of the handler's own.
 */
export function guarded(headers: Readonly<Record<string, string>>, appOrigin: string): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    'access-control-allow-origin': appOrigin,
    'vary': 'Origin',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'referrer-policy': 'no-referrer',
  };
}

export function httpMedia(handle: (request: MediaRequest) => Promise<MediaResponse>, door: MediaDoor, report: (error: unknown) => void): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.host !== door.host) return end(response, 421, {});
    if (request.headers.origin !== door.appOrigin) return end(response, 403, {});
    const abort = new AbortController();
    response.on('close', () => abort.abort());
    const plain: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') plain[name] = value;
    const result = await handle({ method: request.method ?? 'GET', path: request.url ?? '', headers: plain, signal: abort.signal });
    await write(response, result, guarded(result.headers, door.appOrigin));
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      report(error);
      if (!response.headersSent) end(response, 500, guarded({}, door.appOrigin));
      else response.destroy();
    });
  };
}

function end(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, { ...headers, 'content-length': '0' });
  response.end();
}

async function write(response: ServerResponse, result: MediaResponse, headers: Readonly<Record<string, string>>): Promise<void> {
  response.writeHead(result.status, headers);
  if (result.body === null || result.body instanceof Uint8Array) {
    response.end(result.body ?? undefined);
    return;
  }
  for await (const piece of result.body) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

/** Resolves when more can be written, or when nobody listens any more. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
