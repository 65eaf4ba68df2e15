import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileKeys } from './keys-file';

const PROJECT = 'ab'.repeat(32);
let data: string;
beforeEach(async () => { data = await mkdtemp(join(tmpdir(), 'labelwright-keys-')); });
afterEach(() => rm(data, { recursive: true, force: true }));

async function keyFile(): Promise<string> {
  const folder = join(data, 'keys', PROJECT);
  return join(folder, (await readdir(folder)).find((name) => name.endsWith('.pem'))!);
}

describe('device keys as files', () => {
  it('are the same for the same workspace, others for a copy of it, and made once by several at a time', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => fileKeys(data).deviceKey(PROJECT, '/a')));
    expect(new Set(all.map((key) => key.device)).size).toBe(1);
    expect((await fileKeys(data).deviceKey(PROJECT, '/b')).device).not.toBe(all[0]!.device);
    expect(await fileKeys(data).member(PROJECT)).toBe(await fileKeys(data).member(PROJECT));
    expect(await fileKeys(data).member('cd'.repeat(32))).not.toBe(await fileKeys(data).member(PROJECT));
  });

  it('sign what only they can have signed', async () => {
    const keys = fileKeys(data);
    const key = await keys.deviceKey(PROJECT, '/a');
    const message = new TextEncoder().encode('a segment');
    const signature = key.sign(message);
    expect([signature.length, key.publicKey.length, keys.verify(key.publicKey, message, signature)]).toEqual([64, 32, true]);
    expect(keys.verify(key.publicKey, new Uint8Array(3), signature)).toBe(false);
    expect(keys.verify((await keys.deviceKey(PROJECT, '/b')).publicKey, message, signature)).toBe(false);
    for (const [k, s] of [[new Uint8Array(5), signature], [key.publicKey, new Uint8Array(5)], [new Uint8Array(32).fill(255), signature]] as const) expect(keys.verify(k, message, s)).toBe(false);
  });

  it('lie in files that only their owner reads, and are made private again when somebody opened them', async () => {
    await fileKeys(data).deviceKey(PROJECT, '/a');
    const file = await keyFile();
    expect([(await stat(file)).mode & 0o777, (await stat(join(data, 'keys'))).mode & 0o777, (await stat(join(data, 'keys', PROJECT))).mode & 0o777]).toEqual([0o600, 0o700, 0o700]);
    await chmod(file, 0o644);
    await fileKeys(data).deviceKey(PROJECT, '/a');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(join(data, 'keys', PROJECT))).length).toBe(1);
  });

  it.runIf(process.getuid?.() === 0)('cannot be read by another user', async () => {
    await fileKeys(data).deviceKey(PROJECT, '/a');
    await chmod(data, 0o755);
    const file = await keyFile();
    const asOther = (path: string) => spawnSync(process.execPath, ['-e', 'process.setuid(65534); try { require("fs").readFileSync(process.argv[1]); console.log("read"); } catch (e) { console.log(e.code); }', path], { encoding: 'utf8', cwd: '/' }).stdout.trim();
    const open = join(data, 'open');
    await writeFile(open, 'x');
    await chmod(open, 0o644);
    // The other user can read what is open, so that the refusal below means something.
    expect([asOther(open), asOther(file)]).toEqual(['read', 'EACCES']);
  });

  it('a damaged key is named, not replaced', async () => {
    await fileKeys(data).deviceKey(PROJECT, '/a');
    await writeFile(await keyFile(), 'nonsense');
    await expect(fileKeys(data).deviceKey(PROJECT, '/a')).rejects.toMatchObject({ failure: { code: 'key-damaged' } });
    expect(await readFile(await keyFile(), 'utf8')).toBe('nonsense');
  });
});
