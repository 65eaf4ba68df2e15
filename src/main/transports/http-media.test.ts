import { createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mediaConformance } from '../services/media/media.conformance.testing';
import { httpMedia } from './http-media';

mediaConformance('HTTP', async (media, appOrigin) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const errors: unknown[] = [];
  server.on('request', httpMedia((r) => media.handle(r), { host: `127.0.0.1:${port}`, appOrigin }, (e) => errors.push(e)));
  return {
    ask: (path, init = {}) => new Promise((resolve, reject) => {
      const origin = init.origin === undefined ? appOrigin : init.origin;
      const sent = ask({ port, host: '127.0.0.1', path, method: init.method ?? 'GET', headers: { ...init.headers, ...(origin === null ? {} : { Origin: origin }) } }, (response) => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          bytes: async () => new Uint8Array(Buffer.concat(await response.toArray() as Buffer[])),
          cancelAfterFirst: () => new Promise((done) => response.once('data', () => {
            response.destroy();
            done();
          })),
        });
      });
      sent.on('error', reject);
      sent.end();
    }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
});
