/** How the host ends, and how it says that it cannot begin. No browser: only the process. */
import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, enter } from './node-window';
import { expect, test, TestHost } from './harness';

const ENTRY = fileURLToPath(new URL('../dist/main/node.js', import.meta.url));
const attempt = (args: readonly string[], data: string) => spawnSync(process.execPath, [ENTRY, '--no-open', '--port', '0', ...args], { env: { ...process.env, LABELWRIGHT_DATA: data }, encoding: 'utf8', timeout: 20_000 });

test('asked to end it ends well: the snapshot is written', async ({ scratch }) => {
  const workspace = join(scratch, 'work');
  const host = await TestHost.start({ data: join(scratch, 'data'), workspace });
  const window = await connect(await enter(host.address));
  expect((await window.request('workspace.current', {})).workspace?.name).toBe('work');
  expect(await host.stop()).toBe(0);
  expect((await readdir(join(workspace, 'cache/state'))).length).toBeGreaterThan(0);
});

test('nonsense on the command line: what is wrong, how it is right, 2', ({ scratch }) => {
  for (const args of [['--nonsense'], ['word'], ['--port', '70000'], ['--port', 'x']]) {
    const { status, stderr, stdout } = attempt(args, scratch);
    expect([args, status, stdout]).toEqual([args, 2, '']);
    expect(stderr).toContain('Usage: npm start');
    expect(stderr).not.toMatch(/\n\s+at /);
  }
});

test('a data folder that cannot be used is named, 2', async ({ scratch }) => {
  const data = join(scratch, 'file');
  await writeFile(data, '');
  const { status, stderr } = attempt([], data);
  expect(status).toBe(2);
  expect(stderr).toContain(data);
  expect(stderr).toContain('LABELWRIGHT_DATA');
  expect(stderr).not.toMatch(/\n\s+at /);
});
