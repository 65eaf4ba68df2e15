import { chmod, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileSystemConformance } from '../ports/file-system.conformance.testing';
import { nodeFileSystem } from './fs-node';

async function folder(): Promise<{ readonly fs: typeof nodeFileSystem; readonly dir: string; cleanup(): Promise<void> }> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'labelwright-fs-')));
  return { fs: nodeFileSystem, dir, cleanup: () => rm(dir, { recursive: true, force: true }) };
}

fileSystemConformance('node', folder);

it('makes private folders, also of folders that were open before', async () => {
  const { dir, cleanup } = await folder();
  try {
    await nodeFileSystem.makeDir(`${dir}/p`, { private: true });
    await nodeFileSystem.makeDir(`${dir}/q`);
    await chmod(`${dir}/q`, 0o755);
    await nodeFileSystem.makeDir(`${dir}/q`, { private: true });
    expect((await stat(`${dir}/p`)).mode & 0o777).toBe(0o700);
    expect((await stat(`${dir}/q`)).mode & 0o777).toBe(0o700);
  } finally {
    await cleanup();
  }
});

it.skipIf(process.platform !== 'linux')('says at once that nothing can be made where the kernel refuses it', async () => {
  await expect(nodeFileSystem.makeDir('/proc/labelwright/journal')).rejects.toMatchObject({ code: 'ENOENT' });
});

it('many at once make the same folders', async () => {
  const { dir, cleanup } = await folder();
  try {
    await Promise.all(Array.from({ length: 20 }, (_, i) => nodeFileSystem.makeDir(`${dir}/a/b/c/d/${i % 3}`)));
    expect((await nodeFileSystem.list(`${dir}/a/b/c/d`)).length).toBe(3);
  } finally {
    await cleanup();
  }
});
