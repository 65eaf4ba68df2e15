import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

export interface Bundle {
  readonly script: string;
  readonly style: string;
  /** Workers, by their address. */
  readonly assets: Readonly<Record<string, string>>;
}

/** Bundles an entry of the sources as one module for a bare page, as the product is built (minified, production React). */
export async function bundlePage(entry: string): Promise<Bundle> {
  const out = await mkdtemp(join(tmpdir(), 'labelwright-page-'));
  const environment = process.env['NODE_ENV'];
  try {
    // What loads this file may have set it to development, and the JSX transform believes it.
    process.env['NODE_ENV'] = 'production';
    await build({
      configFile: false, mode: 'production', logLevel: 'error', publicDir: false,
      define: { 'process.env.NODE_ENV': '"production"' },
      build: { outDir: out, emptyOutDir: false, lib: { entry, formats: ['es'], fileName: () => 'page.js', cssFileName: 'page' } },
    });
    const read = (name: string): Promise<string> => readFile(join(out, name), 'utf8');
    const assets = await readdir(join(out, 'assets')).catch((): string[] => []);
    return {
      script: await read('page.js'),
      style: await read('page.css').catch(() => ''),
      assets: Object.fromEntries(await Promise.all(assets.map(async (name): Promise<[string, string]> => [`/assets/${name}`, await read(`assets/${name}`)]))),
    };
  } finally {
    if (environment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = environment;
    await rm(out, { recursive: true, force: true });
  }
}
