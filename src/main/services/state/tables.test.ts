import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from './key-table';
import { NumberTable } from './number-list';
import { RowSet } from './row-set';
import { Twins } from './twins';

describe('rows that changed', () => {
  it('property: each once, whatever the order', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(12), fc.integer({ min: 3, max: 9 }))), (added) => {
      const rows = new RowSet();
      for (const row of added) rows.add(row);
      expect([...rows.toArray()].sort((a, b) => a - b)).toEqual([...new Set(added)].sort((a, b) => a - b));
      expect(rows.size).toBe(new Set(added).size);
    }));
  });
});

describe('columns of numbers', () => {
  it('property: room made in between changes nothing', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(60))), (steps) => {
      const [plain, roomy] = [new NumberTable({ a: 'u8', b: 'f64' }), new NumberTable({ a: 'u8', b: 'f64' })];
      for (const [i, [rows, room]] of steps.entries()) {
        roomy.reserve(room);
        for (const table of [plain, roomy]) {
          table.grow(table.count + rows);
          const row = table.add();
          table.columns.a[row] = i;
          table.columns.b[row] = i / 2;
        }
        expect(roomy.count).toBe(plain.count);
        expect(roomy.save()).toEqual(plain.save());
      }
    }));
  });
});

describe('key table', () => {
  it('property: finds the first row of every key, through growth, forgetting and keys of few different bits', () => {
    fc.assert(fc.property(fc.constantFrom(16 as const, 32 as const), fc.array(fc.tuple(fc.nat(40), fc.nat(2)), { minLength: 1, maxLength: 120 }), fc.nat(300), (bytes, keys, reserve) => {
      const width = bytes / 4;
      // Keys that differ in one word only, at different places.
      const store = new Uint32Array(width * keys.length);
      for (const [row, [value, word]] of keys.entries()) store[width * row + width - 1 - word] = value << 24;
      const table = new KeyTable(bytes);
      const first = new Map<string, number>();
      for (const row of keys.keys()) {
        if (row === 7) table.reserve(store, reserve);
        const key = store.slice(width * row, width * (row + 1)).join();
        expect(table.claim(store, store, row, row)).toBe(first.get(key) ?? -1);
        if (!first.has(key)) first.set(key, row);
      }
      const expectAll = (): void => {
        for (const row of keys.keys()) expect(table.find(store, store, row)).toBe(first.get(store.slice(width * row, width * (row + 1)).join()) ?? -1);
      };
      expectAll();
      expect(table.taken).toBe(first.size);
      const [gone = ''] = first.keys();
      first.delete(gone);
      table.rebuild(store, first.values());
      expectAll();
    }));
  });
});

describe('twins', () => {
  const content = (n: number): Uint32Array => new Uint32Array(8).fill(n);
  const set = (twins: Twins, column: Uint32Array, row: number, known: boolean, n: number): readonly number[] => twins.set(column, row, known, content(n), 0);

  it('files that could not be read (a hash of zeros) are like nobody; read again they may be', () => {
    const twins = new Twins();
    twins.grow(4);
    const column = new Uint32Array(4);
    set(twins, column, 0, false, 0);
    expect(set(twins, column, 1, false, 0)).toEqual([]);
    set(twins, column, 2, false, 5);
    expect([...column]).toEqual([0, 0, 0, 0]);
    expect(set(twins, column, 0, true, 5)).toEqual([2]);
    expect([...column]).toEqual([1, 0, 1, 0]);
    expect(set(twins, column, 2, true, 0)).toEqual([0]);
    expect([...column]).toEqual([0, 0, 0, 0]);
    expect(set(twins, column, 3, false, 5)).toEqual([0]);
    expect(column[0]).toBe(column[3]);
    expect(column[1]).toBe(0);
  });
});
