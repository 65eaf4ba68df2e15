/** The WebSocket of the Node host, tried from outside. */
import { describe, expect, test } from 'vitest';
import { encodeFrame, MAX_FRAME_TO_HOST } from '../../../shared/contract/frame';
import { Requester } from '../../../shared/contract/requester';
import { proof } from '../../host/doors/proof';
import { webSocketChannel } from '../../transports/websocket';
import { connected, dial, ending, enter, node, opened, request, said1Binary, withHost } from './doors.testing';

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
