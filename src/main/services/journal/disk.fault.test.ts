/** Real disks: full (a small tmpfs) and read-only (a mount). Needs root on Linux, because chmod refuses nothing to root; fails, not skips, when a mount is refused there. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../adapters/fs-node';
import { nodeSha256 } from '../../adapters/sha256-node';
import { createWorkspaceFiles, openJournal, verifyWorkspace } from './index';
import { command, draft, fakeProcesses, memoryKeys, numbersIn, testOptions } from './journal.testing';

const mounts: string[] = [];
afterEach(() => {
  for (const dir of mounts.splice(0)) {
    execFileSync('umount', [dir]);
    rmSync(dir, { recursive: true });
  }
});

function tmpfs(kib: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'labelwright-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', dir]);
  mounts.push(dir);
  return dir;
}

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(canMount)('a real disk', () => {
  it('full at many sizes: what was answered is there, the rest was refused', async () => {
    let refused = 0;
    for (let kib = 80; kib <= 240; kib += 20) {
      const dir = `${await realpath(tmpfs(kib))}/w`;
      const options = (pid: number) => testOptions(nodeFileSystem, dir, { seed: `disk-${kib}-${pid}`, onFailure: 'fail', processes: fakeProcesses(pid) });
      await createWorkspaceFiles(options(1));
      const journal = await openJournal(options(1));
      const saved: number[] = [];
      for (let n = 1; n <= 80; n++) {
        await journal.append(command(), [draft(n, 'f'.repeat(3000))]).then(() => saved.push(n), (error: unknown) => {
          expect(error).toMatchObject({ failure: { code: 'disk-full' } });
          refused++;
        });
      }
      await expect(journal.putBlob(new Uint8Array(400_000), 1)).rejects.toMatchObject({ failure: { code: 'disk-full' } });
      await journal.close();
      const again = await openJournal({ ...options(2), readOnly: true });
      expect(await numbersIn(again)).toEqual(saved);
      expect((await verifyWorkspace({ fs: nodeFileSystem, dir, sha256: nodeSha256, keys: memoryKeys() })).problems).toEqual([]);
    }
    expect(refused).toBeGreaterThan(20);
  });

  it('full, then freed: what waited is saved in the end', async () => {
    const dir = `${await realpath(tmpfs(200))}/w`;
    const options = testOptions(nodeFileSystem, dir, { seed: 'freed' });
    await createWorkspaceFiles(options);
    const ballast = await nodeFileSystem.open(`${dir}/ballast`, 'create');
    await ballast.write(new Uint8Array(90 * 1024), 0);
    await ballast.close();
    const journal = await openJournal(options);
    let told = '';
    const freed = new Promise<void>((resolve) => journal.onTrouble((failure) => {
      if (failure && told === '') { told = failure.code; void nodeFileSystem.remove(`${dir}/ballast`).then(resolve); }
    }));
    const all = Array.from({ length: 42 }, (_, i) => journal.append(command(), [draft(i, 'f'.repeat(3000))]));
    await freed;
    await Promise.all(all);
    expect(told).toBe('disk-full');
    expect(await numbersIn(journal)).toEqual(all.map((_, i) => i));
    await journal.close();
    expect((await verifyWorkspace({ fs: nodeFileSystem, dir, sha256: nodeSha256, keys: memoryKeys() })).problems).toEqual([]);
  });

  it('read-only: opens for reading and says why', async () => {
    const mount = tmpfs(1000);
    const dir = `${await realpath(mount)}/w`;
    const options = testOptions(nodeFileSystem, dir, { seed: 'ro' });
    await createWorkspaceFiles(options);
    const journal = await openJournal(options);
    await journal.append(command(), [draft(1)]);
    await journal.close();
    execFileSync('mount', ['-o', 'remount,ro', mount]);
    const again = await openJournal(testOptions(nodeFileSystem, dir, { seed: 'ro2' }));
    expect(again.readOnlyReason).toMatchObject({ code: 'read-only', details: { system: 'EROFS' } });
    expect(await numbersIn(again)).toEqual([1]);
    await expect(again.append(command(), [draft(2)])).rejects.toMatchObject({ failure: { code: 'read-only' } });
    await again.close();
  });
});
