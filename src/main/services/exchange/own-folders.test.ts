import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../adapters/fs-node';
import { refuseOwnFolder } from './own-folders';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lw-own-'));
  for (const folder of ['work/journal', 'work/inbox/.partial', 'work/photos', 'journal', 'plain/journal']) mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(join(dir, 'work/labelwright.json'), '{}');
  symlinkSync(join(dir, 'work/journal'), join(dir, 'link'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const outcome = (path: string): Promise<string> => refuseOwnFolder(nodeFileSystem, join(dir, path)).then(() => 'fine', (error: { failure?: { code: string } }) => error.failure?.code ?? String(error));

describe('where nothing may be written', () => {
  it.each(['work/journal', 'work/journal/x', 'work/blobs/x', 'work/cache/a/b', 'work/quarantine', 'work/quarantine/x', 'work/inbox/x', 'work/inbox/.partial/x', 'work/Journal/x', 'link/x'])('%s is refused', async (path) => {
    expect(await outcome(path)).toBe('own-folder');
  });

  it.each(['work/out', 'work/photos/journal', 'journal/out', 'plain/journal/out', 'gone/journal/x', 'work-journal'])('%s is fine', async (path) => {
    expect(await outcome(path)).toBe('fine');
  });
});
