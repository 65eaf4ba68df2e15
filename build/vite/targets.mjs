// What is built, from which sources. One place, used by build.mjs and by the packaging.
import { existsSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Never bundled: native modules, and Electron, which exists only inside Electron. */
export const EXTERNAL = ['electron', 'sharp', 'onnxruntime-node', 'onnxruntime-common', 'bufferutil', 'utf-8-validate'];

const builtins = [...builtinModules, ...builtinModules.map((m) => `node:${m}`)];

/** Settings shared by everything that runs in Node. */
function node(outDir, input, format, extra = {}) {
  return {
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
    build: {
      ssr: true,
      outDir: join(root, outDir),
      emptyOutDir: false,
      target: 'node20.19',
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        external: [...EXTERNAL, ...builtins],
        output: { format, entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js', chunkFileNames: 'chunks/[name]-[hash].js', ...extra },
      },
    },
  };
}

function processes() {
  const dir = join(root, 'src/main/processes');
  if (!existsSync(dir)) return {};
  // What lies in the folder itself is an entry each; its subfolders hold what they are made of.
  const names = readdirSync(dir).filter((f) => f.endsWith('.ts')).map((f) => f.slice(0, -3));
  return Object.fromEntries(names.map((n) => [`processes/${n}`, join(dir, `${n}.ts`)]));
}

const present = (entries) => Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));

/** name -> { sources (folders and files that decide whether it is stale), out (must exist), config() } */
export function targets() {
  const at = (p) => join(root, p);
  const main = present({ node: at('src/main/entry/node/main.ts'), cli: at('src/main/entry/cli/main.ts'), ...processes() });
  const electron = present({ main: at('src/main/entry/electron/main.ts') });
  const preload = present({ preload: at('src/main/entry/preload/preload.ts') });
  const common = ['package.json', 'package-lock.json', 'build/vite', 'src/shared'];
  return [
    {
      name: 'main',
      sources: [...common, 'src/main'],
      out: Object.keys(main).map((n) => `dist/main/${n}.js`),
      clean: 'dist/main',
      config: async () => node('dist/main', main, 'es'),
    },
    {
      name: 'renderer',
      sources: [...common, 'src/renderer'],
      out: ['dist/renderer/index.html'],
      clean: 'dist/renderer',
      config: async () => (await import('./renderer.mjs')).renderer(root),
    },
    ...(Object.keys(preload).length > 0
      ? [{ name: 'preload', sources: [...common, 'src/main/entry/preload'], out: ['dist/preload/preload.cjs'], clean: 'dist/preload', config: async () => node('dist/preload', preload, 'cjs', { codeSplitting: false }) }]
      : []),
    ...(Object.keys(electron).length > 0
      ? [{ name: 'electron', sources: [...common, 'src/main'], out: ['dist/electron/main.js'], clean: 'dist/electron', config: async () => node('dist/electron', electron, 'es') }]
      : []),
  ];
}
