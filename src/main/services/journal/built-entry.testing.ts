import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds `name` beside this file into `dir` as a program that Node runs by itself; resolves with its path. */
export async function buildEntry(name: string, dir: string): Promise<string> {
  await build({
    configFile: false, logLevel: 'error', root: fileURLToPath(new URL('.', import.meta.url)),
    build: { ssr: fileURLToPath(new URL(name, import.meta.url)), outDir: dir, emptyOutDir: true, target: 'node20', rollupOptions: { output: { entryFileNames: 'entry.mjs' } } },
    ssr: { noExternal: true },
  });
  return join(dir, 'entry.mjs');
}
