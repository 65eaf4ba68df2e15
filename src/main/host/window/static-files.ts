/**
 * The built window. Only files that were there when the host started can be asked for, by their exact address: no
 * path of a request ever reaches the file system.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

export interface StaticFile {
  readonly type: string;
  /** The name carries a hash of the content. */
  readonly immutable: boolean;
  read(): Buffer;
}

export interface StaticFiles {
  /** `address` as in the request line, not decoded. */
  get(address: string): StaticFile | null;
  /** The page, with `nonce` in the places left for it. */
  page(nonce: string): string;
}

/** Throws when `dir` holds no built window. */
export function staticFiles(dir: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const address = full.slice(dir.length).replaceAll('\\', '/').replace(/^\/*/, '/');
    const type = TYPES[entry.name.slice(entry.name.lastIndexOf('.') + 1)];
    if (type === undefined || address === '/index.html') continue;
    let bytes: Buffer | null = null;
    files.set(address, { type, immutable: address.startsWith('/assets/'), read: () => (bytes ??= readFileSync(full)) });
  }
  const html = readFileSync(join(dir, 'index.html'), 'utf8');
  return {
    get: (address) => files.get(address) ?? null,
    page: (nonce) => html.replaceAll('__NONCE__', nonce),
  };
}
