/** Requests to the Node host that are slow, broken or too many: each ends, and the host goes on. */
import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import { dial, ending, node, raw, request, withHost } from './doors.testing';
import { MAX_SOCKETS } from './server';

// Without being cut off nothing here ends within the time of a test: Node itself waits for minutes.
withHost(700);

describe('slow and broken requests', () => {
  test('no HTTP at all, half a head, a head without end', async () => {
    expect((await raw(node.appOrigin, 'hello\r\n\r\n')).status).toBe(400);
    expect((await raw(node.appOrigin, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`)).status).toBe(400);
    expect((await raw(node.appOrigin, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')).status).toBe(421);
    expect((await raw(node.appOrigin, 'POST /session HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')).status).toBe(400);
  });

  test('a request that never ends is cut off', async () => {
    const answer = await raw(node.appOrigin, `GET / HTTP/1.1\r\nHost: ${new URL(node.appOrigin).host}\r\nX-Slow: `);
    expect([0, 400, 408]).toContain(answer.status);
  });

  test('one that sends a byte now and then is cut off all the same', async () => {
    const socket = createConnection(Number(new URL(node.appOrigin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const over = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(node.appOrigin).host}\r\nX-Slow: `);
    const drip = setInterval(() => socket.write('x'), 100);
    socket.resume();
    await over;
    clearInterval(drip);
  });

  test('more sockets than anybody needs are turned away; the ones that say nothing are cut off, and then there is room', async () => {
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
});
