// Notices of everything that is shipped: production dependencies, their dependencies, and the bundled typeface.
//   node build/licenses.mjs            writes dist/THIRD-PARTY-NOTICES.txt
//   node build/licenses.mjs --check    only checks
// Fails on a licence that is not on the list, on one that is unknown, and on a package without its text.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Licences that may be shipped. LGPL: libvips, a library of its own that sharp loads; its notice and source offer are in the package. */
const ALLOWED = new Set(['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'MPL-2.0', 'CC0-1.0', 'Unlicense', 'BlueOak-1.0.0', 'Python-2.0', 'OFL-1.1']);
const DYNAMIC_LIBRARIES = new Map([['LGPL-3.0-or-later', /^@img\/sharp-/]]);

/** True when an SPDX expression can be met with allowed licences: every side of AND, one side of OR. */
export function allowed(expression, name) {
  const text = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/ AND /.test(text)) return text.split(' AND ').every((part) => allowed(part, name));
  if (/ OR /.test(text)) return text.split(' OR ').some((part) => allowed(part, name));
  return ALLOWED.has(text) || Boolean(DYNAMIC_LIBRARIES.get(text)?.test(name));
}

/** Packages of the lock file that are shipped and installed here: [{ name, version, license, text }], by name. */
export function shipped(dir) {
  const { packages } = JSON.parse(readFileSync(join(dir, 'package-lock.json'), 'utf8'));
  const found = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.dev || entry.devOptional) continue;
    const at = join(dir, path);
    const name = path.slice(path.lastIndexOf('node_modules/') + 13);
    // Native parts for other systems are not installed; their licence is still checked, from the lock file.
    const here = existsSync(join(at, 'package.json'));
    const manifest = here ? JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) : {};
    const license = manifest.license ?? entry.license ?? (manifest.licenses ?? []).map((l) => l.type ?? l).join(' OR ');
    found.push({ name, version: entry.version, license: typeof license === 'string' ? license : license?.type ?? '', text: here ? licenseText(at) : null, here });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function licenseText(dir) {
  const file = readdirSync(dir).find((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return file ? readFileSync(join(dir, file), 'utf8').trim() : null;
}

/** What must not be shipped, in words; [] when all is well. */
export function problems(packages) {
  return packages.filter((p) => !allowed(p.license || 'unknown', p.name)).map((p) => `${p.name}@${p.version}: licence ${p.license || 'unknown'} is not on the list of build/licenses.mjs`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ensurePackages } = await import('./lib/bootstrap.mjs');
  ensurePackages();
  const packages = shipped(root);
  const wrong = problems(packages);
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exit(1);
  if (!process.argv.includes('--check')) {
    const notices = packages.filter((p) => p.here).map((p) => `${'='.repeat(78)}\n${p.name} ${p.version} (${p.license})\n${'='.repeat(78)}\n${p.text ?? 'The package carries no text of its own; the standard text of the named licence holds.'}\n`);
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), `Labelwright contains the following software of others.\n\n${notices.join('\n')}`);
  }
  console.error(`${packages.length} packages are shipped, all under licences that allow it.${process.argv.includes('--check') ? '' : ' Their notices are in dist/THIRD-PARTY-NOTICES.txt.'}`);
}
