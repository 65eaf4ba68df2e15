import type { Parts } from '../../../shared/contract/api';
import { numbersOf } from '../../../shared/kernel/growing';
import { FailureError } from '../../../shared/kernel/result';

/** The part `rows`: row numbers as Uint32Array. Throws FailureError 'bad-rows'. */
export function rowPart(parts: Parts): Uint32Array {
  const bytes = parts['rows'];
  if (!bytes || bytes.length % 4 !== 0) throw new FailureError({ code: 'bad-rows', message: 'The part "rows" must hold row numbers of 32 bits.' });
  return numbersOf('u32', bytes) as Uint32Array;
}
