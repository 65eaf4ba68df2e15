import { mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { makeWorld, type World } from './world.testing';

let jpeg: Uint8Array, png: Uint8Array, turned: Uint8Array, other: Uint8Array;
let world: World;
beforeAll(async () => {
  const base = sharp({ create: { width: 60, height: 40, channels: 3, background: { r: 9, g: 99, b: 199 } } });
  jpeg = await base.clone().jpeg().toBuffer();
  png = await base.clone().png().toBuffer();
  turned = await base.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  other = await base.clone().negate().jpeg().toBuffer();
});
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.remove());

const create = async (type: 'image' | 'text' | 'audio', mode: 'line' | 'file' | null = null): Promise<DatasetId> => {
  const { dataset, task } = await world.datasets.create('mine', type, mode, world.source);
  expect((await world.wait(task)).state).toBe('done');
  return dataset;
};
const sync = async (dataset: DatasetId) => {
  const info = await world.wait(world.datasets.sync(dataset));
  expect(info.state).toBe('done');
  return info.outcome;
};
const ids = (dataset: DatasetId): Record<string, SampleId> => Object.fromEntries((world.samples.get(dataset) ?? []).map((s) => [s.part ? `${s.path}:${s.part}` : s.path, s.id]));
/** Sets another time, so that a change within the same millisecond shows. */
const touch = (path: string, seconds = 1_000_000): Promise<void> => utimes(join(world.source, path), seconds, seconds);
const sample = (dataset: DatasetId, path: string) => world.samples.get(dataset)?.find((s) => s.path === path);

describe('a dataset from a folder', () => {
  it('lists recursively in natural order and says what is wrong with each file', async () => {
    await world.put({
      'a10.jpg': jpeg, 'a2.jpg': jpeg, 'sub/b.png': png, 'turned.JPG': turned, 'empty.jpg': '', 'page.jpg': '<html>not a picture</html>', 'png.jpg': png,
      'cut.jpg': jpeg.subarray(0, jpeg.length - 20), 'noise.png': Uint8Array.from({ length: 99 }, (_, i) => (i * 37) % 256 & 0x7f), '.hidden.jpg': jpeg, '.git/x.jpg': jpeg, 'Thumbs.db': 'x', 'notes.txt': 'x', 'song.mp3': 'x',
    });
    await symlink(world.source, join(world.source, 'sub/loop'));
    await symlink(join(world.source, 'a2.jpg'), join(world.source, 'link.jpg'));
    const dataset = await create('image');
    expect(world.look(dataset)).toEqual({
      'a2.jpg': 'present none', 'a10.jpg': 'present none', 'cut.jpg': 'present truncated', 'empty.jpg': 'present empty', 'link.jpg': 'present none', 'noise.png': expect.stringMatching(/unreadable|disguised/) as string,
      'page.jpg': 'present disguised', 'png.jpg': 'present disguised', 'sub/b.png': 'present none', 'turned.JPG': 'present none',
    });
    expect(Object.keys(world.look(dataset))).toEqual(['a2.jpg', 'a10.jpg', 'cut.jpg', 'empty.jpg', 'link.jpg', 'noise.png', 'page.jpg', 'png.jpg', 'sub/b.png', 'turned.JPG']);
    expect(sample(dataset, 'turned.JPG')?.facts).toMatchObject({ format: 'jpeg', width: 40, height: 60, orientation: 6 });
    expect(sample(dataset, 'png.jpg')?.facts).toMatchObject({ format: 'png', width: 60, height: 40 });
    // Equal bytes are samples of their own, with the same content hash.
    expect(sample(dataset, 'a2.jpg')?.facts?.hash).toBe(sample(dataset, 'a10.jpg')?.facts?.hash);
    expect(sample(dataset, 'a2.jpg')?.id).not.toBe(sample(dataset, 'a10.jpg')?.id);
    expect(await readFile(join(world.source, 'a2.jpg'))).toEqual(jpeg);
  });

  it.runIf(process.platform === 'linux')('says of names that are not UTF-8 what they are, and lists the rest', async () => {
    await world.put({ 'a.jpg': jpeg, 'sure\ufffd.jpg': jpeg, 'z/b.jpg': jpeg });
    const bad = (name: string): Buffer => Buffer.concat([Buffer.from(`${world.source}/`), Buffer.from(name, 'latin1')]);
    await writeFile(bad('caf\xe9.jpg'), jpeg);
    await writeFile(bad('caf\xe9.doc'), jpeg);
    await mkdir(bad('stra\xdfe'));
    await writeFile(Buffer.concat([bad('stra\xdfe'), Buffer.from('/c.jpg')]), jpeg);
    const { dataset, task } = await world.datasets.create('mine', 'image', null, world.source);
    const info = await world.wait(task);
    expect(world.look(dataset)).toEqual({ 'a.jpg': 'present none', 'sure\ufffd.jpg': 'present none', 'z/b.jpg': 'present none' });
    expect(info.failures.map(({ code, details }) => [code, details?.['name']])).toEqual([['file-name-encoding', 'caf\ufffd.jpg'], ['folder-name-encoding', 'stra\ufffde']]);
    expect(await sync(dataset)).toMatchObject({ added: 0, missing: 0 });
  });

  it('does not list the workspace when it lies inside the folder', async () => {
    await world.put({ 'a.jpg': jpeg });
    await mkdir(join(world.workspaceDir, 'inbox'));
    await writeFile(join(world.workspaceDir, 'inbox/x.jpg'), jpeg);
    const { dataset, task } = await world.datasets.create('mine', 'image', null, world.dir);
    await world.wait(task);
    expect(Object.keys(world.look(dataset))).toEqual(['source/a.jpg']);
  });

  it('goes on after a crash: the file that does it is unreadable, the others are measured', async () => {
    await world.put({ 'a.jpg': jpeg, 'evil.jpg': jpeg, 'z.jpg': other });
    world.pool.before = (_entry, input) => ((input as { paths?: string[] }).paths?.some((p) => p.endsWith('evil.jpg')) ? Promise.reject(new FailureError({ code: 'process-crashed', message: 'gone' })) : Promise.resolve());
    const dataset = await create('image');
    expect(world.look(dataset)).toEqual({ 'a.jpg': 'present none', 'evil.jpg': 'present unreadable', 'z.jpg': 'present none' });
  });

  it('keeps what is listed when cancelled, and measures the rest when the workspace opens again', async () => {
    await world.put(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.jpg`, jpeg])));
    let jobs = 0;
    const { dataset, task } = await world.datasets.create('mine', 'image', null, world.source);
    world.pool.before = () => {
      if (++jobs === 2 && task !== null) world.tasks.cancel(task);
      return Promise.resolve();
    };
    expect((await world.wait(task)).state).toBe('cancelled');
    const unmeasured = Object.values(world.look(dataset)).filter((s) => s === 'present unmeasured').length;
    expect(Object.keys(world.look(dataset)).length).toBe(200);
    expect(unmeasured).toBeGreaterThan(0);
    const [again, ...more] = world.datasets.resume(null);
    expect(more).toEqual([]);
    await world.wait(again ?? null);
    expect(new Set(Object.values(world.look(dataset)))).toEqual(new Set(['present none']));
    expect(world.datasets.resume(null)).toEqual([]);
  });

  it('refuses a folder that is none', async () => {
    await expect(world.datasets.create('x', 'image', null, join(world.dir, 'nowhere'))).rejects.toMatchObject({ failure: { code: 'not-a-folder' } });
    expect(world.drafts).toEqual([]);
  });
});

describe('synchronizing with the source', () => {
  it('does nothing when nothing happened', async () => {
    await world.put({ 'a.jpg': jpeg, 'b.jpg': other });
    const dataset = await create('image');
    const before = world.drafts.length;
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    expect(world.drafts.length).toBe(before);
  });

  it('adds, misses, marks changes, relinks moves, welcomes back', async () => {
    await world.put({ 'stay.jpg': jpeg, 'gone.png': png, 'edit.jpg': jpeg, 'old/m1.jpg': turned, 'old/m2.jpg': other, 'touched.jpg': turned });
    const dataset = await create('image');
    const before = ids(dataset);
    await rm(join(world.source, 'gone.png'));
    await world.put({ 'edit.jpg': other, 'new.png': png.subarray(0, png.length - 3) });
    await touch('edit.jpg');
    await touch('touched.jpg');
    await rename(join(world.source, 'old'), join(world.source, 'renamed'));
    expect(await sync(dataset)).toEqual({ added: 1, missing: 1, changed: 1, moved: 2, back: 0 });
    expect(world.look(dataset)).toEqual({
      'stay.jpg': 'present none', 'gone.png': 'missing none', 'edit.jpg': 'changed none', 'renamed/m1.jpg': 'present none', 'renamed/m2.jpg': 'present none', 'touched.jpg': 'present none', 'new.png': 'present truncated',
    });
    expect(ids(dataset)['renamed/m1.jpg']).toBe(before['old/m1.jpg']);
    expect(ids(dataset)['renamed/m2.jpg']).toBe(before['old/m2.jpg']);
    expect(sample(dataset, 'edit.jpg')?.facts?.hash).toBe(sample(dataset, 'renamed/m2.jpg')?.facts?.hash);
    // A second look finds nothing more.
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    await world.put({ 'gone.png': png });
    expect(await sync(dataset)).toMatchObject({ back: 1, added: 0 });
    expect(world.look(dataset)['gone.png']).toBe('present none');
    expect(await world.datasets.acceptChanged(dataset, Object.values(before), world.commits.command('c'))).toBe(1);
    expect(world.look(dataset)['edit.jpg']).toBe('present none');
  });

  it('keeps twins apart when their folder is renamed', async () => {
    await world.put({ 'x/1.jpg': jpeg, 'x/2.jpg': jpeg, 'y/1.jpg': jpeg });
    const dataset = await create('image');
    const before = ids(dataset);
    await rename(join(world.source, 'x'), join(world.source, 'z'));
    expect(await sync(dataset)).toMatchObject({ moved: 2, missing: 0, added: 0 });
    expect(ids(dataset)).toEqual({ 'z/1.jpg': before['x/1.jpg'], 'z/2.jpg': before['x/2.jpg'], 'y/1.jpg': before['y/1.jpg'] });
  });

  it('renumbered and swapped files keep their samples, also when a new one comes into the gap', async () => {
    await world.put({ '1.jpg': jpeg, '2.png': png, '3.jpg': turned });
    const dataset = await create('image');
    const before = ids(dataset);
    const move = (from: string, to: string): Promise<void> => rename(join(world.source, from), join(world.source, to));
    await move('3.jpg', '33.jpg');
    await move('2.png', '3.jpg');
    await move('1.jpg', '2.png');
    await world.put({ '1.jpg': other });
    await touch('1.jpg');
    expect(await sync(dataset)).toEqual({ added: 1, missing: 0, changed: 0, moved: 3, back: 0 });
    expect(ids(dataset)).toMatchObject({ '33.jpg': before['3.jpg'], '3.jpg': before['2.png'], '2.png': before['1.jpg'] });
    expect(Object.values(before)).not.toContain(ids(dataset)['1.jpg']);
    expect(sample(dataset, '1.jpg')).toMatchObject({ status: 'present', facts: { format: 'jpeg' } });
    // A plain swap.
    await move('33.jpg', 'x');
    await move('2.png', '33.jpg');
    await move('x', '2.png');
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 2, back: 0 });
    expect(ids(dataset)).toMatchObject({ '33.jpg': before['1.jpg'], '2.png': before['3.jpg'] });
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
  });

  it('a file moved over another one: that one is missing, and comes back where it turns up', async () => {
    await world.put({ 'a.jpg': jpeg, 'b.png': png });
    const dataset = await create('image');
    const before = ids(dataset);
    await rename(join(world.source, 'a.jpg'), join(world.source, 'b.png'));
    expect(await sync(dataset)).toEqual({ added: 0, missing: 1, changed: 0, moved: 1, back: 0 });
    const at = (path: string) => (world.samples.get(dataset) ?? []).filter((s) => s.path === path).map((s) => [s.id, s.status]);
    expect(at('b.png')).toEqual([[before['a.jpg'], 'present'], [before['b.png'], 'missing']]);
    // Two samples of one path: a second look changes nothing.
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    await world.put({ 'c.png': png });
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 1, back: 0 });
    expect(at('c.png')).toEqual([[before['b.png'], 'present']]);
  });

  it('a copy over another file is a change of that one', async () => {
    await world.put({ 'a.jpg': jpeg, 'b.jpg': other });
    const dataset = await create('image');
    await world.put({ 'b.jpg': jpeg });
    await touch('b.jpg');
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 1, moved: 0, back: 0 });
  });

  it('files of one size and one time that were swapped are told apart, and not read each time', async () => {
    // As a camera's archive unpacks them: pictures without compression, one time stamp.
    const bmp = (grey: number): Uint8Array => {
      const bytes = Buffer.alloc(54 + 12);
      bytes.write('BM');
      bytes.writeUInt32LE(66, 2);
      bytes.writeUInt32LE(54, 10);
      bytes.writeUInt32LE(40, 14);
      bytes.writeInt32LE(1, 18);
      bytes.writeInt32LE(3, 22);
      bytes.writeUInt16LE(1, 26);
      bytes.writeUInt16LE(24, 28);
      return bytes.fill(grey, 54);
    };
    await world.put({ 'a.bmp': bmp(1), 'b.bmp': bmp(2), 'c.bmp': bmp(3) });
    for (const name of ['a.bmp', 'b.bmp', 'c.bmp']) await touch(name);
    const dataset = await create('image');
    const before = ids(dataset);
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    let read = 0;
    world.pool.before = (_entry, input) => Promise.resolve(void (read += (input as { paths?: string[] }).paths?.length ?? 0));
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    expect(read).toBe(0);
    for (const [from, to] of [['a', 'x'], ['b', 'a'], ['x', 'b']] as const) await rename(join(world.source, `${from}.bmp`), join(world.source, `${to}.bmp`));
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 2, back: 0 });
    expect(ids(dataset)).toEqual({ 'a.bmp': before['b.bmp'], 'b.bmp': before['a.bmp'], 'c.bmp': before['c.bmp'] });
    expect(read).toBe(2);
    // Without what was remembered everything is read again, and nothing else happens.
    await rm(join(world.workspaceDir, 'cache', 'seen'), { recursive: true });
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    expect(read).toBe(5);
  });

  it('a removed sample stays removed when its file is renamed', async () => {
    await world.put({ 'a.jpg': jpeg, 'b.jpg': other });
    const dataset = await create('image');
    await world.datasets.removeSamples(dataset, [ids(dataset)['a.jpg'] as SampleId], world.commits.command('c'));
    await rename(join(world.source, 'a.jpg'), join(world.source, 'z.jpg'));
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    expect(world.look(dataset)).toEqual({ 'z.jpg': 'removed none', 'b.jpg': 'present none' });
  });

  it('relinks a missing sample whose content turns up later', async () => {
    await world.put({ 'a.jpg': jpeg });
    const dataset = await create('image');
    await rm(join(world.source, 'a.jpg'));
    await sync(dataset);
    await world.put({ 'elsewhere/b.jpg': jpeg });
    expect(await sync(dataset)).toMatchObject({ moved: 1, added: 0 });
    expect(world.look(dataset)).toEqual({ 'elsewhere/b.jpg': 'present none' });
  });

  it('calls nothing missing when the folder cannot be found', async () => {
    await world.put({ 'a.jpg': jpeg });
    const dataset = await create('image');
    await rename(world.source, `${world.source}-away`);
    const info = await world.wait(world.datasets.sync(dataset));
    expect([info.state, info.failures[0]?.code]).toEqual(['failed', 'root-missing']);
    expect(world.look(dataset)).toEqual({ 'a.jpg': 'present none' });
    const root = sample(dataset, 'a.jpg')?.root;
    if (!root) throw new Error('no root');
    expect(await world.datasets.relink(root, world.workspaceDir)).toEqual({ found: 0, missing: 1 });
    expect(world.roots.pathOf(root)).toBe(world.source);
    expect(await world.datasets.relink(root, `${world.source}-away`)).toEqual({ found: 1, missing: 0 });
    expect(await sync(dataset)).toMatchObject({ added: 0, missing: 0 });
  });

  it('does not bring removed samples back', async () => {
    await world.put({ 'a.jpg': jpeg, 'b.jpg': other });
    const dataset = await create('image');
    expect(await world.datasets.removeSamples(dataset, [ids(dataset)['a.jpg'] as SampleId], world.commits.command('c'))).toBe(1);
    expect(await sync(dataset)).toMatchObject({ added: 0 });
    expect(world.look(dataset)['a.jpg']).toBe('removed none');
    expect((await stat(join(world.source, 'a.jpg'))).isFile()).toBe(true);
  });
});

describe('texts', () => {
  it('has a sample per line or record, repeated lines counted apart', async () => {
    await world.put({ 'a.txt': '\ufeffone\r\n\r\ntwo\n  \none\n', 'b.csv': 'id,"a, b"\n"multi\nline","say ""hi"""\n,\n' });
    const dataset = await create('text', 'line');
    expect(Object.keys(world.look(dataset))).toEqual(['a.txt:1', 'a.txt:3', 'a.txt:5', 'b.csv:1', 'b.csv:2', 'b.csv:3']);
    const all = (world.samples.get(dataset) ?? []).map((s) => s.id);
    expect(await world.media.texts(dataset, all, 100)).toEqual(['one', 'two', 'one', 'id\ta, b', 'multi\nline\tsay "hi"', '\t']);
    expect(await world.media.texts(dataset, all, 2)).toEqual(['on', 'tw', 'on', 'id', 'mu', '\t']);
    const [one, , again] = world.samples.get(dataset) ?? [];
    expect(one?.facts?.hash).toBe(again?.facts?.hash);
    expect(one?.facts).toMatchObject({ format: 'txt', length: 3 });
  });

  it('texts that were renumbered or swapped keep the samples of their lines, removed ones too', async () => {
    await world.put({ 'a.txt': 'one\ntwo\nthree\n', 'b.txt': 'four\nfive\n', 'c.txt': 'six\n' });
    // One time stamp, as an archive unpacks them.
    for (const name of ['a.txt', 'b.txt', 'c.txt']) await touch(name);
    const dataset = await create('text', 'line');
    const before = ids(dataset);
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    await world.datasets.removeSamples(dataset, [before['a.txt:2'] as SampleId], world.commits.command('c'));
    const move = (from: string, to: string): Promise<void> => rename(join(world.source, from), join(world.source, to));
    await move('a.txt', 'x');
    await move('b.txt', 'a.txt');
    await move('x', 'b.txt');
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 4, back: 0 });
    expect(ids(dataset)).toEqual({ 'b.txt:1': before['a.txt:1'], 'b.txt:2': before['a.txt:2'], 'b.txt:3': before['a.txt:3'], 'a.txt:1': before['b.txt:1'], 'a.txt:2': before['b.txt:2'], 'c.txt:1': before['c.txt:1'] });
    expect(world.look(dataset)['b.txt:2']).toBe('removed none');
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
    // Renumbered, with a new text in the gap.
    await move('c.txt', 'd.txt');
    await move('b.txt', 'c.txt');
    await world.put({ 'b.txt': 'seven\n' });
    await touch('b.txt', 7);
    expect(await sync(dataset)).toEqual({ added: 1, missing: 0, changed: 0, moved: 3, back: 0 });
    expect(ids(dataset)).toMatchObject({ 'c.txt:1': before['a.txt:1'], 'c.txt:3': before['a.txt:3'], 'd.txt:1': before['c.txt:1'] });
    expect(Object.values(before)).not.toContain(ids(dataset)['b.txt:1']);
    // All lines written anew, and the old ones nowhere: changed, as before.
    await world.put({ 'd.txt': 'eight\n' });
    await touch('d.txt', 9);
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 1, moved: 0, back: 0 });
  });

  it('has a sample per file, whatever the encoding', async () => {
    const utf16 = Buffer.from('\ufeffgrüße 🎈', 'utf16le');
    await world.put({ 'u8.txt': 'grüße 🎈', 'u16.txt': utf16, 'latin.txt': Buffer.from('gr\xfc\xdfe', 'latin1'), 'gbk.txt': Buffer.from('c4e3bac3a3acb8c9b7b9', 'hex'), 'russian.txt': Buffer.from('eff0e8e2e5f220ecfb', 'hex'), 'empty.txt': '', 'jpeg.txt': jpeg });
    const dataset = await create('text', 'file');
    expect(world.look(dataset)).toEqual({ 'empty.txt': 'present empty', 'jpeg.txt': 'present disguised', 'latin.txt': 'present none', 'gbk.txt': 'present none', 'russian.txt': 'present encoding', 'u8.txt': 'present none', 'u16.txt': 'present none' });
    expect(['u8.txt', 'u16.txt', 'latin.txt', 'gbk.txt'].map((name) => sample(dataset, name)?.facts?.length)).toEqual([7, 7, 5, 5]);
    const byPath = ids(dataset);
    expect(await world.media.texts(dataset, [byPath['u8.txt'], byPath['u16.txt']] as SampleId[], 7)).toEqual(['grüße 🎈', 'grüße 🎈']);
    // Guessed, and said so; the words that nobody can vouch for show that they cannot be read.
    expect(await world.media.readTexts(dataset, [byPath['u8.txt'], byPath['latin.txt'], byPath['gbk.txt'], byPath['russian.txt']] as SampleId[], 9)).toEqual([{ text: 'grüße 🎈', guessed: null }, { text: 'grüße', guessed: 'windows-1252' }, { text: '你好，干饭', guessed: 'gb18030' }, { text: expect.stringContaining('\ufffd') as string, guessed: null }]);
  });

  it('has a sample per line of a file in GBK, the same as in UTF-8', async () => {
    await world.put({ 'gbk.txt': Buffer.from('c4e3bac30a68690ac0cfcfb8bad3', 'hex'), 'u8.txt': '你好\nhi\n老细河\n' });
    const dataset = await create('text', 'line');
    const all = world.samples.get(dataset) ?? [];
    expect(await world.media.readTexts(dataset, all.map((s) => s.id), 9)).toEqual([{ text: '你好', guessed: 'gb18030' }, { text: 'hi', guessed: null }, { text: '老细河', guessed: 'gb18030' }, ...['你好', 'hi', '老细河'].map((text) => ({ text, guessed: null }))]);
    expect(all.slice(0, 3).map((s) => s.facts?.hash)).toEqual(all.slice(3).map((s) => s.facts?.hash));
    expect(all.map((s) => s.facts?.length)).toEqual([2, 2, 3, 2, 2, 3]);
  });

  it('keeps labels on their lines when lines are put in, changed and taken out', async () => {
    await world.put({ 'a.txt': 'one\ntwo\nthree\nfour\n' });
    const dataset = await create('text', 'line');
    const before = ids(dataset);
    await world.put({ 'a.txt': 'zero\none\nTWO\nthree\n' });
    await touch('a.txt');
    await sync(dataset);
    const after = ids(dataset);
    const now = (n: number) => world.samples.get(dataset)?.find((s) => s.id === before[`a.txt:${n}`]);
    expect([1, 2, 3, 4].map((n) => `${now(n)?.part} ${now(n)?.status}`)).toEqual(['2 present', '3 changed', '4 present', '4 missing']);
    expect(after['a.txt:1']).toBeDefined();
    expect(world.samples.get(dataset)?.length).toBe(5);
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
  });

  it('follows a text file that was renamed', async () => {
    await world.put({ 'a.txt': 'one\ntwo\n' });
    const dataset = await create('text', 'line');
    const before = ids(dataset);
    await rename(join(world.source, 'a.txt'), join(world.source, 'b.txt'));
    expect(await sync(dataset)).toMatchObject({ moved: 2, added: 0, missing: 0 });
    expect(ids(dataset)).toEqual({ 'b.txt:1': before['a.txt:1'], 'b.txt:2': before['a.txt:2'] });
  });
});

describe('dropped files', () => {
  const drop = async (upload: string, name: string, bytes: Uint8Array): Promise<void> => {
    const half = bytes.length >> 1;
    expect(await world.datasets.writeInbox(upload, name, 0, bytes.subarray(0, half), false)).toBe(half);
    expect(await world.datasets.writeInbox(upload, name, half, bytes.subarray(half), true)).toBe(bytes.length);
  };

  it('are copied into the inbox under safe names and added', async () => {
    const { dataset } = await world.datasets.create('dropped', 'image', null, null);
    await drop('u1', '../../etc/evil.jpg', jpeg);
    await drop('u2', 'evil.jpg', other);
    await drop('u3', 'CON.jpg', png);
    await world.wait(await world.datasets.addInbox(dataset, ['u1', 'u2', 'u3']));
    expect(Object.keys(world.look(dataset))).toEqual(['evil.jpg', 'evil (2).jpg', 'file_CON.jpg']);
    expect(await readFile(join(world.workspaceDir, 'inbox/evil.jpg'))).toEqual(jpeg);
    const info = await world.wait(world.datasets.sync(dataset));
    expect(info.outcome).toMatchObject({ added: 0, missing: 0 });
  });

  it('arrive in order and whole, or not at all', async () => {
    await expect(world.datasets.writeInbox('u', 'a.jpg', 5, jpeg, true)).rejects.toMatchObject({ failure: { code: 'bad-upload' } });
    await world.datasets.writeInbox('u', 'a.jpg', 0, jpeg.subarray(0, 10), false);
    await expect(world.datasets.writeInbox('u', 'a.jpg', 20, jpeg, true)).rejects.toMatchObject({ failure: { code: 'bad-upload', details: { expected: 10 } } });
    expect(await world.datasets.writeInbox('u', 'a.jpg', 0, jpeg.subarray(0, 10), false)).toBe(10);
    const { dataset } = await world.datasets.create('dropped', 'image', null, null);
    await drop('whole', 'b.jpg', other);
    await expect(world.datasets.addInbox(dataset, ['whole', 'u'])).rejects.toBeInstanceOf(FailureError);
    // The whole one stays for when the other one is.
    expect(await readdir(join(world.workspaceDir, 'inbox'))).toEqual(['.partial']);
    await expect(world.datasets.writeInbox('../x', 'a.jpg', 0, jpeg, true)).rejects.toMatchObject({ failure: { code: 'bad-upload' } });
  });

  it('that are labels stay together as they lay, inside the inbox whatever their paths say', async () => {
    await drop('u1', 'a.xml', jpeg);
    await drop('u2', 'b.xml', other);
    await drop('u3', 'b.xml', png);
    const folder = await world.datasets.keepLabels([{ upload: 'u1', path: 'voc/Annotations/a.xml' }, { upload: 'u2', path: '../../../b.xml' }, { upload: 'u3', path: '../../../b.xml' }]);
    expect(folder.startsWith(join(world.workspaceDir, 'inbox/labels/'))).toBe(true);
    expect(await readFile(join(folder, 'voc/Annotations/a.xml'))).toEqual(jpeg);
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile());
    expect(files).toHaveLength(3);
    await drop('u4', 'one.json', jpeg);
    expect(basename(await world.datasets.keepLabels([{ upload: 'u4', path: 'one.json' }]))).toBe('one.json');
    await expect(world.datasets.keepLabels([{ upload: 'u4', path: 'one.json' }])).rejects.toMatchObject({ failure: { code: 'bad-upload' } });
  });

  it('go on in another run of the program: what was answered is there, what was not is written over', async () => {
    const inbox = join(world.workspaceDir, 'inbox/.partial');
    await mkdir(inbox, { recursive: true });
    // Left by a run that was killed: ten bytes were answered, a longer piece was not.
    await writeFile(join(inbox, 'cut'), Buffer.concat([jpeg.subarray(0, 10), Buffer.alloc(jpeg.length, 7)]));
    await writeFile(join(inbox, 'whole'), other);
    await expect(world.datasets.writeInbox('gone', 'c.jpg', 10, jpeg.subarray(10), true)).rejects.toMatchObject({ failure: { code: 'bad-upload' } });
    await expect(world.datasets.writeInbox('whole', 'b.jpg', other.length + 1, new Uint8Array(0), true)).rejects.toMatchObject({ failure: { code: 'bad-upload' } });
    expect(await world.datasets.writeInbox('cut', 'a.jpg', 10, jpeg.subarray(10), true)).toBe(jpeg.length);
    expect(await world.datasets.writeInbox('whole', 'b.jpg', other.length, new Uint8Array(0), true)).toBe(other.length);
    const { dataset } = await world.datasets.create('dropped', 'image', null, null);
    await world.wait(await world.datasets.addInbox(dataset, ['cut', 'whole']));
    expect(world.look(dataset)).toEqual({ 'a.jpg': 'present none', 'b.jpg': 'present none' });
    expect(await readFile(join(world.workspaceDir, 'inbox/a.jpg'))).toEqual(jpeg);
    expect(await readdir(inbox)).toEqual([]);
  });

  it('that are given up leave nothing, and neither do those that a kill cut', async () => {
    await drop('u1', 'a.jpg', jpeg);
    await world.datasets.writeInbox('u2', 'b.jpg', 0, jpeg.subarray(0, 10), false);
    await world.datasets.discardInbox(['u1', 'u2', 'unknown']);
    const left = async (): Promise<readonly string[]> => (await readdir(join(world.workspaceDir, 'inbox'), { recursive: true, withFileTypes: true })).filter((e) => e.isFile()).map((e) => e.name);
    expect(await left()).toEqual([]);
    await writeFile(join(world.workspaceDir, 'inbox/.partial/killed'), jpeg);
    await writeFile(join(world.workspaceDir, 'inbox/.partial/lately'), jpeg);
    const before = new Date(Date.now() - 2 * 3_600_000);
    await utimes(join(world.workspaceDir, 'inbox/.partial/killed'), before, before);
    world.datasets.resume(null);
    await expect.poll(left).toEqual(['lately']);
  });
});
