/** Every door of the Node host, tried from outside with raw sockets: nothing here is a polite client. */
import { mkdtemp, mkdir, rm, stat, readdir, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { nodeFileSystem } from '../../adapters/fs-node';
import { systemClock } from '../../adapters/clock';
import { systemRandom } from '../../adapters/random';
import { encodeFrame, MAX_FRAME_TO_HOST } from '../../../shared/contract/frame';
import { Requester } from '../../../shared/contract/requester';
import type { Host } from '../../host/create-host';
import { proof } from '../../host/doors/proof';
import { Sessions } from '../../host/doors/sessions';
import { CODE_LIFE_MS } from '../../host/doors/codes';
import { serve } from '../../host/serve';
import { staticFiles } from '../../host/window/static-files';
import { webSocketChannel } from '../../transports/websocket';
import type { MediaRequest } from '../../services/media/types';
import { startNodeHost, type NodeHost } from './server';

let dir = '';
let node: NodeHost;
let sessions: Sessions;
const said: string[] = [];
const mediaSeen: MediaRequest[] = [];
const reported: unknown[] = [];
let skew = 0;

const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + skew };
/** Answers nothing but a fixed picture: what matters here is who gets this far. */
const host = {
  connect: (channel) => void serve(channel, { origin: '1'.repeat(32), boot: '2'.repeat(32) }, () => Promise.resolve({ places: [] }), (e) => reported.push(e)),
  media: (request) => {
    mediaSeen.push(request);
    return Promise.resolve({ status: 200, headers: { 'Content-Type': 'image/png', 'Content-Length': '3' }, body: Uint8Array.of(1, 2, 3) });
  },
} as Partial<Host> as Host;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labelwright-doors-'));
  await mkdir(join(dir, 'window/assets'), { recursive: true });
  await writeFile(join(dir, 'window/index.html'), '<!doctype html><script nonce="__NONCE__"></script>');
  await writeFile(join(dir, 'window/assets/a.js'), 'export {};');
  await writeFile(join(dir, 'secret.txt'), 'secret');
  sessions = new Sessions(systemClock, systemRandom, nodeFileSystem, join(dir, 'sessions'));
  await sessions.load();
  node = await startNodeHost({ host, files: staticFiles(join(dir, 'window')), sessions, clock, random: systemRandom, port: 0, workspace: null, patienceMs: 700, say: (line) => said.push(line), report: (e) => reported.push(e) });
});

afterAll(async () => {
  await node.close();
  await rm(dir, { recursive: true, force: true });
  expect(reported).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends exactly these bytes and reads until the other side closes or the body is whole. */
function raw(origin: string, text: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(new URL(origin).port), '127.0.0.1');
    let got = '';
    const done = (): void => {
      socket.destroy();
      const [head = '', ...rest] = got.split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      resolve({ status: Number(first.split(' ')[1] ?? 0), headers: Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 2)])), body: rest.join('\r\n\r\n') });
    };
    socket.setEncoding('latin1');
    socket.on('data', (data: string) => {
      got += data;
      const length = /content-length: (\d+)/i.exec(got)?.[1];
      const end = got.indexOf('\r\n\r\n');
      if (end >= 0 && length !== undefined && got.length - end - 4 >= Number(length)) done();
    });
    socket.on('end', done);
    socket.on('error', reject);
    socket.write(text);
  });
}

type Headers = Readonly<Record<string, string | undefined>>;
function request(origin: string, line: string, headers: Headers = {}, body = ''): Promise<Answer> {
  const all: Headers = { Host: new URL(origin).host, Connection: 'close', ...(body === '' ? {} : { 'Content-Length': String(body.length) }), ...headers };
  return raw(origin, `${line} HTTP/1.1\r\n${Object.entries(all).filter(([, v]) => v !== undefined).map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n${body}`);
}

const own = (): Headers => ({ 'Origin': node.appOrigin, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' });
const exchange = (code: string, headers: Headers = {}): Promise<Answer> => request(node.appOrigin, 'POST /session', { ...own(), ...headers }, JSON.stringify({ code }));
const freshCode = (): string => new URL(node.address()).hash.slice('#code='.length);
async function enter(): Promise<{ session: string; secret: string }> {
  return JSON.parse((await exchange(freshCode())).body) as { session: string; secret: string };
}

function dial(headers: Record<string, string> = {}, path = '/channel'): WebSocket {
  return new WebSocket(`${node.appOrigin.replace('http', 'ws')}${path}`, { headers: { Origin: node.appOrigin, ...headers }, perMessageDeflate: false });
}
const ending = (socket: WebSocket): Promise<string> => new Promise((resolve) => {
  socket.on('close', (code, reason) => resolve(`${code} ${reason.toString()}`));
  socket.on('error', (error) => resolve(error.message));
});
const opened = (socket: WebSocket): Promise<void> => new Promise((resolve, reject) => {
  socket.once('open', resolve);
  socket.once('error', reject);
});
const said1 = (socket: WebSocket): Promise<Record<string, string>> => new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)) as Record<string, string>)));

/** A whole, honest handshake. */
async function connected({ session, secret }: { session: string; secret: string }): Promise<WebSocket> {
  const socket = dial();
  await opened(socket);
  const mine = 'ab'.repeat(16);
  socket.send(JSON.stringify({ session, nonce: mine }));
  const { nonce = '', proof: shown } = await said1(socket);
  expect(shown).toBe(proof(secret, 'host', session, mine, nonce));
  socket.send(JSON.stringify({ proof: proof(secret, 'window', session, mine, nonce) }));
  return socket;
}

describe('the page', () => {
  test('says who may do what, with a nonce of its own every time', async () => {
    const one = await request(node.appOrigin, 'GET /');
    const two = await request(node.appOrigin, 'GET /');
    const nonce = /nonce="([^"]+)"/.exec(one.body)?.[1] ?? '';
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    expect(two.body).not.toContain(nonce);
    const policy = one.headers['content-security-policy'] ?? '';
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*('unsafe-inline'|'unsafe-eval'|nonce)/);
    expect(one.headers).toMatchObject({ 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(one.headers['set-cookie']).toBeUndefined();
  });

  test.each(['127.0.0.1', 'localhost:PORT', 'evil.example:PORT', '127.0.0.1.evil.example:PORT', '[::1]:PORT', ''])('Host %s gets nothing', async (hostName) => {
    const answer = await request(node.appOrigin, 'GET /', { Host: hostName.replace('PORT', new URL(node.appOrigin).port) });
    expect([400, 421]).toContain(answer.status);
    expect(answer.body).toBe('');
  });

  test('a foreign Origin gets nothing, not even the page', async () => {
    for (const origin of ['http://evil.example', 'null', node.mediaOrigin]) expect((await request(node.appOrigin, 'GET /', { Origin: origin })).status).toBe(403);
  });

  test('nobody may hold it in a frame or load it as data', async () => {
    for (const dest of ['iframe', 'object', 'embed', 'script', 'image', 'empty']) expect((await request(node.appOrigin, 'GET /', { 'Sec-Fetch-Dest': dest })).status).toBe(403);
    expect((await request(node.appOrigin, 'GET /', { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Site': 'cross-site' })).status).toBe(200);
  });

  test('files are given to our own page only', async () => {
    expect((await request(node.appOrigin, 'GET /assets/a.js', { 'Sec-Fetch-Site': 'same-origin' })).body).toBe('export {};');
    for (const site of ['cross-site', 'same-site', 'none', undefined]) expect((await request(node.appOrigin, 'GET /assets/a.js', { 'Sec-Fetch-Site': site })).status).toBe(403);
  });

  test.each([
    '/../secret.txt', '/assets/../../secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/assets/..\\..\\secret.txt', '//secret.txt', '/./assets/a.js', '/assets//a.js',
    '/assets/a.js%00.png', '/assets/A.JS', '/index.html', '/assets/', '/assets', '/assets/a.js?x', '/C:/secret.txt', '/%5c%5cserver/share', 'http://127.0.0.1/assets/a.js', '/.stamps/main',
  ])('the path %s leads nowhere', async (path) => {
    const answer = await request(node.appOrigin, `GET ${path}`, own());
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).toBe('');
  });

  test('other methods are refused', async () => {
    for (const method of ['PUT', 'DELETE', 'POST', 'OPTIONS', 'TRACE']) expect((await request(node.appOrigin, `${method} /assets/a.js`, own())).status).toBe(405);
  });
});

describe('the code', () => {
  test('gives a session once; its secret lies in a folder that only its owner enters', async () => {
    const { session, secret } = await enter();
    expect(session).toMatch(/^[0-9a-f]{32}$/);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(join(dir, 'sessions'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(dir, 'sessions'))).toContain(`${session}.json`);
  });

  test('no code, a wrong code, a code of another form: nothing', async () => {
    for (const body of ['', '{}', '{"code":1}', '{"code":"zz"}', `{"code":"${'0'.repeat(31)}"}`, 'null', '[]', '{']) expect((await request(node.appOrigin, 'POST /session', { ...own(), 'Content-Length': String(body.length) }, body)).status).toBe(400);
    const wrong = await exchange('0'.repeat(32));
    expect([wrong.status, wrong.body]).toEqual([403, '{"code":"code-unknown"}']);
  });

  test('only our own page may exchange it, and a refusal does not use it up', async () => {
    const code = freshCode();
    for (const headers of [{ Origin: 'http://evil.example' }, { Origin: undefined }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': undefined }, { 'Content-Type': 'text/plain' }, { Host: 'evil.example' }] as Headers[]) {
      expect((await exchange(code, headers)).status).toBeGreaterThanOrEqual(400);
    }
    expect((await exchange(code)).status).toBe(200);
  });

  test('used twice, it ends both and says so', async () => {
    const code = freshCode();
    const got = JSON.parse((await exchange(code)).body) as { session: string; secret: string };
    const socket = await connected(got);
    const over = ending(socket);
    const before = said.length;
    const second = await exchange(code);
    expect([second.status, second.body]).toEqual([403, '{"code":"code-used-twice"}']);
    expect(await over).toBe('4001 code-used-twice');
    expect(said.slice(before).join()).toContain('used twice');
    const again = dial();
    await opened(again);
    const refused = ending(again);
    again.send(JSON.stringify({ session: got.session, nonce: '0'.repeat(32) }));
    expect(await refused).toBe('4001 code-used-twice');
    await sessions.settled();
    expect(await readdir(join(dir, 'sessions'))).not.toContain(`${got.session}.json`);
  });

  test('ten minutes later it is worth nothing', async () => {
    const code = freshCode();
    skew += CODE_LIFE_MS + 1000;
    expect((await exchange(code)).body).toBe('{"code":"code-expired"}');
  });

  test('a body without end is cut off', async () => {
    const answer = await request(node.appOrigin, 'POST /session', { ...own(), 'Content-Length': '100000000' }, `{"code":"${'x'.repeat(100_000)}`);
    expect(answer.status).toBe(400);
  });

  test('sessions outlive the host, damaged files do not', async () => {
    const { session, secret } = await enter();
    await sessions.settled();
    await writeFile(join(dir, 'sessions', `${'e'.repeat(32)}.json`), '{"v":1,"secret":"short"}');
    const next = new Sessions(systemClock, systemRandom, nodeFileSystem, join(dir, 'sessions'));
    await next.load();
    expect(next.get(session)?.secret).toBe(secret);
    expect(next.get('e'.repeat(32))).toBeNull();
    expect(await readdir(join(dir, 'sessions'))).not.toContain(`${'e'.repeat(32)}.json`);
  });
});

describe('the WebSocket', () => {
  test.each([
    ['a foreign origin', { Origin: 'http://evil.example' }, '/channel'],
    ['the media origin', { Origin: 'MEDIA' }, '/channel'],
    ['no origin', { Origin: '' }, '/channel'],
    ['a foreign host', { Host: 'evil.example' }, '/channel'],
    ['another path', {}, '/'],
    ['a query', {}, '/channel?secret=1'],
  ])('%s does not get in', async (_what, headers, path) => {
    const socket = dial(Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, v.replace('MEDIA', node.mediaOrigin)])), path);
    expect(await ending(socket)).toBe('Unexpected server response: 403');
  });

  test('a window that proves itself gets in, and the secret never travels', async () => {
    const got = await enter();
    const socket = await connected(got);
    const requester = new Requester(webSocketChannel(socket));
    await expect(requester.hello()).resolves.toEqual({ origin: '1'.repeat(32), boot: '2'.repeat(32) });
    await expect(requester.request('places.start', {})).resolves.toEqual({ places: [] });
    requester.close();
  });

  test('unknown session, wrong proof, replayed proof, binary and broken first words do not get in', async () => {
    const got = await enter();
    const attempt = async (first: string | Buffer, second?: (nonce: string) => string): Promise<string> => {
      const socket = dial();
      await opened(socket);
      const over = ending(socket);
      if (second) socket.once('message', (data) => socket.send(second((JSON.parse(String(data)) as { nonce: string }).nonce)));
      socket.send(first);
      return over;
    };
    const hello = JSON.stringify({ session: got.session, nonce: 'ab'.repeat(16) });
    expect(await attempt(JSON.stringify({ session: '0'.repeat(32), nonce: '0'.repeat(32) }))).toBe('4001 unknown-session');
    expect(await attempt(hello, () => JSON.stringify({ proof: '0'.repeat(64) }))).toBe('4002 bad-proof');
    expect(await attempt(hello, (nonce) => JSON.stringify({ proof: proof(got.secret, 'host', got.session, 'ab'.repeat(16), nonce) }))).toBe('4002 bad-proof');
    expect(await attempt(hello, () => JSON.stringify({ proof: proof(got.secret, 'window', got.session, 'ab'.repeat(16), '00'.repeat(16)) }))).toBe('4002 bad-proof');
    expect(await attempt(hello, () => JSON.stringify({ secret: got.secret }))).toBe('4002 bad-proof');
    expect(await attempt('{"session":"__proto__","nonce":1}')).toBe('4002 bad-handshake');
    expect(await attempt('not json')).toBe('4002 bad-handshake');
    expect(await attempt(Buffer.from(encodeFrame({ json: { k: 'req', id: 1, name: 'app.info', body: {} }, parts: {} })))).toBe('4002 bad-handshake');
  });

  test('an oversized message and an unknown one end the line, nothing else', async () => {
    const got = await enter();
    const big = await connected(got);
    const over = ending(big);
    big.send(Buffer.alloc(MAX_FRAME_TO_HOST + 1));
    expect(await over).toMatch(/^(1009|1006) |EPIPE|ECONNRESET/);
    const odd = await connected(got);
    const ended = ending(odd);
    odd.send(Buffer.from('hello'));
    expect(await ended).toBe('4002 bad-frame');
    const text = await connected(got);
    const endedToo = ending(text);
    await said1Binary(text);
    text.send('text');
    expect(await endedToo).toBe('4002 text-message');
    expect((await request(node.appOrigin, 'GET /')).status).toBe(200);
  });
});

const said1Binary = (socket: WebSocket): Promise<void> => new Promise((resolve) => socket.once('message', () => resolve()));

describe('media', () => {
  const from = (): Headers => ({ Origin: node.appOrigin });

  test('the application may read it across origins, nobody else may ask', async () => {
    const answer = await request(node.mediaOrigin, `GET /m/${'a'.repeat(32)}`, { ...from(), Range: 'bytes=0-1' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': node.appOrigin, 'cross-origin-resource-policy': 'cross-origin', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'vary': 'Origin' });
    expect(mediaSeen.at(-1)).toMatchObject({ method: 'GET', path: `/m/${'a'.repeat(32)}`, headers: { range: 'bytes=0-1' } });
    const count = mediaSeen.length;
    for (const headers of [{ Origin: 'http://evil.example' }, { Origin: undefined }, { Origin: 'null' }, { Origin: node.mediaOrigin }, { ...from(), Host: 'evil.example' }, { ...from(), Host: new URL(node.appOrigin).host }] as Headers[]) {
      const refused = await request(node.mediaOrigin, `GET /m/${'a'.repeat(32)}`, headers);
      expect([403, 421]).toContain(refused.status);
      expect(refused.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(mediaSeen).toHaveLength(count);
  });

  test('the question before a request is answered for the application only', async () => {
    expect((await request(node.mediaOrigin, 'OPTIONS /m/x', from())).status).toBe(200);
    expect(mediaSeen.at(-1)?.method).toBe('OPTIONS');
    expect((await request(node.mediaOrigin, 'OPTIONS /m/x', { Origin: 'http://evil.example' })).status).toBe(403);
  });

  test('the media port serves no page and no session', async () => {
    expect((await request(node.mediaOrigin, 'GET /')).status).toBe(403);
    expect((await request(node.mediaOrigin, 'POST /session', own(), '{}')).headers['content-type']).not.toBe('application/json');
  });
});

describe('slow and broken requests', () => {
  test('no HTTP at all, half a head, a head without end', async () => {
    expect((await raw(node.appOrigin, 'hello\r\n\r\n')).status).toBe(400);
    expect((await raw(node.appOrigin, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`)).status).toBe(400);
    expect((await raw(node.appOrigin, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')).status).toBe(421);
    expect((await raw(node.appOrigin, 'POST /session HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')).status).toBe(400);
  });

  test('a request that never ends is cut off', async () => {
    const started = performance.now();
    const answer = await raw(node.appOrigin, `GET / HTTP/1.1\r\nHost: ${new URL(node.appOrigin).host}\r\nX-Slow: `);
    expect([0, 400, 408]).toContain(answer.status);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('a WebSocket that says nothing is shut out', async () => {
    expect(await ending(dial())).toBe('4002 too-slow');
  });

  test('both ports listen on the loopback address only', async () => {
    const { networkInterfaces } = await import('node:os');
    const outside = Object.values(networkInterfaces()).flat().find((i) => i && i.family === 'IPv4' && !i.internal)?.address;
    for (const origin of [node.appOrigin, node.mediaOrigin]) {
      for (const address of ['::1', ...(outside === undefined ? [] : [outside])]) {
        await expect(new Promise((resolve) => {
          const socket = createConnection(Number(new URL(origin).port), address);
          socket.once('connect', () => resolve('open'));
          socket.once('error', () => resolve('closed'));
        })).resolves.toBe('closed');
      }
    }
  });
});
