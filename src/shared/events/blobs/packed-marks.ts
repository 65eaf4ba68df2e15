/** Marks of a sample in one byte: bit 0 hard; bits 1–2 flag (0 none, 1 flag, 2 reject); bits 3–5 stars. */
import type { Marks } from '../../domain/job';

export function packMarks(hard: boolean, flag: Marks['flag'], stars: number): number {
  return (hard ? 1 : 0) | ((flag === 'none' ? 0 : flag === 'flag' ? 1 : 2) << 1) | (stars << 3);
}

export function unpackMarks(bits: number): Marks {
  return { hard: (bits & 1) === 1, flag: (['none', 'flag', 'reject', 'none'] as const)[(bits >> 1) & 3] ?? 'none', stars: (bits >> 3) & 7 };
}
