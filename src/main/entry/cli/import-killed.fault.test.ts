/** An import that is killed at an exact place: all of it came in or nothing, the workspace is sound, and it can be started again. In full: import-killed.long.test.ts. */
import { expect, test } from 'vitest';
import { useBuiltCli } from './built-cli.testing';
import { drawn, numberOf, prepare } from './import-killed.testing';

useBuiltCli();

test('kill -9 in the writing of a blob, between blobs, in the writing of the log, and at drawn moments', { timeout: 600_000 }, async () => {
  const { ops, killedAt } = await prepare();
  expect(ops.filter((op) => /^rename blobs\//.test(op))).toHaveLength(3);
  expect(await killedAt(numberOf(ops, /^write blobs\//), 'half')).toEqual({ cameIn: false, notes: ['blob-leftover'] });
  expect(await killedAt(numberOf(ops, /^rename blobs\//, 2), 'after')).toMatchObject({ cameIn: false });
  // The header is the first write of a log; the second one holds the labels and the three bulk facts.
  expect(await killedAt(numberOf(ops, /^write journal\/[0-9a-f]{32}\//, 2), 'half')).toEqual({ cameIn: false, notes: ['journal-tail'] });
  expect(await killedAt(numberOf(ops, /^datasync journal\//), 'before')).toMatchObject({ cameIn: true });
  for (const [at, how] of drawn(ops, 2, 22)) await killedAt(at, how);
});
