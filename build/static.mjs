// What can be said of the code without running it: its types, and the rules of eslint.config.js.
//   node build/static.mjs [types] [lint] [project …]
// Both ask one compiler: what it has worked out about a file's types is not worked out again for its rules. Exits 1 when
// anything was found; tells a parent that listens which of both held, and how long each took.
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ensurePackages, root } from './lib/bootstrap.mjs';

ensurePackages();
const { ESLint } = await import('eslint');
const { default: ts } = await import('typescript');
const { diagnose, programOf, PROJECTS, unclaimed } = await import('./lib/programs.mjs');

const words = process.argv.slice(2);
const kinds = ['types', 'lint'].filter((kind) => words.includes(kind) || !words.some((word) => word === 'types' || word === 'lint'));
const named = words.filter((word) => word !== 'types' && word !== 'lint');
const unknown = named.filter((word) => !PROJECTS.includes(word));
if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')}; there are ${PROJECTS.join(', ')}`);
const projects = named.length > 0 ? named : PROJECTS;

const found = Object.fromEntries(kinds.map((kind) => [kind, { problems: 0, ms: 0 }]));
/** Counts what `work` finds, and its time, as one kind of check. */
async function count(kind, work) {
  const start = performance.now();
  found[kind].problems += await work();
  found[kind].ms += performance.now() - start;
}

function types(made) {
  const diagnostics = diagnose(made);
  if (diagnostics.length > 0) process.stdout.write(`${made.project}:\n${ts.formatDiagnostics(diagnostics, { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => '\n' })}`);
  return diagnostics.length;
}

/** Rules over `files`; a warning counts. No cache: what is right in a file can become wrong by another. */
async function rules(files, overrideConfig) {
  const eslint = new ESLint({ cwd: root, overrideConfig });
  const results = await eslint.lintFiles(files);
  const text = await (await eslint.loadFormatter('stylish')).format(results);
  if (text !== '') process.stdout.write(`${text}\n`);
  return results.reduce((sum, result) => sum + result.errorCount + result.warningCount, 0);
}

const belonging = new Set();
for (const project of projects) {
  let made;
  await count(kinds[0], () => {
    made = programOf(root, project);
    return 0;
  });
  for (const name of made.own) belonging.add(name);
  if (kinds.includes('types')) await count('types', () => types(made));
  // Configurations at the root are checked for their types alone: no rule is meant for them.
  const files = made.own.map((name) => relative(root, name)).filter((name) => name.includes(sep));
  if (kinds.includes('lint') && made.program && files.length > 0) {
    await count('lint', () => rules(files, [{ files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions: { programs: [made.program] } } }]));
  }
}
if (named.length === 0) {
  await count(kinds[0], () => {
    const all = ['src', 'e2e', 'build'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)));
    const left = unclaimed(all, belonging);
    for (const name of left) process.stdout.write(`${relative(root, name)} belongs to no project of tsconfig/: nothing of it is checked\n`);
    return left.length;
  });
  // Scripts have no types; that each can be read is said here.
  if (kinds.includes('lint')) await count('lint', () => rules(['.'], [{ ignores: ['**/*.ts', '**/*.tsx'] }]));
}
process.send?.(found);
process.exitCode = kinds.some((kind) => found[kind].problems > 0) ? 1 : 0;
process.disconnect?.();
