/** FLAC files, whole and cut off, written here frame by frame (RFC 9639). */
import { describe, expect, it } from 'vitest';
import { memorySource } from '../byte-source';
import { readFlac } from './flac';

const crc = (bytes: readonly number[], width: 8 | 16, poly: number): number => {
  const top = 1 << (width - 1), mask = width === 8 ? 0xff : 0xffff;
  return bytes.reduce((sum, byte) => {
    let value = sum ^ (byte << (width - 8));
    for (let bit = 0; bit < 8; bit++) value = ((value << 1) ^ (value & top ? poly : 0)) & mask;
    return value;
  }, 0);
};

/** A mono frame of 16 bits with verbatim samples; block sizes of 16 bits. */
function frame(number: number, count: number, seed: number): number[] {
  const coded = number < 0x80 ? [number] : [0xc0 | (number >> 6), 0x80 | (number & 63)];
  const head = [0xff, 0xf8, 0x70, 0x08, ...coded, (count - 1) >> 8, (count - 1) & 255];
  const body = [...head, crc(head, 8, 0x07), 0x02, ...Array.from({ length: count * 2 }, (_, i) => (i * 31 + seed * 7) & 255)];
  const sum = crc(body, 16, 0x8005);
  return [...body, sum >> 8, sum & 255];
}

const BLOCK = 192;
function flac(frames: number, said: number, tail: readonly number[] = [], last = BLOCK): Uint8Array {
  const info = [0x80, 0, 0, 34, BLOCK >> 8, BLOCK & 255, BLOCK >> 8, BLOCK & 255, 0, 0, 0, 0, 0, 0, 8000 >> 12, (8000 >> 4) & 255, (8000 & 15) << 4, 0xf0, 0, 0, said >> 8, said & 255, ...Array.from({ length: 16 }, () => 0)];
  return Uint8Array.from([0x66, 0x4c, 0x61, 0x43, ...info, ...Array.from({ length: frames }, (_, i) => frame(i, i === frames - 1 ? last : BLOCK, i)).flat(), ...tail]);
}
const problem = async (bytes: Uint8Array): Promise<string> => (await readFlac(memorySource(bytes))).problem;

describe('FLAC', () => {
  it('whole: as it says, with a shorter last block, with tags behind it, without a length', async () => {
    expect(await readFlac(memorySource(flac(200, 200 * BLOCK)))).toMatchObject({ problem: 'none', rate: 8000, duration: (200 * BLOCK) / 8000 });
    expect(await problem(flac(3, 2 * BLOCK + 50, [], 50))).toBe('none');
    expect(await problem(flac(3, 3 * BLOCK, [0x54, 0x41, 0x47, ...Array.from({ length: 125 }, () => 0x20)]))).toBe('none');
    expect(await problem(flac(3, 0))).toBe('none');
  });

  it('cut off anywhere: between frames, within one, within its header, before the first', async () => {
    const whole = flac(6, 6 * BLOCK);
    for (let end = 42; end < whole.length; end += 1) expect([end, await problem(whole.subarray(0, end))]).toEqual([end, 'truncated']);
    expect(await problem(flac(5, 6 * BLOCK))).toBe('truncated');
    const open = flac(6, 0);
    expect(await problem(open.subarray(0, open.length - 7))).toBe('truncated');
  });
});
