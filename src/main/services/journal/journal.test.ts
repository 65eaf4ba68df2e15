import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../adapters/fs-node';
import { createJournal, openJournal } from './index';
import { allEntries, command, draft, fakeProcesses, numbersIn, testOptions } from './journal.testing';

let dir: string;
beforeEach(async () => { dir = await realpath(await mkdtemp(join(tmpdir(), 'labelwright-journal-'))); });
afterEach(() => rm(dir, { recursive: true, force: true }));

const options = (seed: string) => testOptions(nodeFileSystem, `${dir}/w`, { seed });

describe('journal', () => {
  it('gives back what was appended, in order, after closing and opening', async () => {
    const first = await createJournal({ ...options('1'), name: 'Birds' });
    const entries = await first.append(command(), [draft(1), draft(2)]);
    expect(entries.map((entry) => [entry.event.seq, entry.event.lamport])).toEqual([[2, 2], [3, 3]]);
    const head = first.headsHash();
    expect(await first.readAt(entries[1]!.at)).toEqual(entries[1]!.event);
    await first.close();

    const second = await openJournal(options('2'));
    expect(second.recovered).toEqual([]);
    expect(second.project).toBe(first.project);
    expect(second.headsHash()).toBe(head);
    const more = await second.append(command(), [draft(3)]);
    expect(more[0]!.event).toMatchObject({ seq: 1, lamport: 4 });
    expect(await numbersIn(second)).toEqual([1, 2, 3]);
    const all = await allEntries(second);
    expect(all[0]!.event).toMatchObject({ type: 'project.named', body: { name: 'Birds', was: '' } });
    for (const entry of all) expect(await second.readAt(entry.at)).toEqual(entry.event);
    expect((await allEntries(second, first.heads())).map((entry) => entry.event.id)).toEqual([more[0]!.event.id]);
    expect(await allEntries(second, second.heads())).toEqual([]);
    await second.close();
  });

  it('keeps the order of calls that share a flush', async () => {
    const journal = await createJournal({ ...options('1'), name: 'x' });
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => journal.append(command(), [draft(2 * i), draft(2 * i + 1)])));
    expect(answers.flat().map((entry) => entry.event.seq)).toEqual(Array.from({ length: 400 }, (_, i) => i + 2));
    expect(await numbersIn(journal)).toEqual(Array.from({ length: 400 }, (_, i) => i));
    await journal.close();
    await expect(journal.append(command(), [draft(1)])).rejects.toMatchObject({ failure: { code: 'journal-closed' } });
  });

  it('a call begins in a file that it fits into; only one that is larger than a file takes several', async () => {
    const journal = await createJournal({ ...options('1'), name: 'x' });
    // A file of 4 MiB holds about 250 of these.
    const call = (from: number, count: number) => journal.append(command(), Array.from({ length: count }, (_, i) => draft(from + i, 'f'.repeat(16_000))));
    const places = (await Promise.all([call(0, 200), call(1000, 100), call(2000, 300), call(3000, 1)])).map((entries) => [...new Set(entries.map(({ at }) => journal.fileName(at.file).slice(33)))]);
    expect(places).toEqual([['1'], ['2'], ['3', '4'], ['4']]);
    expect(await numbersIn(journal)).toHaveLength(601);
    await journal.close();
  });

  it('rolls to a new file and keeps names of files over openings', async () => {
    const journal = await createJournal({ ...options('1'), name: 'x' });
    const filler = 'f'.repeat(16_000);
    for (let i = 0; i < 300; i += 50) await journal.append(command(), Array.from({ length: 50 }, (_, k) => draft(i + k, filler)));
    const before = await allEntries(journal);
    const names = before.map((entry) => journal.fileName(entry.at.file));
    expect(new Set(names).size).toBe(2);
    await journal.close();
    const again = await openJournal(options('2'));
    const after = await allEntries(again);
    expect(after.map((entry) => [again.fileName(entry.at.file), entry.at.position])).toEqual(before.map((entry, i) => [names[i], entry.at.position]));
    expect(again.fileNumber(names[0]!)).toBe(after[0]!.at.file);
    expect(again.fileNumber(`${'0'.repeat(32)}/1`)).toBeNull();
    await again.close();
  });

  it('refuses an event that is too large or has no canonical form, and goes on', async () => {
    const journal = await createJournal({ ...options('1'), name: 'x' });
    await expect(journal.append(command(), [draft(1), draft(2, 'f'.repeat(17_000))])).rejects.toMatchObject({ failure: { code: 'event-too-large' } });
    await expect(journal.append(command(), [draft(1, '\ud800')])).rejects.toMatchObject({ failure: { code: 'not-canonical' } });
    const [entry] = await journal.append(command(), [draft(3)]);
    expect(entry!.event.seq).toBe(2);
    expect(await numbersIn(journal)).toEqual([3]);
    await journal.close();
  });

  it('a second instance reads only, says who has it, and sees what the first saved', async () => {
    const journal = await createJournal({ ...options('1'), name: 'x' });
    await journal.append(command(), [draft(1)]);
    const other = await openJournal({ ...options('2'), processes: fakeProcesses(2, new Map([[1, 'now']])) });
    expect(other.readOnlyReason).toMatchObject({ code: 'workspace-in-use', details: { pid: 1 } });
    expect(await numbersIn(other)).toEqual([1]);
    await expect(other.append(command(), [draft(2)])).rejects.toMatchObject({ failure: { code: 'workspace-in-use' } });
    await other.close();
    await journal.append(command(), [draft(3)]);
    await journal.close();
    const third = await openJournal({ ...options('3'), processes: fakeProcesses(2) });
    expect(third.readOnly).toBe(false);
    await third.close();
  });

  it('takes over the lock of a process that is gone, also when its number lives again', async () => {
    const gone = await createJournal({ ...options('1'), name: 'x' });
    const other = await openJournal({ ...options('2'), processes: fakeProcesses(2, new Map([[1, 'later']])) });
    expect(other.readOnly).toBe(false);
    await other.close();
    // A process that is really gone keeps no file open; this one plays it only.
    await gone.close();
  });

  it('stores blobs once and checks them when read', async () => {
    const journal = await createJournal({ ...options('1'), name: 'x' });
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i);
    const [a, b] = await Promise.all([journal.putBlob(bytes, 5), journal.putBlob(bytes, 5)]);
    expect(a).toEqual(b);
    expect(await journal.readBlob(a)).toEqual(bytes);
    const path = `${dir}/w/blobs/${a.hash.slice(0, 2)}/${a.hash}`;
    await nodeFileSystem.remove(path);
    await expect(journal.readBlob(a)).rejects.toMatchObject({ failure: { code: 'blob-missing' } });
    await journal.close();
  });
});
