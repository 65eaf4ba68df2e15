/**
 * The local host for a browser: two loopback ports, one for the application and one for media, with every door that
 * docs/security.md names.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MAX_FRAME_TO_HOST } from '../../../shared/contract/frame';
import type { Random } from '../../ports/random';
import type { Host } from '../../host/create-host';
import { Codes } from '../../host/doors/codes';
import type { Session, Sessions } from '../../host/doors/sessions';
import type { Clock } from '../../ports/clock';
import { COMMON_HEADERS, contentPolicy, fileHeaders } from '../../host/window/content-policy';
import type { StaticFiles } from '../../host/window/static-files';
import { httpMedia } from '../../transports/http-media';
import { webSocketChannel } from '../../transports/websocket';
import { readCode } from './code-request';
import { handshake } from './handshake';

export interface NodeHostOptions {
  readonly host: Host;
  readonly files: StaticFiles;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly random: Random;
  /** First port of the pair; null = 47800 or the next free pair; 0 = any two free ports (tests). */
  readonly port: number | null;
  /** Workspace that new windows start with. */
  readonly workspace: string | null;
  /** One line for the person at the terminal. */
  readonly say: (line: string) => void;
  readonly report: (error: unknown) => void;
  /** A code was exchanged for a session: what held it is not needed any more. */
  readonly entered?: () => void;
  /** How long a client may take for the head of a request or for its proof; tests shorten it. */
  readonly patienceMs?: number;
}

export interface NodeHost {
  readonly appOrigin: string;
  readonly mediaOrigin: string;
  /** An address with a fresh code. */
  address(): string;
  close(): Promise<void>;
}

const FIRST_PORT = 47800;
const LAST_PORT = 47898;
const PATIENCE_MS = 10_000;
/** Sockets at once on each port: many windows need a few dozen. */
export const MAX_SOCKETS = 512;

export async function startNodeHost(options: NodeHostOptions): Promise<NodeHost> {
  const { host, sessions, random } = options;
  const codes = new Codes<Session>(options.clock, random);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_TO_HOST, perMessageDeflate: false, clientTracking: true });
  const app = makeServer(options.patienceMs ?? PATIENCE_MS);
  const media = makeServer(options.patienceMs ?? PATIENCE_MS);
  const { appPort, mediaPort } = await listenPair(app, media, options.port);
  const appHost = `127.0.0.1:${appPort}`;
  const appOrigin = `http://${appHost}`;
  const mediaOrigin = `http://127.0.0.1:${mediaPort}`;

  app.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.report(error);
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
  media.on('request', httpMedia((request) => host.media(request), { host: `127.0.0.1:${mediaPort}`, appOrigin }, options.report));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.host !== appHost) return refuse(response, 421);
    const { origin } = request.headers;
    if (origin !== undefined && origin !== appOrigin) return refuse(response, 403);
    // Nothing of ours is a service worker: one would outlive the session and answer in our place.
    if (request.headers['service-worker'] !== undefined || request.headers['sec-fetch-dest'] === 'serviceworker') return refuse(response, 403);
    const address = request.url ?? '';
    if (address === '/' && request.method === 'GET') return page(request, response);
    if (request.headers['sec-fetch-site'] !== 'same-origin') return refuse(response, 403);
    if (address === '/session' && request.method === 'POST') return exchange(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const file = options.files.get(address);
    if (!file) return refuse(response, 404);
    const bytes = file.read();
    response.writeHead(200, { ...fileHeaders(file.type, mediaOrigin), 'Content-Length': bytes.length, 'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache' });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }

  function page(request: IncomingMessage, response: ServerResponse): void {
    // Nothing may hold us in a frame or read us as data.
    const dest = request.headers['sec-fetch-dest'];
    if (dest !== undefined && dest !== 'document') return refuse(response, 403);
    const nonce = Buffer.from(random.bytes(16)).toString('base64');
    const html = options.files.page(nonce);
    response.writeHead(200, { ...COMMON_HEADERS, 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': Buffer.byteLength(html), 'Cache-Control': 'no-store', 'Content-Security-Policy': contentPolicy(nonce, mediaOrigin, `ws://${appHost}`) });
    response.end(html);
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.origin !== appOrigin) return refuse(response, 403);
    const code = await readCode(request);
    if (code === null) return refuse(response, 400);
    const outcome = codes.redeem(code, () => sessions.open(options.workspace));
    switch (outcome.kind) {
      case 'welcome':
        options.entered?.();
        await sessions.settled();
        return json(response, 200, { session: outcome.session.id, secret: outcome.session.secret });
      case 'used-twice':
        sessions.end(outcome.session, 'code-used-twice');
        options.say('An address was used twice, so somebody else may have read it. Both windows were ended. Press Enter for a fresh address.');
        return json(response, 403, { code: 'code-used-twice' });
      case 'unknown':
      case 'expired':
        return json(response, 403, { code: outcome.kind === 'expired' ? 'code-expired' : 'code-unknown' });
    }
  }

  app.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (request.headers.host !== appHost || request.headers.origin !== appOrigin || request.url !== '/channel') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      handshake(webSocket, sessions, random, options.patienceMs ?? PATIENCE_MS, (session) => {
        const channel = webSocketChannel(webSocket);
        const stop = sessions.onEnd((ended, why) => {
          if (ended === session) channel.close({ kind: 'ended', detail: why });
        });
        channel.onClose(stop);
        host.connect(channel, { mediaOrigin, workspace: session.workspace, onWorkspace: (dir) => sessions.setWorkspace(session, dir), dialogs: null });
      });
    });
  });

  return {
    appOrigin,
    mediaOrigin,
    address: () => `${appOrigin}/#code=${codes.issue()}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await Promise.all([app, media].map((server) => new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })));
      await sessions.settled();
    },
  };
}

/** Slow and half requests are cut off. */
function makeServer(patienceMs: number): Server {
  const server = createServer({ maxHeaderSize: 16 * 1024, headersTimeout: patienceMs, requestTimeout: patienceMs, keepAliveTimeout: 60_000, connectionsCheckingInterval: Math.min(2_000, patienceMs) });
  server.maxConnections = MAX_SOCKETS;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      // The same server tries the next port: it must not carry a listener for every one that it did not get.
      server.off('listening', done);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const done = (): void => {
      server.off('error', failed);
      resolve(true);
    };
    server.once('error', failed);
    server.once('listening', done);
    server.listen(port, '127.0.0.1');
  });
}

async function listenPair(app: Server, media: Server, wanted: number | null): Promise<{ readonly appPort: number; readonly mediaPort: number }> {
  const portOf = (server: Server): number => (server.address() as AddressInfo).port;
  const first = wanted ?? FIRST_PORT;
  for (let port = first; port <= (wanted ?? LAST_PORT); port += 2) {
    if (!(await listen(app, port))) continue;
    if (await listen(media, port === 0 ? 0 : port + 1)) return { appPort: portOf(app), mediaPort: portOf(media) };
    await new Promise((resolve) => app.close(resolve));
  }
  throw new Error(wanted === null ? `No two neighbouring ports are free between ${FIRST_PORT} and ${LAST_PORT + 1}.` : `Port ${wanted} or ${wanted + 1} is in use.`);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'X-Content-Type-Options': 'nosniff', 'Content-Length': 0, 'Cache-Control': 'no-store', ...(status === 413 || status === 400 ? { Connection: 'close' } : {}) });
  response.end();
}

function json(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, { ...COMMON_HEADERS, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), 'Cache-Control': 'no-store' });
  response.end(body);
}
