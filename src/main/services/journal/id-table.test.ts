import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { EventId } from '../../../shared/kernel/ids';
import { IdTable } from './id-table';

const id = (n: number) => createHash('sha256').update(String(n)).digest('hex') as EventId;

it('a table of ids answers like a map, also after growing, and knows what is there twice', () => {
  const table = new IdTable();
  for (let n = 0; n < 10_000; n++) expect(table.add(id(n), n)).toBe(true);
  expect(table.size).toBe(10_000);
  for (let n = 0; n < 10_000; n += 7) expect([table.lamportOf(id(n)), table.add(id(n), 0), table.lamportOf(id(n))]).toEqual([n, false, n]);
  for (let n = 10_000; n < 11_000; n++) expect(table.lamportOf(id(n))).toBeUndefined();
});

it('ids that fall into the same slot are kept apart', () => {
  const table = new IdTable();
  const alike = Array.from({ length: 300 }, (_, n) => `${'0'.repeat(8)}${n.toString(16).padStart(24, '0')}${'f'.repeat(32)}` as EventId);
  for (const [n, one] of alike.entries()) table.add(one, n);
  expect(alike.map((one) => table.lamportOf(one))).toEqual(alike.map((_, n) => n));
});

it('a million events take at most 72 MB', { timeout: 60_000 }, () => {
  const before = process.memoryUsage().arrayBuffers;
  const table = new IdTable();
  for (let n = 0; n < 2 ** 20 + 1; n++) table.add(`${(n * 2_654_435_761 % 2 ** 32).toString(16).padStart(8, '0')}${n.toString(16).padStart(56, '0')}` as EventId, n);
  expect(table.lamportOf('0'.repeat(64) as EventId)).toBe(0);
  expect(table.size).toBe(2 ** 20 + 1);
  global.gc?.();
  // What growing left behind may not be collected yet: at most as much again.
  expect((process.memoryUsage().arrayBuffers - before) / (2 ** 20 + 1)).toBeLessThan(150);
});
