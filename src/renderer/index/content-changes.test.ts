import { describe, expect, it } from 'vitest';
import type { RowPatch } from '../../shared/contract/api/pushes';
import { DatasetTable } from '../../shared/contract/columns-codec';
import { SAMPLE_STATUS } from '../../shared/domain/dataset';
import type { DatasetId, JobId } from '../../shared/kernel/ids';
import { changedContent } from './content-changes';

const PATCH: RowPatch = { dataset: '1'.repeat(32) as DatasetId, job: null, count: 3, comboBase: 0, combos: [], prefix: '0.' };
const ROWS = Uint32Array.of(0, 2);
/** Three rows, of which the last is changed. */
const STATUS = Uint8Array.of(0, 0, SAMPLE_STATUS.indexOf('changed'));

function touched(fields: Parameters<DatasetTable['rowParts']>[1], patch = PATCH): readonly number[] {
  const table = new DatasetTable();
  table.grow(3);
  for (const name of ['a', 'b', 'c']) table.path.append(name);
  return changedContent(patch, table.rowParts(ROWS, fields, patch.prefix), STATUS);
}

describe('samples of other content', () => {
  it('are those whose file was found changed, gone, back or elsewhere', () => {
    expect(touched(['status'])).toEqual([0, 2]);
    expect(touched(['path', 'part', 'size', 'mtime'])).toEqual([0, 2]);
  });
  it('are those changed ones that are measured anew, and none that is listed or measured for the first time', () => {
    expect(touched(['measured', 'width', 'problem'])).toEqual([2]);
    expect(touched(['path', 'root', 'part', 'size', 'mtime', 'status', 'measured'])).toEqual([2]);
  });
  it('are none of a job', () => {
    expect(touched(['status'], { ...PATCH, job: '2'.repeat(32) as JobId })).toEqual([]);
  });
});
