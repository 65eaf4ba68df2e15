/** Builds the child entries as the application's build does, for tests that start real processes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

export interface BuiltEntries {
  resolve(entry: string): string;
  remove(): void;
}

/** `names` are files of `src/main/processes`. Inside the project, so that packages are found from there. */
export async function buildEntries(names: readonly string[] = ['pictures', 'measure'], folder = 'src/main/processes'): Promise<BuiltEntries> {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(root, '.cache'), { recursive: true });
  const out = mkdtempSync(join(root, '.cache/entries-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: { input: Object.fromEntries(names.map((n) => [n, join(root, folder, `${n}.ts`)])), output: { entryFileNames: '[name].js', format: 'es' } },
    },
  });
  return { resolve: (entry) => join(out, `${entry}.js`), remove: () => rmSync(out, { recursive: true, force: true }) };
}
