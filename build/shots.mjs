// `npm run shots`: pictures of every screen in both themes, two sizes, more contrast and the pseudo-language, into
// shots/ (not kept in git). Builds what is stale and drives the real host.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, ensureChromium, ensurePackages, root, say } from './lib/bootstrap.mjs';

const HELP = `Usage: npm run shots -- [options]

  --only NAME   only files and pictures whose name contains NAME (editor, home-empty, …)
  --quick       light at 1280 pixels alone
  --check       also writes what a script can see beside each picture (accessibility, cut words), all of it into shots/report.txt
  --readme      also puts the README's pictures into docs/pictures
  --help        this text

Pictures: shots/NAME[.pseudo][.contrast].THEME.WIDTH.png`;

const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] ?? '' : '';
checkNode();
ensurePackages();
const chromium = ensureChromium();
const { build } = await import('./build.mjs');
await build({ say });

const out = join(root, 'shots');
if (only === '') rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const env = { ...process.env, LABELWRIGHT_CHROMIUM: chromium, LABELWRIGHT_SHOTS_ONLY: only, LABELWRIGHT_SHOTS_QUICK: args.includes('--quick') ? '1' : '0', LABELWRIGHT_SHOTS_CHECK: args.includes('--check') ? '1' : '0' };
const run = spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', join(root, 'e2e/shots/shots.config.ts')], { cwd: root, stdio: 'inherit', env });

if (args.includes('--check')) writeFileSync(join(out, 'report.txt'), report());
if (run.status === 0 && args.includes('--readme')) await readme();
if (run.status === 0) say(`${readdirSync(out).filter((name) => name.endsWith('.png')).length} pictures are in shots/.`);
process.exit(run.status ?? 1);

/** What was found, each thing once with the screens it is on. */
function report() {
  const found = new Map();
  for (const name of readdirSync(out).filter((one) => one.endsWith('.txt') && one !== 'report.txt')) {
    for (const line of readFileSync(join(out, name), 'utf8').trim().split('\n')) found.set(line, [...(found.get(line) ?? []), name.slice(0, -4)]);
  }
  return [...found].map(([line, names]) => `${line}\n    ${names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ')}\n`).sort().join('');
}

/** The README's pictures: each under 300 kB. */
async function readme() {
  const { default: sharp } = await import('sharp');
  const pictures = { editor: 'editor-selected.dark.1280', gallery: 'gallery-selected.light.1280', sounds: 'sounds.dark.1280' };
  mkdirSync(join(root, 'docs/pictures'), { recursive: true });
  for (const [name, shot] of Object.entries(pictures)) {
    const from = join(out, `${shot}.png`);
    if (existsSync(from)) await sharp(from).jpeg({ quality: 86, mozjpeg: true }).toFile(join(root, `docs/pictures/${name}.jpg`));
  }
}
