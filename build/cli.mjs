#!/usr/bin/env node
// Runs the command line from dist, building it first when it is stale. Standard output belongs to the command alone:
// everything said here goes to standard error.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = `${root}dist/main/cli.js`;

// An installed copy has no sources to build from.
if (existsSync(`${root}src`)) {
  const { checkNode, ensurePackages } = await import('./lib/bootstrap.mjs');
  checkNode();
  ensurePackages();
  const { build } = await import('./build.mjs');
  const needsWindow = process.argv[2] === 'serve';
  await build({ only: needsWindow ? ['main', 'renderer'] : ['main'], say: (line) => process.stderr.write(`${line}\n`) });
}
const child = spawn(process.execPath, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 2)));
