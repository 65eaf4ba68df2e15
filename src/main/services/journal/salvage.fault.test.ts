/** Events behind damage come back: each once, in their old place, whatever happens meanwhile. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEvents } from '../../../shared/kernel/lamport';
import { CrashError, MemoryFileSystem } from '../../adapters/fs-memory';
import { seeded } from '../../adapters/fs-memory/seeded.testing';
import { copyOf, DIR, flip, sample, testOptions, verify, type Sample } from './damage.testing';
import { createWorkspaceFiles, openJournal, type Journal } from './index';
import { allEntries, command, draft } from './journal.testing';
import { paths } from './layout';

const ids = async (journal: Journal): Promise<string[]> => (await allEntries(journal)).map((entry) => JSON.stringify(entry.event)).filter((line) => !line.includes('"type":"journal.salvaged"'));

async function reopened(fs: MemoryFileSystem, seed: string): Promise<{ readonly events: readonly string[]; readonly back: number; readonly told: readonly string[]; readonly records: number }> {
  const journal = await openJournal(testOptions(fs, { seed }));
  const back = await journal.salvage();
  const events = await ids(journal);
  for (const entry of await allEntries(journal)) expect(await journal.readAt(entry.at)).toEqual(entry.event);
  const told = journal.recovered.map((failure) => failure.code);
  const records = (await allEntries(journal)).filter((entry) => entry.event.type === 'journal.salvaged').length;
  await journal.close();
  return { events, back, told, records };
}

/** A killed program's log with the `n`th event spoilt, by a bit in its line. */
async function spoilt(n: number): Promise<Sample> {
  const one = await copyOf(await sample(false));
  const place = Buffer.from(await one.fs.read(one.file)).indexOf(one.lines[n]!) + 20;
  one.fs.tamper(one.file, (bytes) => flip(bytes, place * 8));
  return one;
}

describe('events behind damage', () => {
  it('come back once, in their place, and are told; the file stays as it is', async () => {
    for (let n = 0; n < 5; n++) {
      // The last group of a killed process cannot be told from an unfinished append.
      if (n === 4) continue;
      const one = await spoilt(n);
      const damaged = await one.fs.read(one.file);
      const rest = one.lines.filter((_, i) => i !== n);
      expect((await verify(one.fs)).notes.map((note) => note.code)).toEqual(['salvage-possible']);
      const first = await reopened(one.fs, 'first');
      expect([n, first]).toEqual([n, { events: rest, back: 5 - n, told: ['journal-damaged', 'journal-salvaged'], records: 1 }]);
      const report = await verify(one.fs);
      expect([report.problems.map((p) => p.code), report.notes.map((note) => note.code)]).toEqual([['damage-known'], expect.arrayContaining(['journal-salvaged'])]);
      expect(report.counts).toMatchObject({ events: n + 1, salvaged: 5 - n, known: 1 });
      // Again, also without summaries: the same events, nothing said a third time, nobody told twice.
      for (const round of ['again', 'without summary', 'all read']) {
        if (round === 'without summary') await one.fs.removeTree(paths.heads(DIR));
        expect([round, await reopened(one.fs, round)]).toEqual([round, { events: rest, back: 0, told: [], records: 1 }]);
      }
      expect(await one.fs.read(one.file)).toEqual(damaged);
    }
  });

  it('stay where they were when the file can be read again: nothing twice', async () => {
    const one = await copyOf(await sample(false));
    const intact = await one.fs.read(one.file);
    one.fs.tamper(one.file, (bytes) => flip(bytes, 8 * (Buffer.from(bytes).indexOf(one.lines[1]!) + 20)));
    expect((await reopened(one.fs, 'first')).back).toBe(4);
    // The sector came back.
    one.fs.tamper(one.file, () => intact.slice());
    await one.fs.removeTree(paths.heads(DIR));
    expect(await reopened(one.fs, 'again')).toEqual({ events: one.lines, back: 0, told: [], records: 1 });
    expect((await verify(one.fs)).problems).toEqual([]);
  });

  it('are earlier than everything written since', async () => {
    const one = await spoilt(0);
    const journal = await openJournal(testOptions(one.fs, { seed: 'new' }));
    await journal.salvage();
    const [entry] = await journal.append(command(), [draft(99)]);
    const largest = Math.max(...one.lines.map((line) => (JSON.parse(line) as { readonly lamport: number }).lamport));
    expect(entry!.event.lamport).toBeGreaterThan(largest);
    await journal.close();
    expect((await verify(one.fs)).problems.map((p) => p.code)).toEqual(['damage-known']);
  });

  it('are not brought back by who only reads, who sees what others brought back', async () => {
    const one = await spoilt(1);
    const look = async () => {
      const journal = await openJournal(testOptions(one.fs, { seed: 'look', readOnly: true }));
      return [await journal.salvage(), (await ids(journal)).length];
    };
    expect(await look()).toEqual([0, 1]);
    await reopened(one.fs, 'first');
    expect(await look()).toEqual([0, 5]);
  });

  it('an incremental read that would miss them is refused, and one after them is not', async () => {
    const one = await spoilt(1);
    const journal = await openJournal(testOptions(one.fs, { seed: 'a' }));
    const before = journal.heads();
    await journal.salvage();
    await expect(allEntries(journal, before)).rejects.toMatchObject({ failure: { code: 'cursor-behind-salvage' } });
    const after = journal.heads();
    await journal.append(command(), [draft(50)]);
    expect(await allEntries(journal, after)).toHaveLength(1);
    await journal.close();
  });

  it('of damage that only reading finds come back at once, and at the next opening', async () => {
    for (const how of ['at once', 'next time']) {
      const one = await copyOf(await sample(true));
      const place = Buffer.from(await one.fs.read(one.file)).indexOf(one.lines[2]!) + 20;
      one.fs.tamper(one.file, (bytes) => flip(bytes, place * 8));
      const journal = await openJournal(testOptions(one.fs, { seed: how }));
      expect([await journal.salvage(), (await ids(journal)).length]).toEqual([0, 2]);
      if (how === 'at once') {
        expect([await journal.salvage(), (await ids(journal)).length]).toEqual([3, 5]);
        expect(journal.recovered.map((f) => f.code)).toEqual(['journal-damaged', 'journal-salvaged']);
      }
      await journal.close();
      const again = await reopened(one.fs, 'again');
      expect([how, again.events.length, again.back]).toEqual([how, 5, how === 'at once' ? 0 : 3]);
    }
  });

  it('a record behind damage, and its blob gone: said again, or named', async () => {
    const one = await spoilt(1);
    await reopened(one.fs, 'first');
    // The log that holds the record is damaged now, before the record.
    const logs = (await one.fs.list(paths.journal(DIR))).map((entry) => entry.name).filter((name) => /^[0-9a-f]{32}$/.test(name) && name !== one.log);
    const file = `${paths.journal(DIR)}/${logs[0]!}/0000000001.log`;
    const journal = await openJournal(testOptions(one.fs, { seed: 'more' }));
    await journal.append(command(), [draft(70)]);
    await journal.close();
    one.fs.tamper(file, (bytes) => flip(bytes, 8 * 30));
    await one.fs.removeTree(paths.heads(DIR));
    const again = await reopened(one.fs, 'second');
    expect(again.events.filter((line) => one.lines.includes(line))).toEqual(one.lines.filter((_, i) => i !== 1));
    expect((await verify(one.fs)).problems.map((p) => p.code)).not.toContain('base-missing');
    const dropBlobs = async (): Promise<void> => {
      for (const folder of await one.fs.list(paths.blobs(DIR))) for (const blob of await one.fs.list(`${paths.blobs(DIR)}/${folder.name}`)) await one.fs.remove(`${paths.blobs(DIR)}/${folder.name}/${blob.name}`);
    };
    // While the damaged file is there, its events are said again once more.
    await dropBlobs();
    expect((await reopened(one.fs, 'third')).events).toEqual(again.events);
    await dropBlobs();
    await one.fs.removeTree(`${paths.journal(DIR)}/${one.log}`);
    const gone = await reopened(one.fs, 'fourth');
    expect(gone.told).toContain('blob-missing');
    expect((await verify(one.fs)).problems.map((p) => p.code)).toContain('blob-missing');
  });
});

describe('damage', () => {
  it('is told at every opening until one was closed in order, then not again', async () => {
    const one = await spoilt(1);
    let fs = one.fs;
    for (const round of ['killed', 'killed again']) {
      const journal = await openJournal(testOptions(fs, { seed: round }));
      await journal.salvage();
      expect([round, journal.recovered[0]?.code, journal.standing]).toEqual([round, 'journal-damaged', []]);
      fs = fs.kill();
      expect((await verify(fs)).problems.map((p) => p.code)).toEqual(['journal-damaged']);
    }
    expect((await reopened(fs, 'closed')).told).toEqual(['journal-damaged']);
    expect((await reopened(fs, 'after')).told).toEqual([]);
    const later = await openJournal(testOptions(fs, { seed: 'later', readOnly: true }));
    expect([later.recovered, later.standing.map((failure) => failure.code)]).toEqual([[], ['journal-damaged']]);
    await later.close();
    // The record is all that keeps it from being told.
    const [name] = (await fs.list(paths.quarantine(DIR))).map((entry) => entry.name).filter((entry) => entry.endsWith('.known'));
    await fs.remove(`${paths.quarantine(DIR)}/${name!}`);
    expect((await reopened(fs, 'without')).told).toEqual(['journal-damaged']);
  });

  it('is told again when it grows', async () => {
    const one = await spoilt(1);
    await reopened(one.fs, 'first');
    one.fs.tamper(one.file, (bytes) => flip(bytes, 8 * (Buffer.from(bytes).indexOf(one.lines[4]!) + 20)));
    await one.fs.removeTree(paths.heads(DIR));
    expect((await verify(one.fs)).problems.map((p) => p.code)).toEqual(['journal-damaged']);
    // What was said again before is still there.
    expect(await reopened(one.fs, 'grown')).toMatchObject({ told: ['journal-damaged'], back: 0, events: one.lines.filter((_, i) => i !== 1) });
    expect((await reopened(one.fs, 'after')).told).toEqual([]);
    expect((await verify(one.fs)).problems.map((p) => p.code)).toEqual(['damage-known']);
  });

  it('is told each time where the record cannot be written, and nobody is kept from closing', async () => {
    const one = await spoilt(1);
    one.fs.options = { fault: (op) => (op.path.includes('.known') ? { error: 'ENOSPC' } : null) };
    expect((await reopened(one.fs, 'first')).told).toEqual(['journal-damaged', 'journal-salvaged']);
    expect((await reopened(one.fs, 'second')).told).toEqual(['journal-damaged']);
  });
});

describe('bringing events back', () => {
  it('while the power goes at every operation: everything in the end, nothing twice', async () => {
    const life = async (fs: MemoryFileSystem): Promise<boolean> => {
      try {
        await reopened(fs, 'life');
      } catch (error) {
        if (!(error instanceof CrashError)) throw error;
      }
      return fs.gone;
    };
    const measured = await spoilt(1);
    const start = measured.fs.ops;
    await life(measured.fs);
    const ops = measured.fs.ops - start;
    expect(ops).toBeGreaterThan(20);
    for (let at = 1; at <= ops; at++) {
      for (const moment of ['before', 'after'] as const) {
        const one = await spoilt(1);
        const from = one.fs.ops;
        one.fs.options = { fault: (op) => (op.n - from === at ? { crash: moment } : null) };
        expect([at, await life(one.fs)]).toEqual([at, true]);
        const left = one.fs.crash(seeded(at));
        const { events } = await reopened(left, 'after');
        expect([at, events]).toEqual([at, one.lines.filter((_, i) => i !== 1)]);
        expect((await reopened(left, 'quiet')).back).toBe(0);
      }
    }
  });

  it('on a disk that fails: opening does not wait, says so, and the next opening does it', async () => {
    for (const error of ['ENOSPC', 'EIO']) {
      for (const kind of ['datasync', 'sync', 'write', 'rename'] as const) {
        const one = await spoilt(1);
        const journal = await openJournal(testOptions(one.fs, { seed: 'a' }));
        one.fs.options = { fault: (op) => (op.kind === kind ? { error } : null) };
        const back = await journal.salvage();
        const told = journal.recovered.map((failure) => failure.code);
        if (kind !== 'datasync') expect([error, kind, back, told]).toEqual([error, kind, 0, ['journal-damaged', 'salvage-failed']]);
        one.fs.options = {};
        await journal.close();
        const again = await reopened(one.fs, 'again');
        expect([error, kind, again.events]).toEqual([error, kind, one.lines.filter((_, i) => i !== 1)]);
      }
    }
  });

  describe.each(['found when opening', 'found by reading', 'in the header', 'in the header, of a log that was followed'] as const)('late, because the disk was full when the damage was %s', (where) => {
    it('does not win over what was written meanwhile', async () => {
      const one = await copyOf(await sample(where === 'found by reading'));
      if (where.endsWith('followed')) {
        const next = await openJournal(testOptions(one.fs, { seed: 'follower' }));
        await next.append(command(), [draft(60)]);
        await next.close();
        await one.fs.removeTree(paths.heads(DIR));
      }
      const place = where.startsWith('in the header') ? 40 : Buffer.from(await one.fs.read(one.file)).indexOf(one.lines[1]!) + 20;
      one.fs.tamper(one.file, (bytes) => flip(bytes, place * 8));
      const rest = one.lines.filter((_, i) => i !== 1 || where.startsWith('in the header'));
      const back = rest.length - (where.startsWith('in the header') ? 0 : 1);
      for (const round of ['meanwhile', 'and again']) {
        const journal = await openJournal(testOptions(one.fs, { seed: round }));
        // A blob does not fit any more, an event does.
        one.fs.options = { fault: (op) => (op.path.startsWith(paths.blobs(DIR)) ? { error: 'ENOSPC' } : null) };
        if (where === 'found by reading' && round === 'meanwhile') await allEntries(journal);
        expect([round, await journal.salvage(), journal.recovered.map((failure) => failure.code)]).toEqual([round, 0, expect.arrayContaining(['journal-damaged', 'salvage-failed'])]);
        await journal.append(command(), [draft(round === 'meanwhile' ? 98 : 99)]);
        await journal.close();
        one.fs.options = {};
        const { problems, notes } = await verify(one.fs);
        expect([round, [...new Set(problems.map((p) => p.code))].filter((code) => code !== 'segment-damaged'), notes.map((note) => note.code)]).toEqual([round, ['journal-damaged'], expect.arrayContaining(['salvage-possible'])]);
      }
      const after = await reopened(one.fs, 'room again');
      expect([after.back, after.events.filter((line) => one.lines.includes(line))]).toEqual([back, rest]);
      // In the order of all logs what came back is before both.
      expect(after.events.slice(-2).map((line) => Number.parseInt((JSON.parse(line) as { body: { sample: string } }).body.sample, 16))).toEqual([98, 99]);
      expect([...new Set((await verify(one.fs)).problems.map((p) => p.code))]).toEqual(['damage-known']);
    });
  });

  it('any damage to any logs: what can be proven is there, in order, however often it is opened (property)', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 400 })), { minLength: 1, maxLength: 4 }),
      async (starts, holes) => {
        const fs = new MemoryFileSystem();
        await createWorkspaceFiles(testOptions(fs, { seed: 'create' }));
        let n = 0;
        for (const [i, calls] of starts.entries()) {
          const journal = await openJournal(testOptions(fs, { seed: `start-${i}` }));
          for (const [k, events] of calls.entries()) {
            // One failed flush makes the log go on in a second file.
            let failing = k === 1;
            fs.options = { fault: (op) => (failing && op.kind === 'datasync' ? ((failing = false), { error: 'EIO' }) : null) };
            await journal.append(command(), Array.from({ length: events }, () => draft(++n)));
          }
          fs.options = {};
          await journal.close();
        }
        const whole = await openJournal(testOptions(fs, { seed: 'whole', readOnly: true }));
        const before = await allEntries(whole);
        const names = [...new Set(before.map((entry) => whole.fileName(entry.at.file)))];
        const hit = new Set<string>();
        for (const [which, place, length] of holes) {
          const name = names[which % names.length]!;
          const [log, file] = name.split('/');
          const path = `${paths.journal(DIR)}/${log!}/${file!.padStart(10, '0')}.log`;
          fs.tamper(path, (bytes) => {
            const at = place % bytes.length;
            for (const entry of before) {
              // Spoilt: a hole in length or line. In the hash alone: the next frame may still prove it.
              if (whole.fileName(entry.at.file) === name && at < entry.at.position + entry.at.length + 32 && at + length >= entry.at.position - 36) hit.add(entry.event.id);
            }
            return bytes.fill(0x55, at, at + length + 1);
          });
        }
        await fs.removeTree(paths.heads(DIR));
        const seen: string[] = [];
        for (const round of ['one', 'two', 'three']) {
          const journal = await openJournal(testOptions(fs, { seed: round }));
          await journal.salvage();
          const entries = (await allEntries(journal)).filter((entry) => entry.event.type !== 'journal.salvaged');
          await journal.close();
          expect([...entries].sort((a, b) => compareEvents(a.event, b.event))).toEqual(entries);
          const there = entries.map((entry) => entry.event.id);
          expect(new Set(there).size).toBe(there.length);
          for (const entry of before) if (!hit.has(entry.event.id)) expect(there).toContain(entry.event.id);
          for (const entry of entries) expect(before.map((one) => one.event)).toContainEqual(entry.event);
          if (seen.length === 0) seen.push(...there);
          expect(there).toEqual(seen);
          if (round === 'two') await fs.removeTree(paths.heads(DIR));
        }
      },
    ), { numRuns: 120 });
  });
});
