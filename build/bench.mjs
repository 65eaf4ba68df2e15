// `npm run bench [-- --only NAME]` (or names alone): the speed of the product beside its floor in one run (a bare page with one canvas that
// does nothing else, or the bare library), median of five. Prints a table and writes .cache/bench.json. Never a test:
// its goals are ratios to the floor, and it exits 1 only when something could not be measured.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir, checkNode, ensureChromium, ensurePackages, say } from './lib/bootstrap.mjs';

checkNode();
ensurePackages();
const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-'));
if (process.argv.includes('--help')) {
  process.stdout.write('npm run bench -- [--only NAME | NAME …] [--runs=N] [--scratch=DIR: keeps what was prepared there]\n');
  process.exit(0);
}
const runs = Number(process.argv.find((a) => a.startsWith('--runs='))?.slice(7) ?? 5);
process.env['LABELWRIGHT_CHROMIUM'] ??= ensureChromium();
const { build } = await import('./build.mjs');
await build({ say });
const { runnerImport } = await import('vite');
const load = async (path) => (await runnerImport(join(root, path), { configFile: false, logLevel: 'error' })).module;

const kept = process.argv.find((a) => a.startsWith('--scratch='))?.slice(10);
if (kept !== undefined) mkdirSync(kept, { recursive: true });
const scratch = kept ?? mkdtempSync(join(tmpdir(), 'labelwright-bench-'));
let browser = null;
const { launchChromium } = await load('build/bench/browser.ts');
const context = { root, scratch, runs, browser: async () => (browser ??= await launchChromium()) };
const rows = [];
const known = [];
let failed = 0;
try {
  for (const file of readdirSync(join(root, 'build/bench/rows')).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts')).sort()) {
    const { row } = await load(`build/bench/rows/${file}`);
    known.push(row.name);
    if (wanted.length > 0 && !wanted.includes(row.name)) continue;
    say(`measuring: ${row.name}`);
    try {
      rows.push(...(await row.run(context)));
    } catch (error) {
      failed++;
      process.stderr.write(`${row.name} could not be measured: ${error?.stack ?? error}\n`);
    }
  }
} finally {
  await browser?.close();
  if (kept === undefined) rmSync(scratch, { recursive: true, force: true });
}

for (const name of wanted.filter((w) => !known.includes(w))) {
  failed++;
  process.stderr.write(`there is no row "${name}"; there are ${known.join(', ')}\n`);
}
const table = [['work', 'product', 'floor', 'goal', 'reached'], ...rows.map((r) => [r.work, r.product, r.floor, r.goal, r.reached === null ? '–' : r.reached ? 'yes' : 'NO'])];
const widths = table[0].map((_, i) => Math.max(...table.map((line) => line[i].length)));
for (const line of table) process.stdout.write(`${line.map((cell, i) => cell.padEnd(widths[i])).join('  ').trimEnd()}\n`);
const file = join(cacheDir(), 'bench.json');
writeFileSync(file, JSON.stringify({ machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version }, runs, rows }, null, 2));
say(`written: ${file}`);
process.exitCode = failed > 0 || rows.length === 0 ? 1 : 0;
