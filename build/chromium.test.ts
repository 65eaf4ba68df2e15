/** What is said where the end-to-end tests have no Chromium: one line, with what to do. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { getChromium } from './lib/bootstrap.mjs';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-chromium-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});
const named = (body: string | null): ReturnType<typeof getChromium> => {
  const path = join(dir, 'chromium');
  if (body !== null) writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  vi.stubEnv('LABELWRIGHT_CHROMIUM', path);
  return getChromium();
};

test('one that is named is taken when it starts', () => expect(named('echo Chromium 1.0')).toEqual({ path: join(dir, 'chromium') }));

test('one that is named and not there is said, and no other is looked for', () => {
  expect(named(null)).toEqual({ path: null, why: `LABELWRIGHT_CHROMIUM names ${join(dir, 'chromium')}, which is not there.` });
});

test.skipIf(process.platform === 'win32')('one that does not start is said, with why and what to do', () => {
  const found = named('echo "note: x" >&2; echo "chrome: error while loading shared libraries: libnss3.so: cannot open" >&2; exit 127');
  if (found.path !== null) throw new Error('it was taken');
  expect(found.why).toContain('does not start (chrome: error while loading shared libraries: libnss3.so: cannot open)');
  expect(found.why).toContain('sudo apt install chromium');
  expect(found.why).not.toContain('\n');
});
