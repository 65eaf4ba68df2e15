import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isDevelopment } from './development';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-development-'));
  mkdirSync(join(dir, 'dist'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a clone is for those who work on the program, a package is not; LABELWRIGHT_DEV goes before', () => {
  const of = (asked?: string): boolean => isDevelopment(asked, join(dir, 'dist'));
  expect([of(), of(''), of('0'), of('1')]).toEqual([false, false, false, true]);
  mkdirSync(join(dir, 'src'));
  expect([of(), of(''), of('0'), of('1')]).toEqual([true, true, false, true]);
});
