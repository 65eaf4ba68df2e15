/** Bytes cut off, bits flipped, files gone: never a wrong answer, never a silent loss. In full: damage.long.test.ts. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { nodeSha256 } from '../../adapters/sha256-node';
import { copyOf, cutEverywhere, DIR, flip, flipEverywhere, flipSealed, prefixOf, sample, spoilSeal, testOptions, verify, type Sample } from './damage.testing';
import { createWorkspaceFiles, openJournal } from './index';
import { allEntries, command, draft } from './journal.testing';

describe('a log of many files', () => {
  it('is read file by file, each once: the bytes of those before are let go', async () => {
    const fs = new MemoryFileSystem();
    await createWorkspaceFiles(testOptions(fs, { seed: 'create' }));
    const journal = await openJournal(testOptions(fs, { seed: 'write' }));
    for (let n = 0; n < 8; n++) await journal.append(command(), Array.from({ length: 140 }, (_, i) => draft(140 * n + i, 'f'.repeat(16_000))));
    await journal.close();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const given: WeakRef<Uint8Array>[] = [];
    const alive: number[] = [];
    const read = fs.read.bind(fs);
    fs.read = async (path) => {
      if (!path.endsWith('.log')) return read(path);
      // References made in this turn would be kept till its end.
      await new Promise(setImmediate);
      collect();
      alive.push(given.filter((bytes) => bytes.deref() !== undefined).length);
      const bytes = await read(path);
      given.push(new WeakRef(bytes));
      return bytes;
    };
    const again = await openJournal(testOptions(fs, { seed: 'again', readOnly: true, readAll: true }));
    expect([...again.heads().values()].map((head) => head.seq)).toEqual([8 * 140]);
    expect(given).toHaveLength(8);
    expect(Math.max(...alive)).toBeLessThanOrEqual(1);
  });
});

describe('a journal that a killed program left', () => {
  it('cut at every byte: the events before the cut, the rest kept aside and told', async () => {
    expect((await cutEverywhere(8)).cuts).toBeGreaterThan(3000);
  });

  it('with zeros instead of its end: the same', async () => {
    const whole = await sample(false);
    const length = (await whole.fs.read(whole.file)).length;
    for (let at = 0; at < length; at += 7) {
      const { fs, file, lines } = await copyOf(whole);
      fs.tamper(file, (bytes) => bytes.fill(0, at));
      const result = await prefixOf(fs, lines);
      expect(result.events).toBeLessThan(lines.length);
      expect(result.told.length).toBe(1);
    }
  });

  it('a bit of every byte flipped: never another event, always told', async () => {
    // 13 and 8 have no common divisor: every position in the byte comes along.
    const { flips, damaged } = await flipEverywhere(13, 8);
    expect(flips).toBeGreaterThan(2000);
    expect(damaged).toBeGreaterThan(100);
  });

  it('whole events behind damage are counted, copied once, and the file stays as it is', async () => {
    const one = await copyOf(await sample(false));
    const before = await one.fs.read(one.file);
    // Inside the second event: one is read, four are behind.
    const place = Buffer.from(before).indexOf(one.lines[1]!) + 20;
    one.fs.tamper(one.file, (bytes) => flip(bytes, place * 8));
    const spoilt = await one.fs.read(one.file);
    const report = await verify(one.fs);
    expect(report.problems).toMatchObject([{ code: 'journal-damaged', details: { readable: 4 } }]);
    expect(report.problems[0]!.message).toContain('can still be read: 4');
    for (const round of ['first', 'again', 'without summary']) {
      if (round === 'without summary') await one.fs.removeTree(`${DIR}/journal/heads`);
      const journal = await openJournal(testOptions(one.fs, { seed: round }));
      expect([round, journal.recovered.length, (await allEntries(journal)).length]).toEqual([round, 1, 1]);
      const { kept } = journal.recovered[0]!.details as { readonly kept: string };
      expect(journal.recovered[0]!.message).toContain(kept);
      expect(Buffer.from(await one.fs.read(kept)).toString().trimEnd().split('\n').map((line) => JSON.stringify(JSON.parse(line)))).toEqual(one.lines.slice(2));
      await journal.close();
    }
    expect((await one.fs.list(`${DIR}/quarantine`)).length).toBe(1);
    expect(await one.fs.read(one.file)).toEqual(spoilt);
  });

  it('a power cut that lets the end of the last group arrive and not its beginning: cut once, then quiet', async () => {
    const one = await copyOf(await sample(false));
    // The last call wrote two events with one flush; the first of them became zeros.
    const all = await one.fs.read(one.file);
    const place = Buffer.from(all).indexOf(one.lines[4]!);
    one.fs.tamper(one.file, (bytes) => bytes.fill(0, place, place + 200));
    expect((await verify(one.fs)).problems).toEqual([]);
    expect(await prefixOf(one.fs, one.lines)).toEqual({ events: 4, told: ['journal-tail-cut'], next: true });
    const again = await openJournal(testOptions(one.fs, { seed: 'quiet' }));
    expect(again.recovered).toEqual([]);
    await again.close();
  });
});

describe('a sealed segment', () => {
  it('bits of the file flipped: found by verify, and by reading', async () => {
    expect(await flipSealed(35)).toBeGreaterThan(800);
  });

  it('bits of the seal flipped, and cut: found by verify, no event lost', async () => {
    expect(await spoilSeal(9)).toBeGreaterThan(700);
  });

  it('a missing log, file, blob or seal is named', async () => {
    const codes = async (change: (s: Sample) => Promise<void>): Promise<readonly string[]> => {
      const one = await copyOf(await sample(true));
      await change(one);
      const journal = await openJournal(testOptions(one.fs, { seed: 'look', readOnly: true }));
      await allEntries(journal);
      return [...(await verify(one.fs)).problems.map((problem) => problem.code), '|', ...journal.recovered.map((failure) => failure.code)];
    };
    expect(await codes(() => Promise.resolve())).toEqual(['|']);
    expect(await codes((s) => s.fs.removeTree(`${DIR}/journal/${s.log}`))).toEqual(['log-shorter', '|', 'journal-log-missing']);
    expect(await codes((s) => s.fs.remove(s.file))).toEqual(['journal-damaged', 'segment-damaged', 'log-shorter', '|', 'journal-damaged']);
    expect(await codes((s) => s.fs.remove(`${DIR}/labelwright.json`).then(() => s.fs.open(`${DIR}/labelwright.json`, 'create')).then(() => undefined))).toEqual(['|']);
  });
});

describe('summaries of logs', () => {
  it('deleted, cut or damaged: the same events, only slower', async () => {
    const { fs, lines } = await sample(true);
    const head = (await fs.list(`${DIR}/journal/heads`)).map((entry) => `${DIR}/journal/heads/${entry.name}`);
    expect(head.length).toBe(1);
    const whole = await fs.read(head[0]!);
    for (let at = 0; at <= whole.length; at += 3) {
      fs.tamper(head[0]!, () => (at % 2 === 0 ? whole.slice(0, at) : flip(whole.slice(), at * 8 - 1)));
      const journal = await openJournal(testOptions(fs, { seed: 'look', readOnly: true }));
      expect((await allEntries(journal)).length).toBe(lines.length);
      expect(journal.recovered).toEqual([]);
    }
  });

  it('let 5,000 process starts open by touching a handful of files', async () => {
    const fs = new MemoryFileSystem();
    await createWorkspaceFiles(testOptions(fs, { seed: 'create' }));
    const starts = 5000;
    // Real starts for the first and last ones; the many between are copies of the summary's work: append, close.
    for (let i = 0; i < 300; i++) {
      const journal = await openJournal(testOptions(fs, { seed: `start-${i}` }));
      await journal.append(command(), [draft(i)]);
      await journal.close();
    }
    const { HeadsStore } = await import('./heads-store');
    const { readWorkspaceFile } = await import('./workspace');
    const workspace = await readWorkspaceFile(fs, nodeSha256, DIR);
    if (!workspace.ok) throw new Error(workspace.error.message);
    const store = new HeadsStore(fs, nodeSha256, `${DIR}/journal/heads`, workspace.value.project);
    const known = [...(await store.load()).logs.values()];
    expect(known.length).toBe(300);
    const more = Array.from({ length: starts - known.length }, (_, i) => ({ ...known[0]!, log: (i + 1).toString(16).padStart(32, '0') as (typeof known)[0]['log'] }));
    for (const log of more) await fs.makeDir(`${DIR}/journal/${log.log}`);
    await store.save([...known, ...more]);
    fs.touched.clear();
    const began = process.hrtime.bigint();
    const journal = await openJournal(testOptions(fs, { seed: 'last' }));
    const ms = Number(process.hrtime.bigint() - began) / 1e6;
    expect(journal.heads().size).toBe(starts);
    expect(journal.recovered).toEqual([]);
    expect(fs.touched.size).toBeLessThan(10);
    console.info(`opening after ${starts} process starts: ${ms.toFixed(0)} ms, ${fs.touched.size} files read`);
    await journal.close();
  });
});
