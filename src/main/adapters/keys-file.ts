/** Device keys as files of the application-data folder that only their owner can read. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { deviceIdOf } from '../../shared/events/codec/domain';
import { isHash, isId, type MemberId } from '../../shared/kernel/ids';
import { FailureError } from '../../shared/kernel/result';
import type { DeviceKey, Keys } from '../ports/keys';
import { nodeSha256 } from './sha256-node';

/** DER in front of the 32 bytes of an Ed25519 public key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
}

/** Writes a file once, readable by its owner only; when another process was faster, theirs stays. */
async function writeOnce(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Refuses a key that others can read: it may have been copied. */
async function checkPrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
}

function deviceKey(pem: string, path: string): DeviceKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new FailureError({ code: 'key-damaged', message: `The device key ${path} cannot be read. Move it away to get a new one.`, details: { path } });
  }
  const publicKey = new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length));
  return { device: deviceIdOf(nodeSha256, publicKey), publicKey, sign: (message) => new Uint8Array(sign(null, message, key)) };
}

/** Keys under `<appData>/keys/<project>/<hash of the workspace's path>.pem`, the member's id beside them. */
export function fileKeys(appData: string): Keys {
  const folderOf = async (project: string): Promise<string> => {
    if (!isHash(project)) throw new RangeError('not a project id');
    const folder = join(appData, 'keys', project);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const dir of [join(appData, 'keys'), folder]) if (process.platform !== 'win32') await chmod(dir, 0o700);
    return folder;
  };
  return {
    async deviceKey(project, workspacePath) {
      const name = createHash('sha256').update(workspacePath).digest('hex');
      const path = join(await folderOf(project), `${name}.pem`);
      if ((await readOrNull(path)) === null) {
        await writeOnce(path, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
      }
      await checkPrivate(path);
      return deviceKey((await readOrNull(path)) ?? '', path);
    },
    async member(project) {
      const path = join(await folderOf(project), 'member');
      if ((await readOrNull(path)) === null) await writeOnce(path, randomBytes(16).toString('hex'));
      const id = ((await readOrNull(path)) ?? '').trim();
      if (!isId(id)) throw new FailureError({ code: 'key-damaged', message: `${path} does not hold the id of a member.`, details: { path } });
      return id as MemberId;
    },
    verify(publicKey, message, signature) {
      try {
        return publicKey.length === 32 && verify(null, message, publicKeyOf(publicKey), signature);
      } catch {
        return false;
      }
    },
  };
}
