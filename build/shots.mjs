// `npm run shots`: pictures of every screen in both themes, two sizes and the pseudo-language, into shots/ (not kept
// in git). Builds what is stale and drives the real host with the samples workspace. `-- --readme` also puts the
// README's pictures into docs/pictures.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, ensureChromium, ensurePackages, root, say } from './lib/bootstrap.mjs';

if (process.argv.includes('--help')) {
  process.stdout.write('npm run shots -- [--readme]\n  --readme  also puts the pictures of the README into docs/pictures\n');
  process.exit(0);
}
checkNode();
ensurePackages();
const chromium = ensureChromium();
const { build } = await import('./build.mjs');
await build({ say });
const run = spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', join(root, 'e2e/shots.config.ts')], { cwd: root, stdio: 'inherit', env: { ...process.env, LABELWRIGHT_CHROMIUM: chromium } });
const README = { editor: 'samples-editor.dark.1280', gallery: 'samples-job-selected.light.1280', sounds: 'samples-sounds.dark.1280' };
if (run.status === 0 && process.argv.includes('--readme')) {
  const { default: sharp } = await import('sharp');
  mkdirSync(join(root, 'docs/pictures'), { recursive: true });
  for (const [name, shot] of Object.entries(README)) await sharp(join(root, `shots/${shot}.png`)).jpeg({ quality: 86, mozjpeg: true }).toFile(join(root, `docs/pictures/${name}.jpg`));
}
if (run.status === 0) say('The pictures are in shots/.');
process.exit(run.status ?? 1);
