import { describe, expect, it } from 'vitest';
import { FileSystemError, type FileSystem } from '../../ports/file-system';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { folderWarnings } from './folder-warnings';

const MOUNTS = [
  '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
  '40 22 0:40 / /mnt/team rw - nfs4 server:/export rw',
  '41 40 8:2 / /mnt/team/local rw - ext4 /dev/sdb1 rw',
  '42 22 0:50 / /media/my\\040share rw - cifs //server/share rw',
  '43 22 0:51 / /home/a/remote rw - fuse.sshfs a@b: rw',
  '',
].join('\n');

/** A machine with these mounts; `links`: where a path really lies. */
function machine(mounts: string | null, links: Readonly<Record<string, string>> = {}): FileSystem {
  return Object.assign(new MemoryFileSystem(), {
    read: (path: string) => (path === '/proc/self/mountinfo' && mounts !== null ? Promise.resolve(new TextEncoder().encode(mounts)) : Promise.reject(new FileSystemError('ENOENT', path))),
    realPath: (path: string) => Promise.resolve(links[path] ?? path),
  });
}

const codes = async (path: string, mounts: string | null = MOUNTS, links: Readonly<Record<string, string>> = {}) => (await folderWarnings(machine(mounts, links), path)).map((warning) => warning.code);

describe('warnings of a folder', () => {
  it.each([
    ['/home/a/work', []],
    ['/mnt/team/work', ['network-folder']],
    ['/mnt/team', ['network-folder']],
    // A disk of this machine mounted below a network folder; a name that only begins like a mount.
    ['/mnt/team/local/work', []],
    ['/mnt/teams/work', []],
    ['/media/my share/work', ['network-folder']],
    ['/home/a/remote/Dropbox/work', ['network-folder', 'cloud-folder']],
    ['/home/a/OneDrive - Company/work', ['cloud-folder']],
    ['/home/a/Dropbox (Private)/work', ['cloud-folder']],
    ['/Users/a/Library/Mobile Documents/com~apple~CloudDocs/work', ['cloud-folder']],
    // Names that only contain one.
    ['/home/a/Dropboxes/work', []],
    ['/home/a/my-box/work', []],
    ['\\\\server\\share\\work', ['network-folder']],
    ['C:\\Users\\a\\OneDrive\\work', ['cloud-folder']],
    ['\\\\?\\C:\\work', []],
  ])('%s: %j', async (path, expected) => {
    expect(await codes(path)).toEqual(expected);
  });

  it('looks where a link leads, and lives without a list of mounts', async () => {
    expect(await codes('/home/a/link', MOUNTS, { '/home/a/link': '/mnt/team/x' })).toEqual(['network-folder']);
    expect(await codes('/mnt/team/work', null)).toEqual([]);
    expect((await folderWarnings(machine(MOUNTS), '/mnt/team/work'))[0]).toMatchObject({ details: { path: '/mnt/team/work', type: 'nfs4' } });
  });
});
