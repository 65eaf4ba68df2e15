/** Processes killed between saving and the end of a snapshot: nothing of what was answered is missing afterwards. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildEntries, type BuiltEntries } from '../processes/common/built-entries.testing';
import { builtPool } from './built-pool.testing';
import { canonical, makeFolder, makeLabeling, openWork, removeFolder } from './session-world.testing';

const pool = builtPool();
let killed: BuiltEntries;

beforeAll(async () => {
  killed = await buildEntries(['session-killed.testing'], 'src/main/host');
});
afterAll(() => killed.remove());

/** Lets the process run until it says what it saved, and kills it. */
function killAfterSaying(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [killed.resolve('session-killed.testing'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let problem = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.endsWith('\n')) child.kill('SIGKILL');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { problem += text; });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(said.trim());
      else reject(new Error(`it ended by itself (${code}): ${problem}`));
    });
  });
}

test('killed before, within and at the end of writing a snapshot, one time after the other', { timeout: 120_000 }, async () => {
  const dir = await makeFolder();
  try {
    const first = await openWork(dir, pool(), true);
    const labeling = await makeLabeling(dir, first.session);
    await first.close();
    let next = 0;
    for (const stop of ['before', 'within', 'before-sync', 'within'] as const) {
      const kept = await readdir(join(dir, 'work', 'cache', 'state'));
      const said = await killAfterSaying([dir, JSON.stringify(labeling), String(next), stop]);
      next += 12;
      const left = (await readdir(join(dir, 'work', 'cache', 'state'))).filter((name) => !kept.includes(name));
      expect(left.length > 0, 'the fault happened').toBe(stop !== 'before');
      const again = await openWork(dir, pool(), false);
      expect(again.session.journal.readOnly).toBe(false);
      expect(createHash('sha256').update(await canonical(again.session.state)).digest('hex')).toBe(said);
      expect(again.session.commits.history(labeling.boxes).undo?.name).toBe(`edit ${next - 1}`);
      // Closed without the snapshot of a good ending: the next process begins with what the kill left.
      if (stop !== 'before') await again.close();
      else {
        await again.session.tasks.close();
        await again.session.journal.close();
      }
    }
  } finally {
    await removeFolder(dir);
  }
});
