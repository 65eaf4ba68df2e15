/**
 * Property tests draw their cases from one fixed seed, so that a change is judged by the change and not by chance.
 * `LABELWRIGHT_SEED=random` (the long tests set it) draws anew; a failing seed is printed and becomes a named test.
 *
 * A file of tests that leaves a file open, a process running, or makes Node warn has failed.
 */
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { takeLeftOpen, watchProcess } from './lib/left-open';

const asked = process.env['LABELWRIGHT_SEED'];
if (asked !== 'random') fc.configureGlobal({ seed: asked ? Number(asked) : 20_261_122 });

watchProcess();
// Hooks run in reverse: what the tests themselves put away afterwards is gone when this one looks.
afterAll(async () => {
  expect(await takeLeftOpen(), 'left behind by this file of tests').toEqual([]);
});
