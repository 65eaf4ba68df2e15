/** The WebSocket of the Node host, and connections that are slow, broken or too many, tried from outside. */
import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import { encodeFrame, MAX_FRAME_TO_HOST } from '../../../shared/contract/frame';
import { Requester } from '../../../shared/contract/requester';
import { proof } from '../../host/doors/proof';
import { webSocketChannel } from '../../transports/websocket';
import { MAX_SOCKETS } from './server';
import { connected, dial, ending, enter, node, opened, raw, request, said1Binary, withHost } from './doors.testing';

withHost();

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

test('names of prototypes in messages reach no prototype', async () => {
  const socket = await connected(await enter());
  const requester = new Requester(webSocketChannel(socket));
  await requester.hello();
  const hostile = ['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}', '{"key":"x","value":{"__proto__":{"polluted":true}}}', '{"key":"__proto__","value":{"polluted":true}}'];
  const codes: unknown[] = [];
  for (const text of hostile) {
    for (const name of ['settings.set', 'places.start', 'app.info'] as const) await requester.request(name, JSON.parse(text) as never).then(() => codes.push('answered'), (error: { failure: { code: string } }) => codes.push(error.failure.code));
  }
  expect(codes).toHaveLength(12);
  // A setting may be any JSON; whatever came of it, every other object is as it was.
  expect(codes.filter((code) => code === 'bad-request').length).toBeGreaterThanOrEqual(10);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  requester.close();
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

  test('one that sends a byte now and then is cut off all the same', async () => {
    const socket = createConnection(Number(new URL(node.appOrigin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const started = performance.now();
    const over = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(node.appOrigin).host}\r\nX-Slow: `);
    const drip = setInterval(() => socket.write('x'), 100);
    socket.resume();
    await over;
    clearInterval(drip);
    expect(performance.now() - started).toBeLessThan(6000);
  });

  test('more sockets than anybody needs are turned away; the ones that say nothing are cut off, and then there is room', { timeout: 30_000 }, async () => {
    const port = Number(new URL(node.appOrigin).port);
    const open = Array.from({ length: MAX_SOCKETS + 60 }, () => {
      const socket = createConnection(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      return { socket, over: new Promise<void>((resolve) => socket.once('close', () => resolve())) };
    });
    await Promise.all(open.map(({ over }) => over));
    expect((await request(node.appOrigin, 'GET /')).status).toBe(200);
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
