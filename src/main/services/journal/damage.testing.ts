/** Workspaces that are damaged on purpose, and what must come out of them all the same. */
import { expect } from 'vitest';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { nodeSha256 } from '../../adapters/sha256-node';
import { createWorkspaceFiles, openJournal, verifyWorkspace, type JournalOptions } from './index';
import { allEntries, command, draft, fakeProcesses, memoryKeys, numbersIn, testOptions as plainOptions } from './journal.testing';

export const DIR = '/w';
let processes = 0;

export function testOptions(fs: MemoryFileSystem, more: Partial<JournalOptions> & { readonly seed?: string }): JournalOptions {
  return plainOptions(fs, DIR, { processes: fakeProcesses(++processes), ...more });
}

export const verify = (fs: MemoryFileSystem) => verifyWorkspace({ fs, dir: DIR, sha256: nodeSha256, keys: memoryKeys() });

export interface Sample {
  readonly fs: MemoryFileSystem;
  readonly log: string;
  readonly file: string;
  readonly seal: string | null;
  readonly lines: readonly string[];
  readonly blob: string;
}

/** A workspace with one log of six events and a blob; sealed or as a killed program leaves it. */
export async function sample(sealed: boolean): Promise<Sample> {
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
export async function prefixOf(fs: MemoryFileSystem, lines: readonly string[]): Promise<{ readonly events: number; readonly told: readonly string[]; readonly next: boolean }> {
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

export async function copyOf(original: Sample): Promise<Sample> {
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
    await fs.syncDir(path);
  };
  await fs.makeDir(DIR);
  await copy(DIR);
  await fs.syncDir('/');
  return { ...original, fs };
}

export function flip(bytes: Uint8Array, bit: number): Uint8Array {
  bytes[bit >> 3] = bytes[bit >> 3]! ^ (1 << (bit & 7));
  return bytes;
}

/** Opens without changing anything: what comes out is a beginning of what went in. Returns how many events. */
async function look(fs: MemoryFileSystem, lines: readonly string[]): Promise<number> {
  const journal = await openJournal(testOptions(fs, { seed: 'look', readOnly: true }));
  const back = (await allEntries(journal)).map((entry) => JSON.stringify(entry.event));
  expect(back).toEqual(lines.slice(0, back.length));
  return back.length;
}

/** The log of a killed program, cut at every byte. At every place it is looked at; at every `recoverEvery`th also recovered and written on. */
export async function cutEverywhere(recoverEvery: number): Promise<{ readonly cuts: number; readonly recovered: number }> {
  const whole = await sample(false);
  const all = await whole.fs.read(whole.file);
  const counts = new Set<number>();
  let recovered = 0;
  for (let at = 0; at < all.length; at++) {
    if (at % recoverEvery !== 0) {
      whole.fs.tamper(whole.file, () => all.slice(0, at));
      expect([at, (await look(whole.fs, whole.lines)) < whole.lines.length]).toEqual([at, true]);
      whole.fs.tamper(whole.file, () => all.slice());
      continue;
    }
    const { fs, file, lines } = await copyOf(whole);
    fs.tamper(file, (bytes) => bytes.slice(0, at));
    const result = await prefixOf(fs, lines);
    counts.add(result.events);
    expect([at, result.next]).toEqual([at, true]);
    const kept = await fs.list(`${DIR}/quarantine`).catch(() => []);
    expect([at, result.told.length, kept.length]).toEqual([at, kept.length, result.told.length]);
    recovered++;
  }
  // Calls of two events: never one of them.
  expect([...counts].sort()).toEqual([0, 2, 4]);
  return { cuts: all.length, recovered };
}

/** The log of a killed program with one bit flipped, at every `step`th bit; every `recoverEvery`th of these is verified, recovered and written on. */
export async function flipEverywhere(step: number, recoverEvery: number): Promise<{ readonly flips: number; readonly recovered: number; readonly damaged: number }> {
  const whole = await sample(false);
  const length = (await whole.fs.read(whole.file)).length;
  let flips = 0;
  let recovered = 0;
  let damaged = 0;
  for (let bit = 0; bit < length * 8; bit += step) {
    if (flips++ % recoverEvery !== 0) {
      whole.fs.tamper(whole.file, (bytes) => flip(bytes, bit));
      expect([bit, (await look(whole.fs, whole.lines)) < whole.lines.length]).toEqual([bit, true]);
      whole.fs.tamper(whole.file, (bytes) => flip(bytes, bit));
      continue;
    }
    const { fs, file, lines } = await copyOf(whole);
    fs.tamper(file, (bytes) => flip(bytes, bit));
    const report = await verify(fs);
    const result = await prefixOf(fs, lines);
    expect([bit, result.events < lines.length, result.next]).toEqual([bit, true, true]);
    expect([bit, result.told.length]).toEqual([bit, 1]);
    expect([bit, report.ok && report.notes.length === 0]).toEqual([bit, false]);
    // Nothing that can still be read is only thrown away: the file is as it was, or its end lies in the quarantine.
    expect([bit, (await fs.list(`${DIR}/quarantine`).catch(() => [])).length > 0 || result.told[0] === 'journal-damaged']).toEqual([bit, true]);
    recovered++;
    if (result.told[0] === 'journal-damaged') damaged++;
  }
  return { flips, recovered, damaged };
}

/** A sealed file with one bit flipped, at every `step`th bit: `verify` and reading both find it. */
export async function flipSealed(step: number): Promise<number> {
  const { fs, file, lines } = await sample(true);
  const length = (await fs.read(file)).length;
  expect((await verify(fs)).problems).toEqual([]);
  let flips = 0;
  for (let bit = 0; bit < length * 8; bit += step) {
    fs.tamper(file, (bytes) => flip(bytes, bit));
    const report = await verify(fs);
    expect([bit, report.problems[0]?.code, report.problems.some((problem) => problem.message.includes(file) || JSON.stringify(problem.details).includes('"file":1'))]).toEqual([bit, 'journal-damaged', true]);
    expect([bit, (await look(fs, lines)) < lines.length]).toEqual([bit, true]);
    fs.tamper(file, (bytes) => flip(bytes, bit));
    flips++;
  }
  return flips;
}

/** A seal with one bit flipped at every `step`th bit, and cut at every `step`th byte: `verify` names it, no event is lost. */
export async function spoilSeal(step: number): Promise<number> {
  const { fs, seal, lines } = await sample(true);
  const whole = await fs.read(seal!);
  let spoilt = 0;
  for (let bit = 0; bit < whole.length * 8; bit += step, spoilt++) {
    fs.tamper(seal!, (bytes) => flip(bytes, bit));
    const { problems } = await verify(fs);
    expect([bit, problems.map((problem) => problem.code), problems[0]?.message.includes(seal!)]).toEqual([bit, ['segment-damaged'], true]);
    fs.tamper(seal!, (bytes) => flip(bytes, bit));
  }
  for (let at = 0; at < whole.length; at += step, spoilt++) {
    fs.tamper(seal!, () => whole.slice(0, at));
    expect([at, (await verify(fs)).ok]).toEqual([at, false]);
  }
  expect(await look(fs, lines)).toBe(lines.length);
  return spoilt;
}
