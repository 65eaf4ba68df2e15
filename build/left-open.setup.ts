/** A file of tests that leaves a file open, a process running, or makes Node warn has failed. */
import { afterAll, expect } from 'vitest';
import { takeLeftOpen, watchProcess } from './lib/left-open';

watchProcess();
// Hooks run in reverse: what the tests themselves put away afterwards is gone when this one looks.
afterAll(async () => {
  expect(await takeLeftOpen(), 'left behind by this file of tests').toEqual([]);
}, 30_000);
