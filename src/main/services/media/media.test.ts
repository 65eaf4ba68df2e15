import { mediaConformance, type DoorAnswer, type MediaDoor } from './media.conformance.testing';
import type { Media } from './types';

/** Straight into the handler. */
function directDoor(media: Media, appOrigin: string): Promise<MediaDoor> {
  return Promise.resolve({
    async ask(path, init = {}) {
      const abort = new AbortController();
      const origin = init.origin === undefined ? appOrigin : init.origin;
      const { status, headers, body } = await media.handle({ method: init.method ?? 'GET', path, headers: { ...init.headers, ...(origin === null ? {} : { origin }) }, signal: abort.signal });
      const answer: DoorAnswer = {
        status,
        headers,
        async bytes() {
          if (body === null) return new Uint8Array(0);
          if (body instanceof Uint8Array) return body;
          const pieces: Uint8Array[] = [];
          for await (const piece of body) pieces.push(piece);
          return new Uint8Array(Buffer.concat(pieces));
        },
        async cancelAfterFirst() {
          if (body === null || body instanceof Uint8Array) return;
          for await (const _ of body) break;
          abort.abort();
        },
      };
      return answer;
    },
    close: () => Promise.resolve(),
  });
}

mediaConformance('the handler itself', directDoor);
mediaConformance('the handler itself, origin not always told', directDoor, { requireOrigin: false });
