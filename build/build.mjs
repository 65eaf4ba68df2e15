// Builds what is stale into dist/: the window, the hosts, the child processes, the preload script.
//   node build/build.mjs [--force] [--quiet] [target …]
// A target is stale when the content of its sources changed since its last build, or a file of it is missing.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, targets } from './vite/targets.mjs';

const STAMPS = join(root, 'dist/.stamps');

/** SHA-256 over names and contents of all source files below `paths`; tests do not count. */
function hashOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
    } else if (!/\.(test|testing)\.tsx?$|\.md$/.test(path)) {
      hash.update(path).update('\0').update(readFileSync(full)).update('\0');
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/**
 * Brings dist/ up to date. `only`: names of targets, all when empty. `say` hears one line per built target.
 * Resolves with the names that were built.
 */
export async function build({ only = [], force = false, say = () => {} } = {}) {
  const built = [];
  for (const target of targets()) {
    if (only.length > 0 && !only.includes(target.name)) continue;
    const stamp = join(STAMPS, target.name);
    const hash = hashOf(target.sources);
    const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && target.out.every((f) => existsSync(join(root, f)));
    if (fresh && !force) continue;
    const started = performance.now();
    const vite = await import('vite');
    rmSync(stamp, { force: true });
    rmSync(join(root, target.clean), { recursive: true, force: true });
    await vite.build(await target.config());
    mkdirSync(STAMPS, { recursive: true });
    writeFileSync(stamp, hash);
    built.push(target.name);
    say(`built ${target.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  return built;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const only = args.filter((a) => !a.startsWith('--'));
  const quiet = args.includes('--quiet');
  const built = await build({ only, force: args.includes('--force'), say: (line) => quiet || console.error(line) });
  if (built.length === 0 && !quiet) console.error('dist is up to date');
}
