/** The client over WebSocket through the real doors of the Node host, and what a stranger on our port learns: nothing. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcp, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket as NodeWebSocket, WebSocketServer, type WebSocket } from 'ws';
import { systemClock } from '../../main/adapters/clock';
import { nodeFileSystem } from '../../main/adapters/fs-node';
import { systemRandom } from '../../main/adapters/random';
import { startNodeHost, type NodeHost } from '../../main/entry/node/server';
import type { Host } from '../../main/host/create-host';
import { proof as hostProof } from '../../main/host/doors/proof';
import { Sessions } from '../../main/host/doors/sessions';
import { staticFiles } from '../../main/host/window/static-files';
import type { Channel, CloseReason } from '../../shared/contract/channel';
import { BACKOFF_MS, createClient } from './client';
import { clientConformance } from './client.conformance.testing';
import { FakeClock } from './fake-clock.testing';
import { proof } from './proof';
import { webSocketChannel } from './websocket-channel';

/** The browser's WebSocket: it names the page's origin by itself. */
const sockets = new Set<NodeWebSocket>();
let pageOrigin = '';
class BrowserWebSocket extends NodeWebSocket {
  constructor(url: string) {
    super(url, { headers: { Origin: pageOrigin }, perMessageDeflate: false });
    sockets.add(this);
    this.on('close', () => sockets.delete(this));
    // Without a listener Node would end on it; a browser only tells of the close.
    this.on('error', () => undefined);
  }
}
beforeEach(() => vi.stubGlobal('WebSocket', BrowserWebSocket));
afterEach(() => vi.unstubAllGlobals());

clientConformance('WebSocket and the doors of the Node host', async (connect) => {
  const dir = mkdtempSync(join(tmpdir(), 'labelwright-client-'));
  mkdirSync(join(dir, 'window'));
  writeFileSync(join(dir, 'window/index.html'), '');
  const sessions = new Sessions(systemClock, systemRandom, nodeFileSystem, join(dir, 'sessions'));
  await sessions.load();
  const host = { connect: (channel: Channel) => connect(channel) } as unknown as Host;
  const start = (port: number): Promise<NodeHost> => startNodeHost({ host, files: staticFiles(join(dir, 'window')), sessions, clock: systemClock, random: systemRandom, port, workspace: null, say: () => undefined, report: (error) => { throw error as Error; } });
  let node = await start(await freePair());
  pageOrigin = node.appOrigin;
  return {
    window: () => {
      const { id, secret } = sessions.open(null);
      return () => webSocketChannel(`${pageOrigin.replace('http', 'ws')}/channel`, { session: id, secret });
    },
    cut: () => sockets.forEach((socket) => socket.terminate()),
    reachable: async (yes) => {
      if (yes) node = await start(Number(new URL(pageOrigin).port));
      else await node.close();
    },
    dispose: async () => {
      await node.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
});

/** Two neighbouring ports that nobody has. */
async function freePair(): Promise<number> {
  const listening = (port: number): Promise<number> => new Promise((resolve) => {
    const server = createTcp();
    server.once('error', () => resolve(0));
    server.listen(port, '127.0.0.1', () => {
      const got = (server.address() as AddressInfo).port;
      server.close(() => resolve(got));
    });
  });
  for (;;) {
    const port = await listening(0);
    if (port !== 0 && (await listening(port + 1)) !== 0) return port;
  }
}

const SECRET = { session: 'ab'.repeat(16), secret: '5e'.repeat(32) };
const H = '01'.repeat(16);

describe('the proof', () => {
  test('is the same on both sides, whatever is in it', async () => {
    const hex = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((b) => Buffer.from(b).toString('hex'));
    await fc.assert(fc.asyncProperty(hex(32), fc.constantFrom('host' as const, 'window' as const), hex(16), hex(16), hex(16), async (secret, side, session, w, h) => {
      expect(await proof(secret, side, session, w, h)).toBe(hostProof(secret, side, session, w, h));
    }), { numRuns: 50 });
  });

  test('is another one for the other side, another session, another nonce', async () => {
    const of = (side: 'host' | 'window', session: string, w: string, h: string) => proof(SECRET.secret, side, session, w, h);
    const all = [await of('host', SECRET.session, '1'.repeat(32), H), await of('window', SECRET.session, '1'.repeat(32), H), await of('host', '0'.repeat(32), '1'.repeat(32), H), await of('host', SECRET.session, H, '1'.repeat(32))];
    expect(new Set(all).size).toBe(4);
  });

  test('has the value of the specification', async () => {
    // docs/spec/contract.md, "Opening a WebSocket", example; computed with OpenSSL.
    expect(await proof(SECRET.secret, 'host', SECRET.session, '02'.repeat(16), H)).toBe('6914977bec967b86040084531ca741b1510984f2c54e828dd1490f0fa7c61c67');
    expect(await proof(SECRET.secret, 'window', SECRET.session, '02'.repeat(16), H)).toBe('1bb1be50df664e4b2f7df35ee05bc2091f6b7a1e9abc1eb81ddbf532450b00cb');
  });
});

describe('a stranger on our port', () => {
  let server: WebSocketServer;
  /** Everything he was sent. */
  let heard: string[];
  let closed: CloseReason[];

  /** Opens a window on a stranger that does `say` with the first message of the window. */
  async function meet(say: (socket: WebSocket, first: { readonly session: string; readonly nonce: string }) => void): Promise<Channel> {
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => server.once('listening', resolve));
    heard = [];
    closed = [];
    server.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => heard.push(isBinary ? `${(data as Buffer).length} bytes` : String(data)));
      socket.once('message', (data) => say(socket, JSON.parse(String(data)) as { session: string; nonce: string }));
    });
    const channel = webSocketChannel(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/channel`, SECRET);
    channel.onClose((why) => closed.push(why));
    // What a window would say at once waits until the other side is who he should be.
    channel.send(Uint8Array.of(1, 2, 3));
    return channel;
  }
  afterEach(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const right = (nonce: string, host = H) => hostProof(SECRET.secret, 'host', SECRET.session, nonce, host);

  const wrong: readonly [string, (socket: WebSocket, first: { readonly session: string; readonly nonce: string }) => void][] = [
    ['a wrong proof', (socket) => socket.send(JSON.stringify({ nonce: H, proof: '0'.repeat(64) }))],
    ['a proof under another secret', (socket, { nonce }) => socket.send(JSON.stringify({ nonce: H, proof: hostProof('00'.repeat(32), 'host', SECRET.session, nonce, H) }))],
    ['the proof of the window', (socket, { nonce }) => socket.send(JSON.stringify({ nonce: H, proof: hostProof(SECRET.secret, 'window', SECRET.session, nonce, H) }))],
    ['the proof for another nonce', (socket) => socket.send(JSON.stringify({ nonce: H, proof: right('0'.repeat(32)) }))],
    ['the nonce of the window given back', (socket, { nonce }) => socket.send(JSON.stringify({ nonce, proof: right(nonce, nonce) }))],
    ['no proof', (socket) => socket.send(JSON.stringify({ nonce: H }))],
    ['a nonce of another form', (socket, { nonce }) => socket.send(JSON.stringify({ nonce: `${H}00`, proof: right(nonce, `${H}00`) }))],
    ['null', (socket) => socket.send('null')],
    ['no JSON', (socket) => socket.send('hello')],
    ['a frame before any proof', (socket) => socket.send(Uint8Array.of(1, 2, 3))],
  ];
  test.each(wrong)('%s: he gets nothing, and the session is over for this window', async (_what, say) => {
    await meet(say);
    await expect.poll(() => closed, { interval: 5 }).toEqual([{ kind: 'ended', detail: 'stranger' }]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toHaveLength(1);
    expect(JSON.parse(heard[0]!)).toEqual({ session: SECRET.session, nonce: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
    expect(heard.join()).not.toContain(SECRET.secret);
  });

  test('the client does not try him again', async () => {
    const clock = new FakeClock();
    await meet((socket) => socket.send('hello'));
    await expect.poll(() => closed.length, { interval: 5 }).toBe(1);
    const client = createClient({ open: () => webSocketChannel(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/channel`, SECRET), clock });
    heard = [];
    await expect.poll(client.connection, { interval: 5 }).toEqual({ kind: 'ended', why: 'stranger' });
    clock.pass(60_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toHaveLength(1);
    client.close();
  });

  test('one who only listens hears the same few bytes again, with another nonce, and nothing else', async () => {
    const clock = new FakeClock();
    await meet(() => undefined);
    const client = createClient({ open: () => webSocketChannel(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/channel`, SECRET), clock });
    void client.request('settings.get', {}).catch(() => undefined);
    await expect.poll(() => heard.length, { interval: 5 }).toBe(2);
    clock.pass(10_000);
    await expect.poll(client.connection, { interval: 5 }).toEqual({ kind: 'lost', attempt: 1 });
    clock.pass(BACKOFF_MS[0]);
    await expect.poll(() => heard.length, { interval: 5 }).toBe(3);
    expect(heard.every((text) => Object.keys(JSON.parse(text) as object).join() === 'session,nonce')).toBe(true);
    expect(new Set(heard).size).toBe(3);
    client.close();
  });

  test('one who is no WebSocket at all gets not even that', async () => {
    const got: string[] = [];
    const plain = createTcp((socket: Socket) => socket.on('data', (data) => {
      got.push(data.toString('latin1'));
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    }));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    server = new WebSocketServer({ noServer: true });
    const channel = webSocketChannel(`ws://127.0.0.1:${(plain.address() as AddressInfo).port}/channel`, SECRET);
    const why = await new Promise<CloseReason>((resolve) => channel.onClose(resolve));
    expect(why.kind).toBe('gone');
    expect(got.join()).not.toContain(SECRET.session);
    plain.close();
  });

  test('the real host gets the waiting frames, in order, right behind the proof', async () => {
    const channel = await meet((socket, { nonce }) => socket.send(JSON.stringify({ nonce: H, proof: right(nonce) })));
    channel.send(Uint8Array.of(4));
    await expect.poll(() => heard.length, { interval: 5 }).toBe(4);
    const { nonce } = JSON.parse(heard[0]!) as { nonce: string };
    expect(heard.slice(1)).toEqual([JSON.stringify({ proof: hostProof(SECRET.secret, 'window', SECRET.session, nonce, H) }), '3 bytes', '1 bytes']);
    expect(closed).toEqual([]);
    channel.close();
  });

  test('a text behind the proof ends the line', async () => {
    await meet((socket, { nonce }) => {
      socket.send(JSON.stringify({ nonce: H, proof: right(nonce) }));
      socket.send('{"proof":1}');
    });
    await expect.poll(() => closed, { interval: 5 }).toEqual([{ kind: 'protocol', detail: 'text-message' }]);
  });
});
