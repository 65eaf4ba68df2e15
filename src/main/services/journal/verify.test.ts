import { describe, expect, it } from 'vitest';
import { encodeBlob } from '../../../shared/events/blob-codec';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef } from '../../../shared/events/envelope';
import { flip, testOptions, verify, DIR } from './damage.testing';
import { createWorkspaceFiles, openJournal } from './index';
import { command, draft } from './journal.testing';

interface World {
  readonly fs: MemoryFileSystem;
  readonly blob: string;
  readonly rows: number;
  /** Log files by age, their seals beside them. */
  readonly logs: readonly { readonly folder: string; readonly file: string; readonly seal: string }[];
}

/** Two process starts, each with a sealed log; the first names a blob. */
async function world(): Promise<World> {
  const fs = new MemoryFileSystem();
  await createWorkspaceFiles(testOptions(fs, { seed: 'create' }));
  const logs: { folder: string; file: string; seal: string }[] = [];
  const encoded = encodeBlob({ kind: 'test', rows: 2, meta: {}, columns: {} });
  if (!encoded.ok) throw new Error(encoded.error.message);
  let ref: BlobRef | null = null;
  for (const seed of ['one', 'two']) {
    const journal = await openJournal(testOptions(fs, { seed }));
    if (!ref) {
      ref = await journal.putBlob(encoded.value, 2);
      await journal.append(command(), [{ type: 'samples.added', base: [], body: { blob: ref } } as unknown as Draft]);
    }
    await journal.append(command(), [draft(1), draft(2)]);
    await journal.close();
    const known = new Set(logs.map((log) => log.folder));
    const folder = (await fs.list(`${DIR}/journal`)).map((entry) => `${DIR}/journal/${entry.name}`).find((path) => /[0-9a-f]{32}$/.test(path) && !known.has(path))!;
    const names = (await fs.list(folder)).map((entry) => entry.name);
    logs.push({ folder, file: `${folder}/${names.find((name) => name.endsWith('.log'))!}`, seal: `${folder}/${names.find((name) => name.endsWith('.seal'))!}` });
  }
  return { fs, logs, rows: 2, blob: `${DIR}/blobs/${ref!.hash.slice(0, 2)}/${ref!.hash}` };
}

/** Codes of the problems and notes after a change, each with what it names. */
async function after(change: (world: World) => Promise<void> | void): Promise<{ readonly codes: readonly string[]; readonly words: string; readonly notes: readonly string[]; readonly world: World }> {
  const made = await world();
  await change(made);
  const report = await verify(made.fs);
  expect(report.ok).toBe(report.problems.length === 0);
  return { codes: report.problems.map((problem) => problem.code), words: report.problems.map((problem) => problem.message).join('\n'), notes: report.notes.map((note) => note.code), world: made };
}

describe('verify', () => {
  it('finds nothing wrong with what is whole, and counts it', async () => {
    const { fs } = await world();
    const report = await verify(fs);
    expect(report).toMatchObject({ ok: true, problems: [], notes: [], counts: { logs: 2, files: 2, events: 5, segments: 2, unsealed: 0, blobs: 1, unnamed: 0 } });
  });

  it('names a damaged log by its file and byte', async () => {
    const { codes, words, world: { logs } } = await after(({ fs, logs: [first] }) => fs.tamper(first!.file, (bytes) => flip(bytes, 8 * (bytes.length - 100))));
    expect(codes).toContain('journal-damaged');
    expect(words).toContain(`Log ${logs[0]!.folder.slice(-32)}, file 1, is damaged at byte`);
  });

  it('names a damaged seal', async () => {
    const { codes, words, world: { logs } } = await after(({ fs, logs: [first] }) => fs.tamper(first!.seal, (bytes) => flip(bytes, 80)));
    expect(codes).toContain('segment-damaged');
    expect(words).toContain(logs[0]!.seal);
  });

  it('names a damaged and a missing blob, with the rows in it, and files that are no blobs', async () => {
    const damaged = await after(({ fs, blob }) => fs.tamper(blob, (bytes) => flip(bytes, 9)));
    expect([damaged.codes, damaged.words.includes(damaged.world.blob), damaged.words.includes('2 rows')]).toEqual([['blob-damaged'], true, true]);
    const missing = await after(({ fs, blob }) => fs.remove(blob));
    expect([missing.codes, missing.words.includes(missing.world.blob), missing.words.includes('2 rows')]).toEqual([['blob-missing'], true, true]);
    const leftover = await after(async ({ fs, blob }) => { await (await fs.open(`${blob}.tmp`, 'create')).close(); });
    expect([leftover.codes, leftover.notes]).toEqual([[], ['blob-leftover']]);
  });

  it('names a log that is gone, by those that follow it and by the summary', async () => {
    const { codes, words, world: { logs } } = await after(({ fs, logs: [first] }) => fs.removeTree(first!.folder));
    expect(codes).toEqual(expect.arrayContaining(['head-missing', 'log-shorter']));
    expect(words).toContain(logs[0]!.folder.slice(-32));
  });

  it('says of a folder that is none, and of a damaged beginning, what it is', async () => {
    expect((await verify(new MemoryFileSystem())).problems.map((problem) => problem.code)).toEqual(['no-workspace']);
    const { codes, words } = await after(({ fs }) => fs.tamper(`${DIR}/journal/genesis.json`, (bytes) => flip(bytes, 80)));
    expect([codes, words.includes('genesis.json')]).toEqual([['workspace-damaged'], true]);
  });
});
