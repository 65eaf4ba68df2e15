/** The page, the files, the code and media of the Node host, tried from outside. */
import { createConnection } from 'node:net';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFileSystem } from '../../adapters/fs-node';
import { systemClock } from '../../adapters/clock';
import { systemRandom } from '../../adapters/random';
import { CODE_LIFE_MS } from '../../host/doors/codes';
import { Sessions } from '../../host/doors/sessions';
import { connected, dial, dir, ending, enter, exchange, freshCode, mediaSeen, node, opened, own, pass, request, said, sessions, withHost, type Headers } from './doors.testing';

withHost();

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

  test('a script says what it may do as a worker: reach media, and nothing else', async () => {
    const script = await request(node.appOrigin, 'GET /assets/a.js', own());
    expect(script.headers['content-security-policy']).toBe(`default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src ${node.mediaOrigin}; require-trusted-types-for 'script'; trusted-types 'none'`);
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

  test('nothing is given as a service worker', async () => {
    for (const headers of [{ 'Service-Worker': 'script' }, { 'Sec-Fetch-Dest': 'serviceworker' }] as Headers[]) {
      for (const path of ['/assets/a.js', '/']) expect((await request(node.appOrigin, `GET ${path}`, { ...own(), ...headers })).status).toBe(403);
    }
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

  test('ten minutes later it is worth nothing, and not before', async () => {
    const early = freshCode();
    pass(CODE_LIFE_MS - 1000);
    expect((await exchange(early)).status).toBe(200);
    const code = freshCode();
    pass(CODE_LIFE_MS + 1000);
    expect((await exchange(code)).body).toBe('{"code":"code-expired"}');
  });

  test('the secret is in one answer and nowhere else: no cookie, no header, nothing that is said', async () => {
    const answer = await exchange(freshCode());
    const { secret, session } = JSON.parse(answer.body) as { session: string; secret: string };
    expect(JSON.stringify(answer.headers)).not.toContain(secret);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    (await connected({ session, secret })).terminate();
    expect(said.join()).not.toContain(secret);
    // It opens nothing as part of an address or as a header of another kind.
    for (const path of [`/?secret=${secret}`, `/session?secret=${secret}`, `/assets/a.js?session=${session}`]) expect((await request(node.appOrigin, `GET ${path}`, own())).status).toBe(404);
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
