import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildEntries, type BuiltEntries } from '../../processes/common/built-entries.testing';
import { FailureError } from '../../../shared/kernel/result';
import { constants, getPriority } from 'node:os';
import { forkChild, forkPool } from './fork';
import type { Pool } from './pool';

const code = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'ok';
  } catch (error) {
    return error instanceof FailureError ? error.failure.code : String(error);
  }
};
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the process pool, with real children', () => {
  let built: BuiltEntries;
  let pool: Pool;
  const make = (options: Parameters<typeof forkPool>[0] = {}): Pool => (pool = forkPool({ resolve: () => built.resolve('misbehave.testing'), limit: () => 1, ...options }));
  beforeAll(async () => {
    built = await buildEntries(['misbehave.testing'], 'src/main/processes/common');
  });
  afterEach(() => pool.close());
  afterAll(() => built.remove());

  it('carries bytes there and back', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
    const back = await make().run<unknown, Uint8Array>('x', { do: 'echo', bytes });
    expect(Buffer.compare(back, bytes)).toBe(0);
  });

  it('tells what the child answers', async () => {
    expect(await code(make().run('x', { do: 'fail' }))).toBe('as-told');
  });

  it('starts one child ahead of its work, and gives it that work', async () => {
    let started = 0;
    make({ limit: () => 2, spawn: () => {
      started++;
      return forkChild(built.resolve('misbehave.testing'));
    } });
    pool.warm('x');
    pool.warm('x');
    expect(started).toBe(1);
    expect(await pool.run('x', { do: 'echo', bytes: 7 })).toBe(7);
    expect(started).toBe(1);
  });

  it('lets a quiet child give way to others', async () => {
    const quiet = forkChild(built.resolve('misbehave.testing'), true);
    const gone = new Promise<void>((resolve) => quiet.onExit(() => resolve()));
    const pid = await new Promise<number>((resolve) => {
      quiet.onMessage((message) => resolve((message as { readonly out: number }).out));
      quiet.send({ id: 1, input: { do: 'pid' } });
    });
    expect(getPriority(pid)).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL);
    quiet.kill();
    await gone;
  });

  it('loses only the job that crashed its child', async () => {
    make();
    const jobs = [pool.run('x', { do: 'wait', ms: 1 }), pool.run('x', { do: 'crash' }), pool.run('x', { do: 'wait', ms: 1 }), pool.run('x', { do: 'wait', ms: 1 })];
    expect(await Promise.all(jobs.map(code))).toEqual(['ok', 'process-crashed', 'ok', 'ok']);
  });

  it('kills a child that hangs, and goes on', async () => {
    make();
    const pid = await pool.run<unknown, number>('x', { do: 'pid' });
    expect(await Promise.all([code(pool.run('x', { do: 'hang' }, { timeoutMs: 200 })), code(pool.run('x', { do: 'wait', ms: 1 }))])).toEqual(['process-timeout', 'ok']);
    await expect.poll(() => alive(pid)).toBe(false);
  });

  it('answers a cancelled job at once and never starts one that waited', async () => {
    make();
    const abort = new AbortController();
    const running = code(pool.run('x', { do: 'wait', ms: 400 }, { signal: abort.signal }));
    const waiting = code(pool.run('x', { do: 'crash' }, { signal: abort.signal }));
    const started = Date.now();
    abort.abort();
    expect([await running, await waiting]).toEqual(['cancelled', 'cancelled']);
    expect(Date.now() - started).toBeLessThan(300);
    expect(await code(pool.run('x', { do: 'wait', ms: 1 }))).toBe('ok');
    expect(await code(pool.run('x', { do: 'echo' }, { signal: abort.signal }))).toBe('cancelled');
  });

  it('kills the child of a cancelled job that does not end', async () => {
    make({ graceMs: 100 });
    const pid = await pool.run<unknown, number>('x', { do: 'pid' });
    const abort = new AbortController();
    const hanging = code(pool.run('x', { do: 'hang' }, { signal: abort.signal }));
    abort.abort();
    expect(await hanging).toBe('cancelled');
    await expect.poll(() => alive(pid)).toBe(false);
    expect(await pool.run('x', { do: 'pid' })).not.toBe(pid);
  });

  it('serves what is wanted now before what can wait', async () => {
    make();
    const order: string[] = [];
    const run = (name: string, priority: 'now' | 'soon' | 'idle'): Promise<unknown> => pool.run('x', { do: 'wait', ms: 1 }, { priority }).then(() => order.push(name));
    const first = pool.run('x', { do: 'wait', ms: 50 });
    await Promise.all([first, run('idle 1', 'idle'), run('idle 2', 'idle'), run('soon', 'soon'), run('now', 'now')]);
    expect(order).toEqual(['now', 'soon', 'idle 1', 'idle 2']);
  });

  it('uses several children at once, up to the limit, and ends idle ones', async () => {
    make({ limit: () => 2, idleMs: 100 });
    const pids = await Promise.all([pool.run<unknown, number>('x', { do: 'pid' }), pool.run<unknown, number>('x', { do: 'pid' })]);
    expect(new Set(pids).size).toBe(2);
    await expect.poll(() => pids.some(alive), { timeout: 5000 }).toBe(false);
    expect(pids).not.toContain(await pool.run('x', { do: 'pid' }));
  });

  it('says so when a child cannot be started', async () => {
    make({ resolve: () => '/nowhere/entry.js' });
    expect(await code(pool.run('x', {}))).toBe('process-crashed');
    make({ resolve: () => { throw new Error('no entry'); } });
    expect(await code(pool.run('x', {}))).toBe('process-crashed');
  });

  it('ends everything when closed', async () => {
    make();
    const pid = await pool.run<unknown, number>('x', { do: 'pid' });
    const hanging = code(pool.run('x', { do: 'hang' }));
    const waiting = code(pool.run('x', { do: 'echo' }));
    await pool.close();
    expect([await hanging, await waiting, await code(pool.run('x', { do: 'echo' }))]).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(alive(pid)).toBe(false);
  });

  it('leaves no child behind when a close comes while it works', async () => {
    make({ limit: () => 3 });
    const pids = await Promise.all([0, 1, 2].map(() => pool.run<unknown, number>('x', { do: 'pid' })));
    await pool.close();
    expect(pids.filter(alive)).toEqual([]);
  });
});
