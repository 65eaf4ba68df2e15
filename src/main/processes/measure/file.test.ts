import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureFile } from './file';

const clip = (name: string): string => fileURLToPath(new URL(`../../../../assets/samples/clips/${name}`, import.meta.url));

describe('measuring a file', () => {
  let dir = '';
  const file = async (name: string, bytes: Uint8Array): Promise<string> => {
    await writeFile(join(dir, name), bytes);
    return join(dir, name);
  };
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'measure-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it.each(['morning-ferry.mp4', 'street-crossing.webm'])('%s: size, length, frame rate and hash', async (name) => {
    const found = await measureFile(clip(name));
    expect(found).toMatchObject({ gone: false, problem: 'none', format: name.endsWith('mp4') ? 'mp4' : 'webm', hash: createHash('sha256').update(await readFile(clip(name))).digest('hex') });
    expect(found.width * found.height).toBeGreaterThan(0);
    expect(found.duration).toBeGreaterThan(1);
    expect(found.rate).toBeGreaterThan(5);
    expect(found.rate).toBeLessThan(121);
  });

  it('a clip that is cut off is not fine', async () => {
    const whole = await readFile(clip('morning-ferry.mp4'));
    expect((await measureFile(await file('cut.mp4', whole.subarray(0, whole.length - 100)))).problem).toMatch(/truncated|unreadable/);
  });

  it('a Matroska, HEIC or QuickTime file is unsupported, a PDF disguised', async () => {
    const bytes = (start: string): Uint8Array => Uint8Array.from({ length: 200 }, (_, i) => start.charCodeAt(i) || 0);
    expect((await measureFile(await file('a.webm', bytes('\x1aE\xdf\xa3\x8fB\x82\x88matroska')))).problem).toBe('unsupported');
    expect((await measureFile(await file('a.jpg', bytes('\0\0\0\x18ftypheic')))).problem).toBe('unsupported');
    expect((await measureFile(await file('b.jpg', bytes('%PDF-1.7')))).problem).toBe('disguised');
  });

  it('counts code points over the edges of its pieces, in every encoding', async () => {
    const text = `${'a'.repeat(1024 * 1024 - 2)}🎈ü${'b'.repeat(10)}`;
    const length = [...text].length;
    expect(await measureFile(await file('8.txt', Buffer.from(text)))).toMatchObject({ problem: 'none', length });
    expect(await measureFile(await file('16.txt', Buffer.from(`\ufeff${'x'}${text}`, 'utf16le')))).toMatchObject({ problem: 'none', length: length + 1 });
  });

  it('says that a file is gone, or a folder', async () => {
    expect((await measureFile(join(dir, 'no.jpg'))).gone).toBe(true);
    expect((await measureFile(dir)).gone).toBe(true);
  });
});
