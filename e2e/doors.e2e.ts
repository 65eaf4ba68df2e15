/** The doors of the Node host, as a person and a thief with a browser meet them. */
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, openPage, test } from './harness';

test('the code leaves the address at once and works once', async ({ host, page, errors, context }) => {
  await expect.poll(() => page.url()).toBe(`${host.origin}/`);
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(1);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify(performance.getEntriesByType('resource').map((e) => e.name)))).not.toContain('code');

  // The thief read the address and uses it: both lose.
  errors.allowed.push(/403/, /WebSocket/);
  const thief = await openPage(context, errors);
  await thief.goto(host.address);
  await expect.poll(() => thief.url()).toBe(`${host.origin}/`);
  await expect.poll(() => host.output.join('')).toContain('used twice');
  expect(await thief.evaluate(() => sessionStorage.length)).toBe(0);
  const ended = { name: 'This window was signed off.' };
  await expect(thief.getByRole('heading', ended).first()).toBeVisible();
  // Both windows say so, the honest one at once and after a reload too, drawn within the content policy.
  await expect(page.getByRole('heading', ended).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', ended).first()).toBeVisible();
  await expect.poll(() => page.evaluate(async () => {
    const { session } = JSON.parse(sessionStorage.getItem('labelwright.session') ?? '{}') as { session?: string };
    if (session === undefined) return 'no session';
    const socket = new WebSocket(`ws://${location.host}/channel`);
    return new Promise<string>((resolve) => {
      socket.onopen = () => socket.send(JSON.stringify({ session, nonce: '0'.repeat(32) }));
      socket.onclose = (event) => resolve(`${event.code} ${event.reason}`);
    });
  })).toMatch(/4001 code-used-twice|no session/);
});

test('a reload and a second window keep working', async ({ host, page, openWindow }) => {
  const open = (p: typeof page): Promise<boolean> => p.evaluate(() => new Promise<boolean>((resolve) => {
    const secret = sessionStorage.getItem('labelwright.session');
    resolve(secret !== null);
  }));
  await expect.poll(() => open(page)).toBe(true);
  await page.reload();
  await expect.poll(() => open(page)).toBe(true);
  const second = await openWindow(host);
  await expect.poll(() => open(second)).toBe(true);
});

test('a page of another origin gets nothing', async ({ host, context, page }) => {
  await expect.poll(() => page.url()).toBe(`${host.origin}/`);
  const foreign = await context.newPage();
  await foreign.route('http://foreign.test/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>foreign</title>' }));
  await foreign.goto('http://foreign.test/');
  const tries = await foreign.evaluate(async (origin) => {
    const read = await fetch(`${origin}/`).then((r) => r.text(), () => 'refused');
    const post = await fetch(`${origin}/session`, { method: 'POST', body: '{}' }).then((r) => r.text(), () => 'refused');
    const socket = await new Promise<string>((resolve) => {
      const ws = new WebSocket(`${origin.replace('http', 'ws')}/channel`);
      ws.onopen = () => resolve('open');
      ws.onerror = () => resolve('refused');
    });
    const frame = await new Promise<string>((resolve) => {
      const element = document.createElement('iframe');
      element.onload = () => {
        try {
          resolve(element.contentDocument === null ? 'refused' : `shown: ${element.contentDocument.body.innerHTML}`);
        } catch {
          resolve('refused');
        }
      };
      element.src = `${origin}/`;
      document.body.append(element);
    });
    return { read, post, socket, frame };
  }, host.origin);
  expect(tries).toEqual({ read: 'refused', post: 'refused', socket: 'refused', frame: 'refused' });
});

test('a breach of the content policy is heard of: it would fail any other test', async ({ page, errors }) => {
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(1);
  const tried = await page.evaluate(async () => {
    const outcome = async (what: () => unknown): Promise<string> => {
      try {
        await what();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      script: await outcome(() => {
        const element = document.createElement('script');
        element.src = 'https://example.com/x.js';
        document.head.append(element);
      }),
      markup: await outcome(() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=1>')),
      network: await outcome(() => fetch('https://example.com/')),
      worker: await outcome(() => navigator.serviceWorker.register([...document.scripts].find((one) => one.src.includes('/assets/'))?.src ?? '')),
    };
  });
  expect(tried.script).toBe('TypeError');
  expect(tried.markup).toBe('TypeError');
  expect([tried.network, tried.worker]).not.toContain('done');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await expect.poll(() => errors.unexpected().some((line) => line.includes('content policy'))).toBe(true);
  errors.allowed.push(/content policy|Content Security Policy|TrustedScript|eval|example\.com|403/i);
});

test('a worker reaches nothing but media, also what would let it', async ({ page, errors }) => {
  let asked = 0;
  const open = createServer((_request, response) => {
    asked++;
    response.writeHead(200, { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }).end('x');
  });
  await new Promise<void>((resolve) => open.listen(0, '127.0.0.1', resolve));
  try {
    const worker = readdirSync(fileURLToPath(new URL('../dist/renderer/assets/', import.meta.url))).find((name) => /^pictures\.worker-.*\.js$/.test(name));
    expect(worker).toBeDefined();
    const answer = await page.evaluate(([script, url]) => new Promise((resolve) => {
      const made = new Worker(`/assets/${script}`, { type: 'module' });
      made.onmessage = (event) => resolve(event.data);
      made.postMessage({ kind: 'decode', id: 1, url, fit: { width: 1, height: 1 } });
    }), [worker!, `http://127.0.0.1:${(open.address() as AddressInfo).port}/`] as const);
    expect(answer).toMatchObject({ kind: 'failed', id: 1, status: null });
    expect(asked).toBe(0);
    errors.allowed.push(/Content Security Policy|Refused to connect|violates/i);
  } finally {
    open.closeAllConnections();
    await new Promise((resolve) => open.close(resolve));
  }
});
