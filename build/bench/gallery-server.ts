/** Builds the page of the gallery benches and serves it with thumbnails, as packs in the format of docs/spec/media.md. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import sharp from 'sharp';
import { build } from 'vite';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.woff2': 'font/woff2' };
/** Different pictures; rows take them in turn. */
const PICTURES = 24;

export async function serveGallery(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const root = fileURLToPath(new URL('./pages/gallery', import.meta.url));
  const out = await mkdtemp(join(tmpdir(), 'labelwright-gallery-'));
  process.env['NODE_ENV'] = 'production';
  await build({ root, base: '/', configFile: false, publicDir: false, mode: 'production', logLevel: 'error', plugins: [react()], worker: { format: 'es' }, build: { outDir: out, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false } } });
  const pictures = await Promise.all(Array.from({ length: PICTURES }, (_, i) => picture(i)));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    if (path.startsWith('/p/')) {
      const rows = path.slice(3).split('.').slice(1).map((row) => Number.parseInt(row, 36));
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' });
      rows.forEach((row, index) => response.write(record(index, pictures[row % PICTURES] ?? Buffer.alloc(0))));
      return void response.end();
    }
    if (path.startsWith('/m/')) return void response.writeHead(200, { 'content-type': 'image/webp' }).end(pictures[Number(path.slice(3)) % PICTURES]);
    readFile(join(out, path === '/' ? 'index.html' : path.replaceAll('..', ''))).then(
      (bytes) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/html; charset=utf-8' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(out, { recursive: true, force: true });
    },
  };
}

function record(index: number, bytes: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt32LE(index, 0);
  head.writeUInt8(0, 4);
  head.writeUInt32LE(bytes.length, 5);
  return Buffer.concat([head, bytes]);
}

/** A quay in another light each time. */
function picture(i: number): Promise<Buffer> {
  const hue = (i * 47) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="171"><rect width="256" height="171" fill="hsl(${190 + (i % 5) * 12} 45% ${60 + (i % 4) * 8}%)"/><rect y="70" width="256" height="60" fill="hsl(200 40% ${30 + (i % 6) * 5}%)"/><rect y="125" width="256" height="46" fill="hsl(35 18% ${50 + (i % 3) * 9}%)"/><rect x="${20 + (i * 29) % 120}" y="60" width="92" height="26" rx="3" fill="hsl(${hue} 60% 45%)"/><rect x="${(i * 53) % 190}" y="132" width="56" height="18" rx="6" fill="hsl(${(hue + 150) % 360} 65% 48%)"/></svg>`;
  return sharp(Buffer.from(svg)).webp({ quality: 80 }).toBuffer();
}
