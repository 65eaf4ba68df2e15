import { describe, expect, it } from 'vitest';
import { writeAll, writeNewFile } from '../../ports/file-system';
import { fileSystemConformance } from '../../ports/file-system.conformance.testing';
import { CrashError, MemoryFileSystem } from './index';
import { seeded } from './seeded.testing';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);

fileSystemConformance('memory', async () => {
  const fs = new MemoryFileSystem();
  await fs.makeDir('/d');
  return { fs, dir: '/d', cleanup: () => Promise.resolve() };
});

describe('memory file system: faults', () => {
  it('keeps what was flushed through any crash, and loses, tears, zeroes or keeps the rest', async () => {
    const outcomes = new Set<string>();
    for (let seed = 1; seed < 400; seed++) {
      const fs = new MemoryFileSystem();
      await writeNewFile(fs, '/a', bytes('safe'));
      await fs.syncDir('/');
      const file = await fs.open('/a', 'write');
      await writeAll(file, '/a', bytes('XYZ'), 4);
      await writeNewFile(fs, '/unnamed', bytes('1'));
      const after = fs.crash(seeded(seed));
      await expect(fs.read('/a')).rejects.toThrow(CrashError);
      const left = text(await after.read('/a'));
      expect(left.startsWith('safe')).toBe(true);
      outcomes.add(left.slice(4));
      outcomes.add((await after.stat('/unnamed')) ? 'named' : 'no name');
    }
    for (const expected of ['', 'XYZ', 'X', 'XY', 'X\0\0', '\0\0\0', '\0\0Z', 'named', 'no name']) expect([expected, outcomes.has(expected)]).toEqual([expected, true]);
  });

  it('loses data for good when a flush failed, though the next one succeeds', async () => {
    let failed = false;
    const fs = new MemoryFileSystem({ fault: (op) => (op.kind === 'datasync' && !failed ? ((failed = true), { error: 'EIO' }) : null) });
    await writeNewFile(fs, '/a', bytes('ok'));
    await fs.syncDir('/');
    const file = await fs.open('/a', 'write');
    await writeAll(file, '/a', bytes('lost'), 2);
    await expect(file.datasync()).rejects.toMatchObject({ code: 'EIO' });
    expect(text(await fs.read('/a'))).toBe('oklost');
    expect(text(await fs.crash(() => 0).read('/a'))).toBe('ok');
  });

  it('is full at its capacity, after a short write', async () => {
    const fs = new MemoryFileSystem({ capacity: 8192 });
    const file = await fs.open('/a', 'create');
    expect(await file.write(new Uint8Array(10_000), 0)).toBe(8192);
    await expect(file.write(new Uint8Array(1), 8192)).rejects.toMatchObject({ code: 'ENOSPC' });
    await fs.remove('/a');
    const other = await fs.open('/b', 'create');
    expect(await other.write(new Uint8Array(10), 0)).toBe(10);
  });

  it('refuses to write when read-only, and counts what was asked', async () => {
    const fs = new MemoryFileSystem();
    await writeNewFile(fs, '/a', bytes('1'));
    const before = fs.ops;
    fs.options = { readOnly: true };
    await expect(fs.open('/b', 'create')).rejects.toMatchObject({ code: 'EROFS' });
    await expect(fs.open('/a', 'write')).rejects.toMatchObject({ code: 'EROFS' });
    await expect(fs.remove('/a')).rejects.toMatchObject({ code: 'EROFS' });
    expect(fs.ops).toBeGreaterThan(before);
    expect(text(await fs.read('/a'))).toBe('1');
  });
});
