import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelId } from '../kernel/ids';
import { DATASET_NUMBERS, DatasetTable, decodeDatasetColumns, decodeJobColumns, JOB_NUMBERS, JobTable, type DatasetNumber, type DatasetPatchField, type JobNumber } from './columns-codec';
import { textAt } from './text-table';

const DATASET_FIELDS: readonly DatasetPatchField[] = ['path', ...(Object.keys(DATASET_NUMBERS) as DatasetNumber[])];
const JOB_FIELDS = Object.keys(JOB_NUMBERS) as JobNumber[];

function table(paths: readonly string[]): DatasetTable {
  const t = new DatasetTable();
  for (const [i, path] of paths.entries()) {
    t.grow(i + 1);
    t.path.append(path);
    t.ids.fill(i + 1, 16 * i, 16 * i + 16);
    t.numbers.size[i] = i * 1.5;
    t.numbers.duration[i] = 0.5;
    t.numbers.root[i] = i;
  }
  return t;
}

/** Columns as plain values, so that spare capacity does not matter. */
function plain(t: DatasetTable): unknown {
  const v = t.view();
  return { ...v, path: Array.from({ length: v.count }, (_, i) => textAt(v.path, i)), ids: Array.from(v.ids) };
}

describe('dataset columns', () => {
  it('come back from their parts, also when the parts lie at odd addresses', () => {
    const t = table(['a.jpg', 'ü/漢.png', '']);
    const shifted = Object.fromEntries(Object.entries(t.parts()).map(([name, bytes]) => {
      const room = new Uint8Array(bytes.length + 1);
      room.set(bytes, 1);
      return [name, room.subarray(1)];
    }));
    const back = decodeDatasetColumns(3, shifted);
    expect(plain(DatasetTable.from(3, shifted))).toEqual(plain(t));
    expect(textAt(back.path, 1)).toBe('ü/漢.png');
  });

  it('refuse parts that are missing or of another length', () => {
    const t = table(['a', 'b']);
    const { size: _size, ...without } = t.parts();
    expect(() => decodeDatasetColumns(2, without)).toThrow('part size is missing');
    expect(() => decodeDatasetColumns(2, { ...t.parts(), width: new Uint8Array(4) })).toThrow('column width has 1 rows, not 2');
    expect(() => decodeDatasetColumns(3, t.parts())).toThrow(RangeError);
  });

  it('property: a follower that applies patches is equal to the table it follows, whatever grows or changes, also where room was made before', () => {
    const step = fc.record({ room: fc.nat(40), add: fc.array(fc.string({ maxLength: 5 }), { maxLength: 4 }), change: fc.array(fc.tuple(fc.nat(20), fc.string({ unit: 'binary', maxLength: 6 }), fc.nat(1e6)), { maxLength: 4 }) });
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const host = table(['first']);
      const window = DatasetTable.from(1, structuredClone(host.parts()));
      for (const { room, add, change } of steps) {
        host.reserve(room);
        const touched = new Set<number>();
        for (const path of add) {
          host.grow(host.count + 1);
          host.path.append(path);
          host.ids.fill(host.count % 256, 16 * (host.count - 1), 16 * host.count);
          touched.add(host.count - 1);
        }
        for (const [at, path, value] of change) {
          const row = at % host.count;
          const one = table([path]);
          host.path.replace(Uint32Array.of(row), one.path.view());
          host.numbers.width[row] = value;
          host.numbers.mtime[row] = value / 7;
          touched.add(row);
        }
        const parts = host.rowParts(Uint32Array.from(touched), DATASET_FIELDS, 'p0.');
        window.apply(host.count, parts, 'p0.');
        window.apply(host.count, parts, 'p0.');
        expect(plain(window)).toEqual(plain(host));
      }
    }), { numRuns: 200 });
  });

  it('leave columns alone that a patch does not carry', () => {
    const host = table(['a', 'b', 'c']);
    const window = DatasetTable.from(3, structuredClone(host.parts()));
    host.numbers.status[1] = 2;
    host.numbers.size[1] = 99;
    window.apply(3, host.rowParts(Uint32Array.of(1), ['status'], ''), '');
    expect(window.numbers.status[1]).toBe(2);
    expect(window.numbers.size[1]).toBe(1.5);
  });

  it('refuse a patch that names rows beyond the count or leaves new rows without a path', () => {
    const window = table(['a']);
    expect(() => window.apply(1, { rows: new Uint8Array(Uint32Array.of(1).buffer) }, '')).toThrow('patch names row 1 of 1');
    expect(() => window.apply(2, { rows: new Uint8Array(Uint32Array.of(1).buffer) }, '')).toThrow('patch names 0 of 1 new rows');
  });
});

describe('job columns', () => {
  const label = (c: string): LabelId => c.repeat(32) as LabelId;

  it('come back from their parts and follow patches with new combos', () => {
    const host = new JobTable();
    host.grow(3);
    const window = JobTable.from(3, host.combos, structuredClone(host.parts()));
    host.combos.push([label('a')], [label('a'), label('b')]);
    host.numbers.combo[2] = 2;
    host.numbers.changed[2] = 1.7e12;
    host.grow(5);
    window.apply(5, 1, host.combos.slice(1), host.rowParts(Uint32Array.of(2), JOB_FIELDS, 'x.'), 'x.');
    expect(window.view()).toEqual(host.view());
    expect(decodeJobColumns(5, host.combos, host.parts())).toEqual(host.view());
  });

  it('refuse combos that leave a hole', () => {
    const window = new JobTable();
    expect(() => window.apply(0, 2, [[label('a')]], { rows: new Uint8Array(0) }, '')).toThrow('patch numbers combos from 2');
  });
});
