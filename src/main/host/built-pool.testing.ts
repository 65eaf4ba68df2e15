/** Real processes for a file of tests: their entries built once, ended after the last test. */
import { afterAll, beforeAll } from 'vitest';
import { forkPool } from '../adapters/processes/fork';
import type { Pool } from '../adapters/processes/pool';
import { buildEntries } from '../processes/common/built-entries.testing';

/** Call it where the file begins; what it answers gives the pool inside of tests and their hooks. */
export function builtPool(): () => Pool {
  let pool: Pool | null = null;
  let remove = (): void => undefined;
  beforeAll(async () => {
    const built = await buildEntries();
    remove = built.remove;
    pool = forkPool({ resolve: built.resolve });
  });
  afterAll(async () => {
    await pool?.close();
    remove();
  });
  return () => {
    if (pool === null) throw new Error('the pool is there once the tests begin');
    return pool;
  };
}
