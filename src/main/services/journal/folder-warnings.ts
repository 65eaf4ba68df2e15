import { fromUtf8 } from '../../../shared/kernel/bytes';
import type { Failure } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';

/** Kinds of file systems that lie on another machine or whose flushing cannot be trusted. */
const NETWORK: ReadonlySet<string> = new Set(['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'ncpfs', 'afs', 'ceph', '9p', 'vboxsf', 'prl_fs', 'davfs', 'fuse.davfs', 'fuse.davfs2', 'fuse.sshfs', 'fuse.rclone', 'fuse.s3fs', 'fuse.gvfsd-fuse', 'fuse.vmhgfs-fuse', 'fuse.google-drive-ocamlfuse']);
/** Names of folders that cloud services keep in step, as they are on disk. */
const CLOUD = /^(OneDrive( - .+)?|Dropbox( \(.+\))?|Google ?Drive|GoogleDrive-.+|My Drive|iCloud ?Drive|com~apple~CloudDocs|Nextcloud|ownCloud|pCloudDrive|Box( Sync)?|MEGA|MEGAsync|Syncthing|SynologyDrive|Yandex\.Disk)$/i;

function mountedAs(mounts: string, path: string): string | null {
  let best: { readonly point: string; readonly type: string } | null = null;
  for (const line of mounts.split('\n')) {
    // "36 35 98:0 /root /mount/point options … - type source options"; blanks are written as \040.
    const [left, right] = line.split(' - ');
    const point = left?.split(' ')[4]?.replaceAll('\\040', ' ');
    const type = right?.split(' ')[0];
    if (point === undefined || type === undefined) continue;
    const inside = path === point || point === '/' || path.startsWith(`${point}/`);
    if (inside && (!best || point.length >= best.point.length)) best = { point, type };
  }
  return best?.type ?? null;
}

/** Why promises are weaker for a workspace in this folder: 'network-folder', 'cloud-folder'. Empty for an ordinary disk. */
export async function folderWarnings(fs: FileSystem, dir: string): Promise<readonly Failure[]> {
  const path = (await fs.realPath(dir)) ?? dir;
  const warnings: Failure[] = [];
  const mounts = fromUtf8(await fs.read('/proc/self/mountinfo').catch(() => new Uint8Array(0))) ?? '';
  const type = /^[\\/]{2}[^\\/?.]/.test(path) ? 'UNC' : mountedAs(mounts, path);
  if (type === 'UNC' || (type !== null && NETWORK.has(type))) {
    warnings.push({ code: 'network-folder', message: `${path} lies on a network (${type}). "Saved" then means what the other machine promises; a power cut there can lose it, and two machines must not open it at once.`, details: { path, type } });
  }
  const cloud = path.split(/[\\/]/).find((part) => CLOUD.test(part));
  if (cloud !== undefined) {
    warnings.push({ code: 'cloud-folder', message: `${path} is kept in step by a cloud service (${cloud}). It can replace files behind our back and make conflict copies; work in a plain folder and copy when you are done.`, details: { path, service: cloud } });
  }
  return warnings;
}
