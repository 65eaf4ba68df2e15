import { mediaConformance } from '../../services/media/media.conformance.testing';
import { mediaProtocol } from './protocols';

// A page cannot be asked by its address alone where it comes from: Electron names the origin only for some requests.
mediaConformance('Electron\'s protocol', (media, appOrigin) => {
  const handle = mediaProtocol((request) => media.handle(request), appOrigin);
  return Promise.resolve({
    ask: async (path, init = {}) => {
      const origin = init.origin === undefined ? appOrigin : init.origin;
      const request = new Request(`labelwright-media://m${path}`, { method: init.method ?? 'GET', headers: { ...init.headers, ...(origin === null ? {} : { Origin: origin }) } });
      const response = await handle(request);
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        bytes: async () => new Uint8Array(await response.arrayBuffer()),
        cancelAfterFirst: async () => {
          const reader = response.body?.getReader();
          await reader?.read();
          await reader?.cancel();
        },
      };
    },
    close: () => Promise.resolve(),
  });
}, { requireOrigin: false });
