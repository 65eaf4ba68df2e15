import { expect, test } from 'vitest';
import { useBuiltCli } from './built-cli.testing';
import { drawn, prepare } from './import-killed.testing';

useBuiltCli();

test('kill -9 of an import at every operation on the disk, in its middle, and at 60 drawn ones', async () => {
  const { ops, killedAt } = await prepare();
  let whole = 0;
  for (let at = 1; at <= ops.length; at++) if ((await killedAt(at, 'half')).cameIn) whole++;
  for (const [at, how] of drawn(ops, 60, 7)) await killedAt(at, how);
  expect(whole).toBeGreaterThan(0);
  expect(whole).toBeLessThan(ops.length / 2);
});
