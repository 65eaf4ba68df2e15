// The window. Everything is a file of our own origin: no inlined data addresses, no inline script; styles made at run
// time carry the nonce that the host writes into the page in place of __NONCE__.
import react from '@vitejs/plugin-react';
import { join } from 'node:path';

export function renderer(root) {
  return {
    root: join(root, 'src/renderer'),
    base: '/',
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [react()],
    html: { cspNonce: '__NONCE__' },
    worker: { format: 'es' },
    build: {
      outDir: join(root, 'dist/renderer'),
      emptyOutDir: false,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2500,
      rolldownOptions: { output: { codeSplitting: { groups: [
        // Runs while the rest is being fetched.
        { name: 'enter', test: /src[\\/]renderer[\\/]enter\.ts$/, priority: 1 },
        // What the first screen needs is one file: thirty of them took a slow machine a tenth of a second longer.
        { name: 'first', test: /src[\\/]renderer[\\/]main\.tsx$/ },
      ] } } },
    },
  };
}
