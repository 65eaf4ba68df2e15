// `npm run package`: installers where electron-builder's downloads are possible. Elsewhere it checks the configuration,
// packs a folder and a tar.gz around a stand-in for Electron's runtime, looks at what is inside, starts its Node parts from
// there, and says what it could not make. Exits 1 when the content is wrong.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkNode, ensurePackages, root, say } from './lib/bootstrap.mjs';
import { electronOnDisk, fetchElectron } from './lib/electron-runtime.mjs';
import { archiveOf, problemsOf, readArchive, startParts } from './lib/packed.mjs';

checkNode();
ensurePackages();
const { build } = await import('./build.mjs');
await build({ say });
const notices = spawnSync(process.execPath, [join(root, 'build/licenses.mjs')], { stdio: 'inherit' });
if (notices.status !== 0) process.exit(1);

const electronVersion = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version;
const real = electronOnDisk(root) ?? (process.env.LABELWRIGHT_NO_FETCH === '1' ? null : await fetchElectron(root, 60_000));
const release = join(root, 'release');
rmSync(release, { recursive: true, force: true });
mkdirSync(release, { recursive: true });

/** electron-builder with `args`; true when it succeeded. Its output is shown when it failed. */
function builder(args, env = {}) {
  const done = spawnSync(process.execPath, [join(root, 'node_modules/electron-builder/cli.js'), ...args], { cwd: root, encoding: 'utf8', timeout: 300_000, env: { ...process.env, ...env } });
  if (done.status !== 0) say(`${done.stdout ?? ''}${done.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n'));
  return done.status === 0;
}

const made = [];
const missing = [];
let dir = null;
if (real && builder(['--publish', 'never'])) {
  made.push(...readdirSync(release).filter((name) => statSync(join(release, name)).isFile()));
  dir = unpacked();
} else {
  const runtime = standIn();
  const config = join(root, '.cache/electron-builder-stand-in.json');
  writeFileSync(config, JSON.stringify({ extends: join(root, 'electron-builder.yml'), electronDist: runtime, electronVersion, electronFuses: null }));
  if (!builder(['--linux', 'dir', '--publish', 'never', '--config', config])) process.exit(1);
  dir = unpacked();
  made.push(relative(root, dir));
  const archive = join(release, 'labelwright-stand-in.tar.gz');
  if (spawnSync('tar', ['-czf', archive, '-C', dir, '.']).status === 0) made.push(relative(root, archive));
  missing.push('AppImage, deb, dmg, exe: they need downloads that were not possible here', 'the fuses: they are set in the real runtime only', 'the archive holds a stand-in for Electron\'s runtime: it shows what is packed, it does not start');
}

const wrong = dir ? await inspect(dir) : ['nothing was packed'];
for (const line of made) console.log(`made      ${line}`);
for (const line of missing) console.log(`not made  ${line}`);
for (const line of wrong) console.error(`WRONG     ${line}`);
process.exit(wrong.length === 0 ? 0 : 1);

function unpacked() {
  const name = readdirSync(release).find((entry) => /unpacked$|\.app$|^mac/.test(entry));
  return name ? join(release, name) : null;
}

/** A folder that looks enough like Electron's runtime to be packed around. */
function standIn() {
  const at = join(root, '.cache/stand-in-electron');
  rmSync(at, { recursive: true, force: true });
  mkdirSync(join(at, 'resources'), { recursive: true });
  mkdirSync(join(at, 'locales'), { recursive: true });
  writeFileSync(join(at, 'electron'), '#!/bin/sh\necho "This is a stand-in for the Electron runtime." >&2\nexit 2\n');
  chmodSync(join(at, 'electron'), 0o755);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak', 'resources.pak', 'icudtl.dat']) writeFileSync(join(at, name), name === 'version' ? electronVersion : 'stand-in\n');
  return at;
}

/** What is wrong with the packed program, in words: files that are there or missing, parts that do not start. */
async function inspect(packed) {
  const archive = archiveOf(packed);
  if (!archive) return ['there is no app.asar'];
  const processes = readdirSync(join(root, 'dist/main/processes')).filter((name) => name.endsWith('.js'));
  return [...problemsOf(readArchive(archive).files, processes), ...(await startParts(archive))].slice(0, 50);
}
