/** How the text files of a dataset are read: headers, encodings, and what becomes of samples when that is changed. */
import { rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEW_READING, PLAIN_READING, type TextReading } from '../../../shared/domain/text-reading';
import type { DatasetId, SampleId } from '../../../shared/kernel/ids';
import { makeWorld, type World } from './world.testing';

let world: World;
beforeEach(async () => void (world = await makeWorld()));
afterEach(() => world.remove());

const create = async (reading?: TextReading, mode: 'line' | 'file' = 'line'): Promise<{ readonly dataset: DatasetId; readonly outcome: object; readonly failures: readonly string[] }> => {
  const { dataset, task } = await world.datasets.create('texts', 'text', mode, world.source, reading);
  const info = await world.wait(task);
  expect(info.state).toBe('done');
  return { dataset, outcome: info.outcome, failures: info.failures.map(({ code }) => code) };
};
const set = async (dataset: DatasetId, reading: TextReading): Promise<object> => {
  const info = await world.wait(await world.datasets.setReading(dataset, reading, world.commits.command('command.read-texts')));
  expect([info.state, info.failures]).toEqual(['done', []]);
  return info.outcome;
};
const sync = async (dataset: DatasetId): Promise<object> => (await world.wait(world.datasets.sync(dataset))).outcome;
const samples = (dataset: DatasetId) => world.samples.get(dataset) ?? [];
const texts = (dataset: DatasetId) => world.media.texts(dataset, samples(dataset).map(({ id }) => id), 100);
let time = 1_000_000;
const change = async (path: string, content: string | Uint8Array): Promise<void> => {
  await writeFile(join(world.source, path), content);
  await utimes(join(world.source, path), ++time, time);
};

const TABLE = 'id,text\n1,ferry\n2,bridge\n';

describe('first rows of tables', () => {
  it('are no samples where they look like names of columns; nothing else is left out', async () => {
    await world.put({ 'a.csv': TABLE, 'b.csv': 'ferry,late\nbridge,closed\n', 'c.txt': 'text\nferry\n' });
    const { dataset, outcome } = await create();
    expect(Object.keys(world.look(dataset))).toEqual(['a.csv:2', 'a.csv:3', 'b.csv:1', 'b.csv:2', 'c.txt:1', 'c.txt:2']);
    expect(await texts(dataset)).toEqual(['1\tferry', '2\tbridge', 'ferry\tlate', 'bridge\tclosed', 'text', 'ferry']);
    expect(outcome).toEqual({ added: 6, headers: 1 });
    expect(world.drafts.map(({ draft }) => draft).find(({ type }) => type === 'dataset.reading-set')?.body).toEqual({ dataset, to: NEW_READING, was: PLAIN_READING });
  });

  it('are samples or not as a person says', async () => {
    await world.put({ 'a.csv': TABLE, 'b.csv': 'ferry,late\nbridge,closed\n' });
    expect(Object.keys(world.look((await create({ header: 'none', encoding: null })).dataset))).toEqual(['a.csv:1', 'a.csv:2', 'a.csv:3', 'b.csv:1', 'b.csv:2']);
    expect(Object.keys(world.look((await create({ header: 'all', encoding: null })).dataset))).toEqual(['a.csv:2', 'a.csv:3', 'b.csv:2']);
  });

  it('stay what they were when the file changes, whatever it looks like then', async () => {
    await world.put({ 'a.csv': TABLE, 'b.csv': 'ferry,late\nbridge,closed\n' });
    const { dataset } = await create();
    const before = Object.fromEntries(samples(dataset).map((s) => [`${s.path}:${s.part}`, s.id]));
    // The header looks like a row now, the row like a header; and the first row behind the header changed.
    await change('a.csv', 'Nr. 7.,5\n1,FERRY\n2,bridge\n');
    await change('b.csv', 'ferry,late\n1,2\n3,4\n');
    expect(await sync(dataset)).toMatchObject({ added: 1, changed: 2, missing: 0 });
    expect(world.look(dataset)).toEqual({ 'a.csv:2': 'changed none', 'a.csv:3': 'present none', 'b.csv:1': 'present none', 'b.csv:2': 'changed none', 'b.csv:3': 'present none' });
    expect(samples(dataset).find((s) => s.path === 'a.csv' && s.part === 2)?.id).toBe(before['a.csv:2']);
    expect(await sync(dataset)).toMatchObject({ added: 0, changed: 0, missing: 0 });
    // The header is gone: what was below it is a sample still.
    await change('a.csv', '1,FERRY\n2,bridge\n');
    expect(await sync(dataset)).toMatchObject({ added: 0, missing: 0 });
    expect(samples(dataset).find((s) => s.path === 'a.csv' && s.part === 1)?.id).toBe(before['a.csv:2']);
  });

  it('of a dataset that was made before are samples, after a synchronization too', async () => {
    await world.put({ 'a.csv': TABLE });
    const { dataset } = await create(PLAIN_READING);
    expect(world.drafts.some(({ draft }) => draft.type === 'dataset.reading-set')).toBe(false);
    await change('a.csv', `${TABLE}3,new\n`);
    await world.put({ 'b.csv': TABLE });
    expect(await sync(dataset)).toMatchObject({ added: 4, changed: 0, missing: 0 });
    expect(Object.keys(world.look(dataset)).sort()).toEqual(['a.csv:1', 'a.csv:2', 'a.csv:3', 'a.csv:4', 'b.csv:1', 'b.csv:2', 'b.csv:3']);
  });

  it('leave and come back when a person changes their mind; ids stay', async () => {
    await world.put({ 'a.csv': TABLE, 'b.csv': 'ferry,late\nbridge,closed\n' });
    const { dataset } = await create(PLAIN_READING);
    const ids = samples(dataset).map(({ id }) => id);
    expect(await set(dataset, { header: 'likely', encoding: null })).toMatchObject({ headers: 1, added: 0, missing: 0, reread: 0 });
    expect(world.look(dataset)).toMatchObject({ 'a.csv:1': 'removed none', 'a.csv:2': 'present none', 'b.csv:1': 'present none' });
    await change('a.csv', `${TABLE}3,new\n`);
    expect(await sync(dataset)).toMatchObject({ added: 1, missing: 0 });
    expect(await set(dataset, { header: 'all', encoding: null })).toMatchObject({ headers: 1 });
    expect(world.look(dataset)).toMatchObject({ 'b.csv:1': 'removed none' });
    expect(await set(dataset, PLAIN_READING)).toMatchObject({ back: 2 });
    expect(world.look(dataset)).toMatchObject({ 'a.csv:1': 'present none', 'b.csv:1': 'present none' });
    expect(samples(dataset).slice(0, ids.length).map(({ id }) => id)).toEqual(ids);
    expect(await world.datasets.setReading(dataset, PLAIN_READING, world.commits.command('c'))).toBeNull();
  });

  it('that were never listed are added when a person says they are samples', async () => {
    await world.put({ 'a.csv': TABLE });
    const { dataset } = await create();
    expect(await set(dataset, PLAIN_READING)).toMatchObject({ added: 1 });
    expect(world.look(dataset)).toEqual({ 'a.csv:2': 'present none', 'a.csv:3': 'present none', 'a.csv:1': 'present none' });
  });
});

describe('another encoding', () => {
  const RUSSIAN = Buffer.from('cff0e8e2e5f20aecfbf8fc0a', 'hex');

  it.each(['line', 'file'] as const)('is read at once and measured anew; samples, ids and lines stay (%s)', async (mode) => {
    await world.put({ 'a.txt': RUSSIAN, 'b.txt': '\ufeffпривет\n' });
    const { dataset, failures } = await create(undefined, mode);
    expect(new Set(failures)).toEqual(new Set(['file-encoding']));
    const before = samples(dataset).map(({ id, path, part, status }) => ({ id, path, part, status }));
    expect(await set(dataset, { header: 'none', encoding: 'windows-1251' })).toMatchObject({ reread: mode === 'line' ? 2 : 1, added: 0, missing: 0 });
    expect(await texts(dataset)).toEqual(mode === 'line' ? ['Привет', 'мышь', 'привет'] : ['Привет\nмышь\n', 'привет\n']);
    expect(samples(dataset).map(({ id, path, part, status }) => ({ id, path, part, status }))).toEqual(before);
    expect(samples(dataset).map(({ facts }) => [facts?.problem, facts?.length])).toEqual(mode === 'line' ? [['none', 6], ['none', 4], ['none', 6]] : [['none', 12], ['none', 7]]);
    expect(await sync(dataset)).toMatchObject({ added: 0, changed: 0, missing: 0 });
    // And back again: as if nothing had been.
    await set(dataset, PLAIN_READING);
    expect(samples(dataset).map(({ facts }) => facts?.problem)).toEqual(mode === 'line' ? ['encoding', 'encoding', 'none'] : ['encoding', 'none']);
  });

  it('of a new dataset holds from the first line on, and is no guess any more', async () => {
    await world.put({ 'a.txt': Buffer.from('gr\xfc\xdfe', 'latin1') });
    const { dataset } = await create({ header: 'none', encoding: 'windows-1250' });
    expect(await world.media.readTexts(dataset, samples(dataset).map(({ id }) => id), 9)).toEqual([{ text: 'grüße', guessed: null }]);
    const plain = (await create()).dataset;
    expect(await world.media.readTexts(plain, samples(plain).map(({ id }) => id), 9)).toEqual([{ text: 'grüße', guessed: 'windows-1252' }]);
  });

  it('that hides lines marks them missing, never silently, and brings them back', async () => {
    await world.put({ 'a.txt': 'one\ntwo\n' });
    const { dataset } = await create();
    const ids = samples(dataset).map(({ id }) => id);
    expect(await set(dataset, { header: 'none', encoding: 'utf-16le' })).toMatchObject({ missing: 1 });
    expect(await set(dataset, PLAIN_READING)).toMatchObject({ back: 1 });
    expect(world.look(dataset)).toEqual({ 'a.txt:1': 'present none', 'a.txt:2': 'present none' });
    expect(samples(dataset).map(({ id }) => id)).toEqual(ids);
    expect(await texts(dataset)).toEqual(['one', 'two']);
  });

  it('is tried before it is taken', async () => {
    await world.put({ 'a.txt': RUSSIAN, 'b.csv': TABLE, 'plain.txt': 'one\n', 'empty.txt': '', 'pic.txt': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2) });
    const { signal } = new AbortController();
    const first = await world.datasets.previewFolder(world.source, 'line', NEW_READING, signal);
    expect(first).toEqual({ looked: 3, tables: 1, headers: 1, files: [
      { name: 'a.txt', encoding: 'utf-8', by: 'bytes', valid: false, header: null, rows: [expect.stringContaining('\ufffd'), expect.stringContaining('\ufffd')] },
      { name: 'b.csv', encoding: 'utf-8', by: 'bytes', valid: true, header: true, rows: ['id\ttext', '1\tferry', '2\tbridge'] },
      { name: 'plain.txt', encoding: 'utf-8', by: 'bytes', valid: true, header: null, rows: ['one'] },
    ] });
    const chosen = await world.datasets.previewFolder(world.source, 'file', { header: 'none', encoding: 'windows-1251' }, signal);
    expect(chosen.files.find(({ name }) => name === 'a.txt')).toEqual({ name: 'a.txt', encoding: 'windows-1251', by: 'choice', valid: true, header: null, rows: ['Привет', 'мышь'] });
    const { dataset } = await create();
    expect((await world.datasets.previewDataset(dataset, { header: 'all', encoding: 'koi8-r' })).files[0]).toMatchObject({ name: 'a.txt', encoding: 'koi8-r', valid: true });
  });
});

describe('files without lines', () => {
  const binary = Uint8Array.of(1, 0, 2, 0, 0, 0, 3, 10, 4);

  it('stay listed with the reason', async () => {
    await world.put({ 'a.txt': 'one\n', 'blank.txt': ' \n\n\t\n', 'empty.txt': '', 'empty.csv': '', 'names.csv': 'id,text\n', 'picture.txt': binary });
    const { dataset, failures } = await create({ header: 'all', encoding: null });
    expect(world.look(dataset)).toEqual({ 'a.txt:1': 'present none', 'blank.txt': 'present empty', 'empty.csv': 'present empty', 'empty.txt': 'present empty', 'names.csv': 'present empty', 'picture.txt': 'present disguised' });
    expect([...failures].sort()).toEqual(['file-disguised', 'file-empty', 'file-empty', 'file-empty', 'file-empty']);
    expect(await sync(dataset)).toEqual({ added: 0, missing: 0, changed: 0, moved: 0, back: 0 });
  });

  it('follow their file: filled, they become its first line; still empty, they stay; gone, they are missing', async () => {
    await world.put({ 'empty.txt': '', 'still.txt': '', 'gone.txt': '' });
    const { dataset } = await create();
    const ids = Object.fromEntries(samples(dataset).map((s): [string, SampleId] => [s.path, s.id]));
    await change('empty.txt', 'one\ntwo\n');
    await change('still.txt', '\n');
    await rm(join(world.source, 'gone.txt'));
    expect(await sync(dataset)).toMatchObject({ changed: 1, added: 1, missing: 1 });
    expect(world.look(dataset)).toEqual({ 'empty.txt:1': 'changed none', 'empty.txt:2': 'present none', 'still.txt': 'present empty', 'gone.txt': 'missing empty' });
    expect(samples(dataset).find((s) => s.path === 'empty.txt' && s.part === 1)?.id).toBe(ids['empty.txt']);
    expect(await sync(dataset)).toMatchObject({ changed: 0, added: 0, missing: 0 });
  });
});
