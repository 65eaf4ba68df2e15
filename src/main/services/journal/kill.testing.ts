import { spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { fileKeys } from '../../adapters/keys-file';
import { nodeProcesses } from '../../adapters/processes-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import { buildEntry } from './built-entry.testing';
import { createWorkspaceFiles, openJournal, verifyWorkspace } from './index';
import { allEntries } from './journal.testing';

export interface Kills {
  readonly kills: number;
  readonly acknowledged: number;
  /** Ids that were acknowledged and are not there any more. */
  readonly lost: readonly string[];
  /** What `verify` found at the end. */
  readonly problems: readonly string[];
  /** Unfinished appends that were cut. */
  readonly tails: number;
}

/** Starts the writer, lets it write for `ms` after its first word, kills it. Resolves with what it said was saved. */
function killOne(entry: string, args: readonly string[], ms: number): Promise<{ readonly acknowledged: string[]; readonly killed: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let problem = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (out === '') setTimeout(() => child.kill('SIGKILL'), ms);
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { problem += text; });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the writer ended by itself (${code}): ${problem}`));
      // The last line may be cut off: then its id was not said completely.
      const lines = out.split('\n').slice(1, -1);
      resolve({ acknowledged: lines, killed: true });
    });
  });
}

/** Kills a writer `times` times on one workspace on the real disk, and looks what is there. */
export async function killWriters(times: number): Promise<Kills> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'labelwright-kill-')));
  try {
    const entry = await buildEntry('kill-writer.testing.ts', join(dir, 'built'));
    const workspace = join(dir, 'w');
    const appData = join(dir, 'data');
    await createWorkspaceFiles({ fs: nodeFileSystem, random: systemRandom, sha256: nodeSha256, dir: workspace });
    const acknowledged = new Set<string>();
    let kills = 0;
    for (let i = 0; i < times; i++) {
      const one = await killOne(entry, [workspace, appData, String(i * 1_000_000)], 5 + ((i * 37) % 90));
      if (one.killed) kills++;
      for (const id of one.acknowledged) acknowledged.add(id);
    }
    const journal = await openJournal({ fs: nodeFileSystem, clock: systemClock, random: systemRandom, keys: fileKeys(appData), sha256: nodeSha256, processes: nodeProcesses, dir: workspace });
    const there = new Set((await allEntries(journal)).map((entry) => entry.event.id as string));
    await journal.close();
    const report = await verifyWorkspace({ fs: nodeFileSystem, dir: workspace, sha256: nodeSha256, keys: fileKeys(appData) });
    return {
      kills, acknowledged: acknowledged.size, lost: [...acknowledged].filter((id) => !there.has(id)), problems: report.problems.map((problem) => problem.message),
      tails: report.notes.filter((note) => note.code === 'kept-aside').length,
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
