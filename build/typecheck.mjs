// Type-checks every project of the house, two at a time. Each has its own libraries, so that code which
// runs anywhere cannot reach for the DOM or for Node.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './lib/bootstrap.mjs';

ensurePackages();
const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(`${root}.cache`, { recursive: true });
const only = process.argv.slice(2);
const projects = ['shared', 'main', 'electron', 'renderer', 'worker', 'tests'].filter((p) => only.length === 0 || only.includes(p));

function check(project) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/typescript/bin/tsc', '-p', `tsconfig/${project}.json`, '--pretty', 'false'], { cwd: root });
    let out = '';
    child.stdout.on('data', (d) => (out += d));
    child.stderr.on('data', (d) => (out += d));
    child.on('close', (code) => {
      // TS18003: a project without files yet is not an error.
      const empty = out.includes('TS18003');
      if (code !== 0 && !empty) process.stdout.write(`${project}:\n${out}`);
      resolve(code === 0 || empty);
    });
  });
}

const queue = [...projects];
let ok = true;
await Promise.all(
  [0, 1].map(async () => {
    for (let p = queue.shift(); p; p = queue.shift()) ok = (await check(p)) && ok;
  }),
);
process.exit(ok ? 0 : 1);
