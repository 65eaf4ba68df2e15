import { describe, expect, it } from 'vitest';
import type { FileSystem } from './file-system';
import { writeAll, writeNewFile } from './file-system';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);

/** What every file system must do. `make` gives an empty folder; paths are joined with '/'. */
export function fileSystemConformance(name: string, make: () => Promise<{ readonly fs: FileSystem; readonly dir: string; cleanup(): Promise<void> }>): void {
  describe(`file system: ${name}`, () => {
    const run = (title: string, body: (fs: FileSystem, dir: string) => Promise<void>) => it(title, async () => {
      const { fs, dir, cleanup } = await make();
      try { await body(fs, dir); } finally { await cleanup(); }
    });
    const code = async (work: Promise<unknown>) => work.then(() => 'no error', (e: unknown) => (e as { code?: string; name?: string }).name === 'FileSystemError' ? (e as { code: string }).code : `other: ${String(e)}`);

    run('creates, writes in pieces, reads back', async (fs, dir) => {
      const file = await fs.open(`${dir}/a`, 'create');
      await writeAll(file, 'a', bytes('hello '), 0);
      await writeAll(file, 'a', bytes('world'), 6);
      expect(await file.size()).toBe(11);
      expect(text(await file.read(4, 3))).toBe('o w');
      expect(text(await file.read(9, 100))).toBe('ld');
      expect((await file.read(11, 5)).length).toBe(0);
      await file.datasync();
      await file.sync();
      await file.close();
      expect(text(await fs.read(`${dir}/a`))).toBe('hello world');
      expect(await fs.stat(`${dir}/a`)).toMatchObject({ kind: 'file', size: 11 });
    });

    run('another file at a path, and other bytes in it, have another identity, or none is told', async (fs, dir) => {
      const write = async (name: string, text: string): Promise<void> => {
        const file = await fs.open(`${dir}/${name}`, 'create');
        await writeAll(file, name, bytes(text), 0);
        await file.close();
      };
      const identity = async (): Promise<string> => (await fs.stat(`${dir}/a`))?.identity ?? 'nothing there';
      await write('a', 'one');
      await write('b', 'two');
      const first = await identity();
      expect(await identity()).toBe(first);
      await fs.rename(`${dir}/b`, `${dir}/a`);
      const second = await identity();
      expect(second === '' ? first : second).not.toBe(second === '' ? 'told once' : first);
    });

    run('writes past the end leave zeros, truncate cuts and extends', async (fs, dir) => {
      const file = await fs.open(`${dir}/a`, 'create');
      await writeAll(file, 'a', bytes('x'), 3);
      expect([...(await file.read(0, 10))]).toEqual([0, 0, 0, 120]);
      await file.truncate(2);
      await file.truncate(4);
      expect([...(await file.read(0, 10))]).toEqual([0, 0, 0, 0]);
      await file.close();
    });

    run('create refuses an existing file; write and read refuse a missing one', async (fs, dir) => {
      await writeNewFile(fs, `${dir}/a`, bytes('1'));
      expect(await code(fs.open(`${dir}/a`, 'create'))).toBe('EEXIST');
      expect(await code(fs.open(`${dir}/b`, 'write'))).toBe('ENOENT');
      expect(await code(fs.open(`${dir}/b`, 'read'))).toBe('ENOENT');
      expect(await code(fs.read(`${dir}/b`))).toBe('ENOENT');
      expect(await code(fs.open(`${dir}/no/b`, 'create'))).toBe('ENOENT');
      expect(await code(fs.list(`${dir}/b`))).toBe('ENOENT');
      expect(text(await fs.read(`${dir}/a`))).toBe('1');
    });

    run('write mode keeps the content, read mode does not write', async (fs, dir) => {
      await writeNewFile(fs, `${dir}/a`, bytes('abc'));
      const file = await fs.open(`${dir}/a`, 'write');
      await writeAll(file, 'a', bytes('Z'), 1);
      await file.close();
      expect(text(await fs.read(`${dir}/a`))).toBe('aZc');
      const reading = await fs.open(`${dir}/a`, 'read');
      expect(await code(reading.write(bytes('!'), 0))).toBe('EBADF');
      await reading.close();
    });

    run('folders: made with parents, listed, renamed, removed', async (fs, dir) => {
      await fs.makeDir(`${dir}/x/y`, { private: true });
      await fs.makeDir(`${dir}/x/y`);
      await writeNewFile(fs, `${dir}/x/y/f`, bytes('1'));
      expect(await fs.stat(`${dir}/x`)).toMatchObject({ kind: 'folder' });
      expect(await fs.list(`${dir}/x`)).toEqual([{ name: 'y', kind: 'folder' }]);
      expect(await fs.list(`${dir}/x/y`)).toEqual([{ name: 'f', kind: 'file' }]);
      await fs.rename(`${dir}/x/y`, `${dir}/x/z`);
      expect(text(await fs.read(`${dir}/x/z/f`))).toBe('1');
      await fs.syncDir(`${dir}/x`);
      await fs.remove(`${dir}/x/z/f`);
      expect(await fs.stat(`${dir}/x/z/f`)).toBeNull();
      await fs.removeTree(`${dir}/x`);
      await fs.removeTree(`${dir}/x`);
      expect(await fs.stat(`${dir}/x/z`)).toBeNull();
      expect(await fs.stat(`${dir}/x`)).toBeNull();
      expect(await code(fs.remove(`${dir}/x`))).toBe('ENOENT');
      expect(await code(fs.rename(`${dir}/x`, `${dir}/q`))).toBe('ENOENT');
      expect(await code(fs.syncDir(`${dir}/x`))).toBe('ENOENT');
    });

    run('rename replaces a file as a whole', async (fs, dir) => {
      await writeNewFile(fs, `${dir}/a`, bytes('new'));
      await writeNewFile(fs, `${dir}/b`, bytes('older and longer'));
      await fs.rename(`${dir}/a`, `${dir}/b`);
      expect(text(await fs.read(`${dir}/b`))).toBe('new');
      expect(await fs.stat(`${dir}/a`)).toBeNull();
    });

    run('an open file outlives its name', async (fs, dir) => {
      await writeNewFile(fs, `${dir}/a`, bytes('still here'));
      const file = await fs.open(`${dir}/a`, 'read');
      await fs.remove(`${dir}/a`);
      expect(text(await file.read(0, 99))).toBe('still here');
      await file.close();
    });

    run('an open file knows that it was deleted, and that it was only renamed', async (fs, dir) => {
      const file = await fs.open(`${dir}/a`, 'create');
      expect(await file.linked()).toBe(true);
      await fs.makeDir(`${dir}/sub`);
      await fs.rename(`${dir}/a`, `${dir}/sub/b`);
      expect(await file.linked()).toBe(true);
      await fs.removeTree(`${dir}/sub`);
      expect(await file.linked()).toBe(false);
      await file.close();
    });

    run('real path of what exists, null of what does not', async (fs, dir) => {
      expect(await fs.realPath(dir)).toBe(dir);
      expect(await fs.realPath(`${dir}/none`)).toBeNull();
    });

    run('tells how much room is left, or that it does not know', async (fs, dir) => {
      const free = await fs.free(dir);
      expect(free === null || (Number.isInteger(free) && free >= 0)).toBe(true);
      expect(await code(fs.free(`${dir}/none`))).toBe('ENOENT');
    });

    run('a file used as a folder does not exist', async (fs, dir) => {
      await writeNewFile(fs, `${dir}/a`, bytes('1'));
      expect(await fs.stat(`${dir}/a/b`)).toBeNull();
    });
  });
}
