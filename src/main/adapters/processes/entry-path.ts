import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Absolute path of the built entry of a child process or worker, `dist/main/processes/<name>.js`. The one function
 * both shells use. `LABELWRIGHT_ENTRIES` (a folder) overrides where they are looked for; tests build them apart.
 * In an Electron package the entries are unpacked from the archive: a child cannot be started inside it.
 * Throws an Error naming the places looked at when there is none.
 */
export function entryPath(name: string, from: string = import.meta.url, env: NodeJS.ProcessEnv = process.env): string {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`not the name of a process entry: ${JSON.stringify(name)}`);
  const override = env['LABELWRIGHT_ENTRIES'];
  const looked: string[] = [];
  const found = (path: string): boolean => {
    looked.push(path);
    return existsSync(path);
  };
  if (override) {
    const path = join(override, `${name}.js`);
    if (found(path)) return path;
    throw new Error(`no process entry "${name}": looked at ${looked.join(', ')}`);
  }
  // Walk up from this module: it is bundled into dist/main or dist/electron, or lies in src when run from there.
  let dir = dirname(fileURLToPath(from)).replace(/([\\/])app\.asar(?=[\\/]|$)/, '$1app.asar.unpacked');
  for (;;) {
    for (const below of ['processes', 'main/processes', 'dist/main/processes']) {
      const path = join(dir, below, `${name}.js`);
      if (found(path)) return path;
    }
    const parent = dirname(dir);
    if (parent === dir) throw new Error(`no process entry "${name}": looked at ${looked.join(', ')}`);
    dir = parent;
  }
}
