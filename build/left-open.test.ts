/** What a file of tests leaves behind is found, said with its place, and put away. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { takeLeftOpen } from './lib/left-open';

const here = fileURLToPath(import.meta.url);
const sleeping = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });

test('a file, a process and a warning are each told with the place they come from, and put away', async () => {
  const file = await open(here);
  const child = sleeping();
  process.emitWarning('planted');
  await new Promise(setImmediate);
  const told = await takeLeftOpen(40);
  expect(told).toHaveLength(3);
  expect(told[0]).toMatch(/^a file was left open: .*left-open\.test\.ts\n.*left-open\.test\.ts:\d+/);
  expect(told[1]).toMatch(/^a process was left running: .*setInterval.*\n.*left-open\.test\.ts:\d+/);
  expect(told[2]).toMatch(/^Node warned: Warning: planted/);
  expect(await takeLeftOpen(0)).toEqual([]);
  await expect(file.stat()).rejects.toThrow();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
});

test('what was closed and what has ended is nothing; what is ending is waited for', async () => {
  await (await open(here)).close();
  const child = sleeping();
  setTimeout(() => child.kill(), 50);
  expect(await takeLeftOpen()).toEqual([]);
});
