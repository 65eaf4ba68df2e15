/** Every code that `verify` knows is planted once at least, and found; the page that lists them lists these. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeBlob } from '../../../shared/events/blob-codec';
import { encodeEvent, type UnsealedEvent } from '../../../shared/events/codec/event';
import { encodeFrame, encodeLogHeader, LOG_MAGIC, startHash, type LogHeader } from '../../../shared/events/codec/log-file';
import { salvageBlobs } from '../../../shared/events/salvage';
import type { BlobRef } from '../../../shared/events/envelope';
import { concatBytes, fromHex, toHex, utf8 } from '../../../shared/kernel/bytes';
import type { CommandId, Hash, LogId, MemberId } from '../../../shared/kernel/ids';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { nodeSha256 } from '../../adapters/sha256-node';
import { writeNewFile } from '../../ports/file-system';
import { DIR, flip, sample, testOptions, verify, type Sample } from './damage.testing';
import { createWorkspaceFiles, openJournal } from './index';
import { command, draft, memoryKeys } from './journal.testing';
import { paths } from './layout';
import { VERIFY_NOTES, VERIFY_PROBLEMS, type VerifyNote, type VerifyProblem } from './verify-types';

const LOG = '7'.repeat(32) as LogId;
const HEX = 'ab'.repeat(32) as Hash;

/** A workspace with one log written by hand: `change` says what is wrong with the header or with event `n` (1, 2, 3). */
async function forged(change: { readonly header?: Partial<LogHeader>; readonly event?: (n: number, fields: UnsealedEvent) => Partial<UnsealedEvent>; readonly line?: (n: number, line: string) => string; readonly blob?: Uint8Array; readonly ref?: Partial<BlobRef> } = {}): Promise<MemoryFileSystem> {
  const fs = new MemoryFileSystem();
  const project = await createWorkspaceFiles(testOptions(fs, { seed: 'forged' }));
  const key = await memoryKeys().deviceKey(project, '/forged');
  const header: LogHeader = {
    v: 1, kind: 'log', suite: 'ed25519-sha256', project, device: key.device, key: toHex(key.publicKey) as Hash, log: LOG, file: 1, first_seq: 1, lamport: 0,
    prev_file: null, prev_log: null, deps: [], rules: 1, roster: [0, '0'.repeat(64) as Hash], ...change.header,
  };
  let blob: BlobRef | null = null;
  if (change.blob) {
    const hash = toHex(nodeSha256(change.blob)) as Hash;
    await fs.makeDir(paths.blobFolder(DIR, hash));
    await writeNewFile(fs, paths.blob(DIR, hash), change.blob);
    blob = { hash, bytes: change.blob.length, rows: 2, ...change.ref };
  }
  const lines = [1, 2, 3].map((n) => {
    const fields: UnsealedEvent = {
      v: 1, project, device: key.device, log: LOG, seq: n, lamport: n + header.lamport, hlc: [1_700_000_000_000 + n, 0], member: '5'.repeat(32) as MemberId, type: 'project.named', tv: 1, rules: 1, roster: header.roster, auth: [], base: [],
      command: { id: '6'.repeat(32) as CommandId, name: 'command.test', undoes: null, redoes: null }, salt: '7'.repeat(32), body: blob && n === 3 ? { blob } : { name: `n${n}`, was: '' },
    };
    const encoded = encodeEvent(nodeSha256, { ...fields, ...change.event?.(n, fields) });
    if (!encoded.ok) throw new Error(encoded.error.message);
    const line = new TextDecoder().decode(encoded.value.line);
    return utf8(change.line?.(n, line) ?? line);
  });
  const parts: Uint8Array[] = [LOG_MAGIC];
  let running = startHash(nodeSha256, project, LOG, 1);
  for (const payload of [encodeLogHeader(header), ...lines]) {
    const frame = encodeFrame(nodeSha256, running, payload, true);
    parts.push(frame.bytes);
    running = frame.running;
  }
  await fs.makeDir(paths.log(DIR, LOG));
  await writeNewFile(fs, paths.file(DIR, LOG, 1), concatBytes(...parts));
  return fs;
}

const sealed = async (change: (one: Sample) => Promise<void> | void): Promise<MemoryFileSystem> => {
  const one = await sample(true);
  await change(one);
  return one.fs;
};

const bytesOf = (blob: Parameters<typeof encodeBlob>[0]): Uint8Array => {
  const bytes = encodeBlob(blob);
  if (!bytes.ok) throw new Error(bytes.error.message);
  return bytes.value;
};
const BLOB = bytesOf({ kind: 'test', rows: 2, meta: {}, columns: {} });
const record = (log: string) => (n: number, fields: UnsealedEvent): Partial<UnsealedEvent> => (n === 3 ? { type: 'journal.salvaged', body: { blob: (fields.body as { readonly blob: BlobRef }).blob, lamport: 1, log } } : {});
const failing = (fs: MemoryFileSystem, end: string): MemoryFileSystem => {
  fs.options = { fault: (op) => (op.kind === 'read' && op.path.endsWith(end) ? { error: 'EIO' } : null) };
  return fs;
};

/** Workspaces with one thing wrong; with a second value, what else must be found. */
const PROBLEMS: { readonly [Code in VerifyProblem]: Readonly<Record<string, () => Promise<MemoryFileSystem>>> } = {
  'no-workspace': { 'an empty folder': () => Promise.resolve(new MemoryFileSystem()) },
  'workspace-unreadable': { 'a disk that fails': async () => failing(await forged(), 'labelwright.json') },
  'workspace-newer': { 'layout 2': async () => { const fs = await forged(); fs.tamper(paths.workspace(DIR), (bytes) => utf8(new TextDecoder().decode(bytes).replace('"version":1', '"version":2'))); return fs; } },
  'workspace-damaged': {
    'another genesis': async () => { const fs = await forged(); fs.tamper(paths.genesis(DIR), (bytes) => flip(bytes, 80)); return fs; },
    'no genesis': async () => { const fs = await forged(); await fs.remove(paths.genesis(DIR)); return fs; },
  },
  'journal-unreadable': { 'a disk that fails': async () => failing(await forged(), '.log') },
  'journal-damaged': { 'a flipped bit': () => sealed(({ fs, file }) => fs.tamper(file, (bytes) => flip(bytes, 9000))), 'a missing file': () => sealed(({ fs, file }) => fs.remove(file)) },
  'damage-known': {
    'told, salvaged, closed': () => NOTES['journal-salvaged'](),
    'a sealed file': async () => {
      const one = await sample(true);
      one.fs.tamper(one.file, (bytes) => flip(bytes, 8 * (Buffer.from(bytes).indexOf(one.lines[1]!) + 20)));
      const journal = await openJournal(testOptions(one.fs, { seed: 'mend', readAll: true }));
      await journal.salvage();
      await journal.close();
      return one.fs;
    },
  },
  'device-wrong': { 'a header with the name of another device': () => forged({ header: { device: 'd'.repeat(32) as never }, event: () => ({ device: 'd'.repeat(32) as never }) }) },
  'lamport-wrong': {
    'too large for what went before': () => forged({ event: (n) => (n === 2 ? { lamport: 9 } : n === 3 ? { lamport: 10 } : {}) }),
    'a log that starts later than what it follows': () => forged({ header: { lamport: 4 } }),
  },
  'event-invalid': {
    'a body other than the one committed to': () => forged({ line: (n, line) => (n === 2 ? line.replace('"n2"', '"x2"') : line) }),
    'an id that is not of the content': () => forged({ line: (n, line) => (n === 2 ? line.replace(/"id":"[0-9a-f]{64}"/, `"id":"${HEX}"`) : line) }),
    'a line that is not canonical': () => forged({ line: (n, line) => (n === 2 ? line.replace('"tv":1', '"tv": 1') : line) }),
  },
  'event-foreign': {
    'of another device': () => forged({ event: (n) => (n === 2 ? { device: 'd'.repeat(32) as never } : {}) }),
    'of another project': () => forged({ event: (n) => (n === 2 ? { project: HEX } : {}) }),
    'of another member than before': () => forged({ event: (n) => (n === 2 ? { member: '4'.repeat(32) as MemberId } : {}) }),
  },
  'base-missing': { 'a cited event that is nowhere': () => forged({ event: (n) => (n === 2 ? { base: [HEX] } : {}) }) },
  'head-missing': { 'a log that follows one that is nowhere': () => forged({ header: { deps: [['8'.repeat(32) as LogId, 3, HEX]] } }) },
  'log-shorter': { 'a log that is gone': () => sealed(({ fs, log }) => fs.removeTree(`${paths.journal(DIR)}/${log}`)) },
  'segment-damaged': {
    'a flipped bit': () => sealed(({ fs, seal }) => fs.tamper(seal!, (bytes) => flip(bytes, 80))),
    'a seal under another name': () => sealed(({ fs, seal }) => fs.rename(seal!, seal!.replace(/[0-9a-f]{64}/, HEX))),
    'a second seal': () => sealed(async ({ fs, seal }) => writeNewFile(fs, seal!.replace(/[0-9a-f]{64}/, HEX), await fs.read(seal!))),
    'the seal of another log': () => sealed(async ({ fs, seal }) => {
      const other = await sample(true);
      await fs.remove(seal!);
      await writeNewFile(fs, seal!.replace(/[0-9a-f]{64}/, other.seal!.slice(-69, -5)), await other.fs.read(other.seal!));
    }),
  },
  'salvage-damaged': {
    'a record without a blob': () => forged({ event: (n) => (n === 2 ? { type: 'journal.salvaged', body: { log: LOG } } : {}) }),
    'a blob of another kind': () => forged({ blob: BLOB, event: record(LOG) }),
    'rows that are no events': () => forged({ blob: bytesOf(salvageBlobs([utf8('{"a":1}'), utf8('{"b":1}')])[0]!.blob), event: record(LOG) }),
    'events of another log': async () => {
      const lines = (await sample(true)).lines.slice(0, 2).map((line) => utf8(line));
      return forged({ blob: bytesOf(salvageBlobs(lines)[0]!.blob), event: record('9'.repeat(32)) });
    },
  },
  'blob-damaged': {
    'a flipped bit': () => sealed(({ fs, blob }) => fs.tamper(blob, (bytes) => flip(bytes, 9))),
    'named, and no column blob': () => forged({ blob: Uint8Array.of(1, 2, 3) }),
  },
  'blob-wrong': { 'other rows than the event says': () => forged({ blob: BLOB, ref: { rows: 3 } }), 'other bytes than the event says': () => forged({ blob: BLOB, ref: { bytes: 1 } }) },
  'blob-missing': { 'named and nowhere': () => forged({ blob: BLOB, ref: { hash: HEX } }) },
};

const NOTES: { readonly [Code in VerifyNote]: () => Promise<MemoryFileSystem> } = {
  'journal-tail': async () => { const one = await sample(false); one.fs.tamper(one.file, (bytes) => bytes.slice(0, -10)); return one.fs; },
  'journal-superseded': async () => {
    const fs = new MemoryFileSystem();
    await createWorkspaceFiles(testOptions(fs, { seed: 'create' }));
    const journal = await openJournal(testOptions(fs, { seed: 'write' }));
    await journal.append(command(), [draft(1)]);
    let left = 2;
    fs.options = { fault: (op) => (op.kind === 'datasync' && left-- > 0) || (op.kind === 'remove' && op.path.endsWith('.log')) ? { error: 'EIO' } : null };
    await journal.append(command(), [draft(2)]);
    await journal.close();
    fs.options = {};
    return fs;
  },
  'journal-salvaged': async () => { const one = await spoilt(); const journal = await openJournal(testOptions(one, { seed: 'mend' })); await journal.salvage(); await journal.close(); return one; },
  'salvage-possible': () => spoilt(),
  'blob-leftover': () => sealed(({ fs, blob }) => writeNewFile(fs, `${blob}.tmp`, new Uint8Array(3))),
  'kept-aside': async () => { const fs = await NOTES['journal-tail'](); await (await openJournal(testOptions(fs, { seed: 'cut' }))).close(); return fs; },
};

async function spoilt(): Promise<MemoryFileSystem> {
  const one = await sample(false);
  one.fs.tamper(one.file, (bytes) => flip(bytes, 8 * (Buffer.from(bytes).indexOf(one.lines[1]!) + 20)));
  return one.fs;
}

/** What else must be found with it: one missing thing shows in several places. */
const TOGETHER: { readonly [Code in VerifyProblem]?: readonly VerifyProblem[] } = {
  'journal-damaged': ['segment-damaged', 'log-shorter'], 'event-invalid': ['lamport-wrong'], 'segment-damaged': [], 'head-missing': ['lamport-wrong'], 'base-missing': [], 'log-shorter': [],
};

describe('verify', () => {
  it('finds nothing wrong with the workspace that the others are made of', async () => {
    expect(await verify(await forged())).toMatchObject({ ok: true, problems: [], notes: [], counts: { logs: 1, events: 3, unsealed: 3 } });
    expect(await verify(await forged({ blob: BLOB }))).toMatchObject({ ok: true, problems: [], counts: { blobs: 1, unnamed: 0 } });
    expect((await verify(await sealed(() => undefined))).problems).toEqual([]);
  });

  for (const code of VERIFY_PROBLEMS) {
    for (const [what, plant] of Object.entries(PROBLEMS[code])) {
      it(`${code}: ${what}`, async () => {
        const report = await verify(await plant());
        const codes = report.problems.map((problem) => problem.code);
        expect([report.ok, codes.includes(code)]).toEqual([false, true]);
        expect(codes.filter((other) => other !== code && !TOGETHER[code]?.includes(other as VerifyProblem))).toEqual([]);
        // The command line ends with 2 where there is nothing to check, with 1 where something is wrong.
        expect(report.project === null).toBe(code === 'no-workspace' || code.startsWith('workspace-'));
        for (const problem of report.problems) expect(problem.message.length).toBeGreaterThan(20);
      });
    }
  }

  it.each(VERIFY_NOTES)('notes %s, which is no damage of its own', async (code) => {
    const report = await verify(await NOTES[code]());
    expect(report.notes.map((note) => note.code)).toContain(code);
    expect(report.problems.map((problem) => problem.code)).toEqual(code === 'journal-salvaged' ? ['damage-known'] : code === 'salvage-possible' ? ['journal-damaged'] : []);
  });

  it('the page of the journal lists exactly these codes', () => {
    const page = readFileSync(new URL('../../../../docs/spec/journal.md', import.meta.url), 'utf8');
    const listed = [...(page.split('## Checking')[1]?.split('\n## ')[0] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual([...VERIFY_PROBLEMS, ...VERIFY_NOTES].sort());
  });

  it('counts every problem and lists a thousand', async () => {
    const fs = await forged();
    await fs.makeDir(`${paths.blobs(DIR)}/ab`);
    for (let n = 0; n < 1100; n++) await writeNewFile(fs, `${paths.blobs(DIR)}/ab/ab${n.toString(16).padStart(62, '0')}`, fromHex('00')!);
    const report = await verify(fs);
    expect([report.problemCount, report.problems.length, report.ok]).toEqual([1100, 1000, false]);
  });
});
