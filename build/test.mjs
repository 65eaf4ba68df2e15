// `npm test`: every check and test, in layers, with the time of each. `--quick` leaves out faults, fuzz and end to end;
// `--long` runs only the long ones; `--electron` only the suite of the Electron shell. Exits 1 when anything failed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, checkNode, ensurePackages, getChromium, root } from './lib/bootstrap.mjs';
import { screens } from './lib/screens.mjs';
import { count, ofPlaywright, ofStatic, ofVitest } from './lib/tally.mjs';

checkNode();
ensurePackages();
const flags = new Set(process.argv.slice(2).filter((a) => a.startsWith('--')));
const cache = cacheDir();

/** Runs a program of the project, its output on `screen`. Resolves with its exit code and, of one that `tells` something by message, with that (else null). */
function run(screen, args, env = {}, tells = false) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe', ...(tells ? ['ipc'] : [])], env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env } });
    let told = null;
    child.on('message', (message) => (told = message));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => screen.write(piece));
    child.on('close', (code) => resolve({ code: code ?? 1, told }));
  });
}

/** A JSON report, or null. */
const read = (report) => (existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null);

/** A check that is right or wrong as a whole counts as one test. */
const check = (args) => async (screen) => ((await run(screen, args)).code === 0 ? count(1, 0) : count(0, 1));

/** A check that may find that it cannot run here (exit code 75): then it is skipped, and said so. */
const checkIfPossible = (args) => async (screen) => {
  const { code } = await run(screen, args);
  return code === 75 ? count(0, 0, 1, ['skipped: it cannot run here; its own words above say why']) : code === 0 ? count(1, 0) : count(0, 1);
};

/** A Vitest project; its JSON report is the count. A run without a report failed. */
const vitest = (project, extra = [], env = {}) => async (screen) => {
  const report = join(cache, `vitest-${project}.json`);
  rmSync(report, { force: true });
  const { code } = await run(screen, ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--silent=passed-only', '--reporter=json', `--outputFile.json=${report}`, ...extra], env);
  return ofVitest(code, read(report));
};

/** The end-to-end tests in a real Chromium on the real host. */
const playwright = () => async (screen) => {
  const { path: chromium, why } = getChromium();
  if (!chromium) return count(0, 1, 0, [`nothing of it ran: ${why}`]);
  const report = join(cache, 'playwright.json');
  rmSync(report, { force: true });
  const { code } = await run(screen, ['node_modules/@playwright/test/cli.js', 'test'], { LABELWRIGHT_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return ofPlaywright(code, read(report));
};

/** Types and rules come from one run that tells each of them by itself: rows of their own, with their own times. */
const statics = async (screen) => {
  const { code, told } = await run(screen, ['build/static.mjs'], {}, true);
  return ofStatic(code, told);
};
const code = ['types and lint', statics];
const licences = ['licences', check(['build/licenses.mjs', '--check'])];
const build = ['build', check(['build/build.mjs'])];
const unit = (workers) => ['unit', vitest('unit', workers)];
const electron = ['electron', checkIfPossible(['build/test-electron.mjs'])];

/** Lanes run one after the other; the layers of a lane run beside each other. On two cores Vitest takes one by
 * itself: the quick run gives the other to the types and rules, the whole run gives both to the unit tests. */
const lanes = flags.has('--long') ? [[build], [['long', vitest('long', [], { LABELWRIGHT_SEED: 'random' })]]]
  : flags.has('--electron') ? [[build], [electron]]
  : flags.has('--quick') ? [[licences], [code, unit([])]]
  : [[code], [licences], [build], [unit(['--maxWorkers=2'])], [['fault', vitest('fault')]], [['fuzz', vitest('fuzz')]], [['end to end', playwright()]], [electron]];

const started = performance.now();
const rows = [];
for (const lane of lanes) {
  const places = screens(lane.length, (piece) => process.stdout.write(piece));
  const counted = await Promise.all(lane.map(async ([name, layer], i) => {
    places[i].write(`\n── ${name} ──\n`);
    const start = performance.now();
    const c = await layer(places[i]);
    places[i].end();
    return (c.parts ?? [c]).map((part) => ({ name, ms: performance.now() - start, ...part }));
  }));
  rows.push(...counted.flat());
}
const total = rows.reduce((sum, row) => count(sum.passed + row.passed, sum.failed + row.failed, sum.skipped + row.skipped), count(0, 0));
const reasons = rows.flatMap((row) => row.why.map((line) => `${row.name}: ${line}`));
const seconds = (ms) => `${(ms / 1000).toFixed(1).padStart(8)} s`;
if (reasons.length > 0) process.stdout.write(`\n${reasons.join('\n')}\n`);
process.stdout.write(`\n${rows.map((row) => `${row.name.padEnd(12)} ${String(row.passed).padStart(6)} passed ${String(row.failed).padStart(4)} failed ${String(row.skipped).padStart(4)} skipped ${seconds(row.ms)}`).join('\n')}\n`);
process.stdout.write(`${'all'.padEnd(49)}${seconds(performance.now() - started)}${lanes.some((lane) => lane.length > 1) ? ' (some beside each other)' : ''}\n\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}\n`);
process.exit(total.failed === 0 ? 0 : 1);
