import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeFileSystem } from '../adapters/fs-node';
import { systemRandom } from '../adapters/random';
import { nodeSha256 } from '../adapters/sha256-node';
import { createWorkspaceFiles } from '../services/journal';
import { lookAtWorkspace } from './workspace-argument';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labelwright-named-'));
});
afterEach(async () => {
  await chmod(dir, 0o700);
  await rm(dir, { recursive: true, force: true });
});
const look = (path: string) => lookAtWorkspace(nodeFileSystem, nodeSha256, path);

test('an empty folder becomes a workspace, a workspace is opened, also with a name that is hard to type', async () => {
  for (const name of ['plain', 'with blank', 'Größe', '港湾 🚢', "it's"]) {
    const at = join(dir, name);
    await mkdir(at);
    expect(await look(at)).toEqual({ kind: 'empty' });
    await createWorkspaceFiles({ fs: nodeFileSystem, random: systemRandom, sha256: nodeSha256, dir: at });
    expect(await look(at)).toEqual({ kind: 'workspace' });
  }
});

test('what is no workspace is named, with what to do', async () => {
  await writeFile(join(dir, 'file'), '');
  await mkdir(join(dir, 'photographs'));
  await writeFile(join(dir, 'photographs/a.jpg'), '');
  const missing = join(dir, 'mising');
  expect(await look(missing)).toEqual({ kind: 'trouble', failure: { code: 'no-such-folder', message: `There is no folder ${missing}. Make it first: an empty folder becomes a new workspace.`, details: { path: missing } } });
  expect(await look(join(dir, 'file'))).toMatchObject({ kind: 'trouble', failure: { code: 'not-a-folder', message: expect.stringContaining('is not a folder') as string } });
  expect(await look(join(dir, 'photographs'))).toMatchObject({ kind: 'trouble', failure: { code: 'no-workspace', message: expect.stringContaining('holds files, but no workspace') as string } });
});

test('a workspace of a newer program and a damaged one are told as what they are', async () => {
  const at = join(dir, 'newer');
  await createWorkspaceFiles({ fs: nodeFileSystem, random: systemRandom, sha256: nodeSha256, dir: at });
  await writeFile(join(at, 'labelwright.json'), `{"format":"labelwright-workspace","project":"${'a'.repeat(64)}","version":99}\n`);
  const found = await look(at);
  expect(found).toMatchObject({ kind: 'trouble', failure: { code: 'workspace-newer', message: expect.stringMatching(/newer/i) as string } });
});
