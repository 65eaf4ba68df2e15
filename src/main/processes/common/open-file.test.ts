import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openFile } from './open-file';
import { measureFile } from '../measure/file';
import { doPicture } from '../pictures/work';

let dir = '';
beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'labelwright-open-')); });
afterAll(() => rm(dir, { recursive: true, force: true }));

it('opens files, and says of what is not there, or is no file, which of the two', async () => {
  const path = join(dir, 'a.txt');
  await writeFile(path, 'abc');
  const file = await openFile(path);
  expect((await file.stat()).size).toBe(3);
  await file.close();
  await expect(openFile(join(dir, 'gone'))).rejects.toMatchObject({ failure: { code: 'missing' } });
  await expect(openFile(dir)).rejects.toMatchObject({ failure: { code: 'unreadable' } });
});

// A pipe that nobody writes to would hold up the process for ever.
it.skipIf(process.platform === 'win32')('nobody waits for a pipe that stands where a picture was', async () => {
  const path = join(dir, 'pipe.jpg');
  execFileSync('mkfifo', [path]);
  await expect(openFile(path)).rejects.toMatchObject({ failure: { code: 'unreadable' } });
  expect(await measureFile(path)).toMatchObject({ gone: true });
  await expect(doPicture({ do: 'thumbnail', path, edge: 128 })).rejects.toMatchObject({ failure: { code: 'unreadable' } });
});
