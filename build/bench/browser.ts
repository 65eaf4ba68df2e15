import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { Bundle } from './bundle';

/** As measured everywhere: software raster, nothing in the background that would disturb. */
export const CHROMIUM_ARGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--enable-precise-memory-info', '--js-flags=--expose-gc',
];

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['LABELWRIGHT_CHROMIUM'] ?? INSTALLED.find((p) => existsSync(p));
  // Scroll bars are there, as a person has them: one row drags one.
  return chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: CHROMIUM_ARGS, ignoreDefaultArgs: ['--hide-scrollbars'] });
}

/** A bare page: what is on it is put there by who measures. */
export const BARE: Bundle = { script: '', style: '', assets: {} };

/** Serves one bundled page and files beside it on a free loopback port. */
export async function servePage(bundle: Bundle, files: Readonly<Record<string, { type: string; body: Uint8Array }>> = {}): Promise<{ url: string; close: () => Promise<void> }> {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title><style>html,body{margin:0;height:100%}${bundle.style}</style><div id="root" style="height:100%"></div><script type="module" src="/page.js"></script></html>`;
  const scripts: Readonly<Record<string, string>> = { ...bundle.assets, '/page.js': bundle.script };
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    const file = files[path];
    if (file !== undefined) response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-store' }).end(file.body);
    else if (scripts[path] !== undefined) response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(scripts[path]);
    else if (path === '/') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => process.stderr.write(`page error: ${error.message}\n`));
  await page.goto(url);
  return page;
}
