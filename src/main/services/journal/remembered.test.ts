/** A workspace folder that was put back to an earlier state, copied, or taken away, as this computer sees it. */
import { describe, expect, it } from 'vitest';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { createWorkspaceFiles, openJournal, type Journal } from './index';
import { command, draft, fakeProcesses, numbersIn, testOptions } from './journal.testing';
import { paths } from './layout';

let starts = 0;
const open = (fs: MemoryFileSystem, dir = '/w', more: Parameters<typeof testOptions>[2] = {}): Promise<Journal> => openJournal(testOptions(fs, dir, { seed: `r-${++starts}`, processes: fakeProcesses(starts), dataDir: '/data', ...more }));
const told = (journal: Journal): readonly string[] => journal.recovered.map((failure) => failure.code);

async function copyTree(fs: MemoryFileSystem, from: string, to: string): Promise<void> {
  await fs.removeTree(to);
  await fs.makeDir(to);
  for (const entry of await fs.list(from)) {
    if (entry.kind === 'folder') await copyTree(fs, `${from}/${entry.name}`, `${to}/${entry.name}`);
    else {
      const file = await fs.open(`${to}/${entry.name}`, 'create');
      await file.write(await fs.read(`${from}/${entry.name}`), 0);
    }
  }
}

/** Starts that append `counts[i]` events each, with a backup of the folder after the first. */
async function world(...counts: readonly number[]): Promise<MemoryFileSystem> {
  const fs = new MemoryFileSystem();
  await createWorkspaceFiles(testOptions(fs, '/w', { seed: 'make' }));
  let n = 0;
  for (const [i, count] of counts.entries()) {
    const journal = await open(fs);
    expect(told(journal)).toEqual([]);
    for (let k = 0; k < count; k++) await journal.append(command(), [draft(++n)]);
    await journal.close();
    if (i === 0) await copyTree(fs, '/w', '/backup');
  }
  return fs;
}

describe('a workspace folder put back to an earlier state', () => {
  it('is told once: how many events are missing and since when; nothing is refused and no log forks', async () => {
    const fs = await world(2, 3, 4);
    await copyTree(fs, '/backup', '/w');
    const journal = await open(fs);
    expect(journal.recovered).toMatchObject([{ code: 'workspace-rolled-back', details: { events: 7, logs: 2, until: '2023-11-14 22:13 UTC', had: '2023-11-14 22:13 UTC' } }]);
    expect(journal.recovered[0]!.message).toContain('7 events');
    expect(journal.readOnly).toBe(false);
    const before = new Set(journal.heads().keys());
    const [entry] = await journal.append(command(), [draft(50)]);
    expect(before.has(entry!.event.log)).toBe(false);
    expect(entry!.event.seq).toBe(1);
    await journal.close();
    const again = await open(fs);
    expect([told(again), await numbersIn(again)]).toEqual([[], [1, 2, 50]]);
    await again.close();
  });

  it('is told again when the program was killed before anybody could have read it', async () => {
    const fs = await world(2, 3);
    await copyTree(fs, '/backup', '/w');
    const first = await open(fs);
    expect(told(first)).toEqual(['workspace-rolled-back']);
    await first.append(command(), [draft(60)]);
    const left = fs.kill();
    const second = await open(left);
    expect(second.recovered).toMatchObject([{ code: 'workspace-rolled-back', details: { events: 3 } }]);
    await second.close();
    const third = await open(left);
    expect(told(third)).toEqual([]);
    await third.close();
  });

  it('is told to who only reads, too', async () => {
    const fs = await world(1, 1);
    await copyTree(fs, '/backup', '/w');
    for (let round = 0; round < 2; round++) expect(told(await open(fs, '/w', { readOnly: true }))).toEqual(['workspace-rolled-back']);
  });

  it('a log that is shorter than it was seen is noticed, although the log itself looks whole', async () => {
    const fs = await world(1);
    const journal = await open(fs, '/w', { idleSealMs: 1e9 });
    const [one] = await journal.append(command(), [draft(10)]);
    const file = paths.file('/w', one!.event.log, 1);
    const short = await fs.read(file);
    await journal.append(command(), [draft(11)]);
    await journal.close();
    // As a disk does that said "flushed" and had not: the file without its last event, and neither seal nor summary.
    for (const entry of await fs.list(paths.log('/w', one!.event.log))) if (entry.name.endsWith('.seal')) await fs.remove(`${paths.log('/w', one!.event.log)}/${entry.name}`);
    fs.tamper(file, () => short);
    await fs.removeTree(paths.heads('/w'));
    const again = await open(fs);
    expect(again.recovered).toMatchObject([{ code: 'workspace-rolled-back', details: { events: 1, logs: 1 } }]);
    await again.close();
  });

  it('a log that ends with another event of the same number is named', async () => {
    const fs = await world(1);
    const journal = await open(fs);
    const [one] = await journal.append(command(), [draft(10)]);
    await journal.close();
    await copyTree(fs, '/w', '/other');
    // Somebody else's continuation: the remembered head is made to name another event.
    const folder = (await fs.list('/data/heads')).map((entry) => `/data/heads/${entry.name}`)[0]!;
    const place = `${folder}/${(await fs.list(folder))[0]!.name}`;
    await fs.removeTree(place);
    const { HeadsStore } = await import('./heads-store');
    const { nodeSha256 } = await import('../../adapters/sha256-node');
    const store = new HeadsStore(fs, nodeSha256, place, journal.project);
    const state = (await new HeadsStore(fs, nodeSha256, paths.heads('/w'), journal.project).load()).logs.get(one!.event.log)!;
    await store.save([{ ...state, last: { ...state.last!, id: 'f'.repeat(64) as never } }]);
    const again = await open(fs);
    expect(told(again)).toEqual(['workspace-rewritten']);
    await again.close();
  });
});

describe('what is no alarm', () => {
  it('a copy elsewhere: another place, another device, nothing missing', async () => {
    const fs = await world(2, 3);
    const original = await open(fs);
    const [mine] = await original.append(command(), [draft(70)]);
    await original.close();
    await copyTree(fs, '/backup', '/copy');
    const copy = await open(fs, '/copy');
    expect(told(copy)).toEqual([]);
    const [theirs] = await copy.append(command(), [draft(71)]);
    expect(theirs!.event.device).not.toBe(mine!.event.device);
    expect(theirs!.event.log).not.toBe(mine!.event.log);
    await copy.close();
  });

  it('damage, which is told as damage; a log that is missing, which the summary tells; a killed program', async () => {
    const damaged = await world(2, 3);
    const log = (await damaged.list('/w/journal')).map((entry) => entry.name).find((name) => /^[0-9a-f]{32}$/.test(name))!;
    damaged.tamper(paths.file('/w', log as never, 1), (bytes) => bytes.fill(0, 700, 720));
    await damaged.removeTree(paths.heads('/w'));
    expect(told(await open(damaged))).toEqual(['journal-damaged']);
    const missing = await world(2, 3);
    await missing.removeTree(`/w/journal/${(await missing.list('/w/journal')).map((entry) => entry.name).find((name) => /^[0-9a-f]{32}$/.test(name))!}`);
    expect(told(await open(missing))).toEqual(['journal-log-missing']);
    const killed = await world(1);
    const journal = await open(killed);
    await journal.append(command(), [draft(9)]);
    expect(told(await open(killed.kill()))).toEqual([]);
  });

  it('an application-data folder that is empty, damaged or cannot be written', async () => {
    const fs = await world(2, 3);
    await fs.removeTree('/data');
    await copyTree(fs, '/backup', '/w');
    const forgotten = await open(fs);
    expect(told(forgotten)).toEqual([]);
    fs.options = { fault: (op) => (op.path.startsWith('/data') ? { error: 'EROFS' } : null) };
    await forgotten.append(command(), [draft(80)]);
    await forgotten.close();
    const again = await open(fs);
    expect([told(again), await numbersIn(again)]).toEqual([[], [1, 2, 80]]);
    await again.close();
  });
});

it('thousands of starts are remembered in few bytes per start', async () => {
  const fs = new MemoryFileSystem();
  await createWorkspaceFiles(testOptions(fs, '/w', { seed: 'make' }));
  for (let i = 0; i < 200; i++) {
    const journal = await open(fs);
    await journal.append(command(), [draft(i)]);
    await journal.close();
  }
  const folder = `/data/heads/${(await fs.list('/data/heads'))[0]!.name}`;
  const place = `${folder}/${(await fs.list(folder))[0]!.name}`;
  let bytes = 0;
  for (const file of await fs.list(place)) bytes += (await fs.stat(`${place}/${file.name}`))!.size;
  expect(bytes / 200).toBeLessThan(2000);
});
