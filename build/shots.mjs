// `npm run shots`: pictures of every screen in both themes, two sizes and the pseudo-language, into shots/ (not kept
// in git). Builds what is stale and drives the real host with the samples workspace.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensurePackages, root, say } from './lib/bootstrap.mjs';

ensurePackages();
const { build } = await import('./build.mjs');
await build({ say });
const run = spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', join(root, 'e2e/shots.config.ts')], { cwd: root, stdio: 'inherit' });
if (run.status === 0) say('The pictures are in shots/.');
process.exit(run.status ?? 1);
