/** Two starts at once: installing and building happen one after the other, and nobody waits for the dead. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { locked } from './lib/lock.mjs';

let dir = '';
let lock = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-lock-'));
  lock = join(dir, 'deep/lock');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const MODULE = fileURLToPath(new URL('./lib/lock.mjs', import.meta.url));
/** Another process that holds the lock for `ms` and writes down when it began and ended. */
function other(ms: number): { readonly ended: Promise<number | null>; kill(): void } {
  const script = `const { locked } = await import(${JSON.stringify(MODULE)}); const { appendFileSync } = await import('node:fs');
    await locked(${JSON.stringify(lock)}, async () => { appendFileSync(${JSON.stringify(join(dir, 'log'))}, 'begin\\n'); await new Promise((r) => setTimeout(r, ${ms})); appendFileSync(${JSON.stringify(join(dir, 'log'))}, 'end\\n'); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { ended: new Promise((resolve) => child.once('exit', resolve)), kill: () => void child.kill('SIGKILL') };
}
const log = (): string => (existsSync(join(dir, 'log')) ? readFileSync(join(dir, 'log'), 'utf8') : '');

test('several at once: one after the other', async () => {
  expect(await Promise.all([150, 100, 50].map((ms) => other(ms).ended))).toEqual([0, 0, 0]);
  expect(log()).toBe('begin\nend\n'.repeat(3));
  expect(existsSync(lock)).toBe(false);
});

test('one that was killed holds nobody up', async () => {
  const first = other(60_000);
  await expect.poll(log).toBe('begin\n');
  first.kill();
  await first.ended;
  expect(existsSync(lock)).toBe(true);
  let waited = 0;
  expect(locked(lock, () => 'done', () => waited++)).toBe('done');
  expect([existsSync(lock), waited]).toEqual([false, 0]);
});

test('one that was killed before it wrote its number, and a number that is none', () => {
  for (const text of [null, 'nonsense', '']) {
    mkdirSync(lock, { recursive: true });
    if (text !== null) writeFileSync(join(lock, 'pid'), text);
    utimesSync(lock, 1, 1);
    expect(locked(lock, () => 1)).toBe(1);
  }
});

test('it is released when the work fails, at once or later', async () => {
  expect(() => locked(lock, () => { throw new Error('now'); })).toThrow('now');
  await expect(locked(lock, () => Promise.reject(new Error('later')))).rejects.toThrow('later');
  expect(locked(lock, () => 'free')).toBe('free');
});
