// `npm run test:electron`: the list of docs/electron.md, checked in a real Electron where its runtime is on this disk
// and there is a display (or xvfb-run). Elsewhere it says so and what was not checked, and ends with 75: not run is neither
// passed nor failed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/bootstrap.mjs';
import { electronOnDisk, hasDisplay } from './lib/electron-runtime.mjs';

const runtime = electronOnDisk(root);
const xvfb = !hasDisplay() && spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;
const why = !runtime ? 'its runtime is not on this disk' : !hasDisplay() && !xvfb ? 'there is no display' : null;
const list = readFileSync(join(root, 'docs/electron.md'), 'utf8').split('\n## ')[0].split('\n').filter((line) => line.startsWith('- '));
if (why) {
  console.log(`Electron: NOT RUN here, because ${why}. Not checked in a real Electron:\n${list.join('\n')}`);
  process.exit(75);
}
const args = [join(root, 'node_modules/@playwright/test/cli.js'), 'test', 'electron'];
const [command, all] = xvfb ? ['xvfb-run', ['-a', process.execPath, ...args]] : [process.execPath, args];
const done = spawnSync(command, all, { cwd: root, stdio: 'inherit', env: { ...process.env, LABELWRIGHT_ELECTRON: runtime } });
process.exit(done.status ?? 1);
