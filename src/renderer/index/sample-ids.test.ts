import { describe, expect, it } from 'vitest';
import { idToBytes, type SampleId } from '../../shared/kernel/ids';
import { idOfRow, rowOfId } from './sample-ids';

const ID = (n: number): SampleId => n.toString(16).padStart(32, '0') as SampleId;
const SAMPLES = [ID(1), ID(2 ** 40), ID(3), 'ffffffffffffffffffffffffffffffff' as SampleId];

/** The ids in a buffer that begins `before` bytes earlier and has room for two more. */
function packed(before: number): Uint8Array {
  const bytes = new Uint8Array(before + 16 * (SAMPLES.length + 2)).subarray(before);
  for (const [row, sample] of SAMPLES.entries()) bytes.set(idToBytes(sample), 16 * row);
  return bytes;
}

describe.each([0, 1, 4, 7])('ids of samples, %i bytes into their buffer', (before) => {
  const ids = packed(before);
  it('a row has its id and an id its row', () => {
    for (const [row, sample] of SAMPLES.entries()) {
      expect(idOfRow(ids, row)).toBe(sample);
      expect(rowOfId(ids, SAMPLES.length, sample)).toBe(row);
    }
  });
  it('what is not there, and room that is not taken yet, has none', () => {
    expect(rowOfId(ids, SAMPLES.length, ID(4))).toBe(-1);
    expect(rowOfId(ids, SAMPLES.length, ID(0))).toBe(-1);
    expect(rowOfId(ids, 2, SAMPLES[2]!)).toBe(-1);
    expect(rowOfId(new Uint8Array(0), 0, ID(1))).toBe(-1);
  });
});
