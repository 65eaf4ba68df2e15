/** Values for the examples of this folder: easy to tell apart, obviously not real. */
import type { Hash, Id } from '../../kernel/ids';
import type { BlobRef } from '../envelope';

/** An id that repeats two digits. */
export function exampleId<I extends Id<string>>(digits: string): I {
  return digits.repeat(16) as I;
}

export const EXAMPLE_BLOB: BlobRef = { hash: '5e'.repeat(32) as Hash, bytes: 48_213, rows: 2_000 };
