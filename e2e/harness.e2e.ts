/** The harness itself: whatever becomes of a test, the hosts that it started end, and its folder goes. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from './harness';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a test that fails, takes too long or ends its own process leaves no host running and no folder behind', async ({ scratch }) => {
  const notes = join(scratch, 'notes');
  // A run of its own: nothing of this one may tell it that it is part of it.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TEST_|PLAYWRIGHT|PW_|NODE_OPTIONS)/.test(name)));
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '--config', join(ROOT, 'e2e/leaving/playwright.config.ts')], { cwd: ROOT, env: { ...env, LEAVING_NOTES: notes, LEAVING_OUTPUT: join(scratch, 'results') }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code, said).toBe(1);
  expect(said).toMatch(/3 failed/);
  const left = (await readFile(notes, 'utf8')).trimEnd().split('\n').map((line) => line.split('\t'));
  expect(left).toHaveLength(3);
  // What was killed is gone a moment later.
  for (const [again = '', other = '', folder = ''] of left) {
    await expect.poll(() => [runs(Number(again)), runs(Number(other)), existsSync(folder)], `left in ${folder}`).toEqual([false, false, false]);
  }
});
