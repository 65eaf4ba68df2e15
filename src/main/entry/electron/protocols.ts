/** The two origins of the shell: the built window, and media by opaque id. Pure `Request -> Response`. */
import type { MediaRequest, MediaResponse } from '../../services/media/types';
import type { Random } from '../../ports/random';
import { COMMON_HEADERS, contentPolicy, fileHeaders } from '../../host/window/content-policy';
import type { StaticFiles } from '../../host/window/static-files';
import { guarded } from '../../transports/http-media';
import { APP_ORIGIN, MEDIA_ORIGIN, MEDIA_SCHEME } from './settings';

const nothing = (status: number): Response => new Response(null, { status, headers: { 'X-Content-Type-Options': 'nosniff' } });

/** `labelwright://app/…`: the page with a fresh nonce, or one of the files of the build by its exact address. */
export function appProtocol(files: StaticFiles, random: Random): (request: Request) => Promise<Response> {
  return (request) => Promise.resolve(answer(request));

  function answer(request: Request): Response {
    if (request.method !== 'GET' && request.method !== 'HEAD') return nothing(405);
    if (request.url !== APP_ORIGIN && !request.url.startsWith(`${APP_ORIGIN}/`)) return nothing(404);
    const address = request.url.slice(APP_ORIGIN.length).replace(/#.*$/, '');
    if (address === '' || address === '/') {
      const nonce = Buffer.from(random.bytes(16)).toString('base64');
      return new Response(files.page(nonce), { headers: { ...COMMON_HEADERS, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': contentPolicy(nonce, `${MEDIA_SCHEME}:`, '') } });
    }
    const file = files.get(address);
    if (!file) return nothing(404);
    return new Response(new Uint8Array(file.read()), { headers: { ...fileHeaders(file.type, `${MEDIA_SCHEME}:`), 'Cache-Control': 'no-cache' } });
  }
}

/** `labelwright-media://m/…`: the media handler, with the same headers as over HTTP. */
export function mediaProtocol(handle: (request: MediaRequest) => Promise<MediaResponse>, appOrigin: string = APP_ORIGIN): (request: Request) => Promise<Response> {
  return async (request) => {
    const origin = request.headers.get('origin');
    if (!request.url.startsWith(`${MEDIA_ORIGIN}/`)) return nothing(404);
    if (origin !== null && origin !== appOrigin) return nothing(403);
    const plain: Record<string, string> = {};
    request.headers.forEach((value, name) => (plain[name] = value));
    const result = await handle({ method: request.method, path: request.url.slice(MEDIA_ORIGIN.length), headers: plain, signal: request.signal });
    const body = result.body === null || request.method === 'HEAD' ? null : result.body instanceof Uint8Array ? new Uint8Array(result.body) : streamOf(result.body);
    return new Response(body, { status: result.status, headers: guarded(result.headers, appOrigin) });
  };
}

/** Reads only what the page takes, and nothing ahead: a body that nobody reads opens no file. Stops reading when the page turns away. */
function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(new Uint8Array(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  }, { highWaterMark: 0 });
}
