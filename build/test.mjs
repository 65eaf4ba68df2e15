// `npm test`: every check and test, in layers, with the time of each. `--quick` leaves out faults, fuzz and end to end;
// `--long` runs only the long ones; `--electron` only the suite of the Electron shell. Exits 1 when anything failed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, checkNode, ensurePackages, getChromium, root } from './lib/bootstrap.mjs';
import { count, ofPlaywright, ofVitest } from './lib/tally.mjs';

checkNode();
ensurePackages();
const flags = new Set(process.argv.slice(2).filter((a) => a.startsWith('--')));
const cache = cacheDir();

/** Runs a program of the project with its output shown; resolves with the exit code. */
function run(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env } });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A JSON report, or null. */
const read = (report) => (existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null);

/** A check that is right or wrong as a whole counts as one test. */
const check = (args) => async () => ((await run(args)) === 0 ? count(1, 0) : count(0, 1));

/** A check that may find that it cannot run here (exit code 75): then it is skipped, and said so. */
const checkIfPossible = (args) => async () => {
  const code = await run(args);
  return code === 75 ? count(0, 0, 1, ['skipped: it cannot run here; its own words above say why']) : code === 0 ? count(1, 0) : count(0, 1);
};

/** A Vitest project; its JSON report is the count. A run without a report failed. */
const vitest = (project, extra = [], env = {}) => async () => {
  const report = join(cache, `vitest-${project}.json`);
  rmSync(report, { force: true });
  const code = await run(['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--silent=passed-only', '--reporter=json', `--outputFile.json=${report}`, ...extra], env);
  return ofVitest(code, read(report));
};

/** The end-to-end tests in a real Chromium on the real host. */
const playwright = () => async () => {
  const { path: chromium, why } = getChromium();
  if (!chromium) return count(0, 1, 0, [`nothing of it ran: ${why}`]);
  const report = join(cache, 'playwright.json');
  rmSync(report, { force: true });
  const code = await run(['node_modules/@playwright/test/cli.js', 'test'], { LABELWRIGHT_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return ofPlaywright(code, read(report));
};

const statics = [
  ['types', check(['build/typecheck.mjs'])],
  ['lint', check(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0', '--cache', '--cache-location', join(cache, 'eslint')])],
  ['licences', check(['build/licenses.mjs', '--check'])],
];
const build = ['build', check(['build/build.mjs'])];
const electron = ['electron', checkIfPossible(['build/test-electron.mjs'])];

const layers = flags.has('--long') ? [build, ['long', vitest('long', [], { LABELWRIGHT_SEED: 'random' })]]
  : flags.has('--electron') ? [build, electron]
  : flags.has('--quick') ? [...statics, ['unit', vitest('unit')]]
  : [...statics, build, ['unit', vitest('unit')], ['fault', vitest('fault')], ['fuzz', vitest('fuzz')], ['end to end', playwright()], electron];

let total = count(0, 0);
const rows = [];
const reasons = [];
for (const [name, layer] of layers) {
  process.stdout.write(`\n── ${name} ──\n`);
  const start = performance.now();
  const c = await layer();
  reasons.push(...c.why.map((line) => `${name}: ${line}`));
  total = count(total.passed + c.passed, total.failed + c.failed, total.skipped + c.skipped);
  rows.push(`${name.padEnd(12)} ${String(c.passed).padStart(6)} passed ${String(c.failed).padStart(4)} failed ${String(c.skipped).padStart(4)} skipped ${((performance.now() - start) / 1000).toFixed(1).padStart(8)} s`);
}
if (reasons.length > 0) process.stdout.write(`\n${reasons.join('\n')}\n`);
process.stdout.write(`\n${rows.join('\n')}\n\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}\n`);
process.exit(total.failed === 0 ? 0 : 1);
