/** Every byte cut off, every bit flipped: never a wrong answer, never a silent loss. */
import { describe, expect, it } from 'vitest';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { nodeSha256 } from '../../adapters/sha256-node';
import { createWorkspaceFiles, openJournal, verifyWorkspace, type JournalOptions } from './index';
import { allEntries, command, draft, fakeProcesses, memoryKeys, numbersIn, testOptions as plainOptions } from './journal.testing';

const DIR = '/w';
let processes = 0;

function testOptions(fs: MemoryFileSystem, more: Partial<JournalOptions> & { readonly seed?: string }): JournalOptions {
  return plainOptions(fs, DIR, { processes: fakeProcesses(++processes), ...more });
}

const verify = (fs: MemoryFileSystem) => verifyWorkspace({ fs, dir: DIR, sha256: nodeSha256, keys: memoryKeys() });

interface Sample {
  readonly fs: MemoryFileSystem;
  readonly log: string;
  readonly file: string;
  readonly seal: string | null;
  readonly lines: readonly string[];
  readonly blob: string;
}

/** A workspace with one log of six events and a blob; sealed or as a killed program leaves it. */
async function sample(sealed: boolean): Promise<Sample> {
  const fs = new MemoryFileSystem();
  await createWorkspaceFiles(testOptions(fs, { seed: 'create' }));
  const journal = await openJournal(testOptions(fs, { seed: 'write' }));
  const blob = await journal.putBlob(Uint8Array.from({ length: 64 }, (_, i) => i), 3);
  for (let n = 1; n <= 3; n++) await journal.append(command(), [draft(2 * n), draft(2 * n + 1)]);
  const lines = (await allEntries(journal)).map((entry) => JSON.stringify(entry.event));
  if (sealed) await journal.close();
  const left = sealed ? fs : fs.kill();
  const log = (await left.list(`${DIR}/journal`)).find((entry) => /^[0-9a-f]{32}$/.test(entry.name))!.name;
  const names = (await left.list(`${DIR}/journal/${log}`)).map((entry) => entry.name);
  const seal = names.find((name) => name.endsWith('.seal'));
  return { fs: left, log, file: `${DIR}/journal/${log}/${names.find((name) => name.endsWith('.log'))!}`, seal: seal ? `${DIR}/journal/${log}/${seal}` : null, lines, blob: `${DIR}/blobs/${blob.hash.slice(0, 2)}/${blob.hash}` };
}

/** Opens what is left and checks that what comes out is a beginning of what went in. Returns how much. */
async function prefixOf(fs: MemoryFileSystem, lines: readonly string[]): Promise<{ readonly events: number; readonly told: readonly string[]; readonly next: boolean }> {
  const journal = await openJournal(testOptions(fs, { seed: 'again' }));
  const back = (await allEntries(journal)).map((entry) => JSON.stringify(entry.event));
  expect(back).toEqual(lines.slice(0, back.length));
  expect(journal.heads().size === 0 ? 0 : [...journal.heads().values()][0]!.seq).toBe(back.length);
  await journal.append(command(), [draft(77)]);
  const next = (await numbersIn(journal)).includes(77);
  const told = journal.recovered.map((failure) => failure.code);
  await journal.close();
  return { events: back.length, told, next };
}

async function copyOf(original: Sample): Promise<Sample> {
  const fs = new MemoryFileSystem();
  const copy = async (path: string): Promise<void> => {
    for (const entry of await original.fs.list(path)) {
      const inner = `${path}/${entry.name}`;
      if (entry.kind === 'folder') {
        await fs.makeDir(inner);
        await copy(inner);
      } else {
        const file = await fs.open(inner, 'create');
        await file.write(await original.fs.read(inner), 0);
        await file.sync();
      }
    }
  };
  await fs.makeDir(DIR);
  await copy(DIR);
  return { ...original, fs };
}

describe('a journal that a killed program left', () => {
  it('cut at every byte: the events before the cut, the rest kept aside and told', async () => {
    const whole = await sample(false);
    const length = (await whole.fs.read(whole.file)).length;
    expect(length).toBeGreaterThan(3000);
    const counts = new Set<number>();
    for (let at = 0; at < length; at++) {
      if (at % 4 !== 0) {
        // Looking only, which changes nothing; every fourth place is also recovered and written on.
        const all = await whole.fs.read(whole.file);
        whole.fs.tamper(whole.file, (bytes) => bytes.slice(0, at));
        const journal = await openJournal(testOptions(whole.fs, { seed: 'look', readOnly: true }));
        const back = (await allEntries(journal)).map((entry) => JSON.stringify(entry.event));
        expect(back).toEqual(whole.lines.slice(0, back.length));
        expect([at, back.length < whole.lines.length]).toEqual([at, true]);
        whole.fs.tamper(whole.file, () => all);
        continue;
      }
      const { fs, file, lines } = await copyOf(whole);
      fs.tamper(file, (bytes) => bytes.slice(0, at));
      const result = await prefixOf(fs, lines);
      counts.add(result.events);
      expect([at, result.next]).toEqual([at, true]);
      const kept = await fs.list(`${DIR}/quarantine`).catch(() => []);
      expect([at, result.told.length, kept.length]).toEqual([at, kept.length, result.told.length]);
    }
    expect([...counts].sort()).toEqual([0, 1, 2, 3, 4, 5]);
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

  it('every bit flipped: never another event, always told', async () => {
    const whole = await sample(false);
    const length = (await whole.fs.read(whole.file)).length;
    let damaged = 0;
    for (let bit = 0; bit < length * 8; bit++) {
      const { fs, file, lines } = bit % 64 === 0 ? await copyOf(whole) : { ...whole, fs: whole.fs };
      if (bit % 64 !== 0) {
        // Looking only: the checks below do not change the workspace.
        fs.tamper(file, (bytes) => flip(bytes, bit));
        const journal = await openJournal(testOptions(fs, { seed: 'look', readOnly: true }));
        const back = (await allEntries(journal)).map((entry) => JSON.stringify(entry.event));
        expect(back).toEqual(lines.slice(0, back.length));
        expect(back.length).toBeLessThan(lines.length);
        fs.tamper(file, (bytes) => flip(bytes, bit));
        continue;
      }
      fs.tamper(file, (bytes) => flip(bytes, bit));
      const report = await verify(fs);
      const result = await prefixOf(fs, lines);
      expect([bit, result.events < lines.length, result.next]).toEqual([bit, true, true]);
      expect([bit, result.told.length]).toEqual([bit, 1]);
      expect([bit, report.ok && report.notes.length === 0]).toEqual([bit, false]);
      if (result.told[0] === 'journal-damaged') damaged++;
    }
    expect(damaged).toBeGreaterThan(100);
  });
});

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  bytes[bit >> 3] = bytes[bit >> 3]! ^ (1 << (bit & 7));
  return bytes;
}

describe('a sealed segment', () => {
  it('every bit of the file flipped: found by verify, and by reading', async () => {
    const { fs, file, lines } = await sample(true);
    const length = (await fs.read(file)).length;
    expect((await verify(fs)).problems.map((p) => p.code)).toEqual([]);
    for (let bit = 0; bit < length * 8; bit += 5) {
      fs.tamper(file, (bytes) => flip(bytes, bit));
      expect([bit, (await verify(fs)).ok]).toEqual([bit, false]);
      const journal = await openJournal(testOptions(fs, { seed: 'look', readOnly: true }));
      const back = (await allEntries(journal)).map((entry) => JSON.stringify(entry.event));
      expect(back).toEqual(lines.slice(0, back.length));
      expect([bit, journal.recovered.length, back.length < lines.length]).toEqual([bit, 1, true]);
      fs.tamper(file, (bytes) => flip(bytes, bit));
    }
  });

  it('every bit of the seal flipped, and cut at every byte: found by verify, no event lost', async () => {
    const { fs, seal, lines } = await sample(true);
    const length = (await fs.read(seal!)).length;
    for (let bit = 0; bit < length * 8; bit++) {
      fs.tamper(seal!, (bytes) => flip(bytes, bit));
      expect([bit, (await verify(fs)).problems.map((problem) => problem.code)]).toEqual([bit, ['segment-damaged']]);
      fs.tamper(seal!, (bytes) => flip(bytes, bit));
    }
    const whole = await fs.read(seal!);
    for (let at = 0; at < length; at++) {
      fs.tamper(seal!, () => whole.slice(0, at));
      expect([at, (await verify(fs)).ok]).toEqual([at, false]);
    }
    expect((await allEntries(await openJournal(testOptions(fs, { seed: 'look', readOnly: true })))).length).toBe(lines.length);
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
    const store = new HeadsStore(fs, nodeSha256, DIR, workspace.value.project);
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
