// Builds what is stale into dist/: the window, the hosts, the child processes, the preload script.
//   node build/build.mjs [--force] [--quiet] [target …]
// A target is stale when the content of its sources changed since its last build, or a file of it is missing.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locked } from './lib/lock.mjs';
import { hashOf, isFresh } from './lib/stale.mjs';
import { root, targets } from './vite/targets.mjs';

const STAMPS = join(root, 'dist/.stamps');

/**
 * Brings dist/ up to date. `only`: names of targets, all when empty. `say` hears one line per built target.
 * Resolves with the names that were built. Two at once: the second waits, and then finds everything fresh.
 */
export async function build({ only = [], force = false, say = () => {} } = {}) {
  return locked(join(root, '.cache/build.lock'), () => buildStale(only, force, say), () => say('Another build is running: waiting for it …'));
}

async function buildStale(only, force, say) {
  const built = [];
  for (const target of targets()) {
    if (only.length > 0 && !only.includes(target.name)) continue;
    const stamp = join(STAMPS, target.name);
    const hash = hashOf(root, target.sources);
    if (!force && isFresh(root, hash, stamp, target.out)) continue;
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
